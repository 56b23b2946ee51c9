import Foundation

/// One thing on the screen, after all bodies were evaluated.
@_spi(StandIn)
@MainActor
public final class Node {
  public enum Kind: Sendable {
    case box, column, row, grid, scroll, pile, lid, spacer, text, image, canvas, button, toggle, field, secure, editor
  }

  public let kind: Kind
  public internal(set) var children: [Node]
  /// What is written there.
  public internal(set) var text = ""
  /// What a screen reader says in its place; `nil` where it says what is written.
  public internal(set) var label: String?
  public internal(set) var value: String?
  public internal(set) var hint: String?
  public internal(set) var traits: Set<String> = []
  public internal(set) var isHidden = false
  public let isEnabled: Bool
  /// Points that a frame declares at least.
  public internal(set) var leastWidth: Double?
  public internal(set) var leastHeight: Double?
  var css: [String: String] = [:]
  var fillsWidth: Bool?
  var fillsHeight: Bool?
  var action: (@MainActor () -> Void)?
  var write: ((String) -> Void)?
  var draw: ((CGSize) -> String)?
  var pick: (@MainActor (URL) -> Void)?
  var hidesBack = false
  var destination: ((Any, Context) -> [Node]?)?
  let style: TextStyle
  let fontSize: DynamicTypeSize

  init(_ kind: Kind, _ context: Context, _ children: [Node] = []) {
    (self.kind, self.children) = (kind, children)
    isEnabled = context.environment.isEnabled
    style = context.environment.style
    fontSize = context.environment.dynamicTypeSize
  }

  /// This node and everything below it, in reading order.
  public var all: [Node] { [self] + children.flatMap(\.all) }

  /// The colour in which something is written or drawn there.
  public var colour: Color? { [.text, .image].contains(kind) ? style.color : nil }

  public var isControl: Bool { [.button, .toggle, .field, .secure, .editor].contains(kind) }

  /// What a screen reader says.
  public var spoken: String {
    if let label { return label }
    if kind == .text { return text }
    return children.filter { !$0.isHidden }.map(\.spoken).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Everything that can be read, in reading order, by eye or by ear.
  public var readable: [String] {
    if kind == .lid, let lid = children.first { return lid.readable }
    let found = kind == .text ? [text] : label.map { [$0] } ?? []
    if kind == .pile, let lid = children.last, lid.covers { return found + lid.readable }
    return found + children.flatMap(\.readable)
  }

  /// Whether nothing below can be seen or touched.
  public var covers: Bool {
    kind == .lid && all.contains { $0.fillsHeight == true && $0.css["background"] != nil }
  }

  /// What can be touched.
  public var touchable: [Node] {
    touchable(within: 0)
  }

  private func touchable(within around: Double) -> [Node] {
    if kind == .pile, let lid = children.last, lid.covers { return lid.touchable }
    // A box around one thing makes it larger; one around several makes none of them so.
    let around = children.count <= 1 || kind == .pile ? max(around, leastHeight ?? 0) : 0
    if isControl {
      height = max(around, declaredHeight)
      return [self]
    }
    return children.flatMap { $0.touchable(within: around) }
  }

  /// Points that a finger can hit: what frames in it or right around it declare.
  public internal(set) var height = 0.0

  /// Whether a frame declares a width or a height that its text cannot outgrow.
  public var isFixedInSize: Bool { fillsWidth == false || fillsHeight == false }

  /// Points of height that frames in it declare.
  public var declaredHeight: Double {
    max(leastHeight ?? 0, children.map(\.declaredHeight).max() ?? 0)
  }
}

/// Where a view stands and what is around it.
@MainActor
struct Context {
  var path: String
  var environment: EnvironmentValues
  let runtime: Runtime

  func at(_ step: String) -> Context {
    Context(path: "\(path)/\(step)", environment: environment, runtime: runtime)
  }
}

/// The nodes of a view. A view that is no primitive finds its state by the place at which it stands.
@MainActor
func evaluate<Content: View>(_ view: Content, in context: Context) -> [Node] {
  if let primitive = view as? any Primitive { return primitive.nodes(in: context) }
  // The names of generic types are very long, and a place is built of many.
  let here = context.at("\(UInt(bitPattern: ObjectIdentifier(Content.self).hashValue))")
  for property in Mirror(reflecting: view).children {
    let place = "\(here.path).\(property.label ?? "")"
    (property.value as? any StateProperty)?.connect(place, in: context.runtime)
    (property.value as? any EnvironmentProperty)?.connect(context.environment)
  }
  return evaluate(view.body, in: here)
}
