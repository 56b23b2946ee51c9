import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// A screen is one view of the core, or two: what each costs is in the benches, how many there are is held here.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct CallTests {
  /// Every verb that a screen is fed by reads the clock once, but `people` and `planHistory`.
  private let mostReadings = 3

  @Test func noScreenAsksTheVaultMoreThanThreeTimes() async throws {
    let stage = Stage()
    let clock = CountingClock(stage.clock)
    let vault = try await Vault.practice(people: [.infantAfterAnoplasty], clock: clock)
    var readings: [String: Int] = [:]
    var before = clock.readings
    await stage.app.open(vault)
    await stage.screen.settle()
    // Opening shows Today, and asks once before whether anything must be read first.
    readings["opening"] = clock.readings - before
    let diary = try #require(stage.diary)
    for route in [
      Route.session, .checkIn, .progress, .contact, .plan, .person, .emergencyNumber, .why, .people, .newPerson,
      .thePlan, .timeline, .report, .setting, .pause,
    ] {
      before = clock.readings
      diary.go(to: route)
      await stage.screen.settle()
      readings["\(route)"] = clock.readings - before
      before = clock.readings
      try await stage.leave(route)
      readings["back from \(route)"] = clock.readings - before
    }
    // And once more whether a check-in was broken off.
    #expect(readings.removeValue(forKey: "opening") == mostReadings + 1)
    #expect(readings.filter { $0.value > mostReadings } == [:])
    #expect(readings["progress"] ?? 0 > 0, "the calls are seen: \(readings)")
  }
}

/// Counts how often it is asked.
private final class CountingClock: GradusClock, @unchecked Sendable {
  private let clock: any GradusClock
  private let gate = NSLock()
  private var count = 0

  init(_ clock: any GradusClock) {
    self.clock = clock
  }

  var readings: Int { gate.withLock { count } }

  func reading() -> ClockReading {
    gate.withLock { count += 1 }
    return clock.reading()
  }
}
