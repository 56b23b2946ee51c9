import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// Every screen, as somebody meets it who cannot see, cannot aim, or reads large letters.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct AuditTests {
  @Test func flow38EveryControlHasLabelRoleStateAndSize() async throws {
    var count = 0
    for shot in try await Gallery.all(language: "en") + Gallery.all(language: "es") {
      for control in shot.tree().touchable {
        count += 1
        #expect(!control.spoken.trimmingCharacters(in: .whitespaces).isEmpty, "\(shot.name): no label")
        #expect(control.height >= 44, "\(shot.name): \(control.spoken) is \(control.height) high")
        if control.kind == .button || control.kind == .toggle {
          #expect(!control.traits.isDisjoint(with: ["button", "toggle"]), "\(shot.name): \(control.spoken)")
        } else {
          #expect(control.value != nil, "\(shot.name): \(control.spoken) has no state")
        }
      }
    }
    #expect(count > 300)
  }

  @Test func noTwoControlsOfOneScreenSoundTheSame() async throws {
    for shot in try await Gallery.all(language: "en") where !shot.name.hasPrefix("person") {
      let labels = shot.tree().touchable.filter { $0.kind == .button && !$0.traits.contains("selected") }.map(\.spoken)
      let unknown = ["log", "run-log"].contains(shot.name) ? labels.filter { $0 != "Not sure" } : labels
      #expect(Set(unknown).count == unknown.count, "\(shot.name): \(unknown)")
    }
  }

  @Test func everyScreenBeginsWithAHeading() async throws {
    for shot in try await Gallery.all(language: "en") {
      let first = shot.tree().all.first { $0.kind == .text }
      #expect(first?.traits.contains("header") == true, "\(shot.name): \(first?.text ?? "")")
    }
  }

  @Test func symbolsAreNeverReadAloud() async throws {
    for shot in try await Gallery.all(language: "en") {
      for image in shot.tree().all where image.kind == .image { #expect(image.isHidden, "\(shot.name): \(image.text)") }
    }
  }

  private func colours(_ palette: Palette) -> Set<Color> {
    let pairs = [palette, palette.alarmed].flatMap { $0.written.map { [$0.on, $0.under] } + $0.drawn.map { [$0.on] } }
    return Set(pairs.joined().map { Color($0) })
  }

  /// The pairs of a palette can be read, as WordingTests measures: what is written on a dark screen is of the dark one.
  @Test func darkScreensHaveNothingOfTheLightColours() async throws {
    let foreign = colours(.light).subtracting(colours(.dark))
    #expect(foreign.count > 6)
    for shot in try await Gallery.all(language: "en") {
      for node in shot.tree(.dark).all {
        if let colour = node.colour { #expect(!foreign.contains(colour), "\(shot.name): \(node.text)") }
      }
      // What the others look at is light.
      _ = shot.tree()
    }
  }

  /// A row of two texts; one with a text and a symbol stays one.
  private func rows(_ tree: Node) -> [String] {
    let rows = tree.all.filter { row in
      row.kind == .row && row.all.filter { $0.kind == .text && $0.text != "•" }.count > 1
    }
    return rows.map { $0.all.map(\.text).joined(separator: " ") }
  }

  @Test func flow37InLargeTextRowsBecomeColumnsAndNothingIsLeftOut() async throws {
    var found = 0
    for shot in try await Gallery.all(language: "en") {
      found += rows(shot.tree()).count
      let said = Set(shot.tree().readable)
      // 200 %, and the largest there is.
      for size in [DynamicTypeSize.accessibility2, .accessibility5] {
        let tree = shot.tree(.light, size)
        #expect(rows(tree) == [], "\(shot.name) in \(size)")
        // Very large numbers would not fit under the bars of a chart; its table has them.
        let isChart = tree.all.contains { $0.kind == .canvas }
        let numbers = isChart ? said.filter { Int($0) != nil } : []
        #expect(Set(tree.readable) == said.subtracting(["•"]).subtracting(numbers), "\(shot.name) in \(size)")
        let fixed = tree.all.filter { $0.isFixedInSize && !$0.all.contains { $0.kind == .canvas } }
        #expect(fixed.isEmpty, "\(shot.name) in \(size): \(fixed.map(\.text))")
      }
    }
    #expect(found > 10, "there are rows to turn: \(found)")
  }

  @Test func flow40EverythingIsDoneByPressing() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/AppScreens")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count > 8)
    // The last is a button that does nothing.
    let gestures = [
      "onLongPress", "Gesture", "swipeActions", "contextMenu", "withAnimation", ".animation(", "onTap", ") {}",
    ]
    for file in files {
      let source = try String(contentsOf: file, encoding: .utf8)
      for gesture in gestures { #expect(!source.contains(gesture), "\(file.lastPathComponent): \(gesture)") }
      let imports = source.split(separator: "\n").filter { $0.hasPrefix("import ") }
      #expect(Set(imports).isSubset(of: ["import AppLogic", "import Gradus", "import SwiftUI"]))
    }
  }

  @Test func spanishScreensHaveNoEnglishWordsOfTheShell() async throws {
    let (english, spanish) = (Wording(language: "en"), Wording(language: "es"))
    // "Back" is the system's own button, which the stand-in does not translate.
    let foreign = Set(Phrase.allCases.map { english($0) }).subtracting(Phrase.allCases.map { spanish($0) } + ["Back"])
    // The questions of the setting are the core's own, in English, and the page says so.
    for shot in try await Gallery.all(language: "es") where shot.name != "setting-questions" {
      for text in shot.tree().readable { #expect(!foreign.contains(text), "\(shot.name): \(text)") }
    }
  }
}
