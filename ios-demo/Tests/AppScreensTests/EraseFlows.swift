@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// The end of a diary on this phone: by its owner's word, and after wrong passcodes where the owner chose that.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct EraseFlows {
  /// The page of the lock, of a diary with a plan on the disk, which the keystore opens too.
  private func settings() async throws -> Stage {
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.bringPlan()
    try await stage.press(.settings)
    try await stage.press(.keeperAdd)
    try await stage.prove(.keeperAdd)
    return stage
  }

  private func isForgotten(_ stage: Stage) async -> Bool {
    if case .nothing = await stage.keeper.recall(Device.kept) { true } else { false }
  }

  @Test func everythingIsErasedByATypedWordAndNothingBefore() async throws {
    let stage = try await settings()
    defer { stage.clear() }
    let vault = try #require(stage.diary).vault
    // A damaged diary that another one took the place of lies beside it.
    let beside = stage.folder.appendingPathComponent("diary.replaced-1")
    try FileManager.default.createDirectory(at: beside, withIntermediateDirectories: true)
    try Data("old".utf8).write(to: beside.appendingPathComponent("vault.db"))
    _ = try stage.app.device.keep(report: "<p>Mia</p>")
    #expect(!stage.signals.reminders.isEmpty)
    try await stage.press(.erase)
    #expect(stage.screen.shows(stage.words(.eraseLeft)) && stage.screen.shows(stage.words(.eraseNoWay)))
    for word in ["", "erased"] {
      try await stage.screen.type(word, into: stage.words(.eraseWordField, "ERASE"))
      try await stage.press(.erase)
      #expect(stage.screen.shows(stage.words(.eraseWordMissing, "ERASE")) && stage.diary != nil)
    }
    try await stage.screen.type(" erase ", into: stage.words(.eraseWordField, "ERASE"))
    try await stage.press(.erase)
    #expect(stage.screen.shows(stage.words(.erased)) && stage.screen.control("Start") != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).isEmpty)
    #expect(await isForgotten(stage) && stage.signals.reminders.isEmpty)
    #expect(NotebookEntry.allCases.allSatisfy { stage.notebook.text($0) == nil })
    await #expect(throws: GradusError.Locked) { try await vault.people() }
    try await stage.toDiary()
    #expect(stage.diary != nil && stage.diary?.people.isEmpty == true, "another one is begun")
  }

  /// What the keystore holds goes first, and what was begun is carried to its end by another start of the app.
  @Test func erasingThatIsCutShortGoesOnAtTheNextStart() async throws {
    for restarts in [false, true] {
      let stage = try await settings()
      defer { stage.clear() }
      let beside = stage.folder.appendingPathComponent("diary.replaced-1")
      try FileManager.default.copyItem(at: stage.app.device.folder, to: beside)
      let holder = try await Vault.open(beside, passcode: Secret(typed: Stage.passcode), clock: stage.clock)
      try await stage.press(.erase)
      try await stage.screen.type("ERASE", into: stage.words(.eraseWordField, "ERASE"))
      try await stage.press(.erase)
      #expect(stage.screen.shows(stage.words(.troubleBusy)) && stage.screen.control("Passcode") == nil)
      #expect(await isForgotten(stage))
      stage.app.lock()
      await stage.screen.settle()
      #expect(stage.screen.control("Passcode") == nil, "there is nothing to unlock")
      try holder.lock()
      let last = restarts ? Stage(folder: stage.folder, clock: stage.clock, notebook: stage.notebook) : stage
      if restarts { await last.screen.settle() } else { try await last.press(.forwardTry) }
      #expect(last.screen.shows(last.words(.erased)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: last.folder.path).isEmpty)
      let after = Stage(folder: last.folder, clock: last.clock, notebook: last.notebook)
      #expect(after.screen.control("Start") != nil && !after.screen.shows(after.words(.erased)))
    }
  }

  @Test func flow09ErasingAfterWrongPasscodesIsChosenByATypedWord() async throws {
    let stage = try await settings()
    defer { stage.clear() }
    let folder = stage.app.device.folder
    #expect(stage.screen.shows(stage.words(.eraseAfterOff)))
    try await stage.press(.eraseAfterChoose)
    #expect(stage.screen.shows(stage.words(.eraseAfterText)) && stage.screen.shows(stage.words(.eraseAfterOthers)))
    #expect(stage.screen.control(stage.words(.eraseWordField, "ERASE")) == nil)
    let (ten, thirty, never) = (stage.eraseAfter("10"), stage.eraseAfter("30"), stage.eraseAfter("never"))
    #expect(stage.screen.control(never)?.traits.contains("selected") == true)
    try await stage.screen.press(thirty)
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.eraseWordMissing, "ERASE")))
    #expect(try await Vault.lockPolicy(folder).eraseAfter == nil)
    try await stage.screen.type("erase", into: stage.words(.eraseWordField, "ERASE"))
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.eraseAfterOn, "30")))
    #expect(try await Vault.lockPolicy(folder).eraseAfter == 30)
    // Sooner asks for the word again; later and never make the lock weaker, and ask for the passcode.
    try await stage.press(.eraseAfterChoose)
    try await stage.screen.press(ten)
    try await stage.press(.save)
    #expect(try await Vault.lockPolicy(folder).eraseAfter == 30)
    try await stage.screen.press(never)
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.weakerText)))
    #expect(try await Vault.lockPolicy(folder).eraseAfter == 30)
    try await stage.prove(.save)
    #expect(try await Vault.lockPolicy(folder).eraseAfter == nil)
    #expect(stage.screen.shows(stage.words(.eraseAfterOff)))
  }

  /// A diary that is open is never erased: it is left until the next wrong passcode at the lock.
  @Test func flow09WrongPasscodesInTheOpenDiaryCountAndTheLastOneAtTheLockErases() async throws {
    let stage = try await settings()
    defer { stage.clear() }
    try await stage.press(.eraseAfterChoose)
    try await stage.screen.press(stage.eraseAfter("10"))
    try await stage.screen.type("ERASE", into: stage.words(.eraseWordField, "ERASE"))
    try await stage.press(.save)
    try await stage.press(.passcodeChange)
    for wrong in 1...11 {
      try await stage.changePasscode("not this one", to: "nine larger steps")
      if wrong == 5 { #expect(stage.screen.shows(stage.words(.triesBeforeErase, "5"))) }
      await stage.pass(.seconds(3601))
    }
    #expect(stage.diary != nil && stage.screen.shows(stage.words(.triesBeforeErase, "0")))
    stage.keeper.become(.declining)
    try await stage.screen.press("Quick exit")
    #expect(stage.screen.shows(stage.words(.triesBeforeErase, "0")), "it is said before it is tried")
    #expect(stage.screen.control(stage.words(.erase)) == nil)
    try await stage.screen.type("wrong", into: "Passcode")
    try await stage.press(.unlock)
    #expect(!stage.app.device.hasVault && stage.screen.shows(stage.words(.troubleErased)))
  }
}
