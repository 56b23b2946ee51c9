@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// A planned session that is noted on a reminder, while the diary is locked.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct NotingFlows {
  /// A diary on the disk with Mia and her plan, and the next session that the phone reminds of.
  private func reminded() async throws -> (stage: Stage, reminder: Reminder) {
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    let reminder = try #require(stage.signals.reminders.first { $0.occurrence != nil })
    return (stage, reminder)
  }

  /// What was written down of her sessions.
  private func written(_ stage: Stage) async throws -> [String] {
    let diary = try #require(stage.diary)
    let items = try await diary.vault.timeline(try #require(diary.person).id).items
    return items.map(\.kind).filter { ["session", "skip"].contains($0) }
  }

  private func waiting(_ stage: Stage) async throws -> UInt32 {
    try await Vault.whileLocked(stage.app.device.folder, clock: stage.clock).waiting
  }

  @Test(arguments: [(NoticeButton.done, "session"), (.leftOut, "skip")])
  func flow16WhatIsPressedOnAReminderIsSealedAndIsInTheDiaryAfterTheUnlock(
    button: NoticeButton, kind: String
  ) async throws {
    let (stage, reminder) = try await reminded()
    defer { stage.clear() }
    try await stage.screen.press("Quick exit")
    stage.clock.advance(by: .seconds(2 * 3600))
    stage.app.answer(.noted(try #require(Noted(reminder, button))))
    await stage.screen.settle()
    #expect(try await waiting(stage) == 1)
    #expect(stage.diary == nil && stage.signals.standing(.unwritten).isEmpty, "no passcode, and nothing more to do")
    try await stage.unlock()
    let known = try await written(stage)
    #expect(known == [kind])
    #expect(!stage.signals.reminders.contains { $0.occurrence == reminder.occurrence }, "it is not asked for again")
  }

  @Test func flow16WhatAnOpenDiaryDoesNotTakeIsSaidUntilTheNextUnlock() async throws {
    let (stage, reminder) = try await reminded()
    defer { stage.clear() }
    stage.app.answer(.noted(try #require(Noted(reminder, .done))))
    await stage.screen.settle()
    #expect(try await written(stage).isEmpty)
    let said = try #require(stage.signals.standing(.unwritten).first)
    #expect(said.text == stage.words(.noticeUnwritten) && said.person == reminder.person, "it leads to the session")
    try await stage.screen.press("Quick exit")
    #expect(try await waiting(stage) == 0)
    try await stage.unlock()
    #expect(stage.signals.standing(.unwritten).isEmpty)
  }

  @Test func aNoteWithoutADiaryOrWithoutASessionIsNone() async throws {
    let empty = Stage()
    defer { empty.clear() }
    empty.app.answer(.noted(try #require(Noted(person: "p", occurrence: "2026-03-16/0/x", button: .leftOut))))
    await empty.screen.settle()
    #expect(empty.signals.standing(.unwritten).count == 1)
    #expect(Noted(person: "p", occurrence: nil, button: .done) == nil)
    #expect(Noted(person: "p", occurrence: "2026-03-16/0/x", button: .stop) == nil)
  }

  @Test func onlyTheNoticeOfASessionHasThemAndThePhoneAsksFirst() {
    let ofDay = ReminderView(at: "2026-03-16T20:00:00", person: "p", opens: .today, occurrence: nil)
    let ofSession = ReminderView(at: "2026-03-16T20:00:00", person: "p", opens: .session, occurrence: "2026-03-16/0/x")
    let buttons = [ofDay, ofSession].compactMap { Reminder($0, text: "") }.map { PhoneNotice.reminder($0).buttons }
    #expect(buttons == [[], [.done, .leftOut]])
    #expect(NoticeButton.allCases.filter(\.needsUnlock) == [.done, .leftOut], "Stop never waits")
  }
}
