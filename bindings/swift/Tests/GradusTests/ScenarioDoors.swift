import Foundation
import Gradus
import GradusTestKit

/// The verbs of `Vault` that take a folder, or make a vault.
struct ScenarioDoors {
  let clock: ScriptClock

  /// The vault that a verb opens; nil where it is none of those.
  func opened(_ call: String, _ with: Arguments) async throws -> Vault? {
    switch call {
    case "practice": try await Vault.practice(seed: with.whole("seed"), clock: clock)
    case "practice_with": try await Vault.practice(seed: with.whole("seed"), people: with.people, clock: clock)
    case "open": try await Vault.open(with.place("folder"), passcode: with.secret("passcode"), clock: clock)
    case "open_on_device":
      try await Vault.open(
        with.place("folder"), passcode: with.secret("passcode"), deviceSecret: with.secret("device_secret"),
        clock: clock)
    case "open_by_platform":
      try await Vault.open(with.place("folder"), platformSecret: with.secret("platform_secret"), clock: clock)
    case "recover":
      try await Vault.recover(with.place("folder"), recoveryCode: with.secret("recovery_code"), clock: clock)
    default: nil
    }
  }

  /// What a verb with a folder answers; nil where it is none of those.
  func answer(_ call: String, _ with: Arguments) async throws -> String? {
    guard with.maybe("folder") != nil else { return nil }
    let folder = try with.place("folder")
    switch call {
    case "ways_in": return canonicalJson(try await Vault.waysIn(folder))
    case "lock_policy": return canonicalJson(try await Vault.lockPolicy(folder))
    case "passcode_tries": return canonicalJson(try await Vault.passcodeTries(folder, clock: clock))
    case "while_locked": return canonicalJson(try await Vault.whileLocked(folder, clock: clock))
    case "log_while_locked":
      return canonicalJson(
        try await Vault.logWhileLocked(
          folder, person: with.text("person"), note: with.text("note"), occurrence: with.maybe("occurrence"),
          clock: clock))
    case "run_event_while_locked":
      return canonicalJson(
        try await Vault.runEventWhileLocked(
          folder, run: with.text("run"), event: with.text("event"), clock: clock))
    case "erase_vault": return canonicalJson(try await Vault.erase(folder, language: with.maybe("language")))
    case "salvage_vault": return try await salvaged(folder, with)
    default:
      if let made = try await made(call, folder, with) { return made }
      return try await mended(call, folder, with)
    }
  }

  private func made(_ call: String, _ folder: URL, _ with: Arguments) async throws -> String? {
    switch call {
    case "create_vault":
      canonicalJson(setUp(try await Vault.create(folder, passcode: with.secret("passcode"), clock: clock)))
    case "create_light_vault":
      canonicalJson(
        setUp(try await Vault.create(folder, passcode: with.secret("passcode"), stretch: .light, clock: clock)))
    case "create_vault_on_device":
      canonicalJson(
        setUp(
          try await Vault.create(
            folder, passcode: with.secret("passcode"), deviceSecret: with.secret("device_secret"), clock: clock)))
    default: nil
    }
  }

  private func mended(_ call: String, _ folder: URL, _ with: Arguments) async throws -> String? {
    switch call {
    case "mend_vault":
      canonicalJson(try await Vault.mend(folder, passcode: with.secret("passcode"), clock: clock))
    case "mend_vault_by_recovery":
      canonicalJson(try await Vault.mend(folder, recoveryCode: with.secret("recovery_code"), clock: clock))
    case "mend_vault_on_device":
      canonicalJson(
        try await Vault.mend(
          folder, passcode: with.secret("passcode"), deviceSecret: with.secret("device_secret"), clock: clock))
    case "accept_older_state":
      canonicalJson(try await Vault.acceptOlderState(folder, passcode: with.secret("passcode"), clock: clock))
    case "accept_older_state_by_recovery":
      canonicalJson(
        try await Vault.acceptOlderState(folder, recoveryCode: with.secret("recovery_code"), clock: clock))
    case "accept_older_state_on_device":
      canonicalJson(
        try await Vault.acceptOlderState(
          folder, passcode: with.secret("passcode"), deviceSecret: with.secret("device_secret"), clock: clock))
    default: nil
    }
  }

  private func salvaged(_ folder: URL, _ with: Arguments) async throws -> String {
    let draft = try with.record("draft")
    let saved = try await Vault.salvage(
      folder, with.proof(), into: draft.place("into"), newPasscode: with.secret("new_passcode"),
      deviceSecret: with.deviceSecret(), language: draft.maybe("language"), clock: clock)
    var view = saved.view
    view.made = setUp(saved.vault)
    return canonicalJson(view)
  }
}

/// What the core gave, with the code that is random and is hidden.
func setUp(_ made: NewVault) -> SetUp {
  SetUp(vault: made.id, recoveryCode: made.recoveryCode.withBytes { Data($0) })
}

/// What somebody does to the files of a vault; false where the step is a verb.
func actedOnDisk(_ call: String, _ with: Arguments) throws -> Bool {
  switch call {
  case "copy": try copy(with.place("of"), to: with.place("to"))
  case "cut":
    let (file, bytes): (URL, Int) = (try with.place("file"), try with.whole("bytes"))
    try Data(contentsOf: file).prefix(bytes).write(to: file)
  case "flip":
    let (file, byte): (URL, Int) = (try with.place("file"), try with.whole("byte"))
    var content = [UInt8](try Data(contentsOf: file))
    content[byte] ^= 1
    try Data(content).write(to: file)
  case "remove": try FileManager.default.removeItem(at: with.place("file"))
  default: return false
  }
  return true
}

/// A file over another one, or a folder in the place of another one.
private func copy(_ of: URL, to place: URL) throws {
  if FileManager.default.fileExists(atPath: place.path) { try FileManager.default.removeItem(at: place) }
  try FileManager.default.copyItem(at: of, to: place)
}
