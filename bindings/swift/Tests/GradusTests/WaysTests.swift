import Foundation
import Gradus
import GradusTestKit
import Testing

/// The ways into a vault, on a phone that keeps secrets of its own.
@Suite struct WaysTests {
  private func kept(_ byte: UInt8 = 0x5e) -> Secret { Secret([UInt8](repeating: byte, count: 32)) }
  private func pin() -> Secret { Secret(typed: "481902") }

  @Test func sixDigitsOpenBesideTheSecretOfTheDeviceAndNowhereElse() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let (given, device) = (pin(), kept())
    let made = try await Vault.create(scratch.vault, passcode: given, deviceSecret: device, clock: clock)
    #expect(given.isEmpty && device.isEmpty)
    #expect(try await Vault.waysIn(scratch.vault).map(\.kind) == [.passcodeOnDevice, .recoveryCode])
    #expect(
      await refusal { _ = try await Vault.open(scratch.vault, passcode: pin(), clock: clock) } == .DeviceSecretGone)
    let elsewhere = await refusal {
      _ = try await Vault.open(scratch.vault, passcode: pin(), deviceSecret: kept(0x0d), clock: clock)
    }
    #expect(elsewhere == .DeviceSecretGone)
    try await Vault.open(scratch.vault, passcode: pin(), deviceSecret: kept(), clock: clock).lock()
    let vault = try await Vault.recover(scratch.vault, recoveryCode: made.recoveryCode.copy(), clock: clock)
    try await vault.changePasscode(.recoveryCode(made.recoveryCode), to: pin(), deviceSecret: kept(0x0d))
    try vault.lock()
    try await Vault.open(scratch.vault, passcode: pin(), deviceSecret: kept(0x0d), clock: clock).lock()
  }

  @Test func whatCanBeTriedOutIsRefusedWithItsArithmetic() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let easy = await refusal { _ = try await Vault.create(scratch.vault, passcode: pin(), clock: clock) }
    #expect(easy == .EasyPasscode(guesses: 1_000_000, perHour: 3_600_000, seconds: 1_000))
  }

  @Test func aPasscodeIsChangedByWhoeverKnowsIt() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let (wrong, next) = (Secret(typed: "not this one"), Secret(typed: "nine larger steps"))
    #expect(await refusal { try await vault.changePasscode(.passcode(wrong), to: next) } == .WrongSecret)
    #expect(wrong.isEmpty && next.isEmpty)
    #expect(try await Vault.passcodeTries(scratch.vault, clock: clock).left == 4)
    try await vault.changePasscode(.passcode(sesame()), to: Secret(typed: "nine larger steps"))
    try vault.lock()
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock) } == .WrongSecret)
    try await Vault.open(scratch.vault, passcode: Secret(typed: "nine larger steps"), clock: clock).lock()
  }

  @Test func aFingerOpensUntilItsWayIsClosedAndThePaperStays() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let given = finger()
    let id = try await vault.addPlatformWay(.passcode(sesame()), platformSecret: given)
    #expect(given.isEmpty)
    #expect(try await vault.addPlatformWay(.passcode(sesame()), platformSecret: finger(), replaced: id) == id)
    try vault.lock()
    let again = try await Vault.open(scratch.vault, platformSecret: finger(), clock: clock)
    #expect(await refusal { try await again.removeWay(.passcode(sesame()), id: 2) } == .LastWay)
    try await again.removeWay(.passcode(sesame()), id: id)
    let code = try await again.renewRecoveryCode(.passcode(sesame()))
    try again.lock()
    #expect(try await Vault.waysIn(scratch.vault).map(\.kind) == [.passcode, .recoveryCode])
    try await Vault.recover(scratch.vault, recoveryCode: code, clock: clock).lock()
  }

  @Test func thePolicyOfTheLockIsToldWhileItIsLocked() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let told = LockPolicyView(lockAfterS: 300, staysOpenWithoutScreen: true, eraseAfter: 10)
    #expect(await refusal { try await vault.setLockPolicy(told) } == .SecretNeeded)
    try await vault.setLockPolicy(LockPolicyView(lockAfterS: 0, staysOpenWithoutScreen: false, eraseAfter: 10))
    try await vault.setLockPolicy(told, proof: .passcode(sesame()))
    try vault.lock()
    #expect(try await Vault.lockPolicy(scratch.vault) == told)
    #expect(try await Vault.passcodeTries(scratch.vault, clock: clock).beforeErase == 10)
  }
}
