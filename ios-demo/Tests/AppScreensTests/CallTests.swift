@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// A screen is one view of the core, or two: what each costs is in the benches, which and how many there are is held here.
/// What needs no open diary, such as how many passcodes may be tried, is asked of the folder and does not count.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct CallTests {
  private let most = 3

  /// Mia's diary, opened as an unlock opens it, and what that asked.
  private func opened() async throws -> (stage: Stage, core: CountedCore, calls: [String]) {
    let stage = Stage()
    let (vault, core) = try CountedCore.practice([.infantAfterAnoplasty], clock: stage.clock)
    stage.app.work.follow { await stage.app.open(vault) }
    await stage.screen.settle()
    return (stage, core, core.taken())
  }

  /// What is loaded to be shown is not asked again as it appears. Only the count of changes is looked at more than once, which
  /// costs next to nothing.
  @Test func anOpeningAsksForEachThingOnce() async throws {
    let (stage, core, calls) = try await opened()
    let verbs = ["setLanguage", "people", "today", "reminders", "inboxNews", "rotationLeft", "keptInterview"]
    #expect(calls.filter { $0 != "changeCount" } == verbs)
    #expect(calls.count == verbs.count + 3, "\(calls)")
    // Time has passed: that is no change, and it is asked for anew.
    stage.clock.advance(by: .seconds(1))
    await stage.diary?.showToday()
    #expect(core.taken() == ["today"])
  }

  @Test func noScreenAsksTheVaultMoreThanThreeTimes() async throws {
    let (stage, core, _) = try await opened()
    let diary = try #require(stage.diary)
    try await stage.toNewDevice()
    try await stage.addRod()
    try await stage.screen.press("Back")
    let mia = try #require(diary.person).id
    let id = try #require(try await diary.vault.devices(mia).devices.first).id
    let slot = try #require(diary.today?.slots.first).occurrence
    var asked: [String: [String]] = [:]
    for route in [
      Route.person, .plan, .session, .checkIn, .progress, .contact, .emergencyNumber, .why, .people, .newPerson,
      .thePlan, .timeline, .report, .pause, .settings, .setting, .skip(slot), .passcode, .recoveryCode, .newKey,
      .keeper, .eraseAfter, .weakerLock, .erase, .devices, .newDevice, .lubricant, .device(id), .checkDevice(id),
      .careForDevice(id), .retireDevice(id),
    ] {
      stage.clock.advance(by: .seconds(60))
      _ = core.taken()
      diary.go(to: route)
      await stage.screen.settle()
      asked["\(route)"] = core.taken()
      try await stage.leave(route)
      asked["back from \(route)"] = core.taken()
    }
    #expect(asked.filter { $0.value.count > most } == [:])
    #expect(asked["progress"] == ["progress", "plan", "trends"], "the calls are seen")
  }

  @Test func noStepOfASessionAsksTheVaultMoreThanThreeTimes() async throws {
    let (stage, core, _) = try await opened()
    stage.clock.advance(by: .seconds(8 * 3600))
    await stage.diary?.showToday()
    await stage.screen.settle()
    var asked: [String: [String]] = [:]
    func step(_ name: String, _ work: () async throws -> Void) async rethrows {
      _ = core.taken()
      try await work()
      asked[name] = core.taken().filter { $0 != "changeCount" && $0 != "reminders" }
    }
    try await step("begin") { try await stage.pressMain() }
    let check = try #require(try stage.run.checks.first).sentence
    try await step("tick") { try await stage.screen.press(check) }
    for check in try stage.run.checks.dropFirst() { try await stage.screen.press(check.sentence) }
    try await step("in") { try await stage.press(.eventIn) }
    await step("a second") { await stage.pass(.seconds(1)) }
    try await step("stop") { try await stage.press(.stop) }
    try await step("out") { try await stage.press(.eventOut) }
    try await stage.press(.eventAfterCareDone)
    try await step("log") { try await stage.press(.runSay) }
    #expect(asked.filter { $0.value.count > most } == [:])
    #expect(asked["a second"] == ["run"] && asked["stop"] == ["runEvent"] && asked["log"] == [])
  }

  /// Each answer is looked at and kept.
  @Test func anAnswerOfACheckInAsksTwice() async throws {
    let (stage, core, _) = try await opened()
    try await stage.press(.checkinOther)
    #expect(core.taken().filter { $0 != "changeCount" } == ["keptInterview", "interview"])
    let question = try #require(stage.question)
    try await stage.answer(question, with: [:])
    #expect(core.taken().filter { $0 != "changeCount" } == ["interview", "keepInterview"])
  }
}
