import Foundation

/// A screen under test: what a person would see, and their fingers.
@_spi(StandIn)
@MainActor
public final class Screen<Root: View> {
  public var colorScheme = ColorScheme.light { didSet { runtime.invalidate() } }
  public var dynamicTypeSize = DynamicTypeSize.large { didSet { runtime.invalidate() } }
  public var layoutDirection = LayoutDirection.leftToRight { didSet { runtime.invalidate() } }
  public var scenePhase = ScenePhase.active { didSet { runtime.invalidate() } }
  /// What was handed to the system, in order: the dialler, for one.
  public private(set) var opened: [URL] = []

  private let root: () -> Root
  private let isBusy: () -> Bool
  private let runtime = Runtime()
  private var shown: [Node] = []

  /// `isBusy` says whether work runs that the screen began and does not attend; it has to be observable.
  public init(isBusy: @escaping @MainActor () -> Bool = { false }, @ViewBuilder _ root: @escaping @MainActor () -> Root)
  {
    (self.root, self.isBusy) = (root, isBusy)
  }

  /// The tree as it is now.
  public var tree: Node {
    var evaluations = 0
    while runtime.isStale {
      evaluations += 1
      precondition(evaluations < 100, "the screen changes itself without end")
      shown = runtime.evaluateOnce {
        _ = isBusy()
        return evaluate(root(), in: context)
      }
    }
    return Node(.column, context, shown)
  }

  /// Waits until nothing more happens by itself.
  public func settle() async {
    var news = runtime.news.makeAsyncIterator()
    _ = tree
    while !runtime.isIdle || isBusy() {
      await news.next()
      _ = tree
    }
  }

  /// Everything that can be read, in reading order.
  public var texts: [String] { tree.readable.map(plain) }

  public func shows(_ text: String) -> Bool { texts.contains { $0.contains(plain(text)) } }

  /// Everything that can be touched.
  public var controls: [Node] { tree.touchable }

  /// The control with this label; the first whose label begins with it, where none has it exactly.
  public func control(_ label: String) -> Node? {
    let controls = controls
    return controls.first { plain($0.spoken) == label } ?? controls.first { plain($0.spoken).hasPrefix(label) }
  }

  public func press(_ label: String) async throws {
    try await press(try find(label), label)
  }

  private func press(_ node: Node, _ label: String) async throws {
    try tap(node, label)
    await settle()
  }

  /// Presses, and waits for nothing that comes of it.
  public func tap(_ label: String) throws {
    try tap(try find(label), label)
  }

  private func tap(_ node: Node, _ label: String) throws {
    guard node.isEnabled else { throw NotThere(what: "\(label) is disabled", screen: texts) }
    guard let action = node.action else { throw NotThere(what: "\(label) cannot be pressed", screen: texts) }
    action()
  }

  /// Where several fields have the same name, `nth` counts them from 0.
  public func type(_ text: String, into label: String, nth: Int = 0) async throws {
    let same = controls.filter { $0.write != nil && plain($0.spoken) == label }
    guard let write = nth < same.count ? same[nth].write : try find(label).write else {
      throw NotThere(what: "\(label) is nothing to type into", screen: texts)
    }
    write(text)
    await settle()
  }

  /// Answers the system's file picker.
  public func pick(_ file: URL) async throws {
    guard let pick = tree.all.lazy.compactMap(\.pick).first else {
      throw NotThere(what: "a file picker", screen: texts)
    }
    pick(file)
    await settle()
  }

  /// A space is a space to whoever reads, also one that does not break.
  private func plain(_ text: String) -> String {
    String(text.map { $0 == "\u{a0}" || $0 == "\u{202f}" ? " " : $0 })
  }

  private func find(_ label: String) throws -> Node {
    guard let node = control(label) else { throw NotThere(what: label, screen: texts) }
    return node
  }

  private var context: Context {
    var values = EnvironmentValues()
    (values.colorScheme, values.dynamicTypeSize) = (colorScheme, dynamicTypeSize)
    (values.layoutDirection, values.scenePhase) = (layoutDirection, scenePhase)
    values.openURL = OpenURLAction { [weak self] in self?.opened.append($0) }
    return Context(path: "", environment: values, runtime: runtime)
  }
}

/// A finger found nothing to touch.
@_spi(StandIn)
public struct NotThere: Error, CustomStringConvertible {
  let what: String
  let screen: [String]
  public var description: String { "not there: \(what). On the screen: \(screen.joined(separator: " | "))" }
}
