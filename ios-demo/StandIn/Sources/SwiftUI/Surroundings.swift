import Foundation

@MainActor @preconcurrency
public protocol EnvironmentKey {
  associatedtype Value
  nonisolated static var defaultValue: Value { get }
}

/// What a view finds around it.
public struct EnvironmentValues {
  private var own: [ObjectIdentifier: Any] = [:]
  public var colorScheme = ColorScheme.light
  public var dynamicTypeSize = DynamicTypeSize.large
  public var layoutDirection = LayoutDirection.leftToRight
  public var scenePhase = ScenePhase.active
  public var openURL = OpenURLAction { _ in }
  public var isEnabled = true
  var style = TextStyle()
  var buttonStyle: (any ButtonStyle)?

  init() {}

  public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
    get { own[ObjectIdentifier(key)] as? Key.Value ?? Key.defaultValue }
    set { own[ObjectIdentifier(key)] = newValue }
  }
}

public enum ColorScheme: Sendable { case light, dark }
public enum LayoutDirection: Sendable { case leftToRight, rightToLeft }
public enum ScenePhase: Sendable { case background, inactive, active }

public enum DynamicTypeSize: Int, Comparable, Sendable {
  case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
  case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5

  public var isAccessibilitySize: Bool { self >= .accessibility1 }
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Points of the body style at this size.
  var body: Double { [14, 15, 16, 17, 19, 21, 23, 28, 33, 40, 47, 53][rawValue] }
}

public struct OpenURLAction {
  let open: @MainActor (URL) -> Void

  init(_ open: @escaping @MainActor (URL) -> Void) {
    self.open = open
  }

  @MainActor public func callAsFunction(_ url: URL) { open(url) }
}

extension View {
  public func environment<Value>(_ key: WritableKeyPath<EnvironmentValues, Value>, _ value: Value) -> some View {
    Surrounded(content: self) { $0[keyPath: key] = value }
  }

  public func font(_ font: Font?) -> some View { Surrounded(content: self) { $0.style.font = font } }
  public func fontWeight(_ weight: Font.Weight?) -> some View { Surrounded(content: self) { $0.style.weight = weight } }
  public func foregroundStyle(_ color: Color) -> some View { Surrounded(content: self) { $0.style.color = color } }
  public func multilineTextAlignment(_ alignment: TextAlignment) -> some View {
    Surrounded(content: self) { $0.style.alignment = alignment }
  }
  public func lineLimit(_ lines: Int?) -> some View { self }
  public func minimumScaleFactor(_ factor: Double) -> some View {
    Surrounded(content: self) { $0.style.leastScale = factor }
  }
  public func buttonStyle(_ style: some ButtonStyle) -> some View {
    Surrounded(content: self) { $0.buttonStyle = style }
  }
  public func disabled(_ disabled: Bool) -> some View {
    Surrounded(content: self) { $0.isEnabled = $0.isEnabled && !disabled }
  }
}

/// The same view in other surroundings.
struct Surrounded<Content: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  let change: (inout EnvironmentValues) -> Void

  func nodes(in context: Context) -> [Node] {
    var context = context
    change(&context.environment)
    return evaluate(content, in: context)
  }
}
