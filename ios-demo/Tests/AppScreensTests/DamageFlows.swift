@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// A diary that does not open any more: each damage has its own words, and one way forward.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct DamageFlows {
  typealias Harm = @Sendable (URL) throws -> Void

  /// A locked diary about Mia.
  static func locked() async throws -> Stage {
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.screen.press("Quick exit")
    return stage
  }

  static func flip(_ name: String, at place: Int) -> Harm {
    { folder in
      let file = folder.appendingPathComponent(name)
      var bytes = try Data(contentsOf: file)
      bytes[place] ^= 1
      try bytes.write(to: file)
    }
  }

  private static func remove(_ name: String) -> Harm {
    { try FileManager.default.removeItem(at: $0.appendingPathComponent(name)) }
  }

  private static func cut(_ name: String) -> Harm {
    { folder in
      let file = folder.appendingPathComponent(name)
      try Data(contentsOf: file).prefix(4096).write(to: file)
    }
  }

  /// How it is damaged, what is said, and which file is named.
  static let lost: [(String, [Harm], Phrase, String)] = [
    ("both headers", [flip("vault.hdr", at: 40), flip("vault.hdr2", at: 40)], .damageKeys, "vault.hdr"),
    ("gone", [remove("vault.db")], .damageGone, "vault.db"),
    ("cut", [cut("vault.db")], .damageCut, "vault.db"),
    ("damaged", [flip("vault.db", at: 5000)], .damageEntries, "vault.db"),
  ]

  @Test(arguments: 0..<4) func whatIsLostLeadsToACopyAndNowhereElse(place: Int) async throws {
    let (name, harms, phrase, file) = Self.lost[place]
    let stage = try await Self.locked()
    defer { stage.clear() }
    let folder = stage.app.device.folder
    for harm in harms { try harm(folder) }
    try await stage.unlock()
    #expect(stage.screen.shows(stage.words(phrase)), "\(name): \(stage.screen.texts)")
    #expect(stage.screen.shows(stage.words(.damageFile, file)), "\(name)")
    // What may still be saved stands last; without a key, or without the file, there is nothing to save.
    let last = [Phrase.damageKeys, .damageGone].contains(phrase) ? [] : [stage.words(.rescueLink)]
    let ways = [stage.words(.forwardRestore), stage.words(.back)] + last
    #expect(stage.screen.controls.map(\.spoken) == ways, "\(name)")
    try await stage.press(.back)
    #expect(stage.screen.control("Passcode") != nil && !stage.screen.shows(stage.words(phrase)), "\(name)")
    try await stage.unlock()
    try await stage.press(.forwardRestore)
    #expect(stage.screen.shows(stage.words(.restoreText)) && stage.app.device.hasVault, "\(name): nothing was removed")
  }

  @Test func whatCanBeRepairedIsRepairedWithThePasscodeAndLosesNothing() async throws {
    let stage = try await Self.locked()
    defer { stage.clear() }
    try Self.flip("vault.hdr2", at: 40)(stage.app.device.folder)
    try await stage.unlock()
    #expect(stage.screen.shows(stage.words(.troubleDamaged)) && stage.screen.shows(stage.words(.damageMend)))
    #expect(stage.screen.control(stage.words(.forwardRestore)) == nil)
    try await stage.press(.forwardMend)
    #expect(stage.screen.shows(stage.words(.passcodeEmpty)) && stage.diary == nil)
    try await stage.screen.type("wrong", into: "Passcode")
    try await stage.press(.forwardMend)
    #expect(stage.screen.shows(stage.words(.troubleWrongSecret)) && stage.screen.shows(stage.words(.troubleDamaged)))
    #expect(stage.screen.shows(stage.words(.triesLeft, "4")))
    try await stage.screen.type(Stage.passcode, into: "Passcode")
    try await stage.press(.forwardMend)
    #expect(stage.diary?.person?.name == "Mia")
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    #expect(stage.diary != nil, "it stays repaired")
  }

  @Test func whatIsDamagedIsToldByItsFileAndItsKind() {
    let kinds: [(file: String, kind: String, isMendable: Bool, what: Damage.What)] = [
      ("vault.hdr2", "missing", true, .mendable), ("vault.db", "rolled_back", false, .older),
      ("vault.mark", "missing", false, .older), ("vault.mark", "damaged", false, .lost(.troubleLost)),
      ("vault.db", "truncated", false, .lost(.damageCut)), ("vault.tries", "damaged", false, .lost(.troubleLost)),
    ]
    for one in kinds {
      #expect(Damage.What(file: one.file, kind: one.kind, isMendable: one.isMendable) == one.what, "\(one)")
    }
    let words = Wording(language: "en")
    #expect(Damage(.Damaged(file: "vault.db", kind: "rolled_back", what: "", mendable: false), in: words) == nil)
    #expect(Damage(.Busy, in: words) == nil)
  }
}
