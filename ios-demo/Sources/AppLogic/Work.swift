import Observation

/// Runs what a button begins, one thing at a time, so that no tap is carried out twice. It outlives the screen: what was
/// asked to be written down is written.
@MainActor
@Observable
public final class Work {
  public private(set) var isRunning = false
  @ObservationIgnored private var waiting: [@MainActor () async -> Void] = []

  public init() {}

  /// Runs it now, or not at all where something else is running: the second of two taps.
  public func start(_ job: @escaping @MainActor () async -> Void) {
    guard !isRunning else { return }
    follow(job)
  }

  /// Runs it after what is running: what must not be dropped.
  public func follow(_ job: @escaping @MainActor () async -> Void) {
    waiting.append(job)
    guard !isRunning else { return }
    isRunning = true
    Task {
      while !waiting.isEmpty { await waiting.removeFirst()() }
      isRunning = false
    }
  }
}
