import AppLogic
import Gradus
@_spi(StandIn) import SwiftUI

/// Ways through the screens of devices.
extension Stage {
  /// From Today to the form for a device.
  package func toNewDevice() async throws {
    try await press(.devices)
    try await press(.deviceAdd)
  }

  /// Fills the form in for a rod with a grip, and saves it. It leads to the list.
  package func addRod(
    _ name: String = "Rod 9/10", sizes: (String, String) = ("9", "10"), depth: String = "20"
  ) async throws {
    try await screen.type(name, into: words(.deviceName))
    try await choose("shape", "hegar_double")
    try await screen.type(sizes.0, into: words(.deviceSize))
    try await screen.type(sizes.1, into: words(.deviceOther))
    try await choose("material", "metal")
    try await choose("hold", "grip")
    try await screen.type(depth, into: words(.deviceDepth))
    try await press(.deviceFlawless)
    try await press(.save)
  }

  /// From Today to the page of a rod that was just added.
  package func toRod() async throws {
    try await toNewDevice()
    try await addRod()
    try await screen.press(words(.deviceOpen, "Rod 9/10"))
  }

  /// Answers each question about a device with yes, but for those that are named here.
  package func look(_ others: [String: Phrase] = [:]) async throws {
    let questions = screen.controls.map(\.spoken).filter { $0.hasSuffix(" " + words(.yes)) }
    for question in questions {
      let asked = question.dropLast(words(.yes).count)
      let answer = others.first { asked.contains($0.key) }?.value ?? .yes
      try await screen.press(asked + words(answer))
    }
    try await press(.save)
  }

  private func choose(_ group: String, _ id: String) async throws {
    try await screen.press(words.choices(group, [id])[0].words)
  }
}

extension Gallery {
  static func devices(_ language: String) async throws -> [Shot] {
    let ways: [(String, (Stage) async throws -> Void)] = [
      ("new-device", { try await $0.toNewDevice() }),
      (
        "devices",
        { stage in
          try await stage.toRod()
          try await stage.press(.deviceLook)
          try await stage.look()
          try await stage.press(.deviceAdd)
          try await stage.addRod("Rod 11/12", sizes: ("11", "12"))
          try await stage.screen.press(stage.words(.deviceOpen, "Rod 11/12"))
          try await stage.press(.deviceLook)
          try await stage.look(["cracks": .no, "grietas": .no])
        }
      ),
      (
        "device-barred",
        { stage in
          try await stage.toRod()
          try await stage.press(.deviceLook)
          try await stage.look(["straight": .notSure, "recto": .notSure])
          try await stage.screen.press(stage.words(.deviceOpen, "Rod 9/10"))
        }
      ),
      (
        "device-look",
        { stage in
          try await stage.toRod()
          try await stage.press(.deviceLook)
          let first = stage.screen.controls.first { $0.spoken.hasSuffix(" " + stage.words(.yes)) }
          try await stage.screen.press(first?.spoken ?? "")
        }
      ),
      (
        "device-care",
        { stage in
          try await stage.toRod()
          try await stage.press(.deviceCared)
        }
      ),
      (
        "device-away",
        { stage in
          try await stage.toRod()
          try await stage.press(.deviceRetire)
        }
      ),
      (
        "lubricant",
        { stage in
          try await stage.press(.devices)
          try await stage.press(.lubricantTitle)
          try await stage.screen.press(stage.words.choices("lubricant", ["silicone"])[0].words)
          try await stage.screen.press(stage.words.choices("surface", ["silicone"])[0].words)
        }
      ),
      (
        "run-device",
        { stage in
          try await stage.toRod()
          stage.diary?.path = []
          await stage.screen.settle()
          try await stage.pressMain()
          try await stage.screen.press(stage.words(.runDeviceNow, stage.words(.runDeviceNone)))
        }
      ),
    ]
    var shots: [Shot] = []
    for (name, way) in ways {
      let stage = try await Stage.due(language: language)
      try await way(stage)
      shots.append(Shot(name: name, stage: stage))
    }
    return shots
  }
}
