@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// A slip is taken back by one tap, and what was told as a sign is not.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct UndoFlows {
  private func items(_ stage: Stage) async throws -> [TimelineItem] {
    let diary = try #require(stage.diary)
    return try await diary.vault.timeline(try #require(diary.person).id).items
  }

  @Test func flow30ALoggedSessionCanBeTakenBackForTenSeconds() async throws {
    let stage = try await Stage.due()
    let before = stage.diary?.today?.slots.map(\.status)
    try await stage.press(.logOther)
    try await stage.logSession()
    #expect(stage.diary?.today?.slots.map(\.status) != before)
    await stage.pass(.milliseconds(1))
    await stage.pass(.milliseconds(9_999))
    let undo = try #require(stage.screen.control(stage.words(.takeBack)), "no dialog comes before it was saved")
    #expect(undo.height >= 44 || undo.declaredHeight >= 44)
    try await stage.press(.takeBack)
    #expect(stage.screen.shows(stage.words(.takenBack)) && stage.screen.control(stage.words(.takeBack)) == nil)
    #expect(stage.diary?.today?.slots.map(\.status) == before, "as if it had not been written")
    #expect(try await items(stage).filter(\.isTakenOut).map(\.kind) == ["session"], "nothing is erased")
  }

  /// Nobody has to be quick: what left Today stands in the timeline.
  @Test func flow30AfterTenSecondsItStandsInTheTimeline() async throws {
    let stage = try await Stage.due()
    try await stage.press(.logOther)
    try await stage.logSession()
    await stage.pass(.milliseconds(1))
    await stage.pass(.seconds(10))
    #expect(stage.screen.shows("Saved.") && stage.screen.control(stage.words(.takeBack)) == nil)
    try await stage.press(.timeline)
    #expect(stage.screen.controls.filter { $0.spoken == stage.words(.takeBack) }.count == 1, "beside the one entry")
    try await stage.press(.takeBack)
    #expect(stage.diary?.path == [.timeline] && stage.screen.control(stage.words(.takeBack)) == nil)
    #expect(try await items(stage).filter(\.isTakenOut).map(\.kind) == ["session"])
    // What the core takes out no more it refuses, and why is said there.
    try await stage.screen.press("Back")
    try await stage.press(.logOther)
    try await stage.logSession()
    await stage.pass(.seconds(601))
    try await stage.press(.timeline)
    try await stage.press(.takeBack)
    #expect(stage.screen.shows(stage.words(.troubleRefused)) && stage.diary?.path == [.timeline])
  }

  @Test func flow30ItGoesWhenSomethingElseIsBegun() async throws {
    let stage = try await Stage.due()
    try await stage.press(.logOther)
    try await stage.logSession()
    try await stage.press(.timeline)
    try await stage.screen.press("Back")
    #expect(stage.screen.control(stage.words(.takeBack)) == nil)
    // With the next thing that is written it is gone from the timeline, too.
    try await stage.press(.pauseLink)
    try await stage.screen.press("Travel")
    try await stage.press(.save)
    try await stage.press(.timeline)
    #expect(stage.screen.control(stage.words(.takeBack)) == nil && stage.diary?.slip == nil)
  }

  /// The seconds begin when it can be seen: not under a page that must be read, and not while the app is left.
  @Test func flow30TheSecondsBeginWhenItIsOnTheScreen() async throws {
    let stage = try await Stage.due()
    stage.diary?.policy.lockAfterS = 300
    try await stage.press(.logOther)
    try await stage.logSession(blood: "Clots")
    await stage.pass(.seconds(1))
    await stage.pass(.seconds(20))
    try await stage.press(.readThis)
    stage.screen.scenePhase = .background
    await stage.pass(.seconds(1))
    await stage.pass(.seconds(20))
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.screen.control(stage.words(.takeBack)) != nil)
  }

  @Test func flow30ASignIsNotTakenBackAndWhyIsSaid() async throws {
    let stage = try await Stage.due()
    try await stage.press(.logOther)
    try await stage.logSession(blood: "Clots")
    try await stage.press(.readThis)
    try await stage.press(.takeBack)
    #expect(stage.screen.shows(stage.words(.troubleRefused)) && stage.diary?.isStopped == true)
    #expect(try await items(stage).allSatisfy { !$0.isTakenOut })
  }

  @Test func flow30ADeviceThatWasASlipIsTakenBack() async throws {
    let stage = try await Stage.due()
    try await stage.toNewDevice()
    try await stage.addRod()
    #expect(stage.screen.shows("Rod 9/10"))
    try await stage.press(.takeBack)
    #expect(stage.diary?.path == [.devices] && !stage.screen.shows("Rod 9/10"), "the list is read again")
  }

  @Test func flow30WhatIsNoSlipOffersNoWayBack() async throws {
    let stage = try await Stage.due()
    try await stage.press(.pauseLink)
    try await stage.screen.press("Travel")
    try await stage.press(.save)
    #expect(stage.screen.shows("Saved.") && stage.screen.control(stage.words(.takeBack)) == nil)
  }
}
