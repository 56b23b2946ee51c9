import Foundation

/// What proves that the owner asks for a change of the ways into an open vault, because an unlocked phone may be in somebody
/// else's hand. The call that it is handed to wipes it, however it ends.
public enum Proof: Sendable {
  /// The present passcode. A wrong one is counted as at the lock.
  case passcode(Secret)
  /// The recovery code as it was typed.
  case recoveryCode(Secret)

  var kind: ProofKind {
    switch self {
    case .passcode: .passcode
    case .recoveryCode: .recoveryCode
    }
  }

  var secret: Secret {
    switch self {
    case .passcode(let secret), .recoveryCode(let secret): secret
    }
  }
}

extension Vault {
  /// Puts `newPasscode` in the place of the one that there is. The log is not touched, however long it is; copies of the
  /// folder made before open as they did.
  ///
  /// `deviceSecret` is what this device's keystore holds: 32 random bytes that are in no backup. It proves the present
  /// passcode where that asks for it, and with it the new one opens the vault on this device only, so that six digits are
  /// enough. After a reinstallation, or on a new phone, the recovery code is the proof and the device's secret a new one.
  public func changePasscode(
    _ proof: Proof, to newPasscode: Secret, deviceSecret: Secret? = nil
  ) throws(GradusError) {
    let (new, kept) = (newPasscode.taken(), deviceSecret?.taken())
    try proven(proof, kept) { secret, kept in
      try new.spend {
        try handle.changePasscode(
          proof: proof.kind, secret: secret, newPasscode: $0, deviceSecret: kept, trialMs: Vault.trialMs(),
          now: clock.reading())
      }
    }
  }

  /// Gives the vault a new key, `newPasscode` (the same one or another) and a new recovery code; every other way in ends.
  /// `deviceSecret` is as in ``changePasscode(_:to:deviceSecret:)``.
  ///
  /// For when somebody may have a copy of the folder, or has seen the passcode or the recovery code: a changed passcode
  /// leaves them the key, this does not. It needs as much space again for a while. Show the code, and call
  /// ``recoveryCodeNoted()`` once it is on paper.
  public func rotateKey(
    _ proof: Proof, to newPasscode: Secret, deviceSecret: Secret? = nil
  ) throws(GradusError) -> NewVault {
    let (new, kept) = (newPasscode.taken(), deviceSecret?.taken())
    var made = try proven(proof, kept) { secret, kept in
      try new.spend {
        try handle.rotateKey(
          proof: proof.kind, secret: secret, newPasscode: $0, deviceSecret: kept, trialMs: Vault.trialMs(),
          now: clock.reading())
      }
    }
    return NewVault(id: made.vault, recoveryCode: Secret(wiping: &made.recoveryCode))
  }

  /// What a renewal of the key left to be told, to be asked after each opening: that it was cut short, or that its new
  /// recovery code may not have been read; nil otherwise.
  public func rotationLeft() throws(GradusError) -> RotationView? {
    try asked { try handle.rotationLeft() }
  }

  /// The person has the new recovery code on paper: ``rotationLeft()`` tells nothing of it any more.
  public func recoveryCodeNoted() throws(GradusError) {
    try asked { try handle.recoveryCodeNoted() }
  }

  /// Makes another recovery code, and gives it this once. The one before opens nothing any more.
  public func renewRecoveryCode(_ proof: Proof, deviceSecret: Secret? = nil) throws(GradusError) -> Secret {
    var made = try proven(proof, deviceSecret?.taken()) { secret, kept in
      try handle.renewRecoveryCode(proof: proof.kind, secret: secret, deviceSecret: kept, now: clock.reading())
    }
    return Secret(wiping: &made.recoveryCode)
  }

  /// Lets `platformSecret`, 32 random bytes or more that the keystore gives out after a face or a finger, open the vault from
  /// now on, and tells the id of that way. With `replaced` it takes the place of an earlier one.
  public func addPlatformWay(
    _ proof: Proof, platformSecret: Secret, replaced: UInt16? = nil, deviceSecret: Secret? = nil
  ) throws(GradusError) -> UInt16 {
    let (platform, kept) = (platformSecret.taken(), deviceSecret?.taken())
    return try proven(proof, kept) { secret, kept in
      try platform.spend {
        try handle.addPlatformWay(
          proof: proof.kind, secret: secret, deviceSecret: kept, platformSecret: $0, replaced: replaced,
          now: clock.reading())
      }
    }
  }

  /// Closes a way into the vault, by its id in ``waysIn(_:)``. The recovery code stays, and can be renewed.
  public func removeWay(_ proof: Proof, id: UInt16, deviceSecret: Secret? = nil) throws(GradusError) {
    try proven(proof, deviceSecret?.taken()) { secret, kept in
      try handle.removeWay(proof: proof.kind, secret: secret, deviceSecret: kept, id: id, now: clock.reading())
    }
  }

  /// Changes what this device does with the vault at a lock. ``lockPolicy(_:)`` tells it.
  ///
  /// What makes it weaker asks for a proof, and without one is `SecretNeeded`: longer open in the background or with the screen
  /// off, more wrong passcodes before everything is erased, or none. So does any change while wrong passcodes are counted.
  public func setLockPolicy(
    _ policy: LockPolicyView, proof: Proof? = nil, deviceSecret: Secret? = nil
  ) throws(GradusError) {
    guard let proof else {
      return try asked {
        try handle.setLockPolicy(
          proof: nil, secret: Data(), deviceSecret: Data(), policy: policy, now: clock.reading())
      }
    }
    try proven(proof, deviceSecret?.taken()) { secret, kept in
      try handle.setLockPolicy(
        proof: proof.kind, secret: secret, deviceSecret: kept, policy: policy, now: clock.reading())
    }
  }

  private func proven<Answer>(
    _ proof: Proof, _ deviceSecret: Secret?, _ change: (Data, Data) throws -> Answer
  ) throws(GradusError) -> Answer {
    try asked {
      try proof.secret.spend { secret in
        guard let deviceSecret else { return try change(secret, Data()) }
        return try deviceSecret.spend { try change(secret, $0) }
      }
    }
  }

  /// How long this device takes to stretch a passcode as little as is accepted.
  static func trialMs() throws -> UInt32 {
    let took = try ContinuousClock().measure { try stretchTrial() }.components
    return max(1, UInt32(clamping: took.seconds * 1_000 + took.attoseconds / 1_000_000_000_000_000))
  }
}

extension Secret {
  /// The same bytes in a secret of their own; this one is wiped. So one that is handed in twice cannot wait for itself.
  func taken() -> Secret {
    defer { wipe() }
    return copy()
  }
}
