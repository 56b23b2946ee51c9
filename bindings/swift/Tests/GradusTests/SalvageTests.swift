import Foundation
import Gradus
import GradusTestKit
import Testing

/// What a vault gives out that nothing mends.
@Suite(.timeLimit(.minutes(30))) struct SalvageTests {
  private static let (entries, index) = (2, 4)

  @Test func whatHoldsIsInANewVaultThatOpensByItsOwnSecrets() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    _ = try await damaged(scratch, clock, page: Self.index)
    let database = scratch.vault.appendingPathComponent("vault.db")
    let (before, place) = (try Data(contentsOf: database), scratch.folder.appendingPathComponent("saved"))
    let (old, new) = (sesame(), sentence())
    let saved = try await Vault.salvage(
      scratch.vault, .passcode(old), into: place, newPasscode: new, clock: clock)
    #expect(old.isEmpty && new.isEmpty)
    #expect(saved.view.whole && saved.view.people.map(\.name) == ["Ada"])
    #expect(saved.view.made.recoveryCode.allSatisfy { $0 == 0 })
    #expect(try Data(contentsOf: database) == before)
    #expect(await refusal { _ = try await Vault.open(place, passcode: sesame(), clock: clock) } == .WrongSecret)
    let vault = try await Vault.recover(place, recoveryCode: saved.vault.recoveryCode, clock: clock)
    #expect(try await vault.rotationLeft() != nil)
    try await vault.recoveryCodeNoted()
    try vault.lock()
    let again = try await Vault.open(place, passcode: sentence(), clock: clock)
    #expect(try await again.rotationLeft() == nil)
    try again.lock()
  }

  @Test func whatIsLostIsToldInTheLanguageThatWasAskedFor() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await damaged(scratch, clock, page: Self.entries)
    let saved = try await Vault.salvage(
      scratch.vault, .recoveryCode(code), into: scratch.folder.appendingPathComponent("saved"),
      newPasscode: sentence(), language: "es", clock: clock)
    #expect(!saved.view.whole && saved.view.notSaved.reduce(0) { $0 + $1.entries } == saved.view.lost)
    #expect(saved.view.sentences.first?.hasPrefix("No se ha podido") == true)
  }

  @Test func eachErrorMakesNothingAndWipesWhatWasHandedIn() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    _ = try await damaged(scratch, clock, page: Self.index)
    let place = scratch.folder.appendingPathComponent("saved")
    let inside = scratch.vault.appendingPathComponent("inside")
    for (secret, into, new) in [
      (Secret("wrong".utf8), place, sentence()), (sesame(), place, Secret("123456".utf8)),
      (sesame(), inside, sentence()), (sesame(), scratch.folder, sentence()),
    ] {
      let thrown = await refusal {
        _ = try await Vault.salvage(scratch.vault, .passcode(secret), into: into, newPasscode: new, clock: clock)
      }
      #expect(thrown != nil && secret.isEmpty && new.isEmpty)
      #expect(!FileManager.default.fileExists(atPath: place.path))
    }
  }

  private func sentence() -> Secret { Secret("five quite different new words".utf8) }

  /// A closed vault with one page that is not what was written; its recovery code.
  private func damaged(_ scratch: Scratch, _ clock: HandClock, page: Int) async throws -> Secret {
    let made = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    _ = try await vault.record(.addPerson(draft: .adult("Ada")))
    try vault.lock()
    let database = scratch.vault.appendingPathComponent("vault.db")
    var bytes = try Data(contentsOf: database)
    bytes[(page - 1) * 4_096 + 2_048] ^= 1
    try bytes.write(to: database)
    let refused = await refusal { _ = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock) }
    #expect(refused?.kind == "damaged")
    return made.recoveryCode
  }
}
