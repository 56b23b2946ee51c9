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

  @Test func aStopIsTakenInWithTheMomentAtWhichItWasPressed() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    _ = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    let form = try #require(try publishedPlans().first { $0.name == "adult-stenosis-form" }).text
    _ = try await vault.record(.adoptPlan(person: ada, text: form, fills: VerbTests.filledIn))
    for check in try await vault.startRun(ada).checks { _ = try await vault.runEvent(ada, "tick:\(check.item)") }
    _ = try await vault.runEvent(ada, "in")
    clock.advance(by: .seconds(12))
    let pressed = clock.reading()
    try vault.lock()
    clock.advance(by: .seconds(5))
    let run = try #require(try await Vault.whileLocked(scratch.vault, clock: clock).runs.first)
    #expect(!run.hasEnded && run.heldMs == 17_000)
    let told = try await Vault.runEventWhileLocked(
      scratch.vault, run: run.run, event: "stop", at: pressed, clock: clock)
    #expect(told.waiting == 1 && told.runs.first?.hasEnded == true)
    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    _ = try await again.runEvent(ada, "out")
    #expect(try await again.run(ada)?.doneS == [12])
  }
}
