@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// Every button under a trouble of the first run and of restoring leads somewhere.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct TroubleFlows {
  /// A closed diary about Mia, and its recovery code.
  private func made(_ old: Stage) async throws -> String {
    try await old.toCode()
    let code = old.shownCode
    try await old.press(.codeWritten)
    try await old.screen.type(code, into: "Recovery code")
    try await old.press(.next)
    try await old.press(.next)
    try await old.addMia()
    try await old.screen.press("Quick exit")
    return code
  }

  private func restore(_ copy: URL, _ code: String, _ new: Stage) async throws {
    try await new.press(.restore)
    try await new.press(.restoreChoose)
    try await new.screen.pick(copy)
    try await new.screen.type(code, into: "Recovery code")
    try await new.press(.restore)
  }

  @Test func aCopyThatCanBeRepairedIsRepairedAndItsSourceStays() async throws {
    let (old, new) = (Stage(), Stage())
    defer { [old, new].forEach { $0.clear() } }
    let code = try await made(old)
    let header = old.app.device.folder.appendingPathComponent("vault.hdr2")
    var bytes = try Data(contentsOf: header)
    bytes[40] ^= 1
    try bytes.write(to: header)
    try await restore(old.app.device.folder, code, new)
    #expect(new.screen.shows(new.words(.troubleDamaged)))
    #expect(!new.app.device.hasVault)
    try await new.press(.forwardMend)
    #expect(new.screen.shows("Emergency number"))
    try await new.press(.next)
    #expect(new.screen.shows("Mia"))
    #expect(try Data(contentsOf: header) == bytes)
  }

  @Test func forACopyThatIsLostAnotherOneIsChosen() async throws {
    let (old, whole, new) = (Stage(), Stage(), Stage())
    defer { [old, whole, new].forEach { $0.clear() } }
    let code = try await made(old)
    let other = whole.folder.appendingPathComponent("copy")
    try FileManager.default.copyItem(at: old.app.device.folder, to: other)
    try FileManager.default.removeItem(at: old.app.device.folder.appendingPathComponent("vault.db"))
    try await restore(old.app.device.folder, code, new)
    #expect(new.screen.shows(new.words(.damageGone)) && new.screen.shows(new.words(.restoreChosen)))
    try await new.press(.forwardRestore)
    #expect(!new.screen.shows(new.words(.damageGone)) && !new.screen.shows(new.words(.restoreChosen)))
    try await new.press(.restoreChoose)
    try await new.screen.pick(other)
    try await new.press(.restore)
    try await new.press(.next)
    #expect(new.screen.shows("Mia"))
  }

  @Test func anOlderCopyIsTakenOnlyBySomebodyWhoSaysSo() async throws {
    let (old, new) = (Stage(), Stage())
    defer { [old, new].forEach { $0.clear() } }
    let database = old.app.device.folder.appendingPathComponent("vault.db")
    try await old.toCode()
    let code = old.shownCode
    try await old.press(.codeWritten)
    try await old.screen.type(code, into: "Recovery code")
    try await old.press(.next)
    try await old.press(.next)
    try await old.screen.press("Quick exit")
    let before = try Data(contentsOf: database)
    try await old.screen.type(Stage.passcode, into: "Passcode")
    try await old.press(.unlock)
    try await old.addMia()
    try await old.screen.press("Quick exit")
    try before.write(to: database)

    try await restore(old.app.device.folder, code, new)
    #expect(new.screen.shows(new.words(.troubleOlder)))
    try await new.press(.forwardOlder)
    #expect(new.screen.shows(new.words(.olderLost)) && !new.screen.shows(new.words(.troubleOlder)))
    try await new.press(.back)
    #expect(new.screen.shows(new.words(.restoreText)) && !new.app.device.hasVault)
    try await new.press(.restore)
    try await new.press(.forwardOlder)
    try await new.press(.olderAccept)
    try await new.press(.next)
    #expect(new.diary != nil && new.diary?.person == nil, "Mia was written since, and is lost")
  }

  /// The vault lies in its place and does not open: the code is gone from the screen, so the passcode is the way on.
  @Test func aNewDiaryThatDoesNotOpenLeadsToThePasscode() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toCode()
    let code = stage.shownCode
    let elsewhere = try await Vault.open(
      stage.folder.appendingPathComponent("diary.new"), passcode: Secret(typed: Stage.passcode), clock: stage.clock)
    try await stage.press(.codeWritten)
    try await stage.screen.type(code, into: "Recovery code")
    try await stage.press(.next)
    #expect(stage.screen.shows(stage.words(.troubleBusy)) && stage.app.device.hasVault)
    try await stage.press(.forwardUnlock)
    try elsewhere.lock()
    try await stage.screen.type(Stage.passcode, into: "Passcode")
    try await stage.press(.unlock)
    #expect(stage.diary != nil)
  }
}
