import AppLogic
import Foundation
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI

/// Every screen, reached as a person reaches it.
@MainActor
package enum Gallery {
  /// One screen, ready to be looked at.
  package struct Shot {
    package let name: String
    package let stage: Stage

    @MainActor
    package func tree(
      _ scheme: ColorScheme = .light, _ size: DynamicTypeSize = .large, _ direction: LayoutDirection = .leftToRight
    ) -> Node {
      (stage.screen.colorScheme, stage.screen.dynamicTypeSize) = (scheme, size)
      stage.screen.layoutDirection = direction
      return stage.screen.tree
    }
  }

  private static var made: [String: Task<[Shot], any Error>] = [:]

  /// Made once for each language: do not press anything on them.
  package static func all(language: String) async throws -> [Shot] {
    let task =
      made[language]
      ?? Task {
        var shots = try await firstRun(language) + unlock(language) + diary(language)
        shots += try await devices(language)
        shots += try await locks(language)
        shots += try await runs(language)
        shots += try await kept(language)
        return try await shots + results(language)
      }
    made[language] = task
    return try await task.value
  }

  private static func firstRun(_ language: String) async throws -> [Shot] {
    var shots: [Shot] = []
    let ways: [(String, (Stage) async throws -> Void)] = [
      ("welcome", { _ in }),
      ("restore", { try await $0.press(.restore) }),
      ("intended-use", { try await $0.press(.start) }),
      (
        "passcode",
        { stage in
          try await stage.press(.start)
          try await stage.press(.understood)
        }
      ),
      ("recovery-code", { try await $0.toCode() }),
      (
        "recovery-code-retyped",
        { stage in
          try await stage.toCode()
          try await stage.press(.codeWritten)
          try await stage.screen.type("AAAA", into: stage.words(.recoveryCode))
          try await stage.press(.next)
        }
      ),
      (
        "emergency-number",
        { stage in
          try await stage.toCode()
          let code = stage.shownCode
          try await stage.press(.codeWritten)
          try await stage.screen.type(code, into: stage.words(.recoveryCode))
          try await stage.press(.next)
        }
      ),
    ]
    for (name, way) in ways {
      let stage = Stage(language: language)
      try await way(stage)
      shots.append(Shot(name: name, stage: stage))
      stage.clear()
    }
    return shots
  }

  private static func unlock(_ language: String) async throws -> [Shot] {
    let stage = Stage(language: language)
    try await stage.toDiary()
    try await stage.screen.press(stage.words(.quickExit))
    try await stage.screen.type("wrong", into: stage.words(.passcode))
    try await stage.press(.unlock)
    defer { stage.clear() }
    let older = Stage(language: language)
    defer { older.clear() }
    try await older.olderState()
    let stopped = Stage(language: language)
    defer { stopped.clear() }
    try await stopped.toDiary()
    try await stopped.screen.press(stopped.words(.quickExit))
    stopped.app.stop()
    return [
      Shot(name: "unlock", stage: stage), Shot(name: "older-diary", stage: older),
      Shot(name: "unlock-stopped", stage: stopped),
    ]
  }

  private static func diary(_ language: String) async throws -> [Shot] {
    var shots: [Shot] = []
    func take(_ name: String, _ people: [PracticePerson], _ way: (Stage) async throws -> Void) async throws {
      let stage = try await Stage.practice(people, language: language)
      try await way(stage)
      shots.append(Shot(name: name, stage: stage))
    }
    try await take("today", [.infantAfterAnoplasty]) { _ in }
    shots.append(Shot(name: "today-waiting", stage: try await Stage.waiting(language: language)))
    try await take("today-blocked", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.checkinOther)
      try await stage.checkIn([stage.asked("temperature_c"): "38.6"])
      try await stage.press(.readThis)
    }
    try await take("person", []) { try await $0.screen.press($0.words(.peopleAdd)) }
    try await take("person-change", [.infantAfterAnoplasty]) { stage in
      try await stage.screen.press(stage.words(.personChange, "Mia"))
    }
    try await take("person-taken-out", [.infantAfterAnoplasty]) { stage in
      try await stage.screen.press(stage.words(.personChange, "Mia"))
      try await stage.press(.backgroundNone)
      try await stage.press(.save)
    }
    try await take("plan", [.infantAfterAnoplasty]) { try await $0.press(.planTitle) }
    try await take("plan-blanks", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.planTitle)
      try await stage.screen.press(try stage.babyForm().title)
    }
    try await take("log", [.infantAfterAnoplasty]) { try await $0.press(.logOther) }
    try await take("checkin", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.checkinOther)
      try await stage.press(.next)
    }
    try await take("checkin-number", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.checkinOther)
      try await stage.checkIn(upTo: stage.asked("temperature_c"))
    }
    try await take("checkin-first", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.checkinOther)
      try await stage.checkIn(upTo: stage.asked("temperature_c"))
      try await stage.answer(stage.asked("temperature_c"), with: [stage.asked("temperature_c"): "38.6"])
    }
    try await take("checkin-about", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.checkinOther)
      let yes = stage.words(.yes)
      let more = ["Is anything else different": yes, "¿Hay algo más distinto": yes]
      try await stage.checkIn(upTo: yes == "Yes" ? "What is it about" : "¿De qué se trata", more)
    }
    try await take("progress", [.infantAfterAnoplasty]) { try await $0.press(.progress) }
    try await take("progress-table", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.progress)
      try await stage.press(.progressTable)
    }
    try await take("the-plan", [.infantAfterAnoplasty]) { try await $0.press(.thePlan) }
    try await take("charts", [.adultWithStenosis]) { try await $0.press(.progress) }
    try await take("people", [.infantAfterAnoplasty, .adultWithStenosis]) { try await $0.press(.people) }
    try await take("setting-questions", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.thePlan)
      try await stage.press(.setting)
    }
    try await take("setting", [.infantAfterAnoplasty]) { stage in
      try await stage.press(.thePlan)
      try await stage.press(.setting)
      try await stage.press(.settingLook)
      try await stage.press(.why)
    }
    try await take("report", [.infantAfterAnoplasty]) { try await $0.press(.report) }
    try await take("pause", [.infantAfterAnoplasty]) { try await $0.press(.pauseLink) }
    for name in ["today-paused", "pause-goes-on"] {
      try await take(name, [.infantAfterAnoplasty]) { stage in
        try await stage.press(.pauseLink)
        try await stage.screen.press(stage.words.choices("skip", ["travel"])[0].words)
        try await stage.press(.save)
        guard name == "pause-goes-on" else { return }
        stage.diary?.go(to: .pause)
        await stage.screen.settle()
      }
    }
    for name in ["today-undo", "timeline"] {
      let undo = try await Stage.due(language: language)
      try await undo.screen.press(undo.words(.skipSlot, undo.words(.sessionNumber, "2")))
      try await undo.screen.press(undo.words.choices("skip", ["travel"])[0].words)
      try await undo.press(.save)
      if name == "timeline" { try await undo.press(.timeline) }
      shots.append(Shot(name: name, stage: undo))
    }
    let due = try await Stage.due(language: language)
    try await due.screen.press(due.words(.skipSlot, due.words(.sessionNumber, "2")))
    shots.append(Shot(name: "not-held", stage: due))
    shots.append(Shot(name: "today-due", stage: try await Stage.due(language: language)))
    try await take("contact", [.infantAfterAnoplasty]) { try await $0.press(.writeContact) }
    let waiting = try await Stage.waiting(language: language)
    try await waiting.press(.why)
    shots.append(Shot(name: "why", stage: waiting))
    return shots
  }

  private static func runs(_ language: String) async throws -> [Shot] {
    let hold: (Stage) async throws -> Void = { stage in
      try await stage.startRun()
      await stage.pass(.seconds(12))
    }
    let ways: [(String, (Stage) async throws -> Void)] = [
      ("run-checks", { try await $0.pressMain() }),
      ("run-hold", hold),
      ("run-over", { await $0.pass(.seconds(40)) }),
      ("run-leaving", { try await $0.press(.back) }),
      ("run-pain", { try await $0.press(.eventPain) }),
      (
        "today-running",
        { stage in
          stage.diary?.path = []
          await stage.diary?.showToday()
          await stage.screen.settle()
        }
      ),
      (
        "run-blood",
        { stage in
          try await stage.press(.eventBlood)
          try await stage.screen.press(stage.level("drip", of: "bleeding"))
        }
      ),
      (
        "run-log",
        { stage in
          try await stage.press(.stop)
          try await stage.press(.eventOut)
          try await stage.toRunLog()
        }
      ),
    ]
    let asked = try await Stage.due(language: language, signals: MemorySignals(.notAsked))
    try await asked.pressMain()
    let refused = try await Stage.due(language: language, signals: MemorySignals(.refused))
    let offered = try await Stage.due(language: language, signals: MemorySignals(.notAsked))
    let held = try await Stage.due(language: language, signals: MemorySignals(.heldBack))
    var shots = [
      Shot(name: "today-reminders", stage: offered), Shot(name: "today-held-back", stage: held),
      Shot(name: "run-notices", stage: asked), Shot(name: "today-no-notices", stage: refused),
      Shot(name: "run-under-answer", stage: try await Stage.underAnswer(language: language)),
    ]
    for (name, way) in ways {
      let stage = try await Stage.due(language: language)
      if !["run-checks", "run-hold"].contains(name) { try await hold(stage) }
      try await way(stage)
      shots.append(Shot(name: name, stage: stage))
    }
    return shots
  }

  /// What a lock leaves: a session behind the passcode, what was noted of it, and questions that were broken off.
  private static func kept(_ language: String) async throws -> [Shot] {
    let run = try await Stage.withPlan(language: language)
    try await run.startRun()
    await run.pass(.seconds(12))
    run.app.lock()
    await run.screen.settle()
    let checkIn = try await Stage.withPlan(language: language)
    try await checkIn.press(.checkinOther)
    try await checkIn.checkIn(upTo: checkIn.asked("belly_distended"))
    try await checkIn.reopen()
    defer { for stage in [run, checkIn] { stage.clear() } }
    return [Shot(name: "unlock-running", stage: run), Shot(name: "checkin-returns", stage: checkIn)]
  }

  private static func results(_ language: String) async throws -> [Shot] {
    let ways: [(name: String, fact: String, answer: (Stage) -> String)] = [
      ("result-emergency", "temperature_c", { _ in "38.6" }),
      ("result-same-day", "worry", { $0.level("worried", of: "worry") }),
      ("result-contact", "belly_distended", { $0.words(.yes) }),
      ("result-pause", "flacc", { _ in "4" }),
      ("result-continue", "", { _ in "" }),
    ]
    var shots: [Shot] = []
    for way in ways {
      let stage = try await Stage.practice([.infantAfterAnoplasty], language: language)
      try await stage.press(.checkinOther)
      try await stage.checkIn(way.fact.isEmpty ? [:] : [stage.asked(way.fact): way.answer(stage)])
      shots.append(Shot(name: way.name, stage: stage))
    }
    return shots
  }
}

extension Stage {
  /// The question of a fact, as a caregiver reads it.
  package func asked(_ fact: String) -> String {
    questions.first { $0.id == fact }?.questionAbout ?? fact
  }

  /// What the core calls a level of a fact.
  package func level(_ level: String, of fact: String) -> String {
    questions.first { $0.id == fact }?.levelWords.first { $0.id == level }?.words ?? level
  }

  /// Every question of the core, as this app says it.
  var questions: [FactQuestion] { (try? facts(language: words.language)) ?? [] }
}
