@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Flow targets of the answers: one screen for each, what it offers, and how long it stands.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct AnswerFlows {
  private let fever = ["What was their most worrying temperature": "38.6"]
  private let swollen = ["Is their belly swollen": "Yes"]
  private let worried = ["Are you worried": "Worried", "Is their belly swollen": "Yes"]

  @Test func flow32EmergencyPutsTheActionFirstAndNeverCallsByItself() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(fever)
    #expect(stage.screen.opened.isEmpty)
    let action = try #require(stage.screen.texts.firstIndex { $0.hasPrefix("Go to an emergency department now.") })
    let advice = try #require(stage.screen.texts.firstIndex { $0.hasPrefix("Fever under three months") })
    #expect(action < advice)
    let call = try #require(stage.screen.control("Call 112"))
    #expect(call.declaredHeight >= 64)
    try await stage.screen.press("Call 112")
    try await stage.screen.press(Disposed.clinic)
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:112", "tel:+441632960114"])
    #expect(stage.screen.shows("Emergency"))
    // Where the sentence alone fills the screen, the button is above it.
    stage.screen.dynamicTypeSize = .accessibility5
    let said = stage.screen.texts
    let button = try #require(said.firstIndex { $0.contains("Call 112") })
    let sentence = try #require(said.firstIndex { $0.hasPrefix("Go to an emergency department now.") })
    #expect(button < sentence)
  }

  @Test func theNumberIsTheOneThatWasSet() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Emergency number")
    try await stage.screen.type("none", into: "Number to call")
    try await stage.press(.save)
    #expect(stage.screen.shows("Type the number with digits"))
    try await stage.screen.type("144", into: "Number to call")
    try await stage.press(.save)
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(fever)
    try await stage.screen.press("Call 144")
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:144"])
  }

  @Test func flow33AnEmergencyComesBackUntilTheClinicWasSpokenTo() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(fever)
    let labels = stage.screen.controls.map(\.spoken)
    #expect(
      labels == [
        "Quick exit", "Call 112", "Call +44 1632 960 114", "Why this answer", "Write down what the clinic said",
        "I have read this",
      ])
    for phase in [ScenePhase.inactive, .active] {
      stage.screen.scenePhase = phase
      await stage.screen.settle()
    }
    stage.clock.advance(by: .seconds(86_400))
    await stage.screen.settle()
    #expect(stage.diary?.answer?.disposition == .emergency)
    try await stage.press(.readThis)
    #expect(stage.diary?.answer == nil)
    try await stage.reopen()
    #expect(stage.diary?.answer?.disposition == .emergency)
    #expect(stage.screen.shows("Get emergency care now"))
    #expect(stage.screen.control("Call 112") != nil)
    try await stage.press(.writeContact)
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") })
    try await stage.screen.type("Ward 4", into: stage.words(.contactWho))
    try await stage.screen.type("Seen. Go on.", into: stage.words(.contactSaid))
    try await stage.screen.press("Go on as planned")
    try await stage.press(.save)
    #expect(stage.diary?.today?.gate.gate != .blocked)
    try await stage.reopen()
    #expect(stage.diary?.answer == nil)
  }

  @Test func flow33WhatStopsSessionsComesBackTooThoughItIsNoEmergency() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(worried)
    #expect(stage.diary?.answer?.disposition == .sameDay)
    for _ in 1...2 {
      #expect(stage.diary?.today?.gate.gate == .blocked || stage.diary?.answer?.isBlocking == true)
      #expect(stage.screen.control("Back") == nil && stage.screen.controls.last?.spoken == "I have read this")
      try await stage.press(.readThis)
      #expect(stage.diary?.answer == nil)
      try await stage.reopen()
    }
    try await stage.press(.writeContact)
    try await stage.screen.type("Ward 4", into: stage.words(.contactWho))
    try await stage.screen.type("Seen. Go on.", into: stage.words(.contactSaid))
    try await stage.screen.press("Go on as planned")
    try await stage.press(.save)
    try await stage.reopen()
    #expect(stage.diary?.answer == nil)
  }

  @Test func aSizeThatTheClinicNamedIsAskedForAndIsTheSizeOfThePlanFromThenOn() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.press(.writeContact)
    #expect(!stage.screen.shows(stage.words(.contactSize)))
    try await stage.screen.type("Ward 4", into: stage.words(.contactWho))
    try await stage.screen.type("Eight for now.", into: stage.words(.contactSaid))
    try await stage.screen.press("Go on at a size that they named")
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") && $0.hasSuffix(stage.words(.contactSize)) })
    try await stage.screen.type("8", into: stage.words(.contactSize))
    try await stage.press(.save)
    #expect(stage.diary?.today?.sizeTenthsMm == 80)
  }

  /// Which screen what stands comes back on is the core's word, and what it is about is one tap away.
  @Test func whatStandsIsLedByTheCoresOwnWord() async throws {
    let asked = [fever, swollen, ["Are you worried": "Worried"], ["How much pain do you see": "4"]]
    for given in asked {
      let stage = try await Stage.practice([.infantAfterAnoplasty])
      try await stage.screen.press("Answer the questions")
      try await stage.checkIn(given)
      stage.diary?.closeAnswer()
      await stage.screen.settle()
      let lead = try #require(stage.diary?.today?.lead)
      let standing = try #require(stage.diary?.standing)
      #expect(standing.disposition == lead.disposition, "\(given)")
      #expect(lead.advice.isEmpty || standing.advice.contains(lead.advice) || standing.sentence == lead.advice)
      #expect(standing.reasons.contains { $0.id == lead.rule } || standing.about == lead.title, "\(given)")
    }
    let open = try await Stage.practice([.infantAfterAnoplasty])
    #expect(open.diary?.today?.lead == nil && open.diary?.standing == nil)
  }

  /// A plan can be brought in later; what stops sessions cannot wait for it.
  @Test func anEmergencyComesBeforeAPlanThatIsLacking() async throws {
    let stage = try await Stage.practice([])
    try await stage.addMia()
    #expect(stage.diary?.today?.nextAction.kind == .importPlan)
    stage.diary?.go(to: .checkIn)
    await stage.screen.settle()
    try await stage.checkIn(fever)
    try await stage.press(.readThis)
    #expect(stage.diary?.today?.plan == nil && stage.diary?.isEmergency == true)
    #expect(stage.screen.controls.last?.spoken == "Call for emergency care for Mia")
    try await stage.screen.press("Call for emergency care for Mia")
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:112"] && stage.diary?.path.isEmpty == true)
    // Nor can it wait for a plan that has not begun.
    let early = try await Stage.practice([])
    try await early.addMia()
    try await early.bringPlan(["The first day at home": "2026-03-20"])
    try await early.screen.press("Check in for Mia")
    try await early.checkIn(fever)
    #expect(early.diary?.today?.nextAction.kind == .callEmergency)
  }

  /// The clinic's own number where somebody is to be called, and the form where the plan names none.
  @Test func whoHasToBeReachedIsCalledByTheMainButton() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(worried)
    try await stage.press(.readThis)
    try await stage.screen.press("Call the clinic for Mia")
    #expect(stage.screen.opened.map(\.absoluteString) == ["tel:+441632960114"])
    let bare = try await Stage.practice([])
    try await bare.addMia()
    bare.diary?.go(to: .checkIn)
    await bare.screen.settle()
    try await bare.checkIn(worried)
    try await bare.press(.readThis)
    try await bare.screen.press("Write down what the clinic said about Mia")
    #expect(bare.diary?.path == [.contact])
  }

  @Test(arguments: Disposed.all)
  func flow34EachDispositionHasItsScreenAndItsButtons(_ one: Disposed) async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(one.answers)
    #expect(stage.screen.texts.first == one.title)
    #expect(stage.screen.controls.map(\.spoken) == ["Quick exit"] + one.buttons)
    let close = try #require(one.buttons.last)
    try await stage.screen.press(close)
    #expect(stage.diary?.answer == nil)
  }

  @Test func flow35WhyIsOneTapAway() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(fever)
    #expect(!stage.screen.shows("I1 · Fever under 3 months"))
    try await stage.press(.why)
    #expect(stage.screen.shows("I1 · Fever under 3 months"))
    #expect(stage.screen.shows("From an answer · From published sources · Sources: "))
    // Each fact as it was asked, and who knew it.
    #expect(stage.screen.texts.contains { $0.hasPrefix("What was their most worrying temperature") })
    #expect(stage.screen.shows("38.6 C · you said"))
    #expect(stage.screen.texts.contains { $0.hasSuffix(" · from the diary") })
    #expect(!stage.screen.texts.contains { $0.contains("temperature_c") || $0.contains("temperature c") })
    #expect(stage.screen.texts.contains { $0.range(of: #"^Rules: .*[0-9]"#, options: .regularExpression) != nil })
    #expect(stage.screen.shows("No clinician has signed these rules off."))
    // In words and as a symbol, not by colour alone.
    #expect(stage.screen.shows("Emergency"))
    #expect(stage.screen.tree.all.contains { $0.kind == .image && $0.text == "exclamationmark.triangle.fill" })
    let waiting = try await Stage.waiting()
    try await waiting.press(.why)
    #expect(waiting.screen.shows("P1 · "))
  }
}

/// Answers that lead to a disposition, and what its screen offers.
struct Disposed: Sendable, CustomTestStringConvertible {
  let title: String
  let answers: [String: String]
  let buttons: [String]
  var testDescription: String { title }

  static let clinic = "Call +44 1632 960 114"

  static let all = [
    Disposed(
      title: "Emergency", answers: ["What was their most worrying temperature": "38.6"],
      buttons: ["Call 112", clinic, "Why this answer", "Write down what the clinic said", "I have read this"]),
    Disposed(
      title: "A clinician today", answers: ["Are you worried": "Worried", "Is their belly swollen": "Yes"],
      buttons: [clinic, "Why this answer", "Write down what the clinic said", "I have read this"]),
    Disposed(
      title: "Speak with the clinic", answers: ["Is their belly swollen": "Yes"],
      buttons: [clinic, "Why this answer", "Write down what the clinic said", "To Today"]),
    Disposed(
      title: "Pause and answer again", answers: ["How much pain do you see": "4"],
      buttons: ["Why this answer", "To Today"]),
    Disposed(title: "Go on as planned", answers: [:], buttons: ["Why this answer", "To Today"]),
  ]
}
