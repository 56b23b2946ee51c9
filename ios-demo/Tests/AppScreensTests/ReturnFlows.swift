@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// What an unlock brings back: questions that were broken off, and what was noted while the diary was locked.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct ReturnFlows {
  private let belly = "Is their belly swollen"

  /// In the midst of the questions, of a diary on the disk.
  private func asked() async throws -> Stage {
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(upTo: belly)
    return stage
  }

  private func checkIns(_ stage: Stage) async throws -> Int {
    let diary = try #require(stage.diary)
    let person = try #require(diary.person)
    return try await diary.vault.timeline(person.id).items.count { $0.kind == "check_in" }
  }

  @Test(arguments: ["Quick exit", "background", "the end of the app"])
  func flow08ACheckInThatWasLockedAwayComesBack(end: String) async throws {
    var stage = try await asked()
    defer { stage.clear() }
    let question = try #require(stage.question)
    switch end {
    case "Quick exit": try await stage.screen.press(end)
    case "background": await stage.leaveAndCome()
    default:
      try #require(stage.diary).vault.lock()
      stage = Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook)
    }
    #expect(stage.diary == nil && !stage.screen.shows(question))
    try await stage.unlock()
    #expect(stage.screen.shows("You were answering. Go on?") && stage.question == nil)
    try await stage.press(.checkinReturnYes)
    #expect(stage.question == question, "where it was")
    #expect(try await checkIns(stage) == 0, "nothing counts before the end")
    try await stage.press(.previousQuestion)
    #expect(stage.screen.controls.contains { $0.traits.contains("selected") }, "with what was said")
    while let question = stage.question { try await stage.answer(question, with: [:]) }
    #expect(try await checkIns(stage) == 1)
    try await stage.press(.toToday)
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    #expect(stage.diary?.path.isEmpty == true, "it is over")
  }

  @Test func flow08WhoBeginsAnewIsAskedAll() async throws {
    let stage = try await asked()
    defer { stage.clear() }
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    try await stage.press(.checkinReturnNo)
    #expect(stage.screen.shows(stage.words(.questionNumber, "1")))
    #expect(stage.screen.controls.allSatisfy { !$0.traits.contains("selected") })
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    #expect(stage.diary?.path.isEmpty == true, "what was answered before is forgotten")
  }

  @Test func flow08WhatWasLeftOrIsOldIsNotOffered() async throws {
    let stage = try await asked()
    defer { stage.clear() }
    try await stage.leaveQuestions()
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    #expect(stage.diary?.path.isEmpty == true)
    try await stage.screen.press("Answer the questions")
    try await stage.checkIn(upTo: belly)
    try await stage.screen.press("Quick exit")
    stage.clock.advance(by: .seconds(12 * 3600 + 1))
    try await stage.unlock()
    #expect(stage.diary?.path.isEmpty == true, "it no longer tells how somebody is")
  }

  @Test func flow16WhatWasNotedWhileLockedIsToldOnce() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    let mia = try #require(stage.diary?.person?.id)
    try await stage.screen.press("Quick exit")
    let (folder, clock) = (stage.app.device.folder, stage.clock)
    _ = try await Vault.logWhileLocked(folder, person: mia, note: "skipped", clock: clock)
    try await stage.unlock()
    let told = try #require(stage.diary?.news.first)
    // It fits no plan, and was not taken in: a warning that lies over everything.
    #expect(stage.screen.shows("While the diary was locked") && stage.screen.shows(told))
    let symbols = stage.screen.tree.all.filter { $0.kind == .image }.map(\.text)
    #expect(symbols.contains("exclamationmark.triangle.fill"), "\(symbols)")
    #expect(stage.screen.controls.map(\.spoken) == ["Quick exit", stage.words(.readThis)])
    try await stage.press(.readThis)
    #expect(!stage.screen.shows(told) && stage.screen.control(stage.words(.settings)) != nil)
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    #expect(stage.diary?.news.isEmpty == true && !stage.screen.shows("While the diary was locked"))
  }

  @Test func flow09AnErasedDiaryIsSaidAndItsKeyForgotten() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    let policy = LockPolicyView(lockAfterS: 0, staysOpenWithoutScreen: false, eraseAfter: 8)
    try await #require(stage.diary).vault.setLockPolicy(policy)
    try await stage.keeper.keep(Device.kept, Secret(typed: Stage.passcode))
    stage.keeper.become(.declining)
    stage.notebook.write("yes", for: .usesKeeper)
    try await stage.screen.press("Quick exit")
    for _ in 1...9 where stage.app.device.hasVault {
      try await stage.screen.type("wrong", into: "Passcode")
      try await stage.press(.unlock)
      await stage.pass(.seconds(301))
    }
    #expect(!stage.app.device.hasVault && stage.screen.shows(stage.words(.troubleErased)))
    stage.keeper.become(.willing)
    guard case .nothing = await stage.keeper.recall(Device.kept) else {
      return #expect(Bool(false), "what opened it is forgotten")
    }
    #expect(stage.notebook.text(.usesKeeper) == nil)
    try await stage.press(.forwardRestore)
    #expect(stage.screen.shows(stage.words(.restoreText)))
  }
}
