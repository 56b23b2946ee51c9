import AppLogic
import Foundation
import Gradus
@_spi(StandIn) import SwiftUI

/// Ways through the app that tests and pictures share: fingers and words, nothing behind the screen.
extension Stage {
  package static let passcode = "a quiet sentence"

  /// From the first touch to the recovery code; with face or finger where that is wanted.
  package func toCode(keeper: Bool = false) async throws {
    try await press(.start)
    try await press(.understood)
    if keeper { try await press(.unlockKeeper) }
    try await screen.type(Self.passcode, into: words(.passcode))
    try await screen.type(Self.passcode, into: words(.passcodeAgain))
    try await press(.next)
  }

  /// From the first touch to an open diary with nobody in it; gives its recovery code.
  @discardableResult
  package func toDiary(keeper: Bool = false) async throws -> String {
    try await toCode(keeper: keeper)
    let code = shownCode
    try await press(.codeWritten)
    try await screen.type(code, into: words(.recoveryCode))
    try await press(.next)
    try await press(.next)
    return code
  }

  /// The recovery code as it stands on the screen: groups of capitals and digits, in no other text.
  package var shownCode: String {
    screen.texts.first { $0.count > 15 && $0.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "-" || $0 == " " } }
      ?? ""
  }

  /// Enters a baby.
  package func addMia() async throws {
    try await screen.press(words(.peopleAdd))
    try await screen.press(words.choices("role", ["caregiver"])[0].words)
    try await screen.type("Mia", into: words(.personName))
    try await typeDay("12", "1", "2026", nth: 0)
    try await screen.press(words.choices("condition", ["anorectal_malformation"])[0].words)
    try await screen.press(words.choices("operation", ["psarp"])[0].words)
    try await typeDay("24", "2", "2026", nth: 1)
    try await press(.operationKeep)
    try await press(.save)
  }

  /// Fills the form for somebody grown up in.
  package func fillAda() async throws {
    try await screen.press(words.choices("role", ["self"])[0].words)
    try await screen.type("Ada", into: words(.personName))
    try await typeDay("2", "11", "1988", nth: 0)
    try await press(.backgroundNone)
    try await press(.save)
  }

  /// Fills the first published form for babies in and uses it.
  package func bringPlan(_ others: [String: String] = [:]) async throws {
    try await pressMain()
    try await fillForm(others)
    try await press(.next)
    try await press(.planAdopt)
  }

  /// Fills that form in, with these values in place of the usual ones.
  package func fillForm(_ others: [String: String] = [:]) async throws {
    let form = try babyForm()
    try await screen.press(form.title)
    let english = try planBlanks(text: form.text)
    let asked = try planBlanks(text: form.text, language: words.language)
    for (ask, value) in Self.fills {
      let said = zip(english, asked).first { $0.0.ask.lowercased().hasPrefix(ask.lowercased()) }?.1.ask ?? ask
      try await screen.type(others[ask] ?? value, into: said.prefix(1).uppercased() + said.dropFirst())
    }
  }

  /// The first published form for babies, by its title in the language of the screen.
  package func babyForm() throws -> PublishedPlan {
    let forms = try publishedPlans(language: words.language)
    return forms.first { $0.name == "post-psarp-home" } ?? forms[0]
  }

  /// Answers the check-in to its end: what is given for a question that begins so, and the calmest answer otherwise. What
  /// has to be done first is read, and gone on from.
  package func checkIn(_ given: [String: String] = [:]) async throws {
    for _ in 0..<60 {
      if let question = question {
        try await answer(question, with: given)
      } else if screen.control(words(.checkinGoOn)) != nil {
        try await press(.checkinGoOn)
      } else {
        return
      }
    }
  }

  /// Answers until this question stands on the screen.
  package func checkIn(upTo wanted: String, _ given: [String: String] = [:]) async throws {
    for _ in 0..<60 {
      guard let question = question, !question.hasPrefix(wanted) else { return }
      try await answer(question, with: given)
    }
  }

  /// From one screen back to Today.
  package func leave(_ route: Route) async throws {
    if route == .checkIn { try await leaveQuestions() } else { try await screen.press("Back") }
  }

  /// Leaves the questions by the button that says so.
  package func leaveQuestions() async throws {
    try await press(screen.control(words(.checkinLeave)) == nil ? .checkinLeaveUrgent : .checkinLeave)
  }

  /// The question that stands on the screen, if one does: the second heading of the check-in.
  package var question: String? {
    let headers = screen.tree.all.filter { $0.traits.contains("header") && $0.kind == .text }.map(\.text)
    guard let first = headers.first, first == words(.questionNumber, first.filter(\.isNumber)) else { return nil }
    return headers.dropFirst().first
  }

  /// Answers what stands on the screen and goes on.
  package func answer(_ question: String, with given: [String: String]) async throws {
    let wanted = given.first { question.hasPrefix($0.key) }?.value
    if let number = screen.controls.first(where: { $0.kind == .field }) {
      try await screen.type(wanted ?? calmNumber(question), into: number.spoken)
    } else {
      try await screen.press(wanted ?? calmest())
    }
    try await press(.next)
  }

  /// Fills the form for a session in and saves it.
  package func logSession(blood: String = "None") async throws {
    try await screen.press("9 mm")
    try await screen.type("30, 30", into: "\(words(.logHolds)). \(words(.logHoldsHint))")
    try await screen.press("Easily")
    try await screen.press("1")
    try await screen.press(blood)
    try await screen.press("No, it ran its course")
    try await press(.save)
  }

  /// Mia with a plan, in a diary on the disk.
  package static func withPlan(language: String = "en") async throws -> Stage {
    let stage = Stage(language: language)
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    return stage
  }

  /// Mia in the afternoon, when her second session of the day is due.
  package static func due(language: String = "en", signals: MemorySignals = MemorySignals()) async throws -> Stage {
    let stage = try await practice([.infantAfterAnoplasty], language: language, signals: signals)
    stage.clock.advance(by: .seconds(8 * 3600))
    await stage.diary?.showToday()
    await stage.screen.settle()
    return stage
  }

  /// From Today into a session whose size is in; what is smaller has passed before.
  package func startRun() async throws {
    try await pressMain()
    try await tickAll()
    try await press(.eventIn)
    while diary?.run?.view.insertion?.warmUp == true {
      try await press(.eventOut)
      try await press(.eventIn)
    }
  }

  /// Mia in a session, as a check-in told that she needs emergency care: the answer comes back over the session.
  package static func underAnswer(language: String = "en") async throws -> Stage {
    let stage = try await due(language: language)
    try await stage.startRun()
    let fever = [FactAnswer(id: "temperature_c", answer: "38.6")]
    let id = stage.diary?.person?.id ?? ""
    _ = try await stage.vault?.record(.checkIn(person: id, answers: fever, note: nil))
    await stage.diary?.load()
    await stage.screen.settle()
    return stage
  }

  /// Ticks each point of the check list.
  package func tickAll() async throws {
    for check in diary?.run?.view.checks ?? [] { try await screen.press(check.sentence) }
  }

  /// Goes through the session to the questions after it.
  package func toRunLog() async throws {
    for _ in 0..<20 {
      guard let stage = diary?.run?.view.stage, stage != .done else { break }
      switch stage {
      case .ready, .paused: try await press(.eventIn)
      case .holding, .resting: await pass(.seconds(Int64((diary?.run?.view.leftMs ?? 0) / 1000 + 1)))
      case .takeOut: try await press(.eventOut)
      case .afterCare: try await press(.eventAfterCareDone)
      case .checkList: try await tickAll()
      case .done: break
      }
    }
    try await press(.runSay)
  }

  /// Mia after an answer that asks for a rest of a day.
  package static func waiting(language: String = "en") async throws -> Stage {
    let stage = try await practice([.infantAfterAnoplasty], language: language)
    try await stage.press(.checkinOther)
    try await stage.checkIn([stage.asked("flacc"): "4"])
    try await stage.press(.toToday)
    return stage
  }

  /// A diary whose database was put back to the time before somebody was entered, and what can be done about it.
  package func olderState() async throws {
    let database = folder.appendingPathComponent("diary/vault.db")
    try await toDiary()
    try await screen.press(words(.quickExit))
    let before = try Data(contentsOf: database)
    try await screen.type(Self.passcode, into: words(.passcode))
    try await press(.unlock)
    try await addMia()
    try await screen.press(words(.quickExit))
    try before.write(to: database)
    try await screen.type(Self.passcode, into: words(.passcode))
    try await press(.unlock)
    try await press(.forwardOlder)
  }

  /// Leaves the app and unlocks it again.
  package func reopen() async throws {
    try await screen.press(words(.quickExit))
    try await screen.type(Self.passcode, into: words(.passcode))
    try await press(.unlock)
  }

  private func typeDay(_ day: String, _ month: String, _ year: String, nth: Int) async throws {
    for (phrase, text) in [(Phrase.day, day), (.month, month), (.year, year)] {
      try await screen.type(text, into: words(phrase), nth: nth)
    }
  }

  /// "No" where there is one, the mildest level otherwise.
  private func calmest() -> String {
    let labels = screen.controls.filter { $0.kind == .button }.map(\.spoken)
    let no = words(.no)
    let others = [words(.quickExit), words(.checkinCall), "Back"]
    // What something else is about, somebody who is well cannot tell.
    if labels.contains(where: Self.noTopic.contains) { return words(.notSure) }
    return labels.first { $0 == no } ?? labels.first { !others.contains($0) } ?? no
  }

  /// How the list of topics ends.
  private static let noTopic = [
    "Something that is not in this list", "No, nothing more", "Algo que no está en esta lista", "No, nada más",
  ]

  private func calmNumber(_ question: String) -> String {
    let fact = questions.first { [$0.question, $0.questionAbout].contains(question) }?.id ?? ""
    return fact.contains("temperature") ? "36.8" : fact.contains("antipyretic") ? "240" : "0"
  }

  private static let fills = [
    ("The surgeon's name", "Dr Example"), ("How deep the rod", "60"), ("The size that fitted", "9"),
    ("The goal size", "12"), ("The date of the operation", "2026-02-24"), ("The first day at home", "2026-03-16"),
    ("The least hours", "8"), ("How many good sessions", "6"), ("The highest pain", "3"),
    ("The date of the next visit", "2026-04-15"), ("Whom to call", "Children's surgery"),
    ("The telephone number", "+44 1632 960 114"),
  ]
}
