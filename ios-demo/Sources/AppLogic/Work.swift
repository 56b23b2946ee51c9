import Observation

/// Runs what a button begins, one thing at a time, so that no tap is carried out twice. It outlives the screen: what was
/// asked to be written down is written.
@MainActor
@Observable
public final class Work {
  public private(set) var isRunning = false
  private var urgent = 0
  /// Runs when nothing waits any more.
  @ObservationIgnored var settled: @MainActor () async -> Void = {}
  @ObservationIgnored private var waiting: [@MainActor () async -> Void] = []

  public init() {}

  /// Runs it now, or not at all where something else is running: the second of two taps.
  public func start(_ job: @escaping @MainActor () async -> Void) {
    guard !isRunning else { return }
    follow(job)
  }

  /// Whether nothing runs, and nothing waits.
  public var isIdle: Bool { !isRunning && urgent == 0 }

  /// Runs it beside whatever is running: a stop waits for nothing.
  public func atOnce(_ job: @escaping @MainActor () async -> Void) {
    urgent += 1
    Task {
      await job()
      urgent -= 1
    }
  }

  /// Comes back when everything that was asked for so far is done: a phone that started the app for a button may end it then.
  public func rest() async {
    await withCheckedContinuation { done in follow { done.resume() } }
  }

  /// Runs it after what is running: what must not be dropped.
  public func follow(_ job: @escaping @MainActor () async -> Void) {
    waiting.append(job)
    guard !isRunning else { return }
    isRunning = true
    Task {
      while !waiting.isEmpty {
        await waiting.removeFirst()()
        if waiting.isEmpty { await settled() }
      }
      isRunning = false
    }
  }
}
