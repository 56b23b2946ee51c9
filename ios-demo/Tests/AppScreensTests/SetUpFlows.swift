@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Flow targets of setting up and unlocking, each test named after its number.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct SetUpFlows {
  @Test func flow01StartAndRestoreComeBeforeAnySecret() async throws {
    let stage = Stage()
    defer { stage.clear() }
    #expect(stage.screen.controls.map(\.spoken) == ["Start", "Restore a diary"])
    try await stage.press(.restore)
    #expect(stage.screen.shows("Choose the folder with a copy"))
    #expect(!stage.app.device.hasVault)
    try await stage.press(.back)
    try await stage.press(.start)
    #expect(stage.screen.shows("It does not diagnose."))
  }

  @Test func flow02WhatIsLostIsSaidAndTheCodeIsRetyped() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toCode()
    #expect(stage.screen.shows("the diary is lost"))
    let code = stage.shownCode
    #expect(code.count > 15)
    try await stage.press(.codeWritten)
    #expect(!stage.screen.shows(code))
    try await stage.screen.type("AAAA-BBBB", into: "Recovery code")
    try await stage.press(.next)
    #expect(stage.screen.shows("That is not the code."))
    #expect(!stage.app.device.hasVault)
    try await stage.screen.type(code.lowercased().replacingOccurrences(of: "-", with: " "), into: "Recovery code")
    try await stage.press(.next)
    #expect(stage.app.device.hasVault)
    #expect(stage.screen.shows("Emergency number"))
    try await stage.press(.next)
    #expect(stage.screen.shows("Who is this diary about?"))
  }

  @Test func anUnconfirmedCodeLeavesNoVaultBehind() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toCode()
    let again = Stage(folder: stage.folder)
    #expect(again.screen.control("Start") != nil)
    try await again.toDiary()
    #expect(again.diary != nil)
  }

  @Test func passcodesThatDifferMakeNothing() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.press(.start)
    try await stage.press(.understood)
    try await stage.press(.next)
    #expect(stage.screen.shows("Type a passcode first."))
    try await stage.screen.type("one", into: "Passcode")
    try await stage.screen.type("two", into: "The same passcode again")
    try await stage.press(.next)
    #expect(stage.screen.shows("The two are not the same."))
    #expect(try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).isEmpty)
  }

  @Test func fromTheFirstTouchToToday() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    #expect(stage.screen.control("Bring in the plan for Mia") != nil)
    try await stage.bringPlan()
    #expect(stage.screen.shows("Mia"))
    #expect(stage.screen.shows("Sessions"))
    #expect(stage.diary?.today?.plan == "Home dilation after PSARP")
    #expect(stage.diary?.today?.slots.count == 2)
  }

  @Test func aPersonIsSavedOnlyWhenEverythingWasAnswered() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.screen.press("Add somebody")
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    for phrase in [Phrase.personTitle, .personName, .personBorn, .backgroundMissing] {
      #expect(missing.contains(stage.words(phrase)), "\(phrase)")
    }
    #expect(stage.diary?.person == nil)
  }

  @Test func flow09AWrongPasscodeIsSaidAndNothingErases() async throws {
    let first = Stage()
    defer { first.clear() }
    try await first.toDiary()
    first.app.lock()
    await first.screen.settle()
    try await first.screen.type("wrong", into: "Passcode")
    try await first.press(.unlock)
    #expect(first.screen.shows("That did not open the diary."))
    #expect(first.screen.control("Passcode")?.value == "")
    #expect(first.screen.controls.map(\.spoken) == ["Passcode", "Unlock", first.words(.unlockRecovery)])
    try await first.screen.type(Stage.passcode, into: "Passcode")
    try await first.press(.unlock)
    #expect(first.screen.control("Add somebody") != nil)
  }

  private func tryWrong(_ stage: Stage) async throws {
    try await stage.screen.type("wrong", into: "Passcode")
    try await stage.press(.unlock)
  }

  @Test func flow09TriesAreCountedAndAWaitOutlivesTheApp() async throws {
    let first = Stage()
    defer { first.clear() }
    try await first.toDiary()
    first.app.lock()
    await first.screen.settle()
    #expect(!first.screen.shows("Tries before a wait"))
    for left in [4, 3, 2, 1] {
      try await tryWrong(first)
      #expect(first.screen.shows(first.words(.triesLeft, "\(left)")))
    }
    try await tryWrong(first)
    #expect(first.screen.shows(first.words(.triesWait)) && first.screen.shows(first.words(.triesNext, "0:30")))
    #expect(first.screen.control("Unlock")?.isEnabled == false)
    await first.pass(.seconds(12))
    #expect(first.screen.shows(first.words(.triesNext, "0:18")))
    // Neither another start nor a clock that is set makes it shorter.
    first.clock.setWall(first.clock.now.addingTimeInterval(2 * 86_400))
    let again = Stage(folder: first.folder, clock: first.clock, notebook: first.notebook)
    await again.screen.settle()
    #expect(again.screen.shows(again.words(.triesNext, "0:18")))
    #expect(again.screen.control("Unlock")?.isEnabled == false)
    await again.pass(.seconds(18))
    #expect(!again.screen.shows("Next try in"))
    try await again.screen.type(Stage.passcode, into: "Passcode")
    try await again.press(.unlock)
    #expect(again.screen.control("Add somebody") != nil)
  }

  @Test func flow09TheRecoveryCodeNeverWaits() async throws {
    let first = Stage()
    defer { first.clear() }
    try await first.toCode()
    let code = first.shownCode
    try await first.press(.codeWritten)
    try await first.screen.type(code, into: "Recovery code")
    try await first.press(.next)
    try await first.press(.next)
    first.app.lock()
    await first.screen.settle()
    for _ in 1...5 { try await tryWrong(first) }
    try await first.press(.unlockRecovery)
    try await first.screen.type(code, into: "Recovery code")
    try await first.press(.recover)
    #expect(first.screen.control("Add somebody") != nil)
  }

  @Test func anOlderStateIsToldAndTakenOnlyBySomebodyWhoSaysSo() async throws {
    for byCode in [false, true] {
      let first = Stage()
      defer { first.clear() }
      try await first.toCode()
      let code = first.shownCode
      try await first.press(.codeWritten)
      try await first.screen.type(code, into: "Recovery code")
      try await first.press(.next)
      try await first.press(.next)
      let database = first.folder.appendingPathComponent("diary/vault.db")
      first.app.lock()
      await first.screen.settle()
      let before = try Data(contentsOf: database)
      try await first.screen.type(Stage.passcode, into: "Passcode")
      try await first.press(.unlock)
      try await first.addMia()
      first.app.lock()
      await first.screen.settle()
      try before.write(to: database)

      try await first.screen.type(Stage.passcode, into: "Passcode")
      try await first.press(.unlock)
      #expect(first.screen.shows("This diary is an older state of itself"))
      #expect(first.screen.control("Use this older diary") == nil)
      try await first.press(.forwardOlder)
      #expect(first.screen.shows("perhaps a danger sign too"))
      #expect(first.screen.control("Restore from a copy") != nil)
      try await first.press(.olderAccept)
      #expect(first.diary == nil && first.screen.shows("Type a passcode first."))
      if byCode { try await first.press(.recoveryCode) }
      try await first.screen.type(byCode ? code : Stage.passcode, into: byCode ? "Recovery code" : "Passcode")
      try await first.press(.olderAccept)
      #expect(first.diary != nil && first.diary?.person == nil, "Mia was written since, and is lost")
    }
  }

  @Test func theRecoveryCodeOpensToo() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toCode()
    let code = stage.shownCode
    try await stage.press(.codeWritten)
    try await stage.screen.type(code, into: "Recovery code")
    try await stage.press(.next)
    // A second app on the same folder while the first one holds the vault: said, and nothing is lost.
    let again = Stage(folder: stage.folder)
    try await again.press(.unlockRecovery)
    try await again.press(.recover)
    #expect(again.screen.shows("Type the code from your paper"))
    try await again.screen.type(code.lowercased(), into: "Recovery code")
    try await again.press(.recover)
    #expect(again.diary == nil)
    #expect(again.screen.shows("The diary is open in another window."))
    try await stage.press(.next)
    try await stage.screen.press("Quick exit")
    try await again.screen.type(code.lowercased(), into: "Recovery code")
    try await again.press(.recover)
    #expect(again.diary != nil)
  }

  @Test func flow03ARefusedFingerLeavesThePasscode() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary(keeper: true)
    stage.keeper.become(.declining)
    try await stage.screen.press("Quick exit")
    #expect(stage.screen.shows("The passcode always works."))
    #expect(stage.screen.control("Passcode") != nil)
    stage.keeper.become(.broken(code: -1))
    try await stage.screen.press("Use fingerprint or face")
    #expect(stage.screen.control("Passcode") != nil)
    stage.keeper.become(.willing)
    try await stage.screen.press("Use fingerprint or face")
    #expect(stage.diary != nil)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    #expect(stage.diary == nil)
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.diary != nil)
    stage.keeper.loseEverything()
    try await stage.screen.press("Quick exit")
    #expect(stage.screen.shows("fingerprints or lock changed"))
    try await stage.screen.type(Stage.passcode, into: "Passcode")
    try await stage.press(.unlock)
    #expect(stage.diary != nil)
  }

  @Test func flow10AnOpaqueCoverLiesOverEverythingWhenInactive() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    #expect(stage.screen.shows("Mia"))
    stage.screen.scenePhase = .inactive
    #expect(stage.screen.texts == ["Gradus demo"])
    #expect(stage.screen.controls.isEmpty)
    #expect(stage.diary != nil)
    stage.screen.scenePhase = .active
    #expect(stage.screen.shows("Mia"))
  }

  @Test func flow05AtOnceInTheBackgroundTheKeysAreGone() async throws {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    let vault = try #require(stage.diary)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    #expect(stage.diary == nil)
    await vault.showToday()
    #expect(vault.today == nil)
    stage.screen.scenePhase = .active
    #expect(stage.screen.control("Passcode") != nil)
  }

  @Test func flow06WhoLeavesWhileADiaryOpensFindsItClosed() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.screen.press("Quick exit")
    guard case .unlock(let model) = stage.app.place else { return #expect(Bool(false), "the passcode is asked for") }
    model.passcode = Stage.passcode
    stage.app.work.start { await model.unlock() }
    stage.app.leave()
    await stage.screen.settle()
    #expect(model.trouble == nil)
    #expect(stage.diary == nil)
    // A diary that was left open would be said to be busy. Having left before is forgotten.
    for leavesFirst in [false, true] {
      if leavesFirst { stage.app.leave() }
      await stage.screen.settle()
      try await stage.screen.type(Stage.passcode, into: "Passcode")
      try await stage.press(.unlock)
      #expect(stage.diary != nil)
      try await stage.screen.press("Quick exit")
    }
  }

  @Test func whoLeavesAtTheLastQuestionIsAskedForThePasscode() async throws {
    for presses in [false, true] {
      let stage = Stage()
      defer { stage.clear() }
      try await stage.toCode()
      let code = stage.shownCode
      try await stage.press(.codeWritten)
      try await stage.screen.type(code, into: "Recovery code")
      try await stage.press(.next)
      guard case .firstRun(let model) = stage.app.place else { return #expect(Bool(false), "the first run") }
      #expect(model.step == .emergency)
      if presses { stage.app.work.start { await model.next() } }
      stage.app.leave()
      await stage.screen.settle()
      #expect(stage.diary == nil)
      try await stage.screen.type(Stage.passcode, into: "Passcode")
      try await stage.press(.unlock)
      #expect(stage.diary != nil)
    }
  }

  @Test func flow43ACopyIsRestoredAndAWrongCodeTakesNothing() async throws {
    let old = Stage()
    defer { old.clear() }
    try await old.toCode()
    let code = old.shownCode
    try await old.press(.codeWritten)
    try await old.screen.type(code, into: "Recovery code")
    try await old.press(.next)
    try await old.press(.next)
    try await old.addMia()
    old.app.lock()
    let new = Stage()
    defer { new.clear() }
    try await new.press(.restore)
    try await new.press(.restore)
    #expect(new.screen.shows("Choose the folder first."))
    try await new.press(.restoreChoose)
    try await new.screen.pick(old.app.device.folder)
    try await new.screen.type("AAAA-AAAA-AAAA", into: "Recovery code")
    try await new.press(.restore)
    #expect(!new.app.device.hasVault)
    #expect(old.app.device.hasVault)
    try await new.screen.type(code, into: "Recovery code")
    try await new.press(.restore)
    try await new.press(.next)
    #expect(new.screen.shows("Mia"))
  }
}
