import Foundation
import GradusTestKit
import Testing

@testable import Gradus

/// Secrets lie in one place, are lent and not copied, and are gone after use.
@Suite struct SecretTests {
  @Test func wipingOverwritesTheBytesWhereTheyLie() {
    let secret = sesame()
    // The memory belongs to the secret, which lives to the end of this test.
    let lent = secret.withBytes { UnsafeRawBufferPointer($0) }
    #expect(Array(lent) == Array("open sesame".utf8))
    secret.wipe()
    #expect(Array(lent) == [UInt8](repeating: 0, count: 11))
    #expect(secret.isEmpty)
    #expect(secret.withBytes { $0.count } == 0)
    #expect(secret.copy().isEmpty)
  }

  @Test func takingBytesWipesTheCallers() {
    var array = Array("open sesame".utf8)
    var data = Data("open sesame, and a long one at that".utf8)
    let before = array.withUnsafeBytes { $0.baseAddress }
    let (first, second) = (Secret(wiping: &array), Secret(wiping: &data))
    #expect(array == [UInt8](repeating: 0, count: 11))
    #expect(array.withUnsafeBytes { $0.baseAddress } == before)
    #expect(data == Data(count: 35))
    #expect(first.withBytes { Array($0) } == Array("open sesame".utf8))
    #expect(second.withBytes { $0.count } == 35)
  }

  @Test func theCoreReadsTheBytesWhereTheyLie() throws {
    for text in ["x", "open sesame", "fourteen bytes", "fifteen bytes!!", String(repeating: "long ", count: 100)] {
      let secret = Secret(typed: text)
      let place = secret.withBytes { $0.baseAddress }
      try secret.spend { data in
        #expect(data.withUnsafeBytes { $0.baseAddress } == place)
        #expect(data == Data(text.utf8))
      }
      #expect(secret.isEmpty)
    }
  }

  @Test func spendingWipesWhenTheCallThrows() {
    let secret = sesame()
    #expect(throws: GradusError.WrongSecret) { try secret.spend { _ in throw GradusError.WrongSecret } }
    #expect(secret.isEmpty)
  }

  @Test func aCopyOutlivesTheFirst() {
    let first = sesame()
    let second = first.copy()
    first.wipe()
    #expect(second.withBytes { Array($0) } == Array("open sesame".utf8))
  }

  @Test func printingOneShowsNothing() {
    let secret = sesame()
    var dumped = ""
    dump(secret, to: &dumped)
    for shown in ["\(secret)", String(reflecting: secret), dumped, "\([secret])", "\(Recalled.secret(secret))"] {
      #expect(!shown.contains("sesame"))
      #expect(shown.contains("Secret"))
    }
  }

  @Test func everyDoorWipesWhatItIsHanded() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let made = sesame()
    let new = try await Vault.create(scratch.vault, passcode: made, stretch: .light, clock: clock)
    #expect(made.isEmpty)
    let (wrong, right) = (Secret("close sesame".utf8), sesame())
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: wrong, clock: clock) } == .WrongSecret)
    #expect(wrong.isEmpty)
    try await Vault.open(scratch.vault, passcode: right, clock: clock).lock()
    #expect(right.isEmpty)

    let code = new.recoveryCode.copy()
    try await Vault.recover(scratch.vault, recoveryCode: code, clock: clock).lock()
    #expect(code.isEmpty)
    let (mending, mendingCode) = (sesame(), new.recoveryCode.copy())
    _ = try await Vault.mend(scratch.vault, passcode: mending, clock: clock)
    _ = try await Vault.mend(scratch.vault, recoveryCode: mendingCode, clock: clock)
    #expect(mending.isEmpty && mendingCode.isEmpty)
    #expect(!new.recoveryCode.isEmpty)
  }

  @Test func aLetterAndItsMarkOpenWhatTheComposedLetterMadeAndTheOtherWayRound() async throws {
    let (composed, apart) = ("caf\u{e9} \u{d55c} au lait", "cafe\u{301} \u{1112}\u{1161}\u{11ab} au lait")
    for (made, typed) in [(composed, apart), (apart, composed)] {
      let (scratch, clock) = (try Scratch(), morning())
      _ = try await Vault.create(scratch.vault, passcode: Secret(typed: made), stretch: .light, clock: clock)
      try await Vault.open(scratch.vault, passcode: Secret(typed: typed), clock: clock).lock()
      // As the terminal and the other languages hand it in.
      try await Vault.open(scratch.vault, passcode: Secret(composed.utf8), clock: clock).lock()
    }
  }

  @Test func theRecoveryCodeIsReadAsItIsTyped() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let new = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    let typed = new.recoveryCode.withBytes { String(decoding: $0, as: UTF8.self) }
    let sloppy = " " + typed.lowercased().replacingOccurrences(of: "-", with: " ")
    try await Vault.recover(scratch.vault, recoveryCode: Secret(typed: sloppy), clock: clock).lock()
    #expect(new.id.count == 32)
  }
}

/// The keystore behind its protocol.
@Suite struct KeeperTests {
  @Test func itGivesBackWhatItKeptAndWipesWhatItTook() async throws {
    let (keeper, secret) = (MemoryKeeper(), sesame())
    try await keeper.keep("passcode", secret)
    #expect(secret.isEmpty)
    for _ in 1...2 {
      guard case .secret(let recalled) = await keeper.recall("passcode") else {
        Issue.record("nothing recalled")
        return
      }
      #expect(recalled.withBytes { Array($0) } == Array("open sesame".utf8))
      recalled.wipe()
    }
    try await keeper.forget("passcode")
    try await keeper.forget("passcode")
    guard case .nothing = await keeper.recall("passcode") else {
      Issue.record("not forgotten")
      return
    }
  }

  @Test func itFailsAsKeystoresDo() async throws {
    let keeper = MemoryKeeper()
    try await keeper.keep("passcode", sesame())
    keeper.become(.declining)
    guard case .declined = await keeper.recall("passcode") else {
      Issue.record("not declined")
      return
    }
    keeper.become(.broken(code: -25_308))
    guard case .unavailable(-25_308) = await keeper.recall("passcode") else {
      Issue.record("not unavailable")
      return
    }
    let handed = sesame()
    await #expect(throws: KeeperError(code: -25_308)) { try await keeper.keep("passcode", handed) }
    await #expect(throws: KeeperError(code: -25_308)) { try await keeper.forget("passcode") }
    #expect(handed.isEmpty)
    keeper.become(.willing)
    keeper.loseEverything()
    guard case .nothing = await keeper.recall("passcode") else {
      Issue.record("not lost")
      return
    }
  }
}
