import Foundation
import Gradus
import GradusTestKit
import Testing

/// A session as it goes, told with the moments at which things happened.
@Suite struct RunTests {
  @Test func aStopThatWasKeptIsToldWithItsOwnMoment() async throws {
    let clock = try #require(HandClock("2026-03-16T08:30:00+01:00"))
    let vault = try await Vault.practice(people: [.infantAfterAnoplasty], clock: clock)
    clock.advance(by: .seconds(8 * 3600))
    var run = try await vault.startRun("Mia")
    for check in run.checks { run = try await vault.runEvent("Mia", "tick:\(check.item)") }
    run = try await vault.runEvent("Mia", "in")
    while run.insertion?.warmUp == true {
      _ = try await vault.runEvent("Mia", "out")
      run = try await vault.runEvent("Mia", "in")
    }
    clock.advance(by: .seconds(12))
    let pressed = clock.reading()
    clock.advance(by: .seconds(100))
    run = try await vault.runEvent("Mia", "stop", at: pressed)
    #expect(run.hasEnded)
    let details = RunDetailsDraft(ease: "easy", painPeak: "1", bleeding: "none", stopReason: "interrupted")
    _ = try await vault.finishRun("Mia", details: details)
    let held = try await vault.timeline("Mia").items.last { $0.kind == "session" }
    #expect(held?.sentence.contains("12 s") == true, "up to the moment that was kept")
  }
}
