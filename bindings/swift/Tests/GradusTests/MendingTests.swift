import Foundation
import Gradus
import GradusTestKit
import Testing

#if canImport(CryptoKit)
  import CryptoKit
#endif

/// What is put right, what is taken for the truth, and everything that keeps either from being done.
@Suite(.timeLimit(.minutes(30))) struct MendingTests {
  /// Passcode or recovery code, for each of the two.
  enum Door: CaseIterable, CustomTestStringConvertible {
    case mendByPasscode, mendByCode, acceptByPasscode, acceptByCode

    var takesCode: Bool { self == .mendByCode || self == .acceptByCode }
    var testDescription: String { "\(self)" }

    func open(_ folder: URL, _ secret: Secret, _ clock: any GradusClock) async throws -> VerifyView {
      switch self {
      case .mendByPasscode: try await Vault.mend(folder, passcode: secret, clock: clock)
      case .mendByCode: try await Vault.mend(folder, recoveryCode: secret, clock: clock)
      case .acceptByPasscode: try await Vault.acceptOlderState(folder, passcode: secret, clock: clock)
      case .acceptByCode: try await Vault.acceptOlderState(folder, recoveryCode: secret, clock: clock)
      }
    }
  }

  @Test(arguments: Door.allCases) func aDamagedHeaderIsMended(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await made(scratch, clock)
    try flip(scratch.vault.appendingPathComponent("vault.hdr2"), at: 40)
    guard case .Damaged(_, _, _, mendable: true) = await opening(scratch, clock) else {
      Issue.record("not said to be mendable")
      return
    }
    let view = try await door.open(scratch.vault, door.takesCode ? code : sesame(), clock)
    #expect(view.sound && !view.mended.isEmpty)
    #expect(await opening(scratch, clock) == nil)
  }

  /// The vault's database is put back as it was an hour ago, its mark is not.
  @Test(arguments: Door.allCases) func anOlderStateIsTakenOnlyWhenAsked(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await rolledBack(scratch, clock)
    #expect(await opening(scratch, clock)?.kind == "rolled_back")
    let secret = door.takesCode ? code : sesame()
    if door == .mendByPasscode || door == .mendByCode {
      // Mending loses nothing, and so does not do it.
      #expect(await refusal { _ = try await door.open(scratch.vault, secret, clock) }?.kind == "rolled_back")
      #expect(await opening(scratch, clock)?.kind == "rolled_back")
    } else {
      #expect(try await door.open(scratch.vault, secret, clock).sound)
      let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
      #expect(try await again.people().isEmpty)
      try again.lock()
    }
    #expect(secret.isEmpty)
  }

  /// Each reason against it leaves the vault as it was, and wipes what was handed in.
  @Test(arguments: Door.allCases) func eachErrorChangesNothing(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await rolledBack(scratch, clock)
    func refused(_ folder: URL, _ secret: Secret) async throws -> GradusError {
      let thrown = await refusal { _ = try await door.open(folder, secret, clock) }
      #expect(secret.isEmpty)
      return try #require(thrown)
    }
    func right() -> Secret { door.takesCode ? code.copy() : sesame() }

    let wrong = door.takesCode ? Secret(try await strangersCode(clock)) : Secret("close sesame".utf8)
    #expect(try await refused(scratch.vault, wrong) == .WrongSecret)
    let misspelt = try await refused(scratch.vault, Secret([255, 254]))
    #expect(door.takesCode ? fields(misspelt) == ["recovery_code"] : misspelt == .WrongSecret)
    let empty = try await refused(scratch.vault, Secret([UInt8]()))
    #expect(fields(empty) == [door.takesCode ? "recovery_code" : "passcode"])
    #expect(try await refused(scratch.folder.appendingPathComponent("nowhere"), right()).kind == "refused")
    #expect(try await refused(scratch.folder, right()).kind == "refused")
    let web = try #require(URL(string: "https://example.org/vault"))
    #expect(fields(try await refused(web, right())) == ["folder"])
    let nonsense = await refusal {
      _ = try await door.open(scratch.vault, right(), HandClock(Date(timeIntervalSince1970: .nan)))
    }
    #expect(nonsense.map(fields) == ["now.wall"])
    #expect(await opening(scratch, clock)?.kind == "rolled_back")
  }

  @Test(arguments: Door.allCases) func aVaultThatIsOpenIsBusy(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await made(scratch, clock)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let secret = door.takesCode ? code : sesame()
    #expect(await refusal { _ = try await door.open(scratch.vault, secret, clock) } == .Busy)
    #expect(try await vault.verify().sound)
  }

  @Test(arguments: Door.allCases) func whatIsGoneIsNotMended(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await made(scratch, clock)
    try flip(scratch.vault.appendingPathComponent("vault.db"), at: 5_000)
    let secret = door.takesCode ? code : sesame()
    guard
      case .Damaged(_, _, _, mendable: false) = await refusal({ _ = try await door.open(scratch.vault, secret, clock) })
    else {
      Issue.record("a page that fails its check was passed over")
      return
    }
  }

  @Test(arguments: Door.allCases) func aNewerVersionIsNotTouched(_ door: Door) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let code = try await made(scratch, clock)
    let files = ["vault.hdr", "vault.hdr2"].map { scratch.vault.appendingPathComponent($0) }
    for file in files { try newer(file) }
    let before = try files.map { try Data(contentsOf: $0) }
    let secret = door.takesCode ? code : sesame()
    #expect(await refusal { _ = try await door.open(scratch.vault, secret, clock) }?.kind == "newer_version")
    #expect(try files.map { try Data(contentsOf: $0) } == before)
  }

  /// A vault on the disk, closed; its recovery code.
  private func made(_ scratch: Scratch, _ clock: HandClock) async throws -> Secret {
    let new = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    return new.recoveryCode
  }

  private func rolledBack(_ scratch: Scratch, _ clock: HandClock) async throws -> Secret {
    let code = try await made(scratch, clock)
    let database = scratch.vault.appendingPathComponent("vault.db")
    let before = try Data(contentsOf: database)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    _ = try await vault.record(.addPerson(draft: .adult("Ada")))
    try vault.lock()
    try before.write(to: database)
    return code
  }

  /// The recovery code of another vault.
  private func strangersCode(_ clock: HandClock) async throws -> [UInt8] {
    let scratch = try Scratch()
    return try await made(scratch, clock).withBytes { Array($0) }
  }

  private func opening(_ scratch: Scratch, _ clock: HandClock) async -> GradusError? {
    await refusal { try await Vault.open(scratch.vault, passcode: sesame(), clock: clock).lock() }
  }

  private func flip(_ file: URL, at place: Int) throws {
    var bytes = try Data(contentsOf: file)
    bytes[place] ^= 1
    try bytes.write(to: file)
  }

  /// As a later version would write it: another number, and the sums that go with it.
  private func newer(_ file: URL) throws {
    var bytes = try Data(contentsOf: file)
    bytes[9] = 2
    bytes.replaceSubrange(14..<18, with: try sha256(bytes.prefix(14)).prefix(4))
    bytes.replaceSubrange((bytes.count - 32)..., with: try sha256(bytes.dropLast(32)))
    try bytes.write(to: file)
  }

  private func sha256(_ bytes: Data) throws -> Data {
    #if canImport(CryptoKit)
      return Data(SHA256.hash(data: bytes))
    #else
      let (tool, input, output) = (Process(), Pipe(), Pipe())
      tool.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
      (tool.standardInput, tool.standardOutput) = (input, output)
      try tool.run()
      try input.fileHandleForWriting.write(contentsOf: bytes)
      try input.fileHandleForWriting.close()
      let hex = Array(try output.fileHandleForReading.readToEnd() ?? Data())
      tool.waitUntilExit()
      let digit = { (place: Int) in UInt8(Character(UnicodeScalar(hex[place])).hexDigitValue ?? 0) }
      return Data((0..<32).map { digit($0 * 2) << 4 | digit($0 * 2 + 1) })
    #endif
  }

  private func fields(_ error: GradusError) -> [String] {
    guard case .Invalid(let fields) = error else { return [] }
    return fields.map(\.field)
  }
}
