import Observation

/// Runs what a button begins, one thing at a time, so that no tap is carried out twice. It outlives the screen: what was
/// asked to be written down is written.
@MainActor
@Observable
public final class Work {
  public private(set) var isRunning = false

  public init() {}

  public func start(_ job: @escaping @MainActor () async -> Void) {
    guard !isRunning else { return }
    isRunning = true
    Task {
      await job()
      isRunning = false
    }
  }
}
