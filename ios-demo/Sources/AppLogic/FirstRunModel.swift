import Foundation
import Gradus
import Observation

/// From the first touch to an open diary: start or restore, what the app is for, passcode, recovery code.
@MainActor
@Observable
public final class FirstRunModel {
  public enum Step: Equatable, Sendable {
    case welcome, use, passcode, code, retype, emergency, restore
  }

  public var step = Step.welcome
  public var new = TypedTwice()
  public var usesKeeper = false
  public private(set) var code = ""
  public var codeAgain = ""
  public var emergencyNumber: String
  public var restoreFolder: URL?
  public var restoreCode = ""
  public private(set) var trouble: Trouble?
  /// What became of the diary that was here before.
  public internal(set) var said: String?
  /// Whether the chosen copy is an older state of itself, and somebody asks what can be done.
  public private(set) var isOlder = false
  @ObservationIgnored var finished: @MainActor (Vault) async -> Void = { _ in }
  @ObservationIgnored var wantsUnlock: @MainActor () -> Void = {}
  private let device: Device
  private var secret: Secret?
  private var vault: Vault?

  init(device: Device) {
    self.device = device
    emergencyNumber = device.emergencyNumber
  }

  public var words: Wording { device.words }

  /// One step on. Nothing is made before the passcode was entered twice, and nothing is kept before the recovery code was
  /// typed back.
  public func next() async {
    trouble = nil
    switch step {
    case .welcome: step = .use
    case .use: step = .passcode
    case .passcode: await makeVault()
    case .code: step = .retype
    case .retype: await keepVault()
    case .emergency: await finish()
    case .restore: await restore()
    }
  }

  /// What the button under a trouble does.
  public func goForward() async {
    guard step == .restore || !device.hasVault else { return wantsUnlock() }
    switch trouble?.forward {
    case .unlock: wantsUnlock()
    case .mend: await restore(.mended)
    case .older: (isOlder, trouble) = (true, nil)
    // This copy cannot be read: another one is chosen.
    case .restore: (restoreFolder, isOlder, trouble) = (nil, false, nil)
    case .again, .dismiss, nil: trouble = nil
    }
  }

  /// Takes the chosen copy for the whole truth although it is an older state of itself.
  public func acceptOlder() async {
    await restore(.older)
  }

  public func chooseRestore() {
    (step, trouble) = (.restore, nil)
  }

  /// One step back; from the recovery code too, which throws the vault away that nobody has used yet.
  public func back() {
    trouble = nil
    switch step {
    case .welcome, .emergency: break
    case .restore where isOlder: isOlder = false
    case .use, .restore: step = .welcome
    case .passcode: step = .use
    case .code:
      discard()
      step = .passcode
    case .retype: step = .code
    }
  }

  /// Closes the diary that waits behind the last question; says whether there was one.
  func shut() -> Bool {
    guard let vault else { return false }
    try? vault.lock()
    self.vault = nil
    return true
  }

  private func makeVault() async {
    if let gap = new.gap { return say(gap) }
    discard()
    let typed = Secret(typed: new.first)
    secret = typed.copy()
    await attempt { () throws(GradusError) in
      let made = try await Vault.create(device.draft, passcode: typed, stretch: device.stretch, clock: device.clock)
      code = made.recoveryCode.withBytes { String(decoding: $0, as: UTF8.self) }
      made.recoveryCode.wipe()
      (new, step) = (TypedTwice(), .code)
    }
  }

  private func keepVault() async {
    guard Self.bare(codeAgain) == Self.bare(code) else { return say(.retypeWrong) }
    guard let secret, device.placeDraft() else { return say(.troubleStorage) }
    (code, codeAgain) = ("", "")
    let again = secret.copy()
    defer { again.wipe() }
    self.secret = nil
    await settle { () throws(GradusError) in
      try await Vault.open(device.folder, passcode: secret, clock: device.clock)
    }
    device.noteTyped()
    // Face or finger is a convenience: that the keystore refused keeps nobody out.
    if usesKeeper, let vault { _ = try? await device.addKeeper(to: vault, .passcode(again)) }
  }

  private func finish() async {
    guard EmergencyNumber.link(emergencyNumber) != nil else { return say(.numberWrong) }
    device.notebook.write(emergencyNumber, for: .emergencyNumber)
    if let vault { await finished(vault) }
  }

  /// What is done to a copy before it is opened. What was chosen stays as it is.
  private enum Care { case nothing, mended, older }

  /// Opens a copy of the chosen folder; only a copy that opens takes the vault's place.
  private func restore(_ care: Care = .nothing) async {
    trouble = nil
    guard let restoreFolder else { return say(.restoreFolderMissing) }
    let typed = Secret(typed: restoreCode)
    guard !typed.isEmpty else { return say(.retypeTitle) }
    discard()
    let again = typed.copy()
    guard copy(restoreFolder, to: device.draft) else { return say(.troubleStorage) }
    await attempt { () throws(GradusError) in
      switch care {
      case .nothing: break
      case .mended: _ = try await Vault.mend(device.draft, recoveryCode: again.copy(), clock: device.clock)
      case .older:
        _ = try await Vault.acceptOlderState(device.draft, recoveryCode: again.copy(), clock: device.clock)
      }
      let tried = try await Vault.recover(device.draft, recoveryCode: typed, clock: device.clock)
      try tried.lock()
    }
    guard trouble == nil else { return discard() }
    guard device.replaceByDraft() else { return say(.troubleStorage) }
    (restoreCode, isOlder) = ("", false)
    await settle { () throws(GradusError) in
      try await Vault.recover(device.folder, recoveryCode: again, clock: device.clock)
    }
  }

  private func discard() {
    device.discardDraft()
    code = ""
  }

  private func copy(_ from: URL, to place: URL) -> Bool {
    #if canImport(Darwin)
      let isScoped = from.startAccessingSecurityScopedResource()
      defer { if isScoped { from.stopAccessingSecurityScopedResource() } }
    #endif
    return (try? FileManager.default.copyItem(at: from, to: place)) != nil
  }

  /// Opens the vault that has taken its place. Where that fails, the passcode's screen is the way on.
  private func settle(_ open: () async throws(GradusError) -> Vault) async {
    await attempt { () throws(GradusError) in
      vault = try await open()
      step = .emergency
    }
    if let told = trouble { trouble = Trouble(told.words, .unlock) }
  }

  private func attempt(_ work: () async throws(GradusError) -> Void) async {
    do {
      try await work()
    } catch {
      let told = Trouble(error, in: words)
      // No passcode is asked for where there is nothing to unlock.
      trouble = told.forward == .unlock && !device.hasVault ? Trouble(told.words) : told
    }
  }

  private func say(_ phrase: Phrase) {
    trouble = Trouble(words(phrase))
  }

  /// As the core reads a code: case, spaces and dashes do not matter.
  static func bare(_ code: String) -> String {
    code.uppercased().filter { $0.isLetter || $0.isNumber }
  }
}
