import AppLogic
import Foundation
import Gradus
@_spi(StandIn) import SwiftUI

/// Ways through the page of the lock, and what is left of a damaged diary.
extension Stage {
  /// The page of the lock, of a diary on the disk: one in memory has no ways in.
  package static func settings(language: String = "en") async throws -> Stage {
    let stage = Stage(language: language)
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.press(.settings)
    return stage
  }

  /// Fills the form for another passcode in and saves it.
  package func changePasscode(_ now: String = Stage.passcode, to new: String) async throws {
    try await screen.type(new, into: words(.passcodeNew))
    try await screen.type(new, into: words(.passcodeAgain))
    try await prove(.save, with: now)
  }

  /// Types the passcode that is asked for anew, and presses what needs it.
  package func prove(_ button: Phrase, with now: String = Stage.passcode) async throws {
    try await screen.type(now, into: words(.passcodeNow))
    try await press(button)
  }

  /// From the page of the lock to a new recovery code.
  package func renewCode() async throws {
    try await press(.codeRenew)
    try await prove(.codeRenewYes)
  }

  /// What is chosen for the passcodes after which the diary is erased.
  package func eraseAfter(_ choice: String) -> String { words.choices("erase_after", [choice])[0].words }

  /// One page of the database is not what was written: nothing mends that, and what lies on the others holds.
  package func spoilPage() async throws {
    try await screen.press(words(.quickExit))
    let file = app.device.folder.appendingPathComponent("vault.db")
    var bytes = try Data(contentsOf: file)
    bytes[4_096 + 2_048] ^= 1
    try bytes.write(to: file)
    try await screen.type(Self.passcode, into: words(.passcode))
    try await press(.unlock)
  }

  /// From the page of the damage to the new recovery code.
  package func salvage(with new: String = "five quite different new words") async throws {
    try await press(.rescueLink)
    try await press(.rescueYes)
    try await screen.type(Self.passcode, into: words(.passcodeNow))
    try await screen.type(new, into: words(.passcodeNew))
    try await screen.type(new, into: words(.passcodeAgain))
    try await press(.rescueSave)
  }

  /// Locks the diary, takes a byte of this file away, and asks for it.
  package func damage(_ names: String...) async throws {
    try await screen.press(words(.quickExit))
    for name in names {
      let file = app.device.folder.appendingPathComponent(name)
      var bytes = try Data(contentsOf: file)
      bytes[40] ^= 1
      try bytes.write(to: file)
    }
    try await screen.type(Self.passcode, into: words(.passcode))
    try await press(.unlock)
  }
}

extension Gallery {
  static func locks(_ language: String) async throws -> [Shot] {
    let ways: [(String, (Stage) async throws -> Void)] = [
      ("settings", { _ in }),
      (
        "passcode-easy",
        { stage in
          try await stage.press(.passcodeChange)
          try await stage.changePasscode(to: "481902")
        }
      ),
      (
        "passcode-waits",
        { stage in
          try await stage.press(.passcodeChange)
          for _ in 1...5 { try await stage.changePasscode("wrong", to: "nine larger steps") }
        }
      ),
      ("weaker-lock", { try await $0.screen.press($0.words.choices("delay", ["300"])[0].words) }),
      ("recovery-code-new", { try await $0.renewCode() }),
      (
        "recovery-code-groups",
        { stage in
          try await stage.renewCode()
          try await stage.press(.codeWritten)
          try await stage.press(.next)
        }
      ),
      (
        "today-code-renewed",
        { stage in
          try await stage.renewCode()
          try await stage.reopen()
        }
      ),
      ("new-key", { try await $0.press(.keyRenew) }),
      ("keeper", { try await $0.press(.keeperAdd) }),
      (
        "erase-after",
        { stage in
          try await stage.press(.eraseAfterChoose)
          try await stage.screen.press(stage.eraseAfter("10"))
        }
      ),
      (
        "erase",
        { stage in
          try await stage.press(.erase)
          try await stage.press(.erase)
        }
      ),
      (
        "erased",
        { stage in
          let word = stage.words(.eraseWord)
          try await stage.press(.erase)
          try await stage.screen.type(word, into: stage.words(.eraseWordField, word))
          try await stage.press(.erase)
        }
      ),
      ("damage-mendable", { try await $0.damage("vault.hdr2") }),
      ("damage-lost", { try await $0.damage("vault.hdr", "vault.hdr2") }),
      ("damage-last-resort", { try await $0.spoilPage() }),
      (
        "salvage",
        { stage in
          try await stage.spoilPage()
          try await stage.press(.rescueLink)
        }
      ),
      (
        "salvage-secrets",
        { stage in
          try await stage.spoilPage()
          try await stage.press(.rescueLink)
          try await stage.press(.rescueYes)
          try await stage.press(.rescueSave)
        }
      ),
      (
        "salvage-told",
        { stage in
          try await stage.spoilPage()
          try await stage.salvage()
        }
      ),
      (
        "unlock-waits",
        { stage in
          try await stage.screen.press(stage.words(.quickExit))
          for _ in 1...5 {
            try await stage.screen.type("wrong", into: stage.words(.passcode))
            try await stage.press(.unlock)
          }
        }
      ),
      (
        "news",
        { stage in
          try await stage.screen.press(stage.words(.quickExit))
          let person = stage.notebook.text(.person) ?? ""
          let folder = stage.app.device.folder
          _ = try await Vault.logWhileLocked(folder, person: person, note: "skipped", clock: stage.clock)
          try await stage.screen.type(Stage.passcode, into: stage.words(.passcode))
          try await stage.press(.unlock)
        }
      ),
    ]
    var shots: [Shot] = []
    for (name, way) in ways {
      let stage = try await Stage.settings(language: language)
      try await way(stage)
      shots.append(Shot(name: name, stage: stage))
      stage.clear()
    }
    return shots
  }
}
