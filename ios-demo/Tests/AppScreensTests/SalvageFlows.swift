@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// The last resort: of a diary that nothing mends, and of which there is no copy, what holds is saved in a new one.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct SalvageFlows {
  private let new = "five quite different new words"

  /// A diary one page of whose database is not what was written, at the page that says so.
  private func damaged(page: Int, keeper: Bool = false) async throws -> (stage: Stage, code: String) {
    let stage = Stage()
    let code = try await stage.toDiary(keeper: keeper)
    try await stage.addMia()
    try #require(stage.diary).vault.lock()
    try DamageFlows.flip("vault.db", at: (page - 1) * 4_096 + 2_048)(stage.app.device.folder)
    try await stage.screen.press("Quick exit")
    // A finger finds the damage by itself.
    if !keeper { try await stage.unlock() }
    return (stage, code)
  }

  private func database(_ stage: Stage, _ folder: String = "diary") throws -> Data {
    try Data(contentsOf: stage.folder.appendingPathComponent(folder).appendingPathComponent("vault.db"))
  }

  private func replaced(_ stage: Stage) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: stage.folder.path).filter { $0.contains("replaced") }
  }

  private func fill(_ stage: Stage, old: String, new: String) async throws {
    try await stage.screen.type(old, into: stage.words(.passcodeNow))
    try await stage.screen.type(new, into: stage.words(.passcodeNew))
    try await stage.screen.type(new, into: stage.words(.passcodeAgain))
    try await stage.press(.rescueSave)
  }

  private func salvaged(_ stage: Stage) -> SalvageView? {
    if case .unlock(let model) = stage.app.place { model.salvage?.told } else { nil }
  }

  @Test func nothingIsDoneBeforeItWasAskedForTwice() async throws {
    let (stage, _) = try await damaged(page: 2)
    defer { stage.clear() }
    let before = try database(stage)
    #expect(stage.screen.controls.last?.spoken == stage.words(.rescueLink), "it stands last")
    try await stage.press(.rescueLink)
    for phrase in [Phrase.rescueCopy, .rescueWhat, .rescueLost, .rescueKept] {
      #expect(stage.screen.shows(stage.words(phrase)), "\(phrase)")
    }
    try await stage.press(.back)
    #expect(stage.screen.shows(stage.words(.damageEntries)))
    try await stage.press(.rescueLink)
    try await stage.press(.rescueYes)
    try await stage.press(.rescueSave)
    #expect(stage.screen.shows(stage.words(.passcodeEmpty)))
    try await fill(stage, old: "not this one", new: new)
    #expect(stage.screen.shows(stage.words(.troubleWrongSecret)))
    #expect(stage.screen.shows(stage.words(.triesLeft, "4")), "counted as at the lock")
    try await fill(stage, old: Stage.passcode, new: "481902")
    #expect(stage.screen.shows("There are at most 1,000,000 of its kind."))
    try await stage.press(.back)
    #expect(stage.screen.shows(stage.words(.damageEntries)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: stage.folder.path) == ["diary"])
    #expect(try database(stage) == before)
  }

  @Test func whatIsLostIsToldAndTheDamagedFilesAreKept() async throws {
    let (stage, _) = try await damaged(page: 2)
    defer { stage.clear() }
    let before = try database(stage)
    try await stage.press(.rescueLink)
    try await stage.press(.rescueYes)
    try await fill(stage, old: Stage.passcode, new: new)
    #expect(salvaged(stage)?.notSaved.isEmpty == false)
    try await stage.press(.next)
    let code = stage.shownCode
    #expect(code.count > 15)
    // The app ends here: the damaged diary stands where it stood, and all of it is begun anew.
    let again = Stage(folder: stage.folder, clock: stage.clock)
    try await again.unlock()
    #expect(again.screen.shows(again.words(.damageEntries)))
    #expect(try replaced(stage).isEmpty && database(stage) == before)
    try await again.press(.rescueLink)
    try await again.press(.rescueYes)
    try await fill(again, old: Stage.passcode, new: new)
    let told = try #require(salvaged(again))
    #expect(!told.whole && !told.notSaved.isEmpty)
    for sentence in told.sentences + told.notSaved.map(\.sentence) + [again.words(.rescueOnce)] {
      #expect(again.screen.shows(sentence), "\(sentence)")
    }
    #expect(try database(stage) == before && replaced(stage).isEmpty, "it is told before anything is replaced")
    try await again.press(.next)
    let newer = again.shownCode
    #expect(newer != code)
    try await again.press(.codeWritten)
    #expect(again.shownCode.isEmpty)
    try await again.screen.type("AAAA", into: "Recovery code")
    try await again.press(.rescueOpen)
    #expect(again.screen.shows(again.words(.retypeWrong)))
    #expect(try database(stage) == before)
    try await again.screen.type(newer.lowercased(), into: "Recovery code")
    try await again.press(.rescueOpen)
    let aside = try #require(try replaced(stage).first)
    #expect(try database(stage, aside) == before, "it is kept as it was")
    #expect(again.diary != nil && again.diary?.renewed == nil, "its code is on paper")
    try await again.screen.press("Quick exit")
    try await again.unlock()
    #expect(again.diary == nil && again.screen.shows(again.words(.troubleWrongSecret)))
    try await again.screen.type(new, into: "Passcode")
    try await again.press(.unlock)
    #expect(again.diary != nil)
  }

  @Test func whatIsWholeIsSavedWholeByTheRecoveryCode() async throws {
    let (stage, code) = try await damaged(page: 4, keeper: true)
    defer { stage.clear() }
    // It cannot save anything.
    #expect(stage.screen.control(stage.words(.rescueLink)) != nil, "\(stage.screen.texts)")
    try await stage.press(.rescueLink)
    try await stage.press(.rescueYes)
    try await stage.press(.recoverInstead)
    try await stage.screen.type(code, into: "Recovery code")
    try await stage.screen.type(new, into: stage.words(.passcodeNew))
    try await stage.screen.type(new, into: stage.words(.passcodeAgain))
    try await stage.press(.rescueSave)
    #expect(salvaged(stage)?.whole == true)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Mia: ") } && !stage.screen.shows(stage.words(.rescueNotSaved)))
    try await stage.press(.next)
    let newer = stage.shownCode
    try await stage.press(.codeWritten)
    try await stage.screen.type(newer, into: "Recovery code")
    try await stage.press(.rescueOpen)
    #expect(stage.notebook.text(.usesKeeper) == nil, "it opened the damaged one")
    #expect(stage.diary?.person?.name == "Mia")
  }

  /// Whoever picks the phone up finds the passcode, and neither the code nor a way into what was saved.
  @Test(arguments: [SalvageModel.Step.told, .code, .retype])
  func whoLeavesHasToProveItAgain(step: SalvageModel.Step) async throws {
    let (stage, _) = try await damaged(page: 2)
    defer { stage.clear() }
    let before = try database(stage)
    try await stage.salvage(with: new)
    if step != .told { try await stage.press(.next) }
    if step == .retype { try await stage.press(.codeWritten) }
    if step == .retype {
      stage.app.lockWithPhone()
      await stage.screen.settle()
    } else {
      await stage.leaveAndCome()
    }
    #expect(salvaged(stage) == nil && stage.shownCode.isEmpty && stage.screen.control("Passcode") != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: stage.folder.path) == ["diary"])
    #expect(try database(stage) == before)
    try await stage.unlock()
    #expect(stage.diary == nil && stage.screen.shows(stage.words(.damageEntries)), "it is begun anew")
  }

  @Test func whoLeavesAsTheNewDiaryOpensFindsItClosed() async throws {
    let (stage, _) = try await damaged(page: 2)
    defer { stage.clear() }
    try await stage.salvage(with: new)
    try await stage.press(.next)
    let code = stage.shownCode
    try await stage.press(.codeWritten)
    try await stage.screen.type(code, into: "Recovery code")
    try stage.screen.tap(stage.words(.rescueOpen))
    stage.app.leave()
    await stage.screen.settle()
    #expect(stage.diary == nil && stage.screen.control("Passcode") != nil)
    try await stage.screen.type(new, into: "Passcode")
    try await stage.press(.unlock)
    #expect(stage.diary != nil)
  }

  /// Wrong passcodes count there as at the lock, up to the last one that its owner allowed.
  @Test func theLastWrongPasscodeThereErasesAndIsForgotten() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary(keeper: true)
    try await stage.addMia()
    try await stage.press(.settings)
    try await stage.press(.eraseAfterChoose)
    try await stage.screen.press(stage.eraseAfter("10"))
    try await stage.screen.type("ERASE", into: stage.words(.eraseWordField, "ERASE"))
    try await stage.press(.save)
    try #require(stage.diary).vault.lock()
    try DamageFlows.flip("vault.db", at: 4_096 + 2_048)(stage.app.device.folder)
    try await stage.screen.press("Quick exit")
    try await stage.press(.rescueLink)
    try await stage.press(.rescueYes)
    for wrong in 1...10 {
      try await fill(stage, old: "not this one", new: new)
      if wrong == 5 { #expect(stage.screen.shows(stage.words(.triesBeforeErase, "5"))) }
      await stage.pass(.seconds(3601))
    }
    #expect(!stage.app.device.hasVault && stage.screen.shows(stage.words(.troubleErased)))
    #expect(stage.notebook.text(.person) == nil && stage.notebook.text(.usesKeeper) == nil)
    if case .nothing = await stage.keeper.recall(Device.kept) {} else { Issue.record("the keystore still has it") }
  }
}
