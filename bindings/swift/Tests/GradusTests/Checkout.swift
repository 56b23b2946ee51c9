import Foundation
import Gradus
import GradusTestKit

/// Where the checkout's files are.
enum Checkout {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let root = package.deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}

/// A folder that is gone when the test is over.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  var vault: URL { folder.appendingPathComponent("vault") }
}

/// The morning on which most tests begin.
func morning() -> HandClock {
  guard let clock = HandClock("2026-03-16T08:30:00+01:00") else { fatalError("a moment") }
  return clock
}

/// A vault in a folder, made with the passcode "open sesame" and the least stretching.
func vaultOnDisk(_ scratch: Scratch, _ clock: HandClock) async throws -> Vault {
  _ = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
  return try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
}

/// What a keystore would give out.
func finger() -> Secret {
  Secret([UInt8](repeating: 0xf1, count: 32))
}

func sesame() -> Secret {
  Secret("open sesame".utf8)
}

/// What a call throws; `nil` where it throws nothing.
func refusal(
  isolation: isolated (any Actor)? = #isolation, _ call: () async throws -> Void
) async -> GradusError? {
  do {
    try await call()
    return nil
  } catch {
    return error as? GradusError
  }
}
