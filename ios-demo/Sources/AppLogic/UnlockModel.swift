import Foundation
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
  /// What of the diary is damaged, as long as somebody looks at what can be done.
  public private(set) var damage: Damage?
  /// Where somebody who has no copy saves what holds of it.
  public private(set) var salvage: SalvageModel?
  public private(set) var trouble: Trouble?
  public private(set) var notice: String?
  @ObservationIgnored var opened: @MainActor (Vault) async -> Void = { _ in }
  @ObservationIgnored var wantsRestore: @MainActor () -> Void = {}
  @ObservationIgnored var wantsStop: @MainActor () -> Void = {}
  let device: Device
  private var hasAsked = false
  /// What the core said last of sessions behind the lock.
  private var runs: [LockedRunView] = []
  /// When Stop was pressed while the diary is locked: the first press counts.
  private var pressed: Date?
  /// Whether the core cannot say what goes on behind the lock: a session may.
  private(set) var isUnread = false

  /// How many wrong passcodes are left.
  public let tries: Tries

  /// Whether a passcode is taken now.
  public var isWaiting: Bool { tries.waitMs != nil && !usesRecovery }

  init(device: Device) {
    self.device = device
    tries = Tries(device: device)
    tellStop()
  }

  /// Asks the core how many wrong passcodes are left.
  public func countTries() async {
    do {
      try await tries.count()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// Says that something was not written down.
  func tellLost() {
    notice = words(.unlockUnsaved)
  }

  /// Says that a Stop is kept, and since when.
  func tellStop() {
    pressed = pressed ?? device.stopMoment.flatMap { Rfc3339.date($0.wall) }
  }

  /// Whether a session was stopped of which something is still inside, or may be.
  public var mustTakeOut: Bool {
    let isInside = runs.contains { ($0.hasEnded || pressed != nil) && $0.events.contains("out") }
    return isInside || isUnread && pressed != nil
  }

  /// Whether Stop would end something, or may.
  public var mayStop: Bool { pressed == nil && (isUnread || runs.contains(where: \.mayStop)) }

  /// What became of a Stop; it says nothing of a person.
  public var stopped: String? {
    let said = pressed.map { words(.stopKept, words.time($0, in: device.zone)) }
    guard mustTakeOut else { return said }
    return said.map { $0 + " " + words(.stopOut) } ?? words(.unlockStopped)
  }

  /// That a session goes on which can be stopped here, and since when, or that one may; `nil` while none does.
  public var running: String? {
    guard mayStop else { return nil }
    let since = runs.first(where: \.mayStop).flatMap { Rfc3339.date($0.started) }
    return since.map { words(.unlockGoesOn, words.moment($0, in: device.zone)) } ?? words(.unlockMayGoOn)
  }

  /// What the core says of sessions behind the lock; `nil` where it cannot say. What it said before still counts then.
  func tell(of runs: [LockedRunView]?) {
    isUnread = runs == nil && device.hasVault
    self.runs = runs ?? self.runs
  }

  /// Stops the session behind the lock. Nothing is asked, and no passcode either.
  public func stop() {
    wantsStop()
  }

  public var words: Wording { device.words }

  /// Whether face or finger was chosen.
  public var offersKeeper: Bool { device.usesKeeper }

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
    switch await device.keeper.recall(Device.kept) {
    case .secret(let secret): await open(kept: secret)
    case .nothing:
      device.notebook.write(nil, for: .usesKeeper)
      notice = words(.keeperLost)
    case .declined: notice = words(.keeperDeclined)
    case .unavailable: notice = words(.keeperDeclined)
    }
  }

  /// Opens the diary with what the keystore gave out. A diary that has no such way any more, such as a copy that was brought
  /// back, says so, and nothing is counted.
  private func open(kept secret: Secret) async {
    do {
      try await opened(Vault.open(device.folder, platformSecret: secret, clock: device.clock))
    } catch GradusError.WrongSecret, GradusError.Refused {
      await device.forgetKeeper()
      notice = words(.keeperGone)
    } catch {
      await fail(error)
    }
  }

  /// What the button under a trouble does.
  public func goForward() async {
    switch trouble?.forward {
    case .restore: restore()
    case .older: (isOlder, trouble) = (true, nil)
    default: trouble = nil
    }
  }

  /// Brings a copy of the diary back in its place.
  public func restore() {
    wantsRestore()
  }

  /// Leaves a damaged diary, or an older state of it, as it is.
  public func leaveAsIs() {
    (isOlder, damage, passcode, recoveryCode, trouble) = (false, nil, "", "", nil)
  }

  /// To what can be saved of a diary that nothing mends. Nothing is done yet.
  public func beginSalvage() {
    trouble = nil
    salvage = SalvageModel(
      device: device, placed: { [weak self] in await self?.openSalvaged($0) },
      erased: { [weak self] in await self?.tellErased() }, restore: { [weak self] in self?.restore() })
  }

  public func leaveSalvage() {
    salvage?.end()
    salvage = nil
  }

  /// Opens the diary that took the damaged one's place. Where that fails, the passcode is asked for.
  private func openSalvaged(_ passcode: Secret) async {
    (salvage, damage) = (nil, nil)
    await attempt { [folder = device.folder, clock = device.clock] () throws(GradusError) -> Vault in
      let vault = try await Vault.open(folder, passcode: passcode, clock: clock)
      // Where this is not written, the diary asks once more whether the code is on paper.
      _ = try? await vault.recoveryCodeNoted()
      return vault
    }
  }

  /// The last wrong passcode counts there as it does here.
  private func tellErased() async {
    leaveSalvage()
    damage = nil
    await fail(.Erased)
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

  /// Repairs what can be repaired without losing an entry, and opens the diary.
  public func mend() async {
    guard let (typed, again) = secrets() else { return }
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

  private func attempt(_ open: () async throws(GradusError) -> Vault) async {
    do {
      let vault = try await open()
      trouble = nil
      device.noteTyped()
      await opened(vault)
    } catch {
      await fail(error)
    }
  }

  /// Says why the diary does not open.
  private func fail(_ error: GradusError) async {
    let new = Damage(error, in: words)
    damage = new ?? damage
    trouble = new == nil ? Trouble(error, in: words) : nil
    if error == .Erased {
      // What the keystore holds opens nothing any more.
      await device.forgetKeeper()
      for entry in [NotebookEntry.person, .stopped] { device.notebook.write(nil, for: entry) }
    }
    await countTries()
  }
}
