@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Flow targets of Today, the log, the check-in and progress.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct DiaryFlows {
  private let fever = ["What was their most worrying temperature": "38.6"]
  private let swollen = ["Is their belly swollen": "Yes"]

  @Test func flow18EachStateHasItsOwnSentenceAndNextAction() async throws {
    let nobody = try await Stage.practice([])
    #expect(nobody.screen.control("Add somebody") != nil)
    try await nobody.addMia()
    #expect(nobody.screen.control("Bring in the plan for Mia") != nil)
    let open = try await Stage.due()
    #expect(open.screen.control("Start for Mia") != nil)
    #expect(open.screen.shows("Sessions may go on as the plan says."))
    let waiting = try await Stage.waiting()
    #expect(waiting.screen.control("Check in for Mia") != nil)
    let said = [nobody, open, waiting].compactMap { $0.diary?.today?.headline }
    #expect(Set(said).count == 3)
    #expect(waiting.screen.shows(said[2]))
    #expect(waiting.screen.shows("No session before 17 Mar, 08:30"))
    let blocked = try await Stage.practice([.infantAfterAnoplasty])
    try await blocked.screen.press("Answer the questions")
    try await blocked.checkIn(fever)
    try await blocked.press(.readThis)
    #expect(blocked.screen.controls.last?.spoken == "Call for emergency care for Mia")
    #expect(blocked.screen.control("Write down what the clinic said") != nil)
    #expect(blocked.screen.shows("Sessions are stopped."))
    #expect(blocked.screen.control("Start for Mia") == nil)
  }

  @Test func flow19AMissedSessionIsToldLikeAnyOther() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    let slots = try #require(stage.diary?.today?.slots)
    for status in [SlotStatus.missed, .done, .due] {
      var changed = slots[0]
      changed.status = status
      let slot = changed
      let row = Screen { SlotRow(name: "Session 1", slot: slot) }
      #expect(row.tree.all.allSatisfy { $0.kind != .image })
      #expect(row.tree.all.compactMap(\.colour) == [Color(Palette.light.quiet), Color(Palette.light.text)])
    }
  }

  @Test func flow20TheNameStandsOnEveryScreenAboutAPerson() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    #expect(stage.screen.shows("Mia"))
    for route in [Route.session, .checkIn, .progress, .contact, .plan, .why, .devices, .newDevice, .report, .setting] {
      stage.diary?.go(to: route)
      await stage.screen.settle()
      #expect(stage.screen.shows("For Mia"), "\(route)")
      try await stage.leave(route)
    }
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(swollen)
    #expect(stage.screen.shows("For Mia"))
  }

  /// The whole ladder of a device may go further than the plan: what is never exceeded is not offered.
  @Test func noSizeAboveTheGoalIsOffered() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    let diary = try #require(stage.diary)
    let plan = try await diary.vault.plan(try #require(diary.person).id)
    #expect(plan.ladderTenthsMm.contains { $0 > plan.goalTenthsMm }, "the test has something to find")
    try await stage.screen.press("Log a session")
    let goal = stage.words.millimetres(plan.goalTenthsMm)
    let sizes = stage.screen.controls.map(\.spoken).filter { $0.hasSuffix("mm") }
    #expect(sizes.last == goal && sizes.count == plan.ladderTenthsMm.filter { $0 <= plan.goalTenthsMm }.count)
  }

  @Test func aDayOnWhichEmergencyCareIsAskedForHasItsCalls() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    #expect(stage.screen.control("Call 112") == nil)
    try await stage.press(.checkinOther)
    try await stage.checkIn([stage.asked("temperature_c"): "38.6"])
    try await stage.press(.readThis)
    #expect(stage.screen.shows("Get emergency care now"))
    try await stage.screen.press("Call 112")
    try await stage.screen.press("Call +44 1632 960 114")
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:112", "tel:+441632960114"])
  }

  /// What is wrong with a number the core says in English alone: its range says it in every language.
  @Test func aNumberThatIsRefusedIsNotExplainedInEnglish() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty], language: "es")
    try await stage.press(.checkinOther)
    try await stage.checkIn(upTo: stage.asked("temperature_c"))
    let field = try #require(stage.screen.controls.first { $0.kind == .field }).spoken
    try await stage.screen.type("50", into: field)
    try await stage.press(.next)
    #expect(stage.screen.texts.contains("Un número de 30 a 45"))
  }

  @Test func thePublishedPlansAndWhatTheyAskForSpeakTheLanguageOfTheScreen() async throws {
    let forms = try publishedPlans()
    let asks = try forms.flatMap { try planBlanks(text: $0.text).map(\.ask) }
    let english = Set(forms.map(\.title) + asks.map { $0.prefix(1).uppercased() + $0.dropFirst() })
    for shot in try await Gallery.all(language: "es") + Gallery.all(language: "en")
    where ["plan", "plan-blanks"].contains(shot.name) {
      let isEnglish = shot.stage.words.language == "en"
      #expect(shot.tree().readable.contains { english.contains($0) } == isEnglish, "\(shot.name)")
    }
  }

  /// With a vault and without one: what is said of the day, of a fluid, of blood, of a rule, and what is asked.
  @Test func theCoreSpeaksTheLanguageOfTheApp() async throws {
    var said: [[String]] = []
    for language in ["en", "es"] {
      let stage = try await Stage.waiting(language: language)
      let diary = try #require(stage.diary)
      let (log, fluid) = (SessionModel(diary: diary), LubricantModel(diary: diary))
      await log.load()
      (fluid.lubricant, fluid.surface) = ("oil", "latex")
      let headline = try #require(diary.today?.headline)
      #expect(stage.screen.shows(headline))
      let rule = try #require(diary.standing?.reasons.first).title
      try await stage.press(.checkinOther)
      said.append([
        headline, try #require(fluid.fit).sentence, log.bleedings[1].words, diary.bloodLevels[1].words, rule,
        try #require(stage.question),
      ])
    }
    for (english, spanish) in zip(said[0], said[1]) { #expect(english != spanish) }
  }

  @Test func aSessionIsLogged() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Log a session")
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    for phrase in [Phrase.logSize, .logHolds, .logEase, .logPain, .logBleeding, .logEarly] {
      #expect(missing.contains(stage.words(phrase)), "\(phrase)")
    }
    try await stage.logSession()
    #expect(stage.screen.shows("Saved."))
    let vault = try #require(stage.diary)
    #expect(vault.path.isEmpty)
    #expect(vault.answer == nil)
  }

  @Test func whatDidNotPassWasNotHeld() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Log a session")
    for button in ["9 mm", "Easily", "1", "None", "No, it ran its course"] { try await stage.screen.press(button) }
    try await stage.press(.save)
    #expect(stage.screen.shows("Still to do: " + stage.words(.logHolds)))
    try await stage.screen.press("It did not go in")
    let field = "\(stage.words(.logHolds)). \(stage.words(.logHoldsHint))"
    try await stage.screen.type("long", into: field)
    try await stage.press(.save)
    #expect(stage.screen.shows("Still to do: " + stage.words(.logHolds)))
    try await stage.screen.type("", into: field)
    try await stage.press(.save)
    #expect(stage.diary?.path.isEmpty == true)
    let (diary, person) = (try #require(stage.diary), try #require(stage.diary?.person))
    #expect(try await diary.vault.timeline(person.id).items.contains { $0.kind == "session" })
  }

  @Test func whatALoggedSessionRaisesIsShown() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Log a session")
    try await stage.logSession(blood: "Clots")
    #expect(stage.diary?.answer != nil)
    #expect(stage.screen.control("I have read this") != nil)
  }

  @Test func aPlanThatHasNotBegunIsNotLogged() async throws {
    let stage = try await Stage.practice([])
    try await stage.addMia()
    try await stage.bringPlan(["The first day at home": "2026-03-20"])
    #expect(stage.diary?.today?.planBegins == "2026-03-20")
    #expect(stage.screen.control("Check in for Mia") != nil)
    #expect(stage.screen.control("Start for Mia") == nil)
  }

  @Test func flow36TheChartHasASentenceAndATable() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Progress")
    let chart = try #require(stage.screen.tree.all.first { $0.kind == .canvas })
    #expect(chart.label?.hasPrefix("Start, now: \(stage.words.millimetres(90)), proposed: ") == true)
    #expect(chart.label?.contains("The plan allows the next size: 10 mm") == true)
    for size in ["9", "10", "11", "12"] { #expect(stage.screen.texts.contains(size), "\(size) under its bar") }
    // Each of the core's charts says its first and its last day, its scale, and what stands now.
    let shown = stage.diary.map { ProgressModel(diary: $0) }
    await shown?.load()
    for chart in try #require(shown?.charts) {
      guard let plot = ChartPlot(chart, stage.words) else { continue }
      for text in [plot.first, plot.last, plot.scale, stage.words(.chartLatest, plot.latest)] {
        #expect(stage.screen.texts.contains(text), "\(chart.id): \(text)")
      }
    }
    try await stage.press(.progressTable)
    let drawn = stage.screen.tree.all.filter { $0.kind == .canvas }.compactMap(\.label)
    #expect(!drawn.contains { $0.hasPrefix("Start, now") })
    for text in ["Size", "9 mm", "start, now", "10 mm", "proposed", "12 mm", "goal"] {
      #expect(stage.screen.texts.contains(text), "\(text)")
    }
    try await stage.screen.press("Take the step to 10 mm")
    #expect(stage.screen.shows("Saved."))
    #expect(stage.diary?.today?.sizeTenthsMm == 100)
  }

  @Test func whatCannotGoOnHereLeadsBackToThePasscode() async throws {
    for route in [Route.session, .checkIn, .progress, .contact, .plan, .person] {
      let stage = try await Stage.practice([.infantAfterAnoplasty])
      let diary = try #require(stage.diary)
      diary.goForward(from: Trouble("gone", .dismiss))
      #expect(diary.path.isEmpty)
      diary.go(to: route)
      await stage.screen.settle()
      diary.goForward(from: Trouble("locked", .unlock))
      await stage.screen.settle()
      #expect(stage.screen.control("Passcode") != nil, "\(route)")
    }
  }

  @Test func aPlanIsPastedAndItsMistakesAreNamed() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Bring in the plan")
    try await stage.press(.planRead)
    #expect(stage.screen.shows("Paste a text first"))
    try await stage.screen.type("format = \"gradus-plan/9\"", into: "Paste the plan’s text")
    try await stage.press(.planRead)
    #expect(stage.screen.shows("format"))
    try await stage.screen.press("Home dilation after PSARP")
    #expect(stage.screen.shows("Do not guess: ask."))
    try await stage.press(.next)
    #expect(stage.screen.shows("Something needs another look:"))
    #expect(stage.diary?.path == [.plan])
  }

  @Test func aPlanThatTakesAnothersPlaceIsComparedBeforeItIsUsed() async throws {
    let stage = try await Stage.practice([])
    try await stage.addMia()
    try await stage.pressMain()
    try await stage.screen.press("Home dilation after PSARP")
    // What the diary knows is filled in, and can be seen.
    #expect(stage.screen.control("The date of the operation")?.value == "2026-02-24")
    #expect(stage.screen.control("The surgeon's name")?.value == "")
    try await stage.screen.press("Back")
    try await stage.bringPlan()
    #expect(!stage.screen.shows("takes the place of"))
    try await stage.press(.planTitle)
    try await stage.fillForm(["The goal size": "11", "The first day at home": "2026-03-20"])
    try await stage.press(.next)
    #expect(stage.screen.shows("It takes the place of “Home dilation after PSARP” on 20 March 2026."))
    #expect(stage.screen.shows("What would change"))
    #expect(stage.screen.shows("Goal in millimetres, never exceeded: 12 until now, then 11"))
    try await stage.press(.planAdopt)
    #expect(stage.screen.shows("Saved."))
  }

  @Test func flow11QuickExitDropsTheKeysFromEveryScreen() async throws {
    let routes: [Route] = [
      .session, .checkIn, .progress, .contact, .plan, .person, .emergencyNumber, .why, .people, .newPerson, .thePlan,
      .devices, .newDevice, .lubricant,
      .timeline, .report, .pause, .settings, .setting,
    ]
    for route in routes {
      let stage = try await Stage.practice([.infantAfterAnoplasty])
      let diary = try #require(stage.diary)
      diary.go(to: route)
      await stage.screen.settle()
      try await stage.screen.press("Quick exit")
      #expect(stage.screen.control("Passcode") != nil, "\(route)")
      #expect(diary.today == nil)
    }
  }
}
