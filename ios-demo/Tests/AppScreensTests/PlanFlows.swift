@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// The plan, its pauses, what was not held, the charts, the timeline, and several people, on the real core.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct PlanFlows {
  @Test func flow18WhatIsPlannedDoneAndPausedIsSaidWithItsNextAction() async throws {
    // In the morning one session is held, and the next one has to wait.
    let done = try await Stage.practice([.infantAfterAnoplasty])
    #expect(done.screen.control("Check in for Mia") != nil && done.screen.control("Start for Mia") == nil)
    let due = try await Stage.due()
    #expect(due.screen.control("Start for Mia") != nil)
    let all = try await Stage.due()
    let holds = [Duration.seconds(30), .seconds(30)]
    let held = SessionDraft(size: "9", ease: "easy", holds: holds, painPeak: "1", bleeding: "none")
    _ = try await all.diary?.vault.record(.logSession(person: "Mia", draft: held))
    // What was loaded within this second is not asked for again.
    all.clock.advance(by: .seconds(1))
    await all.diary?.showToday()
    await all.screen.settle()
    #expect(all.screen.shows("Everything planned for today is done."))
    #expect(all.screen.control("Check in for Mia") != nil && all.screen.control("Start for Mia") == nil)
    let paused = try await Stage.due()
    try await paused.press(.pauseLink)
    try await paused.press(.save)
    #expect(paused.screen.texts.contains { $0.hasPrefix("Still to do:") }, "a reason")
    try await paused.screen.press("Travel")
    try await paused.press(.save)
    #expect(paused.screen.shows("The plan is paused."))
    #expect(paused.screen.control("Start for Mia") == nil, "its next action is its own")
    let said = [done, due, all, paused].compactMap { $0.diary?.today?.headline }
    #expect(Set(said).count == 4)
    try await paused.screen.press("End the pause of Mia")
    #expect(paused.diary?.today?.headline == due.diary?.today?.headline)
    #expect(paused.screen.control("Start for Mia") != nil)
    // The page of pauses says it too: either one begins, or the one that goes on ends.
    try await paused.press(.pauseLink)
    #expect(paused.screen.control("End the pause") == nil)
    try await paused.screen.press("Travel")
    try await paused.press(.save)
    let pause = try #require(paused.diary?.today?.pause)
    paused.diary?.go(to: .pause)
    await paused.screen.settle()
    #expect(
      paused.screen.shows(pause.sentence) && paused.screen.shows("Travel") && paused.screen.shows("Since 16 March"))
    #expect(paused.screen.controls.map(\.spoken) == ["Back", "Quick exit", "End the pause"], "no second one under it")
    try await paused.press(.pauseEnd)
    #expect(paused.diary?.today?.pause == nil && paused.diary?.path.isEmpty == true)
  }

  /// A paused day says only its pause: nothing of sessions that may go on, and none to hold.
  @Test func aPausedDaySaysOnlyThePause() async throws {
    let stage = try await Stage.due()
    let (gate, slots) = try (
      #require(stage.diary?.today).gate.sentence, #require(stage.diary?.today).slots.map(\.sentence)
    )
    #expect(stage.screen.shows(gate) && !slots.isEmpty)
    try await stage.press(.pauseLink)
    try await stage.screen.press("Travel")
    try await stage.press(.save)
    let today = try #require(stage.diary?.today)
    for text in [gate, today.gate.sentence] + slots + today.slots.map(\.sentence) {
      #expect(!stage.screen.texts.contains(text), "\(text)")
    }
    #expect(stage.screen.shows("Travel") && stage.screen.shows("Since 16 March 2026"))
    #expect(stage.screen.texts.filter { $0 == today.pause?.sentence }.count == 1)
    #expect(stage.screen.control(stage.words(.pauseLink)) == nil)
    #expect(stage.screen.controls.last?.spoken == "End the pause of Mia")
    // What stops sessions stands beside a pause, and before it.
    let id = try #require(stage.diary?.person?.id)
    let fever = [FactAnswer(id: "temperature_c", answer: "38.6")]
    _ = try await stage.vault?.record(.checkIn(person: id, answers: fever, note: nil))
    stage.clock.advance(by: .seconds(1))
    await stage.diary?.showToday()
    await stage.screen.settle()
    #expect(stage.diary?.today?.pause != nil && stage.screen.shows(stage.words(.gateBlocked)))
    #expect(stage.screen.controls.last?.spoken == "Call for emergency care for Mia")
  }

  /// Also where something else keeps sessions from going on: the pause is said with it, and no session of the day.
  @Test func aPauseIsSaidBesideAWait() async throws {
    let stage = try await Stage.waiting()
    let before = try #require(stage.diary?.today).slots.map(\.sentence)
    #expect(!before.isEmpty && before.allSatisfy { stage.screen.shows($0) })
    try await stage.press(.pauseLink)
    try await stage.screen.press("Travel")
    try await stage.press(.save)
    let today = try #require(stage.diary?.today)
    #expect(today.gate.gate == .wait && stage.screen.shows(today.gate.sentence))
    #expect(stage.screen.shows("The plan is paused.") && stage.screen.shows("Since 16 March 2026"))
    for sentence in before + today.slots.map(\.sentence) { #expect(!stage.screen.texts.contains(sentence)) }
    #expect(stage.screen.control(stage.words(.pauseLink)) != nil, "where it ends")
  }

  @Test func aPauseHasALastDayOrNone() async throws {
    let stage = try await Stage.due()
    try await stage.press(.pauseLink)
    try await stage.screen.press("Illness")
    try await stage.screen.type("31", into: "Day")
    try await stage.press(.save)
    #expect(stage.screen.shows("Still to do: " + stage.words(.pauseUntil)), "half a day is none")
    try await stage.screen.type("17", into: "Day")
    try await stage.screen.type("3", into: "Month")
    try await stage.screen.type("2026", into: "Year")
    try await stage.press(.save)
    #expect(stage.screen.shows("The plan is paused until 17 Mar 2026."))
    #expect(stage.screen.shows("Illness") && stage.screen.shows("Until 17 March 2026"))
    // What a pause leads to, and that an illness is asked about, is the core's word.
    #expect((stage.diary?.notices.count ?? 0) >= 3)
  }

  @Test func flow19WhatWasNotHeldMayHaveAReasonAndNeedNot() async throws {
    let stage = try await Stage.due()
    #expect(stage.screen.control("Session 1 was not held") == nil, "it was held")
    try await stage.screen.press("Session 2 was not held")
    #expect(stage.screen.shows("Nothing is counted against anybody."))
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") })
    #expect(stage.screen.control("Another reason, or rather not say") != nil)
    try await stage.screen.press("No privacy")
    try await stage.press(.save)
    #expect(stage.diary?.today?.slots.last?.status == .skipped)
    #expect(stage.screen.control("Session 2 was not held") == nil)
    #expect(stage.screen.control("Start for Mia") == nil)
  }

  @Test func thePlanShowsItsLadderBothFuturesTheClinicAndWhatWasBefore() async throws {
    let stage = try await Stage.due()
    try await stage.press(.thePlan)
    let diary = try #require(stage.diary)
    let person = try #require(diary.person).id
    let preview = try await diary.vault.planPreview(person, weeks: 6)
    for path in [preview.well, preview.badWeek] {
      #expect(stage.screen.shows(path.sentence) && !path.weeks.isEmpty)
      for change in path.weeks.flatMap(\.changes) { #expect(stage.screen.shows(change)) }
    }
    #expect(preview.well != preview.badWeek)
    let plan = try await diary.vault.plan(person)
    for line in plan.summary { #expect(stage.screen.shows(line)) }
    #expect(stage.screen.shows("start, now") && stage.screen.shows("goal"))
    #expect(stage.screen.control("Call +44 1632 960 114") != nil)
    #expect(stage.screen.shows(": \(plan.title)"), "the plans so far")
  }

  @Test func noStageIsOfferedWhereNoneIsProposed() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.press(.thePlan)
    let preview = try await stage.diary?.vault.planPreview(try #require(stage.diary?.person).id, weeks: 6)
    #expect(preview?.stage?.proposed == nil && stage.screen.control(stage.words(.planStage)) == nil)
    #expect(stage.screen.shows(try #require(preview?.stage?.sentence)))
  }

  @Test func flow36EveryChartHasASentenceAndATable() async throws {
    let stage = try await Stage.practice([.adultWithStenosis])
    try await stage.press(.progress)
    let diary = try #require(stage.diary)
    let charts = try await diary.vault.trends(try #require(diary.person).id).charts
    let drawn = charts.filter { !$0.series.flatMap(\.points).isEmpty }
    #expect(drawn.count >= 4)
    let labels = stage.screen.tree.all.filter { $0.kind == .canvas }.compactMap(\.label)
    for chart in charts {
      #expect(stage.screen.shows(chart.sentence))
      #expect(labels.contains(chart.sentence) == drawn.contains(chart), "\(chart.id)")
    }
    for chart in drawn {
      try await stage.screen.press(stage.words(.trendTable, chart.title))
      for text in chart.head + chart.rows.flatMap(\.cells) { #expect(stage.screen.texts.contains(text), "\(text)") }
      try await stage.screen.press(stage.words(.trendChart, chart.title))
    }
  }

  @Test func theTimelineBeginsWithTheLatest() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.press(.timeline)
    let diary = try #require(stage.diary)
    let items = try await diary.vault.timeline(try #require(diary.person).id).items
    let (first, last) = (try #require(items.first), try #require(items.last))
    let texts = stage.screen.texts
    let latest = try #require(texts.firstIndex { $0 == last.sentence })
    let moment = stage.words.moment(try #require(first.moment), in: stage.app.device.zone)
    let oldest = try #require(texts.lastIndex { $0 == moment })
    #expect(items.count > 10 && latest < oldest)
  }

  @Test func severalPeopleAreKeptApartAndTheLastOneStays() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.press(.people)
    try await stage.screen.press("Add somebody")
    #expect(stage.screen.control("Name that you use at home")?.value == "", "nothing of Mia stands there")
    try await stage.fillAda()
    #expect(stage.diary?.person?.name == "Ada" && stage.diary?.today?.plan == nil)
    #expect(stage.screen.control("Bring in the plan for Ada") != nil)
    try await stage.reopen()
    #expect(stage.diary?.person?.name == "Ada", "the one that was chosen last")
    try await stage.press(.people)
    try await stage.screen.press("Mia, born 12 January 2026")
    #expect(stage.diary?.person?.name == "Mia" && stage.diary?.today?.plan != nil)
  }

  @Test func flow20AnothersSessionComesFirstAndNobodyIsSwitchedTo() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.press(.people)
    try await stage.screen.press("Add somebody")
    try await stage.fillAda()
    let diary = try #require(stage.diary)
    let (mia, ada) = (try #require(diary.people.first { $0.name == "Mia" }), try #require(diary.person))
    await diary.select(mia.id)
    await stage.screen.settle()
    try await stage.startRun()
    await diary.select(ada.id)
    #expect(diary.person == mia && diary.path == [.run])
    stage.notebook.write(ada.id, for: .person)
    try await stage.reopen()
    #expect(stage.diary?.person?.name == "Mia" && stage.diary?.path == [.run])
  }
}
