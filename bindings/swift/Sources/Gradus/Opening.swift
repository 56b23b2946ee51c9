import Foundation

extension Vault {
  /// How much work one guess at the passcode costs.
  public enum Stretch: Sendable {
    /// What every vault should have: 46 MiB, three passes.
    case standard
    /// As little as is accepted: for tests, and for phones on which opening would take seconds. A stolen copy is tried
    /// about four times as fast.
    case light
  }

  /// Makes a new vault in `folder`, which must not exist or be empty, and gives its recovery code, once. The vault is closed
  /// again: ``open(_:passcode:clock:)`` it. The passcode is any bytes but none at all, and is wiped.
  public static func create(
    _ folder: URL, passcode: Secret, stretch: Stretch = .standard, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> NewVault {
    try await CallQueue().run { () throws(GradusError) -> NewVault in
      var made = try passcode.spend { passcode in
        switch stretch {
        case .standard: try createVault(folder: path(of: folder), passcode: passcode, now: clock.reading())
        case .light: try createLightVault(folder: path(of: folder), passcode: passcode, now: clock.reading())
        }
      }
      return NewVault(id: made.vault, recoveryCode: Secret(wiping: &made.recoveryCode))
    }
  }

  /// Makes a new vault whose passcode opens it only together with `deviceSecret`: 32 random bytes that this device's keystore
  /// holds and no backup does. A copy of the folder cannot be tried out then, so that six digits are enough. After a
  /// reinstallation, or on a new phone, only the recovery code opens it. The passcode is stretched for half a second, as
  /// measured on this device. Both secrets are wiped.
  public static func create(
    _ folder: URL, passcode: Secret, deviceSecret: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> NewVault {
    let kept = deviceSecret.taken()
    return try await CallQueue().run { () throws(GradusError) -> NewVault in
      var made = try passcode.spend { passcode in
        try kept.spend {
          try createVaultOnDevice(
            folder: path(of: folder), passcode: passcode, deviceSecret: $0, trialMs: trialMs(), now: clock.reading())
        }
      }
      return NewVault(id: made.vault, recoveryCode: Secret(wiping: &made.recoveryCode))
    }
  }

  /// The ways into the vault in `folder`, in the order in which they were made: for the screen that asks for one of them. It
  /// needs no secret.
  public static func waysIn(_ folder: URL) async throws(GradusError) -> [WayInView] {
    try await CallQueue().run { () throws(GradusError) -> [WayInView] in
      let place = try path(of: folder)
      return try typed { try GradusCore.waysIn(folder: place) }
    }
  }

  /// What this device does with the vault in `folder` at a lock. It needs no secret.
  public static func lockPolicy(_ folder: URL) async throws(GradusError) -> LockPolicyView {
    try await CallQueue().run { () throws(GradusError) -> LockPolicyView in
      let place = try path(of: folder)
      return try typed { try GradusCore.lockPolicy(folder: place) }
    }
  }

  /// How many passcodes may be tried on the vault in `folder` before the next wait, and how long a wait still runs: for the
  /// screen that asks for one. The recovery code never waits.
  public static func passcodeTries(
    _ folder: URL, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> PasscodeTries {
    try await CallQueue().run { () throws(GradusError) -> PasscodeTries in
      let place = try path(of: folder)
      return try typed { try GradusCore.passcodeTries(folder: place, now: clock.reading()) }
    }
  }

  /// Opens the vault in `folder`. The whole vault is checked; a failure changes no file but the count of wrong passcodes.
  /// The passcode is wiped.
  public static func open(
    _ folder: URL, passcode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Vault {
    try await opened(clock) { () throws(GradusError) -> CoreVault in
      try passcode.spend { try CoreVault.open(folder: path(of: folder), passcode: $0, now: clock.reading()) }
    }
  }

  /// Opens the vault in `folder` on a device whose keystore holds a secret beside the passcode. It opens a vault that asks for
  /// both, and one that asks for the passcode alone. Both secrets are wiped.
  public static func open(
    _ folder: URL, passcode: Secret, deviceSecret: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Vault {
    let kept = deviceSecret.taken()
    return try await opened(clock) { () throws(GradusError) -> CoreVault in
      try passcode.spend { passcode in
        try kept.spend {
          try CoreVault.openOnDevice(
            folder: path(of: folder), passcode: passcode, deviceSecret: $0, now: clock.reading())
        }
      }
    }
  }

  /// Opens the vault in `folder` with a secret that the keystore gave out by itself, as after a face or a finger. It is wiped.
  public static func open(
    _ folder: URL, platformSecret: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Vault {
    try await opened(clock) { () throws(GradusError) -> CoreVault in
      try platformSecret.spend {
        try CoreVault.openByPlatform(folder: path(of: folder), platformSecret: $0, now: clock.reading())
      }
    }
  }

  /// Opens the vault in `folder` with its recovery code as it was typed: case, spaces and dashes do not matter. The code is
  /// wiped.
  public static func recover(
    _ folder: URL, recoveryCode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Vault {
    try await opened(clock) { () throws(GradusError) -> CoreVault in
      try recoveryCode.spend { try CoreVault.recover(folder: path(of: folder), recoveryCode: $0, now: clock.reading()) }
    }
  }

  /// Makes a vault in memory for tests, previews and a look around: no file, no passcode, gone when it is locked. Every
  /// random byte follows from `seed`, so the same calls give the same ids in every language. With `people`, ready-made ones
  /// live in it, whose diaries end just before the clock's moment.
  public static func practice(
    seed: UInt64 = 1, people: [PracticePerson] = [], clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Vault {
    try await opened(clock) { () throws(GradusError) -> CoreVault in
      try typed {
        people.isEmpty
          ? try CoreVault.practice(seed: seed, now: clock.reading())
          : try CoreVault.practiceWith(seed: seed, people: people, now: clock.reading())
      }
    }
  }

  /// Puts a damaged second copy of the header or a damaged mark right, after checking that the rest of the vault holds. The
  /// passcode is wiped.
  public static func mend(
    _ folder: URL, passcode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try passcode.spend { try mendVault(folder: path(of: folder), passcode: $0, now: clock.reading()) }
    }
  }

  /// The same with the recovery code in place of the passcode.
  public static func mend(
    _ folder: URL, recoveryCode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try recoveryCode.spend {
        try mendVaultByRecovery(folder: path(of: folder), recoveryCode: $0, now: clock.reading())
      }
    }
  }

  /// The same on a device whose keystore holds a secret beside the passcode. Both are wiped.
  public static func mend(
    _ folder: URL, passcode: Secret, deviceSecret: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    let kept = deviceSecret.taken()
    return try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try passcode.spend { passcode in
        try kept.spend {
          try mendVaultOnDevice(
            folder: path(of: folder), passcode: passcode, deviceSecret: $0, now: clock.reading())
        }
      }
    }
  }

  /// Mends, and takes what is there for the whole truth where the vault may be an older state of itself. What was written
  /// since that state is lost: only for a person who knows why, and never unasked. The passcode is wiped.
  public static func acceptOlderState(
    _ folder: URL, passcode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try passcode.spend {
        try GradusCore.acceptOlderState(folder: path(of: folder), passcode: $0, now: clock.reading())
      }
    }
  }

  /// The same with the recovery code in place of the passcode.
  public static func acceptOlderState(
    _ folder: URL, recoveryCode: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try recoveryCode.spend {
        try acceptOlderStateByRecovery(folder: path(of: folder), recoveryCode: $0, now: clock.reading())
      }
    }
  }

  /// The same on a device whose keystore holds a secret beside the passcode. Both are wiped.
  public static func acceptOlderState(
    _ folder: URL, passcode: Secret, deviceSecret: Secret, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> VerifyView {
    let kept = deviceSecret.taken()
    return try await CallQueue().run { () throws(GradusError) -> VerifyView in
      try passcode.spend { passcode in
        try kept.spend {
          try acceptOlderStateOnDevice(
            folder: path(of: folder), passcode: passcode, deviceSecret: $0, now: clock.reading())
        }
      }
    }
  }

  /// Destroys the vault in `folder` for good, first what wraps its key and then its files; nothing else in the folder is
  /// touched. It takes no secret: ask for a typed word before, and delete what the keychain holds of this vault first. The
  /// vault must be locked. After a crash or an error call it again; where no vault is, it does nothing and says so.
  ///
  /// It reaches no copy elsewhere. `language` is a tag such as `es`; English without it.
  public static func erase(_ folder: URL, language: String? = nil) async throws(GradusError) -> ErasedView {
    try await CallQueue().run { () throws(GradusError) -> ErasedView in
      try typed { try eraseVault(folder: path(of: folder), language: language) }
    }
  }

  private static func opened(
    _ clock: any GradusClock, _ open: @escaping @Sendable () throws(GradusError) -> CoreVault
  ) async throws(GradusError) -> Vault {
    let queue = CallQueue()
    return try await queue.run { () throws(GradusError) -> Vault in
      Vault(try open(), clock: clock, queue: queue)
    }
  }
}

/// A vault lies in a folder of this device; the path of any other URL would be a surprise.
func path(of folder: URL) throws(GradusError) -> String {
  guard folder.isFileURL else {
    let wrong = WrongField(line: nil, field: "folder", wrong: "is no file URL", right: "make it with URL(filePath:)")
    throw .Invalid(fields: [wrong])
  }
  return folder.path
}

/// What a new vault gives its owner, once.
public struct NewVault: Sendable {
  /// Id of the vault, in hex.
  public let id: String
  /// The recovery code in ASCII, to be written on paper. Nobody keeps it and nothing can show it again. Wipe it once it was
  /// shown and retyped.
  public let recoveryCode: Secret
}
