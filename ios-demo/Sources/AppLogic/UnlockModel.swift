import Gradus
import Observation

/// The passcode screen.
@MainActor
@Observable
public final class UnlockModel {
  public var passcode = ""
  public var recoveryCode = ""
  /// Whether the recovery code is asked for in place of the passcode.
  public private(set) var usesRecovery = false
  /// Whether somebody was told that the diary is an older state of itself, and asks what can be done.
  public private(set) var isOlder = false
  public private(set) var trouble: Trouble?
  public private(set) var notice: String?
  @ObservationIgnored var opened: @MainActor (Vault) async -> Void = { _ in }
  @ObservationIgnored var wantsRestore: @MainActor () -> Void = {}
  private let device: Device
  private var hasAsked = false
  /// What became of a Stop that was pressed while the diary is locked; it says nothing of a person.
  public private(set) var stopped: String?

  /// How many passcodes may be tried before the next wait; `nil` while every one of them may.
  public private(set) var triesLeft: UInt32?
  /// Milliseconds until the next passcode is tried; `nil` where that is now. The recovery code never waits.
  public private(set) var waitMs: UInt64?
  private var waitEnds: ClockReading?
  /// As many as the core lets everybody try.
  private static let freeTries: UInt32 = 5

  /// Whether a passcode is taken now.
  public var isWaiting: Bool { waitMs != nil && !usesRecovery }

