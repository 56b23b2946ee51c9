@testable import AppLogic
import Foundation
import Gallery
@_spi(StandIn) import SwiftUI
import Testing

/// Whether the app may notify: asked once, with its reason, and never in the way.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct NoticeFlows {
  private func start(_ signals: MemorySignals) async throws -> Stage {
    let stage = try await Stage.due(signals: signals)
    #expect(!stage.screen.shows(stage.words(.noticesOff)), "nobody is asked before the first session")
    try await stage.screen.press("Start for Mia")
    return stage
  }

  private func toToday(_ stage: Stage) async throws {
    try await stage.press(.stop)
    try await stage.press(.runAbandon)
  }

  @Test func flow17TheReasonComesFirstAndOnce() async throws {
    let stage = try await start(MemorySignals(.notAsked, answering: .allowed))
    #expect(stage.screen.shows(stage.words(.noticesText)) && stage.screen.shows(stage.words(.noticesNever)))
    #expect(stage.signals.asked == 0, "the phone asks after the reason was read")
    #expect(stage.screen.controls.last?.spoken == "Stop" && stage.diary?.run != nil, "the session goes on meanwhile")
    try await stage.press(.noticesYes)
    #expect(stage.signals.asked == 1 && !stage.screen.shows(stage.words(.noticesText)))
    try await toToday(stage)
    #expect(!stage.screen.shows(stage.words(.noticesOff)))
    try await stage.screen.press("Start for Mia")
    #expect(!stage.screen.shows(stage.words(.noticesText)) && stage.signals.asked == 1)
  }

  /// The phone drops what was posted before its answer, so the first session needs its notice after a yes.
  @Test func flow17AfterAYesTheFirstSessionHasItsNoticeWithStop() async throws {
    let stage = try await start(MemorySignals(.notAsked, answering: .allowed))
    #expect(stage.signals.notice == nil)
    try await stage.press(.noticesYes)
    #expect(stage.signals.notice?.stop == "Stop" && stage.signals.posted() == 1)
    try await stage.tickAll()
    #expect(stage.signals.posted() == 1, "once for each session")
    // A no is taken back in the phone's settings while something is in.
    let later = try await start(MemorySignals(.notAsked, answering: .refused))
    try await later.press(.noticesYes)
    try await later.tickAll()
    try await later.press(.eventIn)
    while try later.run.insertion?.warmUp == true {
      try await later.press(.eventOut)
      try await later.press(.eventIn)
    }
    await later.pass(.seconds(5))
    #expect(later.signals.notice == nil)
    later.diary?.policy.lockAfterS = 60
    later.signals.change(to: .allowed)
    await later.leaveAndCome()
    #expect(later.signals.notice?.stop == "Stop" && later.signals.posted() == 1)
    let (left, end) = (try #require(try later.run.leftMs), try #require(later.signals.ahead.first { $0.kind == .end }))
    #expect(end.seconds == Double(left) / 1000, "as the session stands now")
  }

  @Test func flow17NotNowNeverBlocksAndIsOneTapFromYes() async throws {
    let stage = try await start(MemorySignals(.notAsked, answering: .allowed))
    try await stage.press(.noticesNo)
    #expect(stage.signals.asked == 0)
    try await stage.tickAll()
    #expect(stage.screen.control("It is in") != nil)
    try await toToday(stage)
    #expect(stage.screen.shows(stage.words(.noticesOff)))
    try await stage.press(.noticesAllow)
    #expect(stage.signals.asked == 1 && !stage.screen.shows(stage.words(.noticesOff)))
  }

  @Test func flow17ARefusalStandsOnTodayWithTheWayToTheSettings() async throws {
    let stage = try await start(MemorySignals(.notAsked, answering: .refused))
    try await stage.press(.noticesYes)
    #expect(stage.diary?.path == [.run], "a no does not block")
    try await toToday(stage)
    #expect(stage.screen.shows(stage.words(.noticesOff)))
    try await stage.press(.noticesAllow)
    #expect(stage.signals.asked == 1 && stage.signals.settingsOpened == 1, "the phone asks no second time")
    // On the way there nothing is locked, and back from there it is looked at again.
    stage.signals.change(to: .allowed)
    await stage.leaveAndCome()
    #expect(stage.diary != nil && !stage.screen.shows(stage.words(.noticesOff)))
  }

  @Test func aPhoneThatAllowsNoticesIsNotAsked() async throws {
    let stage = try await start(MemorySignals(.allowed))
    #expect(!stage.screen.shows(stage.words(.noticesText)) && stage.signals.asked == 0)
  }
}
