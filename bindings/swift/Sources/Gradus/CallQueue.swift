import Dispatch

/// Runs one vault's calls one after another on a thread of their own, because a call into the core may take as long as
/// an import takes, and Swift's shared threads are few.
final class CallQueue: SerialExecutor {
  let queue: DispatchQueue

  init(label: String = "org.gradus.vault") {
    queue = DispatchQueue(label: label, qos: .userInitiated)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  /// Runs work that belongs to no actor yet, such as opening a vault.
  func run<Answer: Sendable>(
    _ work: @escaping @Sendable () throws(GradusError) -> Answer
  ) async throws(GradusError) -> Answer {
    let answer: Result<Answer, GradusError> = await withCheckedContinuation { waiting in
      queue.async { waiting.resume(returning: Result(catching: work)) }
    }
    return try answer.get()
  }
}

/// Calls the core and lets nothing but its one error out.
func typed<Answer>(_ call: () throws -> Answer) throws(GradusError) -> Answer {
  do {
    return try call()
  } catch let error as GradusError {
    throw error
  } catch {
    // UniFFI's own errors, whose words might hold what somebody logged.
    throw GradusError.Internal(what: "the core's answer could not be read")
  }
}