  /// What the core says of wrong passcodes; a wait is counted down by the clock that nobody sets.
  public func countTries() async {
    guard device.hasVault else { return }
    do {
      let tries = try await Vault.passcodeTries(device.folder, clock: device.clock)
      triesLeft = tries.waitSeconds == 0 && tries.left < Self.freeTries ? tries.left : nil
      let now = device.clock.reading()
      let end = now.monotonicMs + tries.waitSeconds * 1000
      waitEnds = tries.waitSeconds == 0 ? nil : ClockReading(wall: now.wall, monotonicMs: end, boot: now.boot)
      waitMs = tries.waitSeconds == 0 ? nil : tries.waitSeconds * 1000
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// Time has passed. Whether a wait is over is the core's word: it is asked again where it should be.
  func tick() async {
    guard let waitEnds else { return }
    let now = device.clock.reading()
    guard now.boot == waitEnds.boot, now.monotonicMs < waitEnds.monotonicMs else { return await countTries() }
    waitMs = waitEnds.monotonicMs - now.monotonicMs
  }

  /// The name under which the keystore holds the passcode.
  static let kept = "passcode"

  init(device: Device) {
    self.device = device
    tellStop()
  }

  /// Says that a Stop is kept, and since when.
  func tellStop() {
    let moment = device.stopMoment.flatMap { Rfc3339.date($0.wall) }
    stopped = moment.map { words(.stopKept, words.time($0, in: device.zone)) }
  }

  public var words: Wording { device.words }

  /// Whether face or finger was chosen.
  public var offersKeeper: Bool { device.notebook.text(.usesKeeper) == "yes" }

  /// Opens the vault with what was typed. The text field is emptied whatever comes of it.
  public func unlock() async {
    let typed = Secret(typed: usesRecovery ? recoveryCode : passcode)
    (passcode, recoveryCode, notice) = ("", "", nil)
    guard !typed.isEmpty else {
      trouble = Trouble(words(usesRecovery ? .retypeTitle : .passcodeEmpty))
      return
    }
    await attempt(usesRecovery ? recovering(typed) : opening(typed))
  }

  /// Asks the keystore, once by itself and then whenever somebody wants it. Whatever it answers, the passcode field stays.
  public func askKeeper(again: Bool = false) async {
    guard offersKeeper, again || !hasAsked else { return }
    hasAsked = true
    guard !device.wantsPasscode else {
      notice = words(.passcodeDue)
      return
    }
    switch await device.keeper.recall(Self.kept) {
    case .secret(let secret): await attempt(isTyped: false, opening(secret))
    case .nothing:
      device.notebook.write(nil, for: .usesKeeper)
      notice = words(.keeperLost)
    case .declined: notice = words(.keeperDeclined)
    case .unavailable: notice = words(.keeperDeclined)
    }
  }

  /// What the button under a trouble does.
  public func goForward() async {
    switch trouble?.forward {
    case .mend: await mend()
    case .restore: restore()
    case .older: (isOlder, trouble) = (true, nil)
    default: trouble = nil
    }
  }

  /// Brings a copy of the diary back in its place.
  public func restore() {
    wantsRestore()
  }

  /// Leaves an older state as it is.
  public func leaveOlder() {
    (isOlder, passcode, recoveryCode, trouble) = (false, "", "", nil)
  }

  /// Takes the diary for the whole truth although it is an older state of itself, and opens it.
  public func acceptOlder() async {
    guard let (typed, again) = secrets() else { return }
    await attempt { [folder = device.folder, clock = device.clock, usesRecovery] () throws(GradusError) -> Vault in
      if usesRecovery {
        _ = try await Vault.acceptOlderState(folder, recoveryCode: typed, clock: clock)
        return try await Vault.recover(folder, recoveryCode: again, clock: clock)
      }
      _ = try await Vault.acceptOlderState(folder, passcode: typed, clock: clock)
      return try await Vault.open(folder, passcode: again, clock: clock)
    }
  }

  /// What was typed, twice, because each call wipes what it is given. The text field is emptied.
  private func secrets() -> (Secret, Secret)? {
    let typed = Secret(typed: usesRecovery ? recoveryCode : passcode)
    (passcode, recoveryCode, notice) = ("", "", nil)
    guard !typed.isEmpty else {
      trouble = Trouble(words(usesRecovery ? .retypeTitle : .passcodeEmpty))
      return nil
    }
    return (typed, typed.copy())
  }

  public func changeSecret() {
    usesRecovery.toggle()
    (passcode, recoveryCode, trouble) = ("", "", nil)
  }

  private func mend() async {
    let typed = Secret(typed: usesRecovery ? recoveryCode : passcode)
    guard !typed.isEmpty else {
      notice = words(.mendPasscode)
      return
    }
    let again = typed.copy()
    await attempt { [folder = device.folder, clock = device.clock, usesRecovery] () throws(GradusError) -> Vault in
      if usesRecovery {
        _ = try await Vault.mend(folder, recoveryCode: typed, clock: clock)
        return try await Vault.recover(folder, recoveryCode: again, clock: clock)
      }
      _ = try await Vault.mend(folder, passcode: typed, clock: clock)
      return try await Vault.open(folder, passcode: again, clock: clock)
    }
  }

  private func opening(_ secret: Secret) -> () async throws(GradusError) -> Vault {
    let (folder, clock) = (device.folder, device.clock)
    return { () throws(GradusError) -> Vault in try await Vault.open(folder, passcode: secret, clock: clock) }
  }

  private func recovering(_ secret: Secret) -> () async throws(GradusError) -> Vault {
    let (folder, clock) = (device.folder, device.clock)
    return { () throws(GradusError) -> Vault in try await Vault.recover(folder, recoveryCode: secret, clock: clock) }
  }

  private func attempt(isTyped: Bool = true, _ open: () async throws(GradusError) -> Vault) async {
    do {
      let vault = try await open()
      trouble = nil
      if isTyped { device.noteTyped() }
      await opened(vault)
    } catch {
      trouble = Trouble(error, in: words)
      if error == .Erased { await forgetKept() }
      await countTries()
    }
  }

  /// What the keystore holds opens nothing any more.
  private func forgetKept() async {
    try? await device.keeper.forget(Self.kept)
    for entry in [NotebookEntry.usesKeeper, .person, .stopped] { device.notebook.write(nil, for: entry) }
  }
}
