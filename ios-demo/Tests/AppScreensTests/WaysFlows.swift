@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// The ways into the diary, changed by somebody who knows the passcode.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct WaysFlows {
  private let longer = "nine larger steps"

  /// The page of the lock, of a diary on the disk, and its recovery code.
  private func settings(keeper: Bool = false) async throws -> (stage: Stage, code: String) {
    let stage = Stage()
    let code = try await stage.toDiary(keeper: keeper)
    try await stage.addMia()
    try await stage.press(.settings)
    return (stage, code)
  }

  private func opens(_ stage: Stage, with passcode: String) async throws -> Bool {
    try await stage.screen.press("Quick exit")
    try await stage.screen.type(passcode, into: "Passcode")
    try await stage.press(.unlock)
    return stage.diary != nil
  }

  private func platformWays(_ stage: Stage) async throws -> Int {
    try await Vault.waysIn(stage.app.device.folder).count { $0.kind == .platform }
  }

  @Test func thePasscodeIsChangedByWhoKnowsIt() async throws {
    let (stage, _) = try await settings()
    defer { stage.clear() }
    try await stage.press(.passcodeChange)
    try await stage.changePasscode("not this one", to: longer)
    #expect(stage.screen.shows(stage.words(.proofWrong)))
    #expect(stage.screen.shows(stage.words(.triesLeft, "4")))
    try await stage.changePasscode(to: longer)
    #expect(stage.diary?.path == [.settings] && stage.screen.shows(stage.words(.passcodeChanged)))
    #expect(try await !opens(stage, with: Stage.passcode))
    try await stage.screen.type(longer, into: "Passcode")
    try await stage.press(.unlock)
    #expect(stage.diary != nil)
  }

  @Test func whatIsMissingOrEasyIsSaidAndNothingChanges() async throws {
    let (stage, _) = try await settings()
    defer { stage.clear() }
    try await stage.press(.passcodeChange)
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.proofMissing)))
    try await stage.screen.type(Stage.passcode, into: stage.words(.passcodeNow))
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.passcodeEmpty)))
    try await stage.screen.type(longer, into: stage.words(.passcodeNew))
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.passcodeDiffers)))
    try await stage.changePasscode(to: "481902")
    #expect(stage.screen.shows("There are at most 1,000,000 of its kind."))
    #expect(try await opens(stage, with: Stage.passcode))
  }

  /// At the lock and in the open diary they are one count, and one wait.
  @Test func flow09WrongOnesAreCountedAndWaitedForInTheOpenDiaryToo() async throws {
    let (stage, code) = try await settings()
    defer { stage.clear() }
    try await stage.press(.passcodeChange)
    for left in [4, 3, 2, 1] {
      try await stage.changePasscode("not this one", to: longer)
      #expect(stage.screen.shows(stage.words(.triesLeft, "\(left)")))
    }
    try await stage.changePasscode("not this one", to: longer)
    #expect(stage.screen.shows(stage.words(.triesNext, "0:30")))
    #expect(stage.screen.control("Save")?.isEnabled == false)
    await stage.pass(.seconds(12))
    #expect(stage.screen.shows(stage.words(.triesNext, "0:18")))
    // The recovery code waits for nobody.
    try await stage.press(.recoverInstead)
    try await stage.screen.type(code.lowercased(), into: "Recovery code")
    try await stage.screen.type(longer, into: stage.words(.passcodeNew))
    try await stage.screen.type(longer, into: stage.words(.passcodeAgain))
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.passcodeChanged)))
    #expect(try await opens(stage, with: longer), "and the count is begun anew")
  }

  @Test func flow09AWaitInTheOpenDiaryEndsByItself() async throws {
    let (stage, _) = try await settings()
    defer { stage.clear() }
    try await stage.press(.passcodeChange)
    for _ in 1...5 { try await stage.changePasscode("not this one", to: longer) }
    await stage.pass(.seconds(30))
    #expect(!stage.screen.shows("Next try in") && stage.screen.control("Save")?.isEnabled == true)
    try await stage.changePasscode(to: longer)
    #expect(stage.screen.shows(stage.words(.passcodeChanged)))
  }

  @Test func flow02TheNewRecoveryCodeIsShownOnceAndTwoGroupsAreAskedBack() async throws {
    let (stage, old) = try await settings()
    defer { stage.clear() }
    try await stage.press(.codeRenew)
    try await stage.press(.codeRenewYes)
    #expect(stage.screen.shows(stage.words(.proofMissing)))
    try await stage.screen.type(Stage.passcode, into: stage.words(.passcodeNow))
    try await stage.press(.codeRenewYes)
    let code = stage.shownCode
    let groups = code.split(separator: "-").map(String.init)
    try #require(groups.count > 3 && code != old)
    #expect(stage.screen.control("Back") == nil, "it is in force already")
    try await stage.press(.codeWritten)
    #expect(stage.shownCode.isEmpty, "the paper is looked at, not the screen")
    let asked = [2, groups.count - 1]
    for place in asked { try await stage.screen.type("AAAA", into: stage.words(.codeGroup, "\(place)")) }
    try await stage.press(.next)
    #expect(stage.screen.shows(stage.words(.retypeWrong)))
    try await stage.press(.seeCode)
    #expect(stage.shownCode == code)
    try await stage.press(.codeWritten)
    for place in asked {
      try await stage.screen.type(groups[place - 1].lowercased(), into: stage.words(.codeGroup, "\(place)"))
    }
    try await stage.press(.next)
    #expect(stage.diary?.path == [.settings] && stage.screen.shows(stage.words(.codeRenewed)))
    #expect(try await stage.diary?.vault.rotationLeft() == nil && stage.diary?.renewed == nil)
    try await stage.screen.press("Quick exit")
    try await stage.press(.unlockRecovery)
    try await stage.screen.type(old, into: "Recovery code")
    try await stage.press(.recover)
    #expect(stage.diary == nil)
    try await stage.screen.type(code, into: "Recovery code")
    try await stage.press(.recover)
    #expect(stage.diary != nil)
  }

  /// The code is in force from the moment at which it is shown: whoever was interrupted is asked at each opening.
  @Test func flow02ACodeThatNobodySaidIsOnPaperIsAskedAboutAtEachOpening() async throws {
    for isOnPaper in [true, false] {
      let (stage, _) = try await settings()
      defer { stage.clear() }
      try await stage.press(.codeRenew)
      try await stage.screen.type(Stage.passcode, into: stage.words(.passcodeNow))
      try await stage.press(.codeRenewYes)
      let code = stage.shownCode
      try #require(stage.diary).vault.lock()
      let again = Stage(folder: stage.folder, clock: stage.clock)
      for _ in 1...2 {
        try await again.unlock()
        #expect(again.screen.shows("This diary has a new recovery code.") && again.shownCode.isEmpty)
        try await again.screen.press("Quick exit")
      }
      try await again.unlock()
      try await again.press(isOnPaper ? .codeOnPaper : .codeRenew)
      if !isOnPaper {
        try await again.screen.type(Stage.passcode, into: again.words(.passcodeNow))
        try await again.press(.codeRenewYes)
        let (newer, groups) = (again.shownCode, again.shownCode.split(separator: "-").map(String.init))
        #expect(newer != code)
        try await again.press(.codeWritten)
        for place in [2, groups.count - 1] {
          try await again.screen.type(groups[place - 1], into: again.words(.codeGroup, "\(place)"))
        }
        try await again.press(.next)
      }
      #expect(again.diary?.renewed == nil)
      try await again.screen.press("Quick exit")
      try await again.unlock()
      #expect(!again.screen.shows("This diary has a new recovery code."))
    }
  }

  /// For whoever knows the old ones, or has a copy: everything that opened the diary ends, face or finger too.
  @Test func aNewKeyEndsEveryOtherWayAndItsCodeIsAskedBack() async throws {
    let (stage, old) = try await settings(keeper: true)
    defer { stage.clear() }
    try await stage.press(.keyRenew)
    try await stage.press(.keyRenewYes)
    #expect(stage.screen.shows(stage.words(.proofMissing)))
    try await stage.prove(.keyRenewYes)
    #expect(stage.screen.shows(stage.words(.passcodeEmpty)), "the new diary needs one")
    for (passcode, said) in [("481902", "There are at most"), (longer, "")] {
      try await stage.screen.type(passcode, into: stage.words(.passcodeNew))
      try await stage.screen.type(passcode, into: stage.words(.passcodeAgain))
      try await stage.prove(.keyRenewYes)
      if !said.isEmpty { #expect(stage.screen.shows(said) && stage.shownCode.isEmpty) }
    }
    let code = stage.shownCode
    let groups = code.split(separator: "-").map(String.init)
    try #require(groups.count > 3 && code != old)
    #expect(stage.screen.control("Back") == nil, "it is in force already")
    #expect(try await platformWays(stage) == 0)
    #expect(stage.notebook.text(.usesKeeper) == nil)
    try await stage.press(.codeWritten)
    for place in [2, groups.count - 1] {
      try await stage.screen.type(groups[place - 1], into: stage.words(.codeGroup, "\(place)"))
    }
    try await stage.press(.next)
    #expect(stage.diary?.path == [.settings] && stage.screen.shows(stage.words(.keyRenewed)))
    #expect(try await !opens(stage, with: Stage.passcode))
    try await stage.press(.unlockRecovery)
    try await stage.screen.type(old, into: "Recovery code")
    try await stage.press(.recover)
    #expect(stage.diary == nil)
    try await stage.screen.type(code, into: "Recovery code")
    try await stage.press(.recover)
    #expect(stage.diary?.person?.name == "Mia")
    #expect(try await opens(stage, with: longer))
  }

  /// The keystore holds a secret of its own: neither the passcode, nor anything that follows from it.
  @Test func flow03FaceOrFingerIsAWayOfItsOwnThatOutlivesAnotherPasscode() async throws {
    let (stage, _) = try await settings(keeper: true)
    defer { stage.clear() }
    #expect(try await platformWays(stage) == 1)
    guard case .secret(let kept) = await stage.keeper.recall(Device.kept) else {
      return #expect(Bool(false), "the keystore holds one")
    }
    #expect(kept.withBytes { $0.count } == 32)
    try await stage.press(.passcodeChange)
    try await stage.changePasscode(to: longer)
    try await stage.screen.press("Quick exit")
    #expect(stage.diary != nil, "it opens by itself")
  }

  @Test func flow03ItIsAddedAndTakenAwayByWhoKnowsThePasscode() async throws {
    let (stage, _) = try await settings()
    defer { stage.clear() }
    #expect(stage.screen.shows(stage.words(.keeperOff)))
    try await stage.press(.keeperAdd)
    try await stage.press(.keeperAdd)
    #expect(stage.screen.shows(stage.words(.proofMissing)))
    try await stage.prove(.keeperAdd, with: "not this one")
    #expect(stage.screen.shows(stage.words(.proofWrong)))
    #expect(try await platformWays(stage) == 0)
    guard case .nothing = await stage.keeper.recall(Device.kept) else { return #expect(Bool(false), "it is forgotten") }
    try await stage.prove(.keeperAdd)
    #expect(stage.screen.shows(stage.words(.keeperAdded)) && stage.screen.shows(stage.words(.keeperOn)))
    try await stage.screen.press("Quick exit")
    #expect(stage.diary != nil)
    // What the phone lost is set up again, and takes the place of what opens nothing any more.
    stage.keeper.loseEverything()
    try await stage.screen.press("Quick exit")
    try await stage.unlock()
    try await stage.press(.settings)
    try await stage.press(.keeperAdd)
    try await stage.prove(.keeperAdd)
    #expect(try await platformWays(stage) == 1)
    guard case .secret(let kept) = await stage.keeper.recall(Device.kept) else {
      return #expect(Bool(false), "the keystore holds one")
    }
    try await stage.press(.keeperRemove)
    try await stage.prove(.keeperRemove, with: "not this one")
    #expect(try await platformWays(stage) == 1)
    try await stage.prove(.keeperRemove)
    #expect(stage.screen.shows(stage.words(.keeperRemoved)) && stage.screen.shows(stage.words(.keeperOff)))
    #expect(try await platformWays(stage) == 0)
    try await stage.screen.press("Quick exit")
    #expect(stage.diary == nil && stage.screen.control(stage.words(.unlockKeeper)) == nil)
    // Were it still given out, it would open nothing, and the passcode is one tap away.
    try await stage.keeper.keep(Device.kept, kept)
    stage.notebook.write("yes", for: .usesKeeper)
    let again = Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook, keeper: stage.keeper)
    await again.screen.settle()
    #expect(again.diary == nil && again.screen.shows(again.words(.keeperGone)))
    #expect(!again.screen.shows("Tries before a wait") && again.notebook.text(.usesKeeper) == nil)
    try await again.unlock()
    #expect(again.diary != nil)
  }

  @Test func flow03APhoneThatDoesNotTakeItChangesNothing() async throws {
    let (stage, _) = try await settings()
    defer { stage.clear() }
    stage.keeper.become(.broken(code: 1))
    try await stage.press(.keeperAdd)
    try await stage.prove(.keeperAdd)
    #expect(stage.screen.shows(stage.words(.keeperRefused)) && stage.diary?.path == [.settings, .keeper])
    #expect(try await platformWays(stage) == 0)
    #expect(stage.notebook.text(.usesKeeper) == nil)
  }
}
