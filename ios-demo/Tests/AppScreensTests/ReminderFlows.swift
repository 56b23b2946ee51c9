@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// What the phone reminds of, what others may read of it, and where it leads.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct ReminderFlows {
  /// What the core asks for now.
  private func wanted(_ stage: Stage) async throws -> [ReminderView] {
    try await #require(stage.diary).vault.reminders()
  }

  /// The times that wait on the phone, as the core writes them.
  private func waiting(_ stage: Stage) -> [String] {
    stage.signals.reminders.map { reminder in
      let at = reminder.at
      let two = [at.month, at.day, at.hour, at.minute, at.second].map { String(format: "%02d", $0 ?? -1) }
      return "\(at.year ?? -1)-\(two[0])-\(two[1])T\(two[2]):\(two[3]):\(two[4])"
    }
  }

  /// Both languages, two people and a session that goes on with a device of the list: everything that could slip into a notice.
  @Test(arguments: PhoneNotice.Kind.allCases)
  func flow13NobodyAndNothingIsNamedInANotice(kind: PhoneNotice.Kind) async throws {
    let words = [
      ("en", "There is something to do. Please open the app.", "That is not written down yet. Open the app."),
      ("es", "Hay algo que hacer. Abra la aplicación, por favor.", "Eso no está anotado todavía. Abra la aplicación."),
    ]
    for (language, fixed, unwritten) in words {
      let stage = try await Stage.due(language: language)
      try await stage.startRun()
      // An open diary takes no note from a notice.
      let noted = try #require(stage.signals.reminders.lazy.compactMap { Noted($0, .done) }.first)
      stage.app.answer(.noted(noted))
      await stage.screen.settle()
      let posted = stage.signals.standing(kind)
      #expect(!posted.isEmpty && posted.allSatisfy { $0.kind == kind })
      let since = language == "en" ? "Since 16:30" : "Desde las 16:30"
      let said: [PhoneNotice.Kind: Set<String>] = [
        .cue: [""], .session: [since], .reminder: [fixed], .unwritten: [unwritten],
      ]
      #expect(Set(posted.map(\.text)) == said[kind])
      let categories = NoticeCategory.all(stage.words)
      #expect(Set(categories.map(\.id)).count == categories.count)
      let mine = categories.filter { $0.kind == kind }
      #expect(mine.allSatisfy { $0.hidden == fixed }, "to an owner without previews, too")
      #expect(Set(posted.map(\.category)).isSubset(of: mine.map(\.id)))
      let done = language == "en" ? ["Done", "Left out"] : ["Hecho", "No se hizo"]
      let titles: [PhoneNotice.Kind: [[String]]] = [.session: [[stage.words(.stop)]], .reminder: [[], done]]
      #expect(mine.map(\.titles) == titles[kind] ?? [[]])
      for person in posted.compactMap(\.person) { #expect(try person.wholeMatch(of: Regex("[0-9a-f]{32}")) != nil) }
      #expect(posted.contains { $0.person != nil } == [.reminder, .unwritten].contains(kind))
    }
  }

  /// A phone of Apple's drops what is more than 64, without a word.
  @Test func flow13NoMoreIsPostedThanAPhoneKeeps() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty, .adultWithStenosis])
    #expect(stage.signals.reminders.count == 60)
    let waiting = PhoneNotice.Kind.allCases.filter { $0 != .unwritten }
    #expect(waiting.map(\.room).reduce(0, +) == 64)
    let many = stage.signals.standing(.reminder) + stage.signals.standing(.reminder)
    for kind in PhoneNotice.Kind.allCases {
      stage.signals.replace(kind, with: many)
      #expect(stage.signals.standing(kind) == Array(many.prefix(kind.room)), "the next ones")
    }
  }

  @Test func remindersAreTheCoresOwnAndInCivilTime() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    let wanted = try await wanted(stage)
    #expect(waiting(stage).count > 20 && waiting(stage) == wanted.map(\.at))
    #expect(stage.signals.reminders.allSatisfy { $0.at.timeZone == nil && $0.at.calendar?.identifier == .gregorian })
    #expect(Set(stage.signals.reminders.map(\.person)) == Set(wanted.map(\.person)))
    for time in stage.signals.standing(.reminder).map(\.time) {
      guard case .civil = time else { throw Unlike() }
    }
    #expect(Reminder(ReminderView(at: "some day", person: "p", opens: .today, occurrence: nil), text: "") == nil)
  }

  /// After each change, whatever it was and on whatever screen.
  @Test func whatWasDoneIsNotRemindedOf() async throws {
    let stage = try await Stage.due()
    await stage.diary?.load()
    let before = waiting(stage)
    #expect(try await before == wanted(stage).map(\.at))
    try await stage.press(.pauseLink)
    try await stage.screen.press("Travel")
    try await stage.press(.save)
    #expect(waiting(stage).isEmpty, "a pause asks for nothing")
    try await stage.pressMain()
    #expect(waiting(stage) == before)
    // A sign that is written in the midst of a check-in.
    try await stage.press(.checkinOther)
    try await stage.checkIn(upTo: stage.asked("temperature_c"))
    try await stage.answer(stage.asked("temperature_c"), with: [stage.asked("temperature_c"): "38.6"])
    let calls = try await wanted(stage)
    #expect(!calls.isEmpty && calls.allSatisfy { $0.opens == .today } && waiting(stage) == calls.map(\.at))
  }

  @Test func aSessionThatGoesOnIsNotRemindedOf() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    let posted = stage.signals.posted(.reminder)
    try await stage.pressMain()
    try await stage.leaveQuestions()
    #expect(stage.signals.posted(.reminder) == posted, "nothing was written down")
    let due = try await Stage.due()
    await due.diary?.load()
    let (count, before) = (due.signals.posted(.reminder), waiting(due))
    try await due.screen.press("Start for Mia")
    #expect(due.signals.posted(.reminder) == count + 1)
    #expect(try await waiting(due) == wanted(due).map(\.at))
    try await due.press(.stop)
    try await due.press(.runAbandon)
    #expect(due.signals.posted(.reminder) == count + 2 && waiting(due) == before)
  }

  /// Whatever goes in or out may change what the core has asked about.
  @Test func whatGoesInOrOutIsPostedAnew() async throws {
    let stage = try await Stage.due()
    try await stage.screen.press("Start for Mia")
    try await stage.tickAll()
    let posted = stage.signals.posted(.reminder)
    try await stage.press(.eventIn)
    #expect(stage.signals.posted(.reminder) == posted + 1)
    try await stage.press(.eventOut)
    #expect(stage.signals.posted(.reminder) == posted + 2)
  }

  /// Whoever is stopped by what they told is not called to a session while the diary is locked; the lock itself posts nothing.
  @Test func whatIsUrgentTakesItsSessionsBackBeforeALock() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    try await stage.answerRunLog(why: "Something else")
    try await stage.press(.checkinOther)
    let before = waiting(stage)
    try await stage.checkIn(upTo: stage.asked("bleeding"))
    try await stage.answer(stage.asked("bleeding"), with: [stage.asked("bleeding"): "It dripped"])
    let (told, posted) = (waiting(stage), stage.signals.posted(.reminder))
    #expect(told != before, "it is written down as it is said")
    await stage.leaveAndCome()
    #expect(stage.diary == nil && stage.signals.posted(.reminder) == posted)
    let locked = waiting(stage)
    try await stage.unlock()
    let calls = try await wanted(stage)
    #expect(calls.allSatisfy { $0.opens == .today } && locked == calls.map(\.at) && locked != before)
  }

  /// By the quick exit and by the home button: the keys do not wait for the reminders, which follow at the next unlock.
  @Test func aLockRightAfterAWriteIsFollowedAtTheNextUnlock() async throws {
    let ways: [@MainActor (AppModel) -> Void] = [{ $0.lock() }, { $0.leave() }]
    for way in ways {
      let stage = Stage()
      defer { stage.clear() }
      try await stage.toDiary()
      try await stage.addMia()
      try await stage.bringPlan()
      let diary = try #require(stage.diary)
      let (vault, person) = (diary.vault, try #require(diary.person).id)
      #expect(!waiting(stage).isEmpty)
      stage.app.work.start {
        _ = try? await vault.record(.pause(person: person, reason: "travel", fromDate: nil, toDate: nil))
        way(stage.app)
        await #expect(throws: GradusError.Locked) { try await vault.people() }
      }
      await stage.screen.settle()
      #expect(stage.diary == nil)
      stage.app.come()
      try await stage.unlock()
      #expect(waiting(stage).isEmpty, "a pause asks for nothing")
    }
  }

  /// The phone keeps what was posted; the diary may be gone.
  @Test func withoutADiaryNobodyIsReminded() async throws {
    let signals = try await Stage.due().signals
    #expect(!signals.reminders.isEmpty)
    let empty = Stage(signals: signals)
    defer { empty.clear() }
    #expect(signals.reminders.isEmpty)
  }

  @Test func flow14FromAReminderToTheSessionByTwoTapsAndTheUnlock() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    try await stage.answerRunLog(why: "Something else")
    let reminder = try #require(stage.signals.standing(.reminder).first)
    await stage.leaveAndCome()
    stage.clock.advance(by: .seconds(9 * 3600))
    stage.app.answer(.opened(person: reminder.person))
    await stage.screen.settle()
    #expect(stage.diary == nil && stage.screen.control("Passcode") != nil, "the passcode stays in between")
    try await stage.unlock()
    try await stage.screen.press("Start for Mia")
    #expect(stage.diary?.path == [.run] && stage.screen.control("Stop") != nil)
  }

  /// Ada on the screen of a diary on the disk, and the id of Mia, who is reminded of.
  private func besideMia(_ stage: Stage) async throws -> String {
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    let mia = try #require(stage.signals.standing(.reminder).first?.person)
    try await stage.press(.people)
    try await stage.screen.press(stage.words(.peopleAdd))
    try await stage.fillAda()
    #expect(stage.diary?.person?.name == "Ada")
    return mia
  }

  /// Somebody else's day was on the screen last; the phone ends the app, and starts it anew for the tap.
  @Test func flow14WhereItLeadsSurvivesTheUnlock() async throws {
    let stage = Stage()
    defer { stage.clear() }
    let mia = try await besideMia(stage)
    try #require(stage.diary).vault.lock()
    let again = Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook, signals: stage.signals)
    #expect(!waiting(again).isEmpty, "what was posted stands while the diary is locked")
    again.app.answer(.opened(person: mia))
    try await again.screen.type("wrong", into: "Passcode")
    try await again.press(.unlock)
    try await again.unlock()
    #expect(again.diary?.person?.name == "Mia" && again.screen.control("Start for Mia") != nil)
    // Only this once.
    try await again.press(.people)
    try await again.screen.press(again.screen.controls.map(\.spoken).first { $0.hasPrefix("Ada") } ?? "")
    try await again.reopen()
    #expect(again.diary?.person?.name == "Ada")
    // Whom nobody knows any more leads nowhere, and an open diary that is in front is led at once.
    again.app.answer(.opened(person: "0123456789abcdef0123456789abcdef"))
    again.app.answer(.opened(person: nil))
    await again.screen.settle()
    #expect(again.diary?.person?.name == "Ada")
    again.app.answer(.opened(person: mia))
    await again.screen.settle()
    #expect(again.diary?.person?.name == "Mia" && again.diary?.path.isEmpty == true)
  }

  @Test func flow14WhoLeavesBeforeTheUnlockIsNotLedByTheNextOne() async throws {
    let stage = Stage()
    defer { stage.clear() }
    let mia = try await besideMia(stage)
    try await stage.screen.press("Quick exit")
    stage.app.answer(.opened(person: mia))
    await stage.leaveAndCome()
    try await stage.unlock()
    #expect(stage.diary?.person?.name == "Ada")
    // A notice that leads nowhere takes the place of one that did.
    try await stage.screen.press("Quick exit")
    stage.app.answer(.opened(person: mia))
    stage.app.answer(.opened(person: nil))
    try await stage.unlock()
    #expect(stage.diary?.person?.name == "Ada")
  }

  @Test func flow14WhatMustBeReadStandsBeforeTheDayOfWhomSessionsAreStoppedFor() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty, .adultWithStenosis])
    let people = try #require(stage.diary?.people)
    let mia = try #require(people.first { $0.name == "Mia" }).id
    let other = try #require(people.first { $0.id != mia }).id
    await stage.diary?.select(other)
    let fever = [FactAnswer(id: "temperature_c", answer: "38.6")]
    _ = try await stage.vault?.record(.checkIn(person: mia, answers: fever, note: nil))
    stage.app.answer(.opened(person: mia))
    await stage.screen.settle()
    #expect(stage.diary?.person?.id == mia && stage.diary?.answer?.mustBeRead == true)
    try await stage.press(.readThis)
    #expect(stage.diary?.answer == nil && stage.diary?.path.isEmpty == true)
  }

  /// A diary that was left is led when it is in front again, or unlocked.
  @Test func flow14ADiaryThatWasLeftIsLedOnReturn() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty, .adultWithStenosis])
    let (here, people) = (try #require(stage.diary?.person), try #require(stage.diary?.people))
    let other = try #require(people.first { $0.id != here.id })
    stage.diary?.policy.lockAfterS = 60
    try await stage.press(.timeline)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    stage.app.answer(.opened(person: other.id))
    await stage.screen.settle()
    #expect(stage.diary?.person?.id == here.id, "nothing changes under the cover")
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.diary?.person?.id == other.id && stage.diary?.path.isEmpty == true)
  }

  /// What is being entered, what must be read and a session that goes on stay on the screen.
  @Test func flow14AReminderTakesNothingAwayThatIsBeingDone() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty, .adultWithStenosis])
    let (here, people) = (try #require(stage.diary?.person), try #require(stage.diary?.people))
    let other = try #require(people.first { $0.id != here.id }).id
    func tapped() async {
      stage.app.answer(.opened(person: other))
      await stage.screen.settle()
      #expect(stage.diary?.person?.id == here.id)
    }
    for route in [Route.checkIn, .session, .contact, .pause] {
      stage.diary?.go(to: route)
      await tapped()
      #expect(stage.diary?.path == [route])
      stage.diary?.path = []
      await stage.screen.settle()
    }
    let blocked = try await Stage.underAnswer()
    blocked.app.answer(.opened(person: blocked.diary?.person?.id))
    await blocked.screen.settle()
    #expect(blocked.diary?.answer?.mustBeRead == true)
    try await blocked.press(.readThis)
    blocked.app.answer(.opened(person: blocked.diary?.person?.id))
    await blocked.screen.settle()
    #expect(blocked.diary?.path == [.run])
  }

  @Test func flow15SwipingAReminderAwayRecordsNothing() async throws {
    let stage = try await Stage.due()
    let diary = try #require(stage.diary)
    let person = try #require(diary.person).id
    let before = (try await diary.vault.changeCount(), try await diary.vault.timeline(person).items.count)
    let slots = diary.today?.slots.map(\.status)
    stage.signals.swipeAway()
    stage.app.answer(.putAway)
    await stage.screen.settle()
    #expect(try await diary.vault.changeCount() == before.0)
    #expect(try await diary.vault.timeline(person).items.count == before.1)
    await diary.showToday()
    #expect(diary.today?.slots.map(\.status) == slots && diary.path.isEmpty && stage.app.place.isOpen)
    // What was swiped away stands for its session no less: with the next unlock it is asked for again.
    await diary.load()
    #expect(!waiting(stage).isEmpty)
  }

  @Test func flow17RemindersAreOfferedOnceSomethingIsPlanned() async throws {
    let empty = try await Stage.practice([], signals: MemorySignals(.notAsked))
    #expect(!empty.screen.shows(empty.words(.noticesOffer)), "nothing is planned for nobody")
    let stage = try await Stage.due(signals: MemorySignals(.notAsked, answering: .allowed))
    #expect(stage.screen.shows(stage.words(.noticesOffer)) && stage.screen.shows(stage.words(.noticesNever)))
    #expect(stage.signals.asked == 0 && waiting(stage).isEmpty)
    try await stage.press(.noticesYes)
    #expect(stage.signals.asked == 1 && !stage.screen.shows(stage.words(.noticesOffer)))
    #expect(try await waiting(stage) == wanted(stage).map(\.at), "what the phone dropped before is posted again")
    let later = try await Stage.due(signals: MemorySignals(.notAsked, answering: .allowed))
    try await later.press(.noticesNo)
    #expect(later.signals.asked == 0 && !later.screen.shows(later.words(.noticesOffer)))
    #expect(later.screen.shows(later.words(.noticesOff)) && later.screen.control("Start for Mia") != nil)
    try await later.press(.noticesAllow)
    #expect(!waiting(later).isEmpty && !later.screen.shows(later.words(.noticesOff)))
  }

  /// Such as where a focus lets nothing of this app through: what is posted waits, and may come late.
  @Test func flow17NoticesThatAreHeldBackStandOnTodayWithTheWayToTheSettings() async throws {
    let stage = try await Stage.due(signals: MemorySignals(.heldBack))
    #expect(stage.screen.shows(stage.words(.noticesHeld)) && !waiting(stage).isEmpty)
    try await stage.press(.noticesSettings)
    #expect(stage.signals.asked == 0 && stage.signals.settingsOpened == 1)
    stage.signals.change(to: .allowed)
    await stage.leaveAndCome()
    #expect(stage.diary != nil && !stage.screen.shows(stage.words(.noticesHeld)))
  }
}

private struct Unlike: Error {}

extension AppModel.Place {
  var isOpen: Bool { if case .open = self { true } else { false } }
}
