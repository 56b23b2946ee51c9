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
  @Test func flow20NobodyElseIsShownDuringASession() async throws {
    let stage = try await Stage.begun()
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
      { _ in }, { try await $0.tickAll() }, { try await $0.press(.eventIn) }, { try await $0.press(.eventOut) },
      { try await $0.press(.eventIn) }, { await $0.pass(.seconds(31)) }, { try await $0.press(.eventOut) },
      { try await $0.press(.eventPain) }, { try await $0.press(.runReturn) },
      { try await $0.press(.eventBlood) }, { try await $0.press(.runReturn) }, { try await $0.press(.back) },
      { try await $0.press(.runKeepGoing) },
    ]
    var stages: Set<RunStage> = []
    for step in steps {
      try await step(stage)
      stages.insert(try stage.run.stage)
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
    #expect(try stage.run.hasEnded)
  }

  /// Whoever only leaves the app finds the session as they left it.
  @Test func flow22ComingBackLandsOnTheLiveSessionWithStop() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    stage.diary?.policy.lockAfterS = 60
    stage.screen.scenePhase = .background
    await stage.pass(.seconds(9))
    stage.screen.scenePhase = .active
    await stage.pass(.seconds(1))
    #expect(stage.diary?.path == [.run] && stage.screen.shows("In for 0:10"))
    #expect(stage.screen.control("Stop") != nil && stage.screen.control("It is out") != nil)
    try await stage.reopen()
    #expect(stage.diary?.path == [.run] && stage.screen.shows("In for 0:10"))
    #expect(stage.screen.control("Stop") != nil && stage.screen.control("It is out") != nil)
  }

  /// As a phone ends an app and starts it anew: nothing in memory is left.
  @Test func flow22AfterTheAppWasEndedTheSessionIsThereWithStop() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    let again = try await stage.startedAnew()
    #expect(again.diary?.path == [.run] && again.screen.shows("For Mia"))
    #expect(again.screen.control("Stop") != nil && again.screen.control("It is out") != nil)
    #expect(again.signals.isAwake && again.signals.ahead.contains { $0.kind == .end }, "its cues are set again")
    try await again.press(.stop)
    #expect(try again.run.hasEnded)
  }

  @Test func flow22AfterAnotherStartOfThePhoneTheSessionIsThereWithStop() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    let again = try await stage.startedAnew { $0.reboot() }
    #expect(again.diary?.path == [.run] && again.screen.shows("For Mia"))
    #expect(again.screen.control("Stop") != nil)
    #expect(try again.run.stage == .takeOut, "nobody watched the time")
    try await again.press(.stop)
    #expect(try again.run.hasEnded)
  }

  @Test func flow22ASessionOfSomebodyElseThatCannotBeReadIsNamed() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty, .adultWithStenosis])
    let diary = try #require(stage.diary)
    #expect(await diary.findRun(among: diary.people) == nil)
    let nobody = PersonRef(id: "0123456789abcdef0123456789abcdef", name: "N", role: "self", born: "1988-11-02")
    #expect(await diary.findRun(among: diary.people + [nobody]) != nil)
  }

  @Test func flow23TheTimeIsRightAfterTheAppWasEnded() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(7))
    #expect(stage.screen.shows("In for 0:07"))
    let again = try await stage.startedAnew { $0.advance(by: .milliseconds(5_400)) }
    #expect(again.screen.shows("In for 0:12"))
    let target = try #require(try again.run.insertion?.targetS)
    #expect(again.screen.shows("\(Wording.clock(UInt64(target - 12) * 1000)) left"))
    let end = try #require(again.signals.ahead.first { $0.kind == .end })
    #expect(end.seconds == Double(target) - 12.4)
    // Somebody sets the clock of the phone: no time has passed.
    again.clock.setWall(again.clock.now.addingTimeInterval(3600))
    await again.pass(.seconds(1))
    #expect(again.screen.shows("In for 0:13"))
  }

  /// Across two starts only the clock on the wall is left, and no less time has passed than the phone is on.
  @Test(arguments: [(200, "In for 3:27"), (20, "In for 1:00")])
  func flow23TheTimeIsRightAfterAnotherStartOfThePhone(seconds: Int, said: String) async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(7))
    let again = try await stage.startedAnew {
      $0.advance(by: .seconds(seconds))
      $0.reboot()
    }
    #expect(again.screen.shows(said))
    #expect(try again.run.stage == .takeOut)
  }

  @Test func flow24TheEndIsSetToTheSecondAndOverrunCountsUpInWords() async throws {
    let stage = try await Stage.begun()
    let target = try #require(try stage.run.insertion?.targetS)
    let end = try #require(stage.signals.ahead.first { $0.kind == .end })
    #expect(end.after == .seconds(Int64(target)) && end.sounds && end.pulses == 2)
    #expect(stage.heard.map(\.kind) == [.start])
    await stage.pass(.seconds(Int64(target) - 1))
    #expect(stage.heard.allSatisfy { $0.kind != .end })
    await stage.pass(.seconds(1))
    #expect(stage.heard.filter { $0.kind == .end }.count == 1)
    #expect(stage.screen.shows("The time is over. Take it out slowly."))
    var said: Set<String> = []
    for _ in 0..<3 {
      await stage.pass(.seconds(2))
      said.insert(try #require(try stage.run.overrun))
      #expect(stage.screen.shows("longer than planned"))
    }
    #expect(said.count == 3, "it counts: \(said)")
    #expect(stage.heard.filter { $0.kind == .end }.count == 1, "once")
    // What is over makes no sound later.
    try await stage.press(.eventOut)
    #expect(stage.signals.ahead.allSatisfy { $0.kind != .overrun })
  }

  @Test func flow25ALockHidesTheSessionAndItsCuesGoOn() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    let target = try #require(try stage.run.insertion?.targetS)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.diary == nil && !stage.screen.shows("Mia") && stage.screen.control("It is out") == nil)
    #expect(stage.signals.ahead.contains { $0.kind == .end }, "the phone keeps them while the app sleeps")
    await stage.pass(.seconds(Int64(target)))
    #expect(stage.heard.contains { $0.kind == .end })
    #expect(!stage.screen.shows("Take it out"))
  }

  @Test func flow26WhatOthersMayReadIsATimeAndStop() async throws {
    let stage = try await Stage.begun()
    #expect(stage.signals.notice == PublicNotice(time: "Since 16:30", stop: "Stop"))
    let posted = stage.signals.posted()
    await stage.pass(.seconds(65))
    try await stage.press(.eventPain)
    try await stage.screen.press("2")
    #expect(stage.signals.posted() == posted, "it is put there once, and says what stays true while the app sleeps")
    // It ends with Stop, while the device is still to come out.
    try await stage.press(.stop)
    #expect(stage.signals.notice == nil && stage.screen.control("It is out") != nil)
    await stage.pass(.seconds(5))
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
    let stage = try await Stage.begun()
    let before = try await stage.sessions().count
    await stage.pass(.seconds(12))
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    #expect(stage.screen.shows("0:12") && stage.screen.shows("Why did it end early?"))
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    for phrase in [Phrase.logEase, .runWhy, .logPain, .logBleeding] {
      #expect(missing.contains(stage.words(phrase)), "\(phrase)")
    }
    try await stage.answerRunLog(why: "Something came between")
    #expect(stage.screen.shows("Saved.") && stage.diary?.path.isEmpty == true)
    let written = try await stage.sessions()
    #expect(written.count == before + 1)
    #expect(written.last?.sentence.contains("12 s") == true, "\(written.last?.sentence ?? "")")
    #expect(stage.diary?.today?.running == nil)
  }

  @Test func flow29BackAsksKeepGoingOrStop() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.back)
    #expect(stage.screen.controls.map(\.spoken) == ["Quick exit", "Keep going", "Stop"])
    #expect(try stage.run.stage == .holding, "nothing is changed by it")
    try await stage.press(.runKeepGoing)
    #expect(stage.screen.control("It is out") != nil)
    try await stage.press(.back)
    try await stage.press(.stop)
    #expect(try stage.run.hasEnded)
    #expect(stage.screen.shows("The session has ended."))
    #expect(stage.screen.control("Back") == nil, "nothing goes on that could be left")
  }

  @Test func flow39AScreenReaderHearsStartHalfTenSecondsAndEnd() async throws {
    let stage = try await Stage.begun()
    let target = try #require(try stage.run.insertion?.targetS)
    for _ in 0..<target { await stage.pass(.seconds(1)) }
    #expect(stage.heard.map(\.kind) == [.start, .half, .tenSeconds, .end])
    let said = stage.heard.map(\.sentence)
    #expect(said.first?.hasPrefix("The time runs") == true && said.last == "The time is over. Take it out slowly.")
    #expect(Set(said).count == 4)
  }

  @Test func whatWasSleptThroughIsNotSaidLater() async throws {
    let stage = try await Stage.begun()
    let target = try #require(try stage.run.insertion?.targetS)
    await stage.pass(.seconds(Int64(target) + 5))
    #expect(stage.heard.map(\.kind) == [.start, .end])
    // Two seconds late is in time.
    let late = try await Stage.begun()
    await late.pass(.seconds(Int64(target) - 9))
    #expect(late.heard.map(\.kind) == [.start, .tenSeconds])
    await late.pass(.seconds(11))
    #expect(late.heard.map(\.kind) == [.start, .tenSeconds, .end])
  }

  @Test func aSessionThatRanItsCourseIsWrittenDown() async throws {
    let stage = try await Stage.begun()
    let before = try await stage.sessions().count
    try await stage.toRunLog()
    #expect(!stage.screen.shows("Why did it end early?"))
    try await stage.answerRunLog(why: nil)
    #expect(stage.diary?.run == nil && stage.diary?.answer == nil)
    #expect(try await stage.sessions().count == before + 1)
  }

  @Test func bloodEndsItSaysWhatToDoAndOpensTheQuestionsFilledIn() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.eventBlood)
    #expect(stage.screen.control("None") == nil, "no blood is nothing to tell")
    try await stage.screen.press("Clots")
    #expect(try stage.run.hasEnded)
    let answer = try #require(stage.diary?.run?.answer)
    let said = try #require(stage.screen.texts.firstIndex { $0.contains(answer.sentence) })
    let clock = try #require(stage.screen.texts.firstIndex { $0.hasPrefix("In for") })
    #expect(said < clock, "before everything else")
    #expect(stage.screen.control("Call +44 1632 960 114") != nil)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    try await stage.screen.press("Easily")
    try await stage.screen.press("1")
    #expect(stage.screen.control("Clots") != nil && stage.screen.control("None") == nil, "no less than was told")
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    #expect(missing.contains(stage.words(.logBleeding)), "more may have come since")
    try await stage.screen.press("Clots")
    try await stage.press(.save)
    #expect(stage.diary?.answer?.mustBeRead == true)
    try await stage.press(.readThis)
    #expect(stage.diary?.path == [.checkIn])
    try await stage.press(.checkinGoOn)
    #expect(stage.question != nil && stage.screen.control(stage.words(.previousQuestion)) != nil, "blood stands there")
  }

  @Test func whatWasToldIsReadAfterTheAppWasEnded() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    try await stage.press(.eventBlood)
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
    #expect(stage.screen.control("Back to the session of Mia") != nil, "Today leads back")
    await diary.startRun()
    await stage.screen.settle()
    #expect(stage.screen.shows("A session of Mia is going on already."))
    try await stage.press(.forwardOk)
    try await stage.pressMain()
    #expect(diary.path == [.run])
  }

  private func pain(_ stage: Stage) -> [String] {
    let scores = stage.screen.controls.filter { Int($0.spoken) != nil }
    return scores.map { $0.traits.contains("selected") ? "*\($0.spoken)" : $0.spoken }
  }

  @Test func theWorstPainOfASessionCanBeCorrectedAfterIt() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.eventPain)
    try await stage.screen.press("2")
    try await stage.toRunLog()
    #expect(pain(stage) == (2...10).map { "\($0)" }, "nothing milder than what was told, and nothing chosen")
    try await stage.screen.press("4")
    #expect(pain(stage).filter { $0.hasPrefix("*") } == ["*4"])
    try await stage.screen.press("Easily")
    try await stage.screen.press("None")
    try await stage.press(.save)
    #expect(try await stage.sessions().last?.sentence.contains("pain 4") == true)
  }

  @Test func whoIsNotSureLeavesWhatWasToldAsItWasTold() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.eventPain)
    try await stage.screen.press("2")
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    try await stage.toRunLog()
    try await stage.screen.press("It hurt")
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    #expect(missing.contains(stage.words(.logPain)))
    try await stage.screen.press("Easily")
    try await stage.screen.press("Not sure")
    try await stage.screen.press("None")
    try await stage.press(.save)
    #expect(try await stage.sessions().last?.sentence.contains("pain 2") == true)
    let sharp = try await Stage.begun()
    try await sharp.press(.eventPain)
    try await sharp.screen.press("8")
    try await sharp.press(.eventOut)
    try await sharp.toRunLog()
    #expect(pain(sharp) == ["8", "9", "10"])
  }
}
