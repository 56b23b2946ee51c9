import Foundation
public import Gradus

/// A keystore in memory, which does on demand what keystores do in the field.
public final class MemoryKeeper: SecretKeeper, @unchecked Sendable {
  private let gate = NSLock()
  private var kept: [String: Secret] = [:]
  private var mood = Mood.willing

  /// How it answers.
  public enum Mood: Sendable {
    /// As it should.
    case willing
    /// The owner turns every prompt away.
    case declining
    /// It fails with this number, whatever it is asked.
    case broken(code: Int32)
  }

  public init() {}

  /// How it answers from now on.
  public func become(_ mood: Mood) {
    gate.withLock { self.mood = mood }
  }

  /// What a keystore does when a finger is added or the screen lock removed: everything is gone.
  public func loseEverything() {
    gate.withLock { kept = [:] }
  }

  public func keep(_ name: String, _ secret: Secret) async throws(KeeperError) {
    defer { secret.wipe() }
    try whole()
    let copy = secret.copy()
    gate.withLock { kept[name] = copy }
  }

  public func recall(_ name: String) async -> Recalled {
    gate.withLock {
      switch mood {
      case .broken(let code): .unavailable(code: code)
      case .declining: .declined
      case .willing: kept[name].map { .secret($0.copy()) } ?? .nothing
      }
    }
  }

  public func forget(_ name: String) async throws(KeeperError) {
    try whole()
    gate.withLock { _ = kept.removeValue(forKey: name) }
  }

  private func whole() throws(KeeperError) {
    if case .broken(let code) = gate.withLock({ mood }) { throw KeeperError(code: code) }
  }
}
