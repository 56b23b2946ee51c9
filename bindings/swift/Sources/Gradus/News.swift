import Foundation

/// Wakes whoever waits for the next write to a vault.
final class NewsBell: @unchecked Sendable {
  private let gate = NSLock()
  private var count: UInt64
  private var hasEnded = false
  private var sleepers: [UUID: AsyncStream<Void>.Continuation] = [:]

  init(seen count: UInt64) {
    self.count = count
  }

  /// The count as it is now, and a stream that has an element whenever it has grown since the last one was taken.
  func listen() -> (seen: UInt64, rings: AsyncStream<Void>) {
    let (rings, sleeper) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let name = UUID()
    let (seen, isLate) = gate.withLock {
      if !hasEnded { sleepers[name] = sleeper }
      return (count, hasEnded)
    }
    // Outside the lock, as in `end`: a stream that has ended calls `forget`.
    if isLate { sleeper.finish() }
    sleeper.onTermination = { [weak self] _ in self?.forget(name) }
    return (seen, rings)
  }

  func ring(_ count: UInt64) {
    let woken = gate.withLock {
      defer { self.count = count }
      return self.count == count ? [] : Array(sleepers.values)
    }
    woken.forEach { $0.yield() }
  }

  /// Ends every stream, and every later one at once.
  func end() {
    let ended = gate.withLock {
      defer { sleepers = [:] }
      hasEnded = true
      return Array(sleepers.values)
    }
    ended.forEach { $0.finish() }
  }

  /// How many are listening.
  var listeners: Int {
    gate.withLock { sleepers.count }
  }

  private func forget(_ name: UUID) {
    gate.withLock { _ = sleepers.removeValue(forKey: name) }
  }
}

/// One stream's place in the news. Does not keep the vault open.
actor NewsReader {
  private weak var vault: Vault?
  private let rings: AsyncStream<Void>
  private var seen: UInt64

  init(of vault: Vault, bell: NewsBell) {
    self.vault = vault
    (seen, rings) = bell.listen()
  }

  func next() async -> Changes? {
    for await _ in rings {
      guard let vault else { return nil }
      do {
        let news = try await vault.changes(since: seen)
        guard news.count != seen else { continue }
        seen = news.count
        return news
      } catch .Locked {
        return nil
      } catch {
        // The next write is told with what this one made stale.
        continue
      }
    }
    return nil
  }
}
