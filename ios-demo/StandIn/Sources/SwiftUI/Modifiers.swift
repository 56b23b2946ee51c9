import Foundation

/// What a screen reader is told, and what happens around a view.
extension View {
  public func accessibilityLabel(_ label: some StringProtocol) -> some View {
    Marked(content: self) { $0.label = String(label) }
  }

  public func accessibilityValue(_ value: some StringProtocol) -> some View {
    Marked(content: self) { $0.value = String(value) }
  }

  public func accessibilityHint(_ hint: some StringProtocol) -> some View {
    Marked(content: self) { $0.hint = String(hint) }
  }

  public func accessibilityHidden(_ hidden: Bool) -> some View {
    Marked(content: self, isWhole: true) { $0.isHidden = hidden }
  }

  public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
    Marked(content: self) { $0.traits.formUnion(traits.names) }
  }

  public func accessibilityElement(children: AccessibilityChildBehavior) -> some View {
    Marked(content: self, isWhole: true) { $0.traits.insert(children.name) }
  }

  public func privacySensitive(_ sensitive: Bool = true) -> some View { self }
  public func autocorrectionDisabled(_ disabled: Bool = true) -> some View { self }

  public func task(_ action: @escaping @MainActor () async -> Void) -> some View {
    Attended(content: self, id: "", action: action)
  }

  public func task<ID: Equatable>(id: ID, _ action: @escaping @MainActor () async -> Void) -> some View {
    Attended(content: self, id: "\(id)", action: action)
  }

  public func onChange<Value: Equatable>(
    of value: Value, _ action: @escaping @MainActor (Value, Value) -> Void
  ) -> some View {
    Watched(content: self, value: value, action: action)
  }
}

public struct AccessibilityTraits: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
  public static let isHeader = AccessibilityTraits(rawValue: 1)
  public static let isSelected = AccessibilityTraits(rawValue: 2)
  public static let isImage = AccessibilityTraits(rawValue: 4)
  public static let updatesFrequently = AccessibilityTraits(rawValue: 8)

  var names: [String] {
    let all: [(AccessibilityTraits, String)] = [
      (.isHeader, "header"), (.isSelected, "selected"), (.isImage, "image"), (.updatesFrequently, "updates"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}

public struct AccessibilityChildBehavior: Sendable {
  let name: String
  public static let combine = AccessibilityChildBehavior(name: "combine")
  public static let contain = AccessibilityChildBehavior(name: "contain")
  public static let ignore = AccessibilityChildBehavior(name: "ignore")
}

/// Says something about a view: about the element inside its boxes, or about the whole.
struct Marked<Content: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  var isWhole = false
  let mark: (Node) -> Void

  func nodes(in context: Context) -> [Node] {
    let found = evaluate(content, in: context)
    let whole = found.count == 1 ? found[0] : Node(.box, context, found)
    mark(isWhole ? whole : element(in: whole))
    return [whole]
  }

  private func element(in node: Node) -> Node {
    var node = node
    while node.kind == .box, node.children.count == 1 { node = node.children[0] }
    return node
  }
}

/// Begins a task when something comes to this place, and cancels it when it goes.
struct Attended<Content: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  let id: String
  let action: @MainActor () async -> Void

  func nodes(in context: Context) -> [Node] {
    context.runtime.attend("\(context.path)#task", id: id, action)
    return evaluate(content, in: context.at("task"))
  }
}

struct Watched<Content: View, Value: Equatable>: View, Primitive {
  typealias Body = Never
  let content: Content
  let value: Value
  let action: @MainActor (Value, Value) -> Void

  func nodes(in context: Context) -> [Node] {
    context.runtime.watch("\(context.path)#change", value, action)
    return evaluate(content, in: context.at("change"))
  }
}

/// Screens that lie one on another; only the uppermost is there.
public struct NavigationStack<Route: Hashable, Root: View>: View, Primitive {
  public typealias Body = Never
  let path: Binding<[Route]>
  let root: Root

  public init(path: Binding<[Route]>, @ViewBuilder root: () -> Root) {
    (self.path, self.root) = (path, root())
  }

  func nodes(in context: Context) -> [Node] {
    let bottom = evaluate(root, in: context.at("root"))
    guard let route = path.wrappedValue.last else { return bottom }
    let destinations = bottom.flatMap(\.all).compactMap(\.destination)
    let top = destinations.lazy.compactMap { $0(route, context.at("route:\(path.wrappedValue.count):\(route)")) }.first
    guard let top else { fatalError("nothing was declared for \(route)") }
    if top.flatMap(\.all).contains(where: \.hidesBack) { return top }
    let back = Node(.button, context)
    // The system writes its own word here, in the language of the phone.
    (back.label, back.text, back.leastHeight) = ("Back", "‹", 44)
    back.leastWidth = 44
    back.traits.insert("button")
    back.action = { path.wrappedValue.removeLast() }
    let screen = Node(.column, context, [back] + top)
    screen.css = ["gap": "0", "align-items": "stretch"]
    (screen.fillsWidth, screen.fillsHeight) = (true, true)
    return [screen]
  }
}

extension View {
  public func navigationBarBackButtonHidden(_ isHidden: Bool = true) -> some View {
    Marked(content: self, isWhole: true) { $0.hidesBack = isHidden }
  }

  public func navigationDestination<Route: Hashable, Screen: View>(
    for route: Route.Type, @ViewBuilder destination: @escaping (Route) -> Screen
  ) -> some View {
    Marked(content: self, isWhole: true) { node in
      node.destination = { asked, context in
        (asked as? Route).map { evaluate(destination($0), in: context) }
      }
    }
  }
}

/// Kinds of files that a picker offers.
public struct UTType: Sendable {
  public static let folder = UTType()
}

extension View {
  /// The system's picker is not drawn; the driver answers for it.
  public func fileImporter(
    isPresented: Binding<Bool>, allowedContentTypes: [UTType],
    onCompletion: @escaping @MainActor (Result<URL, any Error>) -> Void
  ) -> some View {
    Marked(content: self, isWhole: true) { node in
      guard isPresented.wrappedValue else { return }
      node.pick = { file in
        isPresented.wrappedValue = false
        onCompletion(.success(file))
      }
    }
  }
}
