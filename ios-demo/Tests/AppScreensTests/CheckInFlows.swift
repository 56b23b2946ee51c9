@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// The check-in on the real core: what it asks, what cannot wait, and what leaving it means.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct CheckInFlows {
  private let heat = "What was their most worrying temperature"
  private let swollen = "Is their belly swollen"
  private let about = "What is it about most of all?"
  private let belly = "Belly, throwing up, or gas that does not come"
  private let call = "Go to an emergency department now."

  private func begun() async throws -> Stage {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Answer the questions")
    return stage
  }

  /// Up to the moment at which a fever has to be said.
  private func feverish(_ degrees: String = "38.6") async throws -> Stage {
    let stage = try await begun()
    try await stage.checkIn(upTo: heat)
    try await stage.answer(heat, with: [heat: degrees])
    return stage
  }

  /// Up to what a clinician has to see today, and what is no emergency.
  private func bleeding() async throws -> Stage {
    let stage = try await begun()
    let blood = stage.asked("bleeding")
    try await stage.checkIn(upTo: blood)
    try await stage.answer(blood, with: [blood: stage.level("drip", of: "bleeding")])
    return stage
  }

  private func checkIns(_ stage: Stage) async throws -> [TimelineItem] {
    let diary = try #require(stage.diary)
    let person = try #require(diary.person)
    return try await diary.vault.timeline(person.id).items.filter { $0.kind == "check_in" }
  }

  @Test func flow31NothingIsPreselectedAndNextNamesWhatIsMissing() async throws {
    let stage = try await begun()
    var asked: [String] = []
    while let question = stage.question {
      asked.append(question)
      #expect(stage.screen.controls.allSatisfy { !$0.traits.contains("selected") }, "\(question)")
      #expect(stage.screen.control("Not sure") != nil, "\(question)")
      try await stage.press(.next)
      #expect(stage.question == question)
      #expect(stage.screen.shows("Please answer: \(question)"))
      try await stage.answer(question, with: [:])
    }
    #expect(asked.count >= 8 && Set(asked).count == asked.count)
  }

  @Test func theOrderIsTheCoresOwn() async throws {
    let stage = try await begun()
    let diary = try #require(stage.diary)
    let person = try #require(diary.person)
    var replies: [InterviewReply] = []
    var order: [String] = []
    // Asked before: once this check-in is written down, what it could not answer is asked anew.
    while let next = try await diary.vault.interview(person.id, replies: replies).next {
      replies.append(InterviewReply(id: next.id, answer: unknown))
      order.append(next.questionAbout)
    }
    for question in order {
      #expect(stage.question == question)
      try await stage.screen.press("Not sure")
      try await stage.press(.next)
      if stage.screen.control(stage.words(.checkinGoOn)) != nil { try await stage.press(.checkinGoOn) }
    }
    #expect(stage.question == nil && replies.count > 12)
    #expect(try await checkIns(stage).count == 1)
  }

  @Test func aWellBabyIsDoneAfterAFewQuestions() async throws {
    let stage = try await begun()
    let before = try await checkIns(stage).count
    var asked = 0
    while let question = stage.question {
      asked += 1
      try await stage.answer(question, with: [:])
    }
    #expect((7...12).contains(asked))
    #expect(stage.diary?.answer?.disposition == .continue)
    #expect(stage.screen.shows("Go on as planned"))
    #expect(try await checkIns(stage).count == before + 1)
    try await stage.press(.toToday)
    #expect(stage.screen.shows("Saved."))
  }

  @Test func anEmergencyIsSaidBeforeTheNextQuestionWithButtonsThatCall() async throws {
    let stage = try await feverish()
    #expect(stage.question == nil)
    #expect(stage.screen.shows("Emergency"))
    let action = try #require(stage.screen.texts.firstIndex { $0.hasPrefix(call) })
    let later = try #require(stage.screen.texts.firstIndex { $0.hasPrefix("Do that first.") })
    #expect(action < later)
    #expect(stage.screen.opened.isEmpty)
    try await stage.screen.press("Call +44 1632 960 114")
    try await stage.screen.press("Call 112")
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:+441632960114", "tel:112"])
    #expect(stage.screen.control("Back") == nil)
    // Whatever ends the app now, it is in the diary.
    #expect(try await checkIns(stage).count == 1)
    try await stage.press(.checkinGoOn)
    let next = try #require(stage.question)
    #expect(!next.hasPrefix(heat))
    // Once, and again on a press.
    try await stage.answer(next, with: [:])
    #expect(stage.question != nil)
    try await stage.press(.checkinCall)
    #expect(stage.screen.shows(call))
  }

  @Test func finishingWhileUrgentWritesWhatWasAnswered() async throws {
    let stage = try await feverish()
    try await stage.press(.checkinFinish)
    #expect(stage.diary?.answer?.disposition == .emergency)
    #expect(try await checkIns(stage).count == 1)
    try await stage.press(.readThis)
    #expect(stage.diary?.today?.gate.gate == .blocked)
  }

  @Test func leavingWhileUrgentWritesWhatWasAnswered() async throws {
    for finishes in [false, true] {
      let stage = try await feverish()
      if finishes {
        try await stage.press(.checkinFinish)
      } else {
        try await stage.press(.checkinGoOn)
        try await stage.leaveQuestions()
      }
      #expect(stage.diary?.answer?.disposition == .emergency)
      #expect(try await checkIns(stage).count == 1)
      #expect(stage.diary?.today?.gate.gate == .blocked)
      try await stage.press(.readThis)
      #expect(stage.screen.shows("Your answers are written down") != finishes)
      #expect(stage.screen.control("Start for Mia") == nil)
    }
  }

  /// The lock itself writes nothing: what is urgent was written down as it was said.
  @Test func flow08ClosingTheDiaryWhileUrgentLosesNothingAndTellsAfterwards() async throws {
    for closes in ["Quick exit", "background"] {
      let stage = Stage()
      defer { stage.clear() }
      try await stage.toDiary()
      try await stage.addMia()
      try await stage.bringPlan()
      try await stage.screen.press("Answer the questions")
      try await stage.checkIn(upTo: heat)
      try await stage.answer(heat, with: [heat: "38.6"])
      let vault = try #require(stage.diary).vault
      // At once, and not after something else.
      if closes == "background" { stage.app.leave() } else { stage.app.lock() }
      await #expect(throws: GradusError.Locked) { try await vault.people() }
      await stage.screen.settle()
      #expect(stage.diary == nil)
      #expect(!stage.screen.shows(call))
      try await stage.screen.type(Stage.passcode, into: "Passcode")
      try await stage.press(.unlock)
      #expect(try await checkIns(stage).count == 1, "\(closes)")
      #expect(stage.diary?.answer?.disposition == .emergency && stage.screen.control("Call 112") != nil)
      try await stage.press(.readThis)
      try await stage.press(.checkinReturnYes)
      #expect(stage.screen.shows(call), "it comes before the next question again")
      try await stage.press(.checkinFinish)
      #expect(try await checkIns(stage).count == 1, "\(closes): it stands there once")
    }
  }

  /// What becomes urgent in the midst of the questions, and is answered to their end.
  @Test func anUrgentCheckInThatIsFinishedStandsOnceAndWhole() async throws {
    let stage = try await feverish()
    #expect(try await checkIns(stage).count == 1)
    try await stage.press(.checkinGoOn)
    try await stage.checkIn()
    #expect(stage.diary?.answer?.disposition == .emergency)
    let entries = try await checkIns(stage)
    #expect(entries.count == 1)
    let (diary, entry) = (try #require(stage.diary), try #require(entries.first).entry)
    let person = try #require(diary.person)
    guard case .checkIn(let answers, _) = try await diary.vault.entryDetails(person.id, entry: entry) else {
      return #expect(Bool(false), "a check-in")
    }
    #expect(answers.contains { $0.id == "temperature_c" } && answers.count > 8, "\(answers.count)")
    #expect(try await diary.vault.keptInterview(person.id).isEmpty, "it is over")
  }

  @Test func leavingWithoutHasteWritesNothing() async throws {
    let stage = try await begun()
    try await stage.checkIn(upTo: swollen)
    try await stage.leaveQuestions()
    #expect(stage.diary?.answer == nil)
    #expect(try await checkIns(stage).isEmpty)
    #expect(stage.diary?.path.isEmpty == true)
  }

  /// A call to the clinic in some days breaks nothing off; it is said on leaving all the same, and nothing is written.
  @Test func whatCanWaitIsSaidOnLeaving() async throws {
    let stage = try await begun()
    try await stage.checkIn(upTo: swollen)
    try await stage.answer(swollen, with: [swollen: "Yes"])
    #expect(stage.question != nil)
    try await stage.leaveQuestions()
    #expect(stage.diary?.answer?.disposition == .contact)
    #expect(try await checkIns(stage).isEmpty)
    #expect(!stage.screen.shows("Your answers are written down"))
  }

  @Test func aSlipIsTakenBackAndNothingIsUrgentAnyMore() async throws {
    let stage = try await feverish()
    try await stage.press(.previousQuestion)
    #expect(stage.question?.hasPrefix(heat) == true)
    #expect(stage.screen.control("Number in °C")?.value == "38.6")
    try await stage.answer(heat, with: [heat: "36.8"])
    #expect(stage.question != nil)
    #expect(stage.screen.control(stage.words(.checkinCall)) == nil)
    try await stage.leaveQuestions()
    // It stands in the diary as it was corrected, and what was said first stays in force; nothing says that all is well.
    #expect(try await checkIns(stage).count == 1)
    #expect(stage.diary?.answer?.disposition == .emergency)
    #expect(stage.diary?.today?.gate.gate == .blocked)
  }

  /// As a phone ends an app: no word of it reaches the app.
  @Test func anEmergencyInFrontOutlivesTheAppsBeingEnded() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(upTo: heat)
    try await stage.answer(heat, with: [heat: "38.6"])
    #expect(stage.screen.shows(call))
    try #require(stage.diary).vault.lock()
    let again = Stage(folder: stage.folder)
    try await again.screen.type(Stage.passcode, into: "Passcode")
    try await again.press(.unlock)
    #expect(again.diary?.answer?.disposition == .emergency)
    #expect(again.screen.control("Call 112") != nil)
    #expect(try await checkIns(again).count == 1)
  }

  @Test func anEmergencyThatCannotBeWrittenDownIsSaidAllTheSame() async throws {
    let stage = Stage()
    let clock = ClosingClock(stage.clock)
    let vault = try await Vault.practice(people: [.infantAfterAnoplasty], clock: clock)
    await stage.app.open(vault)
    await stage.screen.settle()
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(upTo: heat)
    // What to ask next is still answered; then the vault is gone.
    clock.close(vault, after: 1)
    try await stage.answer(heat, with: [heat: "38.6"])
    #expect(stage.screen.shows(call))
    #expect(stage.screen.shows(stage.words(.troubleLocked)))
  }

  /// It asks more questions, and is written down all the same: the app may end before they are answered.
  @Test func whatIsUrgentAndNoEmergencyIsWrittenAtOnceAndOnce() async throws {
    let stage = try await bleeding()
    #expect(stage.screen.shows("A clinician today"))
    #expect(try await checkIns(stage).count == 1)
    try await stage.press(.checkinGoOn)
    try await stage.leaveQuestions()
    #expect(try await checkIns(stage).count == 1)
  }

  @Test func everyWayBackIsNamed() async throws {
    let stage = try await begun()
    #expect(stage.screen.control("Back") == nil)
    #expect(stage.screen.control(stage.words(.checkinLeave)) != nil)
    #expect(stage.screen.control(stage.words(.previousQuestion)) == nil)
    try await stage.answer(stage.question ?? "", with: [:])
    #expect(stage.screen.control(stage.words(.previousQuestion)) != nil)
  }

  /// Whoever reads that this is an emergency and presses back until they are out has it written down all the same.
  @Test(arguments: [1, 2, 20]) func goingBackTakesNothingBack(steps: Int) async throws {
    let stage = try await feverish("38.4")
    for _ in 0..<steps where stage.screen.control(stage.words(.previousQuestion)) != nil {
      try await stage.press(.previousQuestion)
    }
    #expect(stage.question != nil)
    // The emergency is still a tap away, and so is the end.
    #expect(stage.screen.control(stage.words(.checkinFinish)) != nil)
    try await stage.press(.checkinCall)
    #expect(stage.screen.shows(call))
    try await stage.press(.checkinGoOn)
    try await stage.leaveQuestions()
    #expect(stage.diary?.answer?.disposition == .emergency)
    let used = try #require(stage.diary?.answer?.used)
    #expect(used.contains { $0.id == "temperature_c" && $0.value == "38.4" })
    #expect(try await checkIns(stage).count == 1)
    #expect(stage.diary?.today?.gate.gate == .blocked)
  }

  @Test func whatWasGoneBackOverOutlivesAnotherAnswersChange() async throws {
    for finishes in [false, true] {
      let stage = try await feverish("38.4")
      try await stage.press(.previousQuestion)
      try await stage.press(.previousQuestion)
      let changed = try #require(stage.question)
      try await stage.answer(changed, with: [changed: "Not sure"])
      if stage.question == nil { try await stage.press(.checkinGoOn) }
      if finishes { try await stage.press(.checkinFinish) } else { try await stage.leaveQuestions() }
      let told = try #require(stage.diary?.answer?.used.filter { !$0.derived })
      #expect(told.contains { $0.id == "temperature_c" && $0.value == "38.4" })
      #expect(told.contains { $0.value == unknown })
      #expect(try await checkIns(stage).count == 1, "once, and whole")
    }
  }

  @Test func whatBecomesMoreUrgentIsSaidAgain() async throws {
    let stage = try await bleeding()
    #expect(stage.screen.shows("A clinician today"))
    try await stage.press(.checkinGoOn)
    try await stage.press(.previousQuestion)
    let blood = stage.asked("bleeding")
    try await stage.answer(blood, with: [blood: stage.level("red_bowl", of: "bleeding")])
    #expect(stage.screen.shows("Emergency") && !stage.screen.shows("A clinician today"))
  }

  @Test func backBringsTheLastAnswerAndNotSureAsksInAnotherWay() async throws {
    let stage = try await begun()
    #expect(stage.screen.control(stage.words(.previousQuestion)) == nil)
    try await stage.checkIn(upTo: heat)
    try await stage.screen.press("Not sure")
    try await stage.press(.next)
    // Of so young a baby, not knowing is a reason to call.
    try await stage.press(.checkinGoOn)
    #expect(stage.question == "Do they feel hot to your hand?")
    try await stage.press(.previousQuestion)
    #expect(stage.screen.control("Not sure")?.traits.contains("selected") == true)
    try await stage.press(.previousQuestion)
    #expect(stage.screen.control("No")?.traits.contains("selected") == true)
    // Forwards too: it was said.
    try await stage.press(.next)
    #expect(stage.question?.hasPrefix(heat) == true)
    #expect(stage.screen.control("Not sure")?.traits.contains("selected") == true)
  }

  @Test func aNumberThatTheCoreRefusesIsNamedAndNotTaken() async throws {
    let stage = try await begun()
    try await stage.checkIn(upTo: heat)
    for wrong in ["29.9", "45.1", "hot", "36.85", "NaN", "1e1"] {
      try await stage.screen.type(wrong, into: "Number in °C")
      try await stage.press(.next)
      #expect(stage.screen.shows("A number from 30 to 45 ("), "\(wrong)")
      #expect(stage.question?.hasPrefix(heat) == true)
    }
    for right in ["30", "45", "36,8", " 36.8 ", "37"] {
      try await stage.screen.type(right, into: "Number in °C")
      try await stage.press(.next)
      #expect(stage.question?.hasPrefix(heat) != true && !stage.screen.shows("A number from 30"), "\(right)")
      if right != "37" { try await stage.press(.previousQuestion) }
    }
    try await stage.checkIn(upTo: stage.asked("flacc"))
    try await stage.screen.type("0.5", into: "From 0 to 10")
    try await stage.press(.next)
    #expect(stage.screen.shows("A number from 0 to 10 ("))
  }

  @Test func whoeverSaysThatSomethingElseIsDifferentIsAskedWhatItIsAbout() async throws {
    let stage = try await begun()
    let more = "Is anything else different"
    let again = "Is it about something else too?"
    try await stage.checkIn(upTo: about, [more: "Yes"])
    #expect(stage.question?.hasPrefix(about) == true && stage.screen.control("Not sure") != nil)
    try await stage.answer(about, with: [about: belly])
    let left = try #require(stage.screen.texts.first { $0.contains("questions are left") })
    let count = try #require(Int(left.prefix { $0.isNumber }))
    #expect(count > 5 && count < 30, "\(left)")
    try await stage.checkIn(upTo: again)
    #expect(stage.question == again && stage.screen.control(belly) == nil, "nothing is offered twice")
    try await stage.answer(again, with: [again: "No, nothing more"])
    let answer = try #require(stage.diary?.answer)
    #expect(answer.disposition == .contact, "nothing was found, and it is no reason to go on")
  }

  @Test func aCheckInThatEndsBeforeTheRestSaysThatItIsNotFinished() async throws {
    let stage = try await begun()
    let more = "Is anything else different"
    try await stage.checkIn(upTo: more)
    try await stage.answer(more, with: [more: "Yes"])
    try await stage.answer(about, with: [about: belly])
    #expect(stage.screen.shows("questions are left. You can finish before them"))
    try await stage.press(.checkinFinish)
    let answer = try #require(stage.diary?.answer)
    #expect(answer.disposition == .continue && answer.sentence.contains("not finished"), "\(answer.sentence)")
    #expect(stage.screen.shows(answer.sentence))
    #expect(stage.diary?.today?.gate.gate == .wait)
  }
}

/// Lets a vault be locked just before one of its calls.
private final class ClosingClock: GradusClock, @unchecked Sendable {
  private let clock: any GradusClock
  private let gate = NSLock()
  private var left: Int?
  private var vault: Vault?

  init(_ clock: any GradusClock) {
    self.clock = clock
  }

  /// Locks it before the call that follows the next so many.
  func close(_ vault: Vault, after calls: Int) {
    gate.withLock { (self.vault, left) = (vault, calls) }
  }

  func reading() -> ClockReading {
    let gone = gate.withLock {
      defer { left = left.map { $0 - 1 } }
      return left == 0 ? vault : nil
    }
    try? gone?.lock()
    return clock.reading()
  }
}
