/// Keeps a secret in the platform's keystore, behind the owner's finger, face or screen lock.
///
/// It is a convenience and never the only way in: keystores lose keys when a finger is added, a lock is removed or a phone
/// is restored. Whatever ``recall(_:)`` answers, the passcode and the recovery code open the vault. ``Keychain`` is Apple's;
/// `MemoryKeeper` of GradusTestKit is for tests.
public protocol SecretKeeper: Sendable {
  /// Keeps the secret under this name, in place of what was kept there. The secret is wiped when this returns.
  func keep(_ name: String, _ secret: Secret) async throws(KeeperError)

  /// Asks the owner, if the keeper has to, and answers with the secret or says why there is none.
  func recall(_ name: String) async -> Recalled

  /// Drops what is kept under this name; does nothing where nothing is.
  func forget(_ name: String) async throws(KeeperError)
}

/// What a ``SecretKeeper`` answers. Each arm but `secret` leads to the passcode screen.
public enum Recalled: Sendable {
  /// The secret. Hand it to ``Vault/open(_:passcode:clock:)``, which wipes it.
  case secret(Secret)
  /// Nothing was kept, it was forgotten, or the keystore dropped it because a finger was added or the screen lock removed.
  case nothing
  /// The owner turned the prompt away, or it failed too often.
  case declined
  /// The keystore cannot be used now.
  case unavailable(code: Int32)
}

/// The keystore refused.
public struct KeeperError: Error, Hashable, Sendable {
  /// The system's own number for it.
  public let code: Int32

  public init(code: Int32) {
    self.code = code
  }
}
