@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Flow targets of a session as it goes, on the real core. Time is a clock that is moved by hand.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct RunFlows {
  private func begun() async throws -> Stage {
    let stage = try await Stage.due()
    try await stage.startRun()
    return stage
  }

  /// A diary on the disk, in which a session goes on.
  private func kept() async throws -> Stage {
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.startRun()
    return stage
  }

  private func view(_ stage: Stage) throws -> RunView {
    try #require(stage.diary?.run).view
  }

  /// What was heard since the hold began.
  private func heard(_ stage: Stage) -> [Cue] {
    let played = stage.signals.played
    return played.lastIndex { $0.kind == .start }.map { Array(played[$0...]) } ?? []
  }

  private func sessions(_ stage: Stage) async throws -> [TimelineItem] {
    let diary = try #require(stage.diary)
    return try await diary.vault.timeline(try #require(diary.person).id).items.filter { $0.kind == "session" }
  }

  @Test func flow20NobodyElseIsShownDuringASession() async throws {
    let stage = try await begun()
    #expect(stage.screen.shows("For Mia"))
    #expect(stage.screen.control("People") == nil && stage.screen.control("Back to Today") == nil)
    try await stage.press(.back)
    #expect(stage.screen.shows("For Mia"))
    #expect(stage.diary?.path == [.run])
  }

  @Test func flow21StopIsLargeFixedAndEnabledAtEveryStepAndSize() async throws {
    let stage = try await Stage.due()
    try await stage.screen.press("Start for Mia")
    let steps: [(Stage) async throws -> Void] = [
      { _ in }, { try await $0.tickAll() }, { try await $0.press(.runIn) }, { try await $0.press(.runOut) },
      { try await $0.press(.runIn) }, { await $0.pass(.seconds(31)) }, { try await $0.press(.runOut) },
      { try await $0.press(.runPain) }, { try await $0.press(.runReturn) },
      { try await $0.press(.runBlood) }, { try await $0.press(.runReturn) }, { try await $0.press(.back) },
      { try await $0.press(.runKeepGoing) },
    ]
    var stages: Set<RunStage> = []
    for step in steps {
      try await step(stage)
      stages.insert(try view(stage).stage)
      for size in [DynamicTypeSize.large, .accessibility2, .accessibility5] {
        stage.screen.dynamicTypeSize = size
        let stop = try #require(stage.screen.controls.last, "it stands lowest")
        #expect(stop.spoken == "Stop" && stop.height >= 64 && stop.isEnabled)
        // Outside of what scrolls, whatever the size.
        let scrolled = stage.screen.tree.all.filter { $0.kind == .scroll }.flatMap(\.all)
        #expect(!scrolled.contains { $0 === stop })
      }
      stage.screen.dynamicTypeSize = .large
    }
    #expect(stages.isSuperset(of: [.checkList, .ready, .holding, .takeOut]))
    // At once: no dialog comes before it.
    try await stage.press(.stop)
    #expect(try view(stage).hasEnded)
  }

  @Test func stopIsNotHeldUpByWhatRuns() async throws {
    let stage = try await begun()
    let model = try #require(stage.diary?.run)
    stage.app.work.start { await model.tell("pain:2") }
    try await stage.press(.stop)
    #expect(try view(stage).hasEnded && view(stage).painPeak == 2)
  }

  @Test func flow22ReopeningLandsOnTheLiveSessionWithStop() async throws {
    let stage = try await kept()
    defer { stage.clear() }
    try await stage.reopen()
    #expect(stage.diary?.path == [.run])
    #expect(stage.screen.control("Stop") != nil && stage.screen.control("It is out") != nil)
    // As a phone ends an app, and starts anew.
    try #require(stage.diary).vault.lock()
    stage.clock.reboot()
    let again = Stage(folder: stage.folder, clock: stage.clock)
    try await again.screen.type(Stage.passcode, into: "Passcode")
    try await again.press(.unlock)
    #expect(again.diary?.path == [.run] && again.screen.shows("For Mia"))
    #expect(again.screen.control("Stop") != nil)
    #expect(try view(again).stage == .takeOut, "nobody watched the time")
  }

  @Test func flow23TheTimeIsRightAfterTheAppWasEnded() async throws {
    let stage = try await kept()
    defer { stage.clear() }
    await stage.pass(.seconds(7))
    #expect(stage.screen.shows("In for 0:07"))
    try #require(stage.diary).vault.lock()
    stage.clock.advance(by: .seconds(5))
    let again = Stage(folder: stage.folder, clock: stage.clock)
    try await again.screen.type(Stage.passcode, into: "Passcode")
    try await again.press(.unlock)
    #expect(again.screen.shows("In for 0:12"))
    let target = try #require(try view(again).insertion?.targetS)
    #expect(again.screen.shows("\(Wording.clock(UInt64(target - 12) * 1000)) left"))
    // Somebody sets the clock of the phone: no time has passed.
    again.clock.setWall(again.clock.now.addingTimeInterval(3600))
    await again.pass(.seconds(1))
    #expect(again.screen.shows("In for 0:13"))
  }

  @Test func flow24TheEndIsSetToTheSecondAndOverrunCountsUpInWords() async throws {
    let stage = try await begun()
    let target = try #require(try view(stage).insertion?.targetS)
    let end = try #require(stage.signals.ahead.first { $0.kind == .end })
    #expect(end.after == .seconds(Int64(target)) && end.sounds && end.pulses == 2)
    #expect(heard(stage).map(\.kind) == [.start])
    await stage.pass(.seconds(Int64(target) - 1))
    #expect(heard(stage).allSatisfy { $0.kind != .end })
    await stage.pass(.seconds(1))
    #expect(heard(stage).filter { $0.kind == .end }.count == 1)
    #expect(stage.screen.shows("The time is over. Take it out slowly."))
    var said: Set<String> = []
    for _ in 0..<3 {
      await stage.pass(.seconds(2))
      said.insert(try #require(try view(stage).overrun))
      #expect(stage.screen.shows("longer than planned"))
    }
    #expect(said.count == 3, "it counts: \(said)")
    #expect(heard(stage).filter { $0.kind == .end }.count == 1, "once")
    // What is over makes no sound later.
    try await stage.press(.runOut)
    #expect(stage.signals.ahead.allSatisfy { $0.kind != .overrun })
  }

  @Test func flow25ALockHidesTheSessionAndItsCuesGoOn() async throws {
    let stage = try await kept()
    defer { stage.clear() }
    let target = try #require(try view(stage).insertion?.targetS)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.diary == nil && !stage.screen.shows("Mia") && stage.screen.control("It is out") == nil)
    #expect(stage.signals.ahead.contains { $0.kind == .end }, "the phone keeps them while the app sleeps")
    await stage.pass(.seconds(Int64(target)))
    #expect(heard(stage).contains { $0.kind == .end })
    #expect(!stage.screen.shows("Take it out"))
  }

  @Test func flow26WhatOthersMayReadIsATimeAndStop() async throws {
    let stage = try await begun()
    await stage.pass(.seconds(65))
    #expect(stage.signals.notice == PublicNotice(time: "1:05", stop: "Stop"))
    try await stage.press(.stop)
    try await stage.press(.runOut)
    try await stage.toRunLog()
    try await answer(stage, why: "Something came between")
    #expect(stage.signals.notice == nil)
  }

  @Test func flow27TheScreenStaysOnOnlyDuringASession() async throws {
    let stage = try await Stage.due()
    #expect(!stage.signals.isAwake)
    try await stage.startRun()
    #expect(stage.signals.isAwake)
    try await stage.press(.stop)
    #expect(!stage.signals.isAwake)
    let empty = try await Stage.due()
    try await empty.screen.press("Start for Mia")
    #expect(empty.signals.isAwake)
    try await empty.press(.stop)
    try await empty.press(.runAbandon)
    #expect(!empty.signals.isAwake && empty.signals.ahead.isEmpty && empty.signals.notice == nil)
  }

  @Test func flow28StoppingEarlySavesWhatWasReachedAndAsksWhy() async throws {
    let stage = try await begun()
    let before = try await sessions(stage).count
    await stage.pass(.seconds(12))
    try await stage.press(.stop)
    try await stage.press(.runOut)
    try await stage.toRunLog()
    #expect(stage.screen.shows("0:12") && stage.screen.shows("Why did it end early?"))
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    for phrase in [Phrase.logEase, .runWhy, .logPain, .logBleeding] {
      #expect(missing.contains(stage.words(phrase)), "\(phrase)")
    }
    try await answer(stage, why: "Something came between")
    #expect(stage.screen.shows("Saved.") && stage.diary?.path.isEmpty == true)
    let written = try await sessions(stage)
    #expect(written.count == before + 1)
    #expect(written.last?.sentence.contains("12 s") == true, "\(written.last?.sentence ?? "")")
    #expect(stage.diary?.today?.running == nil)
  }

  @Test func flow29BackAsksKeepGoingOrStop() async throws {
    let stage = try await begun()
    try await stage.press(.back)
    #expect(stage.screen.controls.map(\.spoken) == ["Quick exit", "Keep going", "Stop"])
    #expect(try view(stage).stage == .holding, "nothing is changed by it")
    try await stage.press(.runKeepGoing)
    #expect(stage.screen.control("It is out") != nil)
    try await stage.press(.back)
    try await stage.press(.stop)
    #expect(try view(stage).hasEnded)
    #expect(stage.screen.shows("The session has ended."))
    #expect(stage.screen.control("Back") == nil, "nothing goes on that could be left")
  }

  @Test func flow39AScreenReaderHearsStartHalfTenSecondsAndEnd() async throws {
    let stage = try await begun()
    let target = try #require(try view(stage).insertion?.targetS)
    for _ in 0..<target { await stage.pass(.seconds(1)) }
    #expect(heard(stage).map(\.kind) == [.start, .half, .tenSeconds, .end])
    let said = heard(stage).map(\.sentence)
    #expect(said.first?.hasPrefix("The time runs") == true && said.last == "The time is over. Take it out slowly.")
    #expect(Set(said).count == 4)
  }

  @Test func whatWasSleptThroughIsNotSaidLater() async throws {
    let stage = try await begun()
    let target = try #require(try view(stage).insertion?.targetS)
    await stage.pass(.seconds(Int64(target) + 5))
    #expect(heard(stage).map(\.kind) == [.start, .end])
    // Two seconds late is in time.
    let late = try await begun()
    await late.pass(.seconds(Int64(target) - 9))
    #expect(heard(late).map(\.kind) == [.start, .tenSeconds])
    await late.pass(.seconds(11))
    #expect(heard(late).map(\.kind) == [.start, .tenSeconds, .end])
  }

  @Test func aSessionThatRanItsCourseIsWrittenDown() async throws {
    let stage = try await begun()
    let before = try await sessions(stage).count
    try await stage.toRunLog()
    #expect(!stage.screen.shows("Why did it end early?"))
    try await answer(stage, why: nil)
    #expect(stage.diary?.run == nil && stage.diary?.answer == nil)
    #expect(try await sessions(stage).count == before + 1)
  }

  @Test func bloodEndsItSaysWhatToDoAndOpensTheQuestionsFilledIn() async throws {
    let stage = try await begun()
    try await stage.press(.runBlood)
    #expect(stage.screen.control("None") == nil, "no blood is nothing to tell")
    try await stage.screen.press("Clots")
    #expect(try view(stage).hasEnded)
    let answer = try #require(stage.diary?.run?.answer)
    let said = try #require(stage.screen.texts.firstIndex { $0.contains(answer.sentence) })
    let clock = try #require(stage.screen.texts.firstIndex { $0.hasPrefix("In for") })
    #expect(said < clock, "before everything else")
    #expect(stage.screen.control("Call +44 1632 960 114") != nil)
    try await stage.press(.runOut)
    try await stage.toRunLog()
    #expect(!stage.screen.shows(stage.words(.logBleeding)), "it was told")
    try await stage.screen.press("Easily")
    try await stage.screen.press("1")
    try await stage.press(.save)
    #expect(stage.diary?.answer?.mustBeRead == true)
    try await stage.press(.readThis)
    #expect(stage.diary?.path == [.checkIn])
    try await stage.press(.checkinGoOn)
    #expect(stage.question != nil && stage.screen.control(stage.words(.previousQuestion)) != nil, "blood stands there")
  }

  @Test func whatWasToldIsReadAfterTheAppWasEnded() async throws {
    let stage = try await kept()
    defer { stage.clear() }
    try await stage.press(.runBlood)
    try await stage.screen.press("Clots")
    try await stage.reopen()
    #expect(stage.diary?.answer?.mustBeRead == true)
    try await stage.press(.readThis)
    #expect(stage.diary?.path == [.run] && stage.screen.control("It is out") != nil)
  }

  @Test func whatTheCoreRefusesIsSaidOnToday() async throws {
    let stage = try await Stage.due()
    let diary = try #require(stage.diary)
    await diary.startRun()
    await stage.screen.settle()
    diary.path = []
    await diary.showToday()
    await stage.screen.settle()
    #expect(stage.screen.control("Back to the session") != nil, "Today leads back")
    await diary.startRun()
    await stage.screen.settle()
    #expect(stage.screen.shows("A session of Mia is going on already."))
    try await stage.press(.forwardOk)
    try await stage.press(.runReturn)
    #expect(diary.path == [.run])
  }

  /// Answers the questions after a session, as calmly as can be.
  private func answer(_ stage: Stage, why: String?) async throws {
    try await stage.screen.press("Easily")
    if let why { try await stage.screen.press(why) }
    try await stage.screen.press("1")
    try await stage.screen.press("None")
    try await stage.press(.save)
  }
}
