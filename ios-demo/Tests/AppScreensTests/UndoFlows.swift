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
    try await stage.press(.checkinOther)
    try await stage.checkIn()
    #expect(stage.diary?.answer != nil)
    await stage.pass(.seconds(1))
    await stage.pass(.seconds(20))
    try await stage.press(.toToday)
    stage.screen.scenePhase = .background
    await stage.pass(.seconds(1))
    await stage.pass(.seconds(20))
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.screen.control(stage.words(.takeBack)) != nil)
  }

  /// What asks for something stays in the diary; nothing that the core would refuse stands above the number to call.
  @Test func flow30WhatAsksForSomethingOffersNoWayBack() async throws {
    let stage = try await Stage.due()
    try await stage.press(.logOther)
    try await stage.logSession(blood: "Clots")
    try await stage.press(.readThis)
    #expect(stage.diary?.isStopped == true && stage.screen.control(stage.words(.takeBack)) == nil)
    let texts = stage.screen.texts
    let headline = try #require(stage.diary?.today?.headline)
    #expect(texts.firstIndex(of: headline) ?? .max < texts.firstIndex(of: "Saved.") ?? 0, "\(texts)")
    try await stage.press(.timeline)
    #expect(stage.screen.control(stage.words(.takeBack)) == nil)
  }

  /// One way for each kind of entry that is written down by hand.
  static let kinds: [(String, @Sendable (Stage) async throws -> Void)] = [
    (
      "skip",
      { stage in
        try await stage.screen.press(stage.words(.skipSlot, stage.words(.sessionNumber, "2")))
        try await stage.screen.press(stage.words.choices("skip", ["travel"])[0].words)
        try await stage.press(.save)
      }
    ),
    (
      "check_in",
      { stage in
        try await stage.press(.checkinOther)
        try await stage.checkIn()
        try await stage.press(.toToday)
      }
    ),
    (
      "device",
      { stage in
        try await stage.toNewDevice()
        try await stage.addRod()
      }
    ),
    (
      "care",
      { stage in
        try await stage.toRod()
        try await stage.press(.deviceCared)
        try await stage.screen.press(stage.words.choices("care", ["washed"])[0].words)
        try await stage.press(.save)
      }
    ),
    (
      "look",
      { stage in
        try await stage.toRod()
        try await stage.press(.deviceLook)
        try await stage.look()
      }
    ),
    (
      "retire",
      { stage in
        try await stage.toRod()
        try await stage.press(.deviceRetire)
        try await stage.screen.press(stage.words.choices("retire", ["lost"])[0].words)
        try await stage.press(.save)
      }
    ),
  ]

  @Test(arguments: 0..<6) func flow30EachKindThatIsWrittenByHandIsTakenBack(place: Int) async throws {
    let (name, write) = Self.kinds[place]
    let stage = try await Stage.due()
    let before = try await items(stage).count(where: \.isTakenOut)
    try await write(stage)
    await stage.pass(.milliseconds(1))
    await stage.pass(.milliseconds(9_999))
    try await stage.press(.takeBack)
    #expect(stage.screen.shows(stage.words(.takenBack)), "\(name): \(stage.screen.texts)")
    if ["skip", "check_in"].contains(name) {
      #expect(try await items(stage).count(where: \.isTakenOut) == before + 1, "\(name)")
    } else {
      let diary = try #require(stage.diary)
      let devices = try await diary.vault.devices(try #require(diary.person).id).devices
      #expect(name == "device" ? devices.isEmpty : devices.map(\.state) == [.unchecked], "\(name)")
    }
  }

  /// It was inside: the next one keeps its distance from it.
  @Test func flow30ASessionThatWasHeldStepByStepStays() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    try await stage.answerRunLog(why: "Something else")
    while stage.diary?.answer != nil { try await stage.screen.press(stage.screen.controls.last?.spoken ?? "") }
    stage.diary?.leave()
    await stage.screen.settle()
    #expect(stage.screen.shows("Saved.") && stage.screen.control(stage.words(.takeBack)) == nil)
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
