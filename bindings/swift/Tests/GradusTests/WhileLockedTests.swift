import Foundation
import Testing

@testable import Gradus

@Suite struct WhileLockedTests {
  @Test func aNoteIsTakenInOnceAndOneThatDoesNotFitIsTold() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    _ = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    #expect(await refusal { _ = try await Vault.whileLocked(scratch.vault, clock: clock) } == .Busy)
    try vault.lock()
    let seen = try await Vault.whileLocked(scratch.vault, clock: clock)
    #expect(seen.waiting == 0 && seen.runs.isEmpty)
    let noted = try await Vault.logWhileLocked(scratch.vault, person: ada, note: "skipped", clock: clock)
    #expect(noted.waiting == 1)
    let unknown = await refusal {
      _ = try await Vault.runEventWhileLocked(scratch.vault, run: "0000000000000000", event: "stop", clock: clock)
    }
    guard case .NotFound = unknown else { throw Misspelt(what: "an event of no session") }
    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let news = try await again.inboxNews()
    #expect(news.takenIn == 0 && news.alarming && news.sentences.count == 1)
    #expect(try await again.inboxNews().sentences.isEmpty)
  }
}
