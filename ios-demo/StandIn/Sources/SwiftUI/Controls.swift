public struct Text: View, Primitive {
  public typealias Body = Never
  let text: String

  public init(_ text: some StringProtocol) { self.text = String(text) }
  public init(verbatim text: String) { self.text = text }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.text, context)
    node.text = text
    return [node]
  }
}

/// A symbol of Apple's set. The stand-in has none of them and draws a rough likeness.
public struct Image: View, Primitive {
  public typealias Body = Never
  let name: String

  public init(systemName: String) { name = systemName }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.image, context)
    node.text = name
    return [node]
  }
}

public struct Button<Label: View>: View, Primitive {
  public typealias Body = Never
  let action: @MainActor () -> Void
  let label: Label

  public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
    (self.action, self.label) = (action, label())
  }

  public init(_ title: some StringProtocol, action: @escaping @MainActor () -> Void) where Label == Text {
    (self.action, label) = (action, Text(title))
  }

  func nodes(in context: Context) -> [Node] {
    let style = context.environment.buttonStyle ?? PlainButtonStyle()
    var inner = context.at("button")
    inner.environment.buttonStyle = nil
    let label = ButtonStyleConfiguration.Label { evaluate(self.label, in: $0) }
    let node = Node(.button, context, styled(style, ButtonStyleConfiguration(label: label, isPressed: false), inner))
    node.action = action
    node.traits.insert("button")
    return [node]
  }

  private func styled(_ style: some ButtonStyle, _ made: ButtonStyleConfiguration, _ context: Context) -> [Node] {
    evaluate(style.makeBody(configuration: made), in: context)
  }
}

@MainActor @preconcurrency
public protocol ButtonStyle {
  associatedtype Body: View
  typealias Configuration = ButtonStyleConfiguration
  @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

@MainActor
public struct ButtonStyleConfiguration {
  public struct Label: View, Primitive {
    public typealias Body = Never
    let make: (Context) -> [Node]
    func nodes(in context: Context) -> [Node] { make(context) }
  }

  public let label: Label
  public let isPressed: Bool
}

public struct PlainButtonStyle: ButtonStyle {
  public nonisolated init() {}
  public func makeBody(configuration: Configuration) -> some View { configuration.label }
}

extension ButtonStyle where Self == PlainButtonStyle {
  public static var plain: PlainButtonStyle { PlainButtonStyle() }
}

public struct TextField: View, Primitive {
  public typealias Body = Never
  let title: String
  let text: Binding<String>
  let isTall: Bool

  public init(_ title: some StringProtocol, text: Binding<String>, axis: Axis = .horizontal) {
    (self.title, self.text, isTall) = (String(title), text, axis == .vertical)
  }

  func nodes(in context: Context) -> [Node] {
    field(isTall ? .editor : .field, title, text, context)
  }
}

public enum Axis: Sendable { case horizontal, vertical }

public struct SecureField: View, Primitive {
  public typealias Body = Never
  let title: String
  let text: Binding<String>

  public init(_ title: some StringProtocol, text: Binding<String>) {
    (self.title, self.text) = (String(title), text)
  }

  func nodes(in context: Context) -> [Node] { field(.secure, title, text, context) }
}

@MainActor
private func field(_ kind: Node.Kind, _ title: String, _ text: Binding<String>, _ context: Context) -> [Node] {
  let node = Node(kind, context)
  (node.label, node.text, node.value) = (title, title, text.wrappedValue)
  node.write = { text.wrappedValue = $0 }
  node.fillsWidth = true
  return [node]
}

public struct Toggle<Label: View>: View, Primitive {
  public typealias Body = Never
  let isOn: Binding<Bool>
  let label: Label

  public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {
    (self.isOn, self.label) = (isOn, label())
  }

  public init(_ title: some StringProtocol, isOn: Binding<Bool>) where Label == Text {
    (self.isOn, label) = (isOn, Text(title))
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.toggle, context, evaluate(label, in: context.at("toggle")))
    node.value = isOn.wrappedValue ? "on" : "off"
    node.action = { isOn.wrappedValue.toggle() }
    node.traits.insert("toggle")
    node.fillsWidth = true
    return [node]
  }
}
