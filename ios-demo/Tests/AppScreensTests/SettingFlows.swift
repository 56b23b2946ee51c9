@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Where dilation is to be done: the core's questions, its answer, and why.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct SettingFlows {
  private func open(_ people: [PracticePerson] = [.infantAfterAnoplasty]) async throws -> Stage {
    let stage = try await Stage.practice(people)
    try await stage.press(.thePlan)
    try await stage.press(.setting)
    return stage
  }

  private func asked(_ stage: Stage, _ answers: [FactAnswer] = []) async throws -> SettingView {
    let diary = try #require(stage.diary)
    return try await diary.vault.setting(try #require(diary.person).id, answers: answers)
  }

  /// Answers each question of a page with "not sure".
  private func answerPage(_ stage: Stage, _ page: SettingScreen) async throws {
    for question in page.questions {
      try await stage.screen.press("\(question.questionAbout) \(stage.words(.notSure))")
    }
    try await stage.press(.next)
  }

  @Test func eachQuestionNeedsAnAnswerAndNextNamesWhatIsMissing() async throws {
    let stage = try await open()
    let page = try #require(try await asked(stage).screens.first)
    #expect(stage.screen.texts.contains(page.titleAbout))
    for question in page.questions { #expect(stage.screen.shows(question.questionAbout)) }
    #expect(!stage.screen.controls.contains { $0.traits.contains("selected") }, "nothing is chosen beforehand")
    try await stage.press(.next)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    #expect(page.questions.allSatisfy { missing.contains($0.questionAbout) })
  }

  @Test func theAnswerIsTheCoresOwnWithItsReasonsOneTapAway() async throws {
    let stage = try await open()
    let before = try await #require(stage.diary).vault.changeCount()
    var answers: [FactAnswer] = []
    var view = try await asked(stage)
    for _ in 0..<3 {
      guard let page = view.screens.first else { break }
      try await answerPage(stage, page)
      answers += page.questions.map { FactAnswer(id: $0.id, answer: unknown) }
      view = try await asked(stage, answers)
    }
    #expect(!answers.isEmpty && view.screens.isEmpty && stage.screen.texts.contains(view.title))
    let said = [view.sentence, view.whom, view.lookAgainSentence, view.signOff] + view.reasons.map(\.sentence)
    for text in said + view.questions + view.options + view.notSettled.map(\.says) {
      #expect(stage.screen.shows(text), "\(text)")
    }
    for contact in view.contacts { #expect(stage.screen.control(stage.words(.callNumber, contact.phone)) != nil) }
    let ground = try #require(view.reasons.first).sources.map(\.id).joined(separator: ", ")
    #expect(!stage.screen.shows(stage.words(.whySources, ground)))
    try await stage.press(.why)
    #expect(stage.screen.shows(stage.words(.whySources, ground)))
    #expect(try await #require(stage.diary).vault.changeCount() == before, "nothing is written down")
  }

  /// Without its answers it is the careful one, and the questions are one tap away.
  @Test func theAnswerCanBeLookedAtBeforeTheQuestions() async throws {
    let stage = try await open([.adultWithStenosis])
    let view = try await asked(stage)
    try await stage.press(.settingLook)
    #expect(stage.screen.texts.contains(view.title) && stage.screen.shows(view.sentence))
    try await stage.press(.settingGoOn)
    let page = try #require(view.screens.first)
    #expect(page.questions.allSatisfy { stage.screen.shows($0.question) })
  }
}
