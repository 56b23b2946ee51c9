import Foundation
import Observation

/// Keeps what outlives one evaluation: state, tasks, and the wish to evaluate again.
@MainActor
final class Runtime {
  private var boxes: [String: AnyObject] = [:]
  private var attended: [String: (id: String, task: Task<Void, Never>)] = [:]
  private var watched: [String: Any] = [:]
  private var seen: Set<String> = []
  private var later: [@MainActor () -> Void] = []
  private var running = 0
  private(set) var isStale = true
  let (news, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  var isIdle: Bool { !isStale && running == 0 }

  func invalidate() {
    isStale = true
    bell.yield()
  }

  func box<Value>(_ place: String, first: Value) -> Box<Value> {
    seen.insert(place)
    if let box = boxes[place] as? Box<Value> { return box }
    let box = Box(first, self)
    boxes[place] = box
    return box
  }

  func attend(_ place: String, id: String, _ action: @escaping @MainActor () async -> Void) {
    seen.insert(place)
    guard attended[place]?.id != id else { return }
    attended[place]?.task.cancel()
    running += 1
    let task = Task {
      await action()
      running -= 1
      bell.yield()
    }
    attended[place] = (id, task)
  }

  func watch<Value: Equatable>(_ place: String, _ value: Value, _ action: @escaping @MainActor (Value, Value) -> Void) {
    seen.insert(place)
    defer { watched[place] = value }
    guard let old = watched[place] as? Value, old != value else { return }
    later.append { action(old, value) }
  }

  /// Evaluates once, observes what was read, and forgets what belongs to places that are gone.
  func evaluateOnce(_ make: () -> [Node]) -> [Node] {
    isStale = false
    seen = []
    let nodes = withObservationTracking(make) { [weak self] in
      MainActor.assumeIsolated { self?.invalidate() }
    }
    boxes = boxes.filter { seen.contains($0.key) }
    watched = watched.filter { seen.contains($0.key) }
    for (place, left) in attended where !seen.contains(place) {
      left.task.cancel()
      attended[place] = nil
    }
    let due = later
    later = []
    due.forEach { $0() }
    return nodes
  }
}
