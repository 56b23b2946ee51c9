@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Stop goes first and is never lost, whatever runs, lies over it or locks the diary.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct StopFlows {
  @Test func flow21NothingThatRunsHoldsStopUp() async throws {
    let stage = try await Stage.begun()
    let (wait, go) = AsyncStream.makeStream(of: Void.self)
    stage.app.work.start { for await _ in wait {} }
    stage.app.work.follow { await stage.diary?.run?.tell("pain:2") }
    try stage.screen.tap("Stop")
    try await until { try stage.run.hasEnded }
    #expect(try stage.run.hasEnded && stage.run.painPeak == nil && stage.app.work.isRunning, "it went first")
    go.finish()
    await stage.screen.settle()
    #expect(try stage.run.hasEnded && stage.run.painPeak == 2)
  }

  @Test func flow21NoLockDropsAStop() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(12))
    try stage.screen.tap("Stop")
    stage.app.lock()
    await stage.screen.settle()
    #expect(stage.diary == nil)
    await stage.pass(.seconds(100))
    try await stage.unlock()
    #expect(try stage.run.hasEnded && stage.run.stage == .takeOut)
    let written = try await stage.written()
    #expect(written.contains(" 12 s"), "up to the moment of Stop: \(written)")
  }

  /// A session goes on while sessions are stopped: the page that must be read leaves Stop where it is.
  @Test func flow21StopStandsUnderAPageThatMustBeRead() async throws {
    let stage = try await Stage.underAnswer()
    #expect(stage.diary?.answer?.mustBeRead == true)
    for name in ["Stop", "It is out"] {
      for size in [DynamicTypeSize.large, .accessibility5] {
        stage.screen.dynamicTypeSize = size
        let bar = try #require(stage.screen.controls.last, "it stands lowest")
        #expect(bar.spoken == name && bar.height >= 64 && bar.isEnabled)
        let scrolled = stage.screen.tree.all.filter { $0.kind == .scroll }.flatMap(\.all)
        #expect(!scrolled.contains { $0 === bar })
      }
      stage.screen.dynamicTypeSize = .large
      try await stage.screen.press(name)
      #expect(try stage.run.hasEnded && stage.diary?.answer != nil, "the page stays until it was read")
    }
    #expect(try stage.run.stage == .afterCare && stage.screen.control("It is out") == nil)
    try await stage.press(.readThis)
    #expect(stage.diary?.path == [.run])
  }

  @Test func flow25StopWorksFromTheNoticeWithoutUnlocking() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(12))
    await stage.leaveAndCome()
    await stage.pass(.seconds(3))
    let pressed = Wording(language: "en").time(stage.clock.now, in: stage.app.device.zone)
    stage.app.stop()
    await stage.screen.settle()
    #expect(stage.signals.notice == nil && stage.signals.ahead.isEmpty && !stage.signals.isAwake)
    #expect(stage.screen.shows("Stopped at \(pressed).") && !stage.screen.shows("Mia"))
    #expect(stage.screen.shows("Stopped at \(pressed). Take it out."))
    #expect(stage.notebook.text(.stopped) == nil, "the core has it, sealed: the app keeps nothing")
    let folder = stage.app.device.folder
    #expect(try await Vault.whileLocked(folder, clock: stage.clock).waiting == 1)
    // Pressed once more, it is the first press that counts.
    await stage.pass(.seconds(60))
    stage.app.stop()
    await stage.screen.settle()
    #expect(stage.screen.shows("Stopped at \(pressed).") && stage.notebook.text(.stopped) == nil)
    #expect(try await Vault.whileLocked(folder, clock: stage.clock).waiting == 1)
    try await stage.unlock()
    #expect(try stage.run.hasEnded && stage.notebook.text(.stopped) == nil)
    #expect(stage.signals.notice == nil && !stage.signals.isAwake)
    #expect(try await stage.written().contains(" 15 s"), "what was reached when it was pressed")
  }

  /// The phone starts the app for the button, and may end it again before somebody unlocks it.
  @Test func flow25StopFromTheNoticeOutlivesTheApp() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(12))
    try #require(stage.diary).vault.lock()
    let behind = Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook)
    let left = PublicNotice(time: "left standing", stop: "Stop")
    behind.signals.replace(.session, with: [.session(left)])
    behind.app.answer(.stopped)
    #expect(behind.signals.notice == nil)
    await behind.app.work.rest()
    #expect(behind.notebook.text(.stopped) == nil)
    stage.clock.advance(by: .seconds(40))
    stage.clock.reboot()
    let again = Stage(folder: stage.folder, clock: stage.clock)
    await again.screen.settle()
    #expect(again.screen.shows(again.words(.unlockStopped)) && again.screen.control("Stop") == nil)
    try await again.unlock()
    #expect(try again.run.hasEnded)
    #expect(try await again.written().contains(" 12 s"), "the diary alone knew of it")
  }

  /// Nobody has to type a passcode to stop, and nobody reads more there than a time.
  @Test func flow25StopStandsBesideThePasscode() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    #expect(stage.screen.control("Stop") != nil)
    await stage.pass(.seconds(12))
    await stage.leaveAndCome()
    #expect(stage.screen.shows("A session goes on. It began on 16 March 2026, 08:30."))
    #expect(!stage.screen.shows("Mia") && !stage.screen.shows("9 mm"))
    for size in [DynamicTypeSize.large, .accessibility5] {
      stage.screen.dynamicTypeSize = size
      let bar = try #require(stage.screen.controls.last, "it stands lowest")
      #expect(bar.spoken == "Stop" && bar.height >= 64 && bar.isEnabled)
    }
    stage.screen.dynamicTypeSize = .large
    try await stage.screen.press("Stop")
    #expect(stage.screen.control("Stop") == nil && stage.screen.shows("Stopped at 08:30."))
    await stage.pass(.seconds(300))
    try await stage.unlock()
    #expect(try stage.run.hasEnded && stage.run.stage == .takeOut)
    #expect(try await stage.written().contains(" 12 s"), "ended at the moment of Stop")
    stage.diary?.path = []
    await stage.screen.settle()
    #expect(stage.screen.shows("While the diary was locked"), "and that it was taken in is told")
  }

  @Test func flow25BehindASessionThatIsOverThereIsNothingToStop() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    try await stage.toRunLog()
    await stage.leaveAndCome()
    #expect(stage.screen.control("Stop") == nil && !stage.screen.shows("A session goes on"))
    #expect(!stage.screen.shows("Take it out"), "it is out")
    stage.app.stop()
    await stage.screen.settle()
    #expect(!stage.screen.shows("Take it out"))
    try await stage.unlock()
    #expect(try !stage.run.hasEnded && stage.notebook.text(.stopped) == nil, "it came to its end")
  }

  /// The diary that is being closed may hold its folder a moment longer.
  @Test func flow16AStopThatFindsTheDiaryHeldIsSealedASecondLater() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(12))
    await stage.leaveAndCome()
    let folder = stage.app.device.folder
    let other = try await Vault.open(folder, passcode: Secret(typed: Stage.passcode), clock: stage.clock)
    stage.app.stop()
    await stage.screen.settle()
    let kept = try #require(stage.notebook.text(.stopped))
    #expect(try kept.wholeMatch(of: Regex("[-0-9T:.Z+]+ [0-9]+ [0-9a-f]{32}")) != nil, "a time and nothing else")
    await stage.pass(.seconds(1))
    #expect(stage.notebook.text(.stopped) == kept)
    try other.lock()
    await stage.pass(.seconds(1))
    #expect(stage.notebook.text(.stopped) == nil)
    #expect(try await Vault.whileLocked(folder, clock: stage.clock).waiting == 1)
    try await stage.unlock()
    #expect(try await stage.written().contains(" 12 s"))
  }

  /// What is noted there is in a file that cannot be read: nobody knows whether a session goes on, so Stop is there.
  @Test func flow16BesideADiaryThatCannotBeReadStandsStopAndItIsSealedOnceItCan() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    await stage.pass(.seconds(12))
    let mend = try stage.breakNotes()
    await stage.leaveAndCome()
    #expect(stage.screen.control("Stop") != nil && !stage.screen.shows("Mia"))
    #expect(stage.screen.shows("A session may be going on. You can stop it here without the passcode."))
    try await stage.screen.press("Stop")
    let kept = try #require(stage.notebook.text(.stopped), "on the disk, for it may be the last that this app does")
    #expect(try kept.wholeMatch(of: Regex("[-0-9T:.Z+]+ [0-9]+ [0-9a-f]{32}")) != nil, "a time and nothing else")
    await stage.pass(.seconds(30))
    #expect(stage.notebook.text(.stopped) == kept && stage.screen.control("Stop") == nil)
    let again = Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook)
    await again.screen.settle()
    #expect(again.screen.shows("Stopped at 08:30. Take it out.") && again.screen.control("Stop") == nil)
    try mend()
    await again.pass(.seconds(1))
    #expect(again.notebook.text(.stopped) == nil)
    #expect(try await Vault.whileLocked(stage.app.device.folder, clock: stage.clock).waiting == 1)
    try await again.unlock()
    #expect(try again.run.hasEnded)
    #expect(try await again.written().contains(" 12 s"), "with its own moment")
  }

  /// What can be read again is told as it is, without anybody pressing anything.
  @Test func flow16WhatGoesOnIsToldAsSoonAsItCanBeRead() async throws {
    let stage = try await Stage.kept()
    defer { stage.clear() }
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    let mend = try stage.breakNotes()
    await stage.leaveAndCome()
    #expect(stage.screen.control("Stop") != nil)
    try mend()
    await stage.pass(.seconds(1))
    #expect(stage.screen.control("Stop") == nil && !stage.screen.shows("Take it out"), "it is out")
    // Where there is no diary there is nothing to stop.
    let made = try await Stage.begun()
    made.app.lock()
    await made.screen.settle()
    await made.pass(.seconds(1))
    #expect(made.screen.control("Stop") == nil && made.screen.control("Passcode") != nil)
  }

  @Test func stopFromTheNoticeStopsWhileTheDiaryIsOpen() async throws {
    let stage = try await Stage.begun()
    stage.app.stop()
    await stage.screen.settle()
    #expect(try stage.run.hasEnded)
    let today = try await Stage.begun()
    let diary = try #require(today.diary)
    (diary.run, diary.path) = (nil, [])
    today.app.stop()
    await today.screen.settle()
    await diary.returnToRun()
    #expect(try today.run.hasEnded)
  }

  @Test func aStopOfNothingStopsNoLaterSession() async throws {
    let stage = try await Stage.due()
    stage.app.device.noteStop()
    try await stage.startRun()
    await stage.pass(.seconds(1))
    #expect(try !stage.run.hasEnded && stage.run.stage == .holding)
    let kept = try await Stage.kept()
    defer { kept.clear() }
    try await kept.press(.stop)
    try await kept.press(.eventOut)
    try await kept.toRunLog()
    try await kept.answerRunLog(why: "Something else")
    await kept.leaveAndCome()
    kept.app.stop()
    try await kept.unlock()
    #expect(kept.notebook.text(.stopped) == nil && kept.diary?.path.isEmpty == true)
  }

  @Test func nothingIsWrittenDownWhileTheDeviceIsInside() async throws {
    let stage = try await Stage.begun()
    try await stage.press(.stop)
    #expect(try stage.run.hasEnded && stage.screen.control("Say how it was") == nil)
    stage.diary?.run?.goToLog()
    #expect(stage.diary?.path == [.run])
    try await stage.press(.eventOut)
    #expect(stage.screen.control("Say how it was") != nil)
  }

  /// What does not come out is told all the same: the clinic reads of it, and the questions of an emergency follow.
  @Test func aDeviceThatDoesNotComeOutIsWrittenDown() async throws {
    let stage = try await Stage.begun()
    try await stage.screen.press("It does not come out")
    let run = try #require(stage.diary?.run)
    #expect(run.isInside && run.answer?.disposition == .emergency)
    let before = try await stage.sessions().count
    try await stage.press(.runSay)
    for answer in ["1", "None"] { try await stage.screen.press(answer) }
    try await stage.press(.save)
    // Whether that is asked is the core's word.
    #expect(stage.screen.shows("Still to do: " + stage.words(.logEase)))
    try await stage.screen.press("Easily")
    try await stage.press(.save)
    #expect(stage.diary?.answer?.disposition == .emergency && stage.diary?.run == nil)
    #expect(try await stage.sessions().count == before + 1)
    try await stage.press(.readThis)
    #expect(stage.diary?.path == [.checkIn], "with what was told")
    #expect(stage.diary?.isStopped == true)
  }

  /// Beside a session that goes on nothing else is offered.
  @Test func todayOffersOnlyTheSessionThatGoesOn() async throws {
    let stage = try await Stage.begun()
    let diary = try #require(stage.diary)
    diary.path = []
    await diary.showToday()
    await stage.screen.settle()
    let running = try #require(diary.today?.running)
    #expect(stage.screen.shows(running))
    #expect(stage.screen.controls.map(\.spoken) == ["Quick exit", "Back to the session of Mia"])
    for slot in try #require(diary.today?.slots) { #expect(!stage.screen.shows(slot.sentence)) }
    // What stops sessions stands beside it all the same.
    let blocked = try await Stage.underAnswer()
    try await blocked.press(.readThis)
    blocked.diary?.path = []
    await blocked.screen.settle()
    #expect(blocked.screen.control("Call 112") != nil && blocked.screen.shows(blocked.words(.gateBlocked)))
  }

  /// What can be told, in which order and in which words, is the core's; Spanish words are this app's own.
  @Test func whatCanBeToldIsTheCoresOwnList() async throws {
    let stage = try await Stage.begun()
    let actions = try stage.run.actions
    let order = ["Faint, limp, or a change of colour", "It does not come out"]
    let shown = stage.screen.controls.map(\.spoken)
    let labels = actions.filter { ![.stop, .next].contains($0.kind) }.map(\.label)
    #expect(shown.filter { labels.contains($0) } == labels && Array(labels.prefix(2)) == order)
    try await stage.press(.eventBlood)
    let amounts = try #require(actions.first { $0.kind == .blood }).choices.map(\.label)
    #expect(stage.screen.controls.map(\.spoken).filter { amounts.contains($0) } == amounts)
    let spanish = Wording(language: "es")
    for action in actions { #expect(spanish.label(action) != action.label, "\(action.event)") }
  }

  /// One amount of blood has one name, while a session goes on and when it is written down.
  @Test func bloodIsAskedInTheSameWordsAfterTheSession() async throws {
    let stage = try await Stage.begun()
    let during = try #require(try stage.run.actions.first { $0.kind == .blood }).choices.map(\.label)
    try await stage.press(.stop)
    try await stage.press(.eventOut)
    let run = try #require(stage.diary?.run)
    let log = RunLogModel(diary: run.diary, run: run.view)
    await log.load()
    let after = log.bleedings
    #expect(after.dropFirst().dropLast().map(\.words) == during, "but for none, and not sure")
  }

  /// A clock that cannot be read stands for every error: it is said, and goes as it comes.
  @Test func whatGoesWrongAsTheSessionIsLookedAtIsSaid() async throws {
    let stage = try await Stage.begun()
    let now = stage.clock.now
    stage.clock.setWall(Date(timeIntervalSince1970: 4e11))
    await stage.pass(.seconds(1))
    #expect(stage.screen.shows(stage.words(.troubleInvalid)) && stage.screen.control("Stop") != nil)
    stage.clock.setWall(now)
    await stage.pass(.seconds(1))
    #expect(!stage.screen.shows(stage.words(.troubleInvalid)))
    // Another hand locked it: the passcode is the one way forward.
    let kept = try await Stage.kept()
    defer { kept.clear() }
    try #require(kept.diary).vault.lock()
    await kept.pass(.seconds(1))
    #expect(kept.diary == nil && kept.screen.control("Passcode") != nil)
  }

  @Test func aCueIsSetToTheMillisecond() async throws {
    let stage = try await Stage.begun()
    let target = try #require(try stage.run.insertion?.targetS)
    await stage.pass(.milliseconds(12_600))
    try await stage.press(.eventPain)
    try await stage.screen.press("1")
    let end = try #require(stage.signals.ahead.first { $0.kind == .end })
    #expect(end.seconds == Double(target) - 12.6)
  }
}
