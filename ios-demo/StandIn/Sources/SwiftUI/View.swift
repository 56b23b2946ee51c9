/// A piece of a screen, described by its body.
@MainActor @preconcurrency
public protocol View {
  associatedtype Body: View
  @ViewBuilder var body: Body { get }
}

extension Never: View {
  public var body: Never { fatalError("no body") }
}

/// A view that the stand-in turns into nodes itself.
@MainActor
protocol Primitive {
  func nodes(in context: Context) -> [Node]
}

extension View where Body == Never {
  public var body: Never { fatalError("a primitive has no body") }
}

@resultBuilder
@MainActor
public enum ViewBuilder {
  public static func buildBlock() -> EmptyView { EmptyView() }
  public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
  public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<repeat each Content> {
    TupleView(repeat each content)
  }
  public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
  public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
  public static func buildEither<First: View, Second: View>(first: First) -> ConditionalView<First, Second> {
    .first(first)
  }
  public static func buildEither<First: View, Second: View>(second: Second) -> ConditionalView<First, Second> {
    .second(second)
  }
}

public struct EmptyView: View, Primitive {
  public typealias Body = Never
  public init() {}
  func nodes(in context: Context) -> [Node] { [] }
}

public struct TupleView<each Content: View>: View, Primitive {
  public typealias Body = Never
  let content: (repeat each Content)

  init(_ content: repeat each Content) {
    self.content = (repeat each content)
  }

  func nodes(in context: Context) -> [Node] {
    var place = 0
    var found: [Node] = []
    for view in repeat each content {
      found += evaluate(view, in: context.at("\(place)"))
      place += 1
    }
    return found
  }
}

public enum ConditionalView<First: View, Second: View>: View, Primitive {
  public typealias Body = Never
  case first(First)
  case second(Second)

  func nodes(in context: Context) -> [Node] {
    switch self {
    case .first(let view): evaluate(view, in: context.at("if"))
    case .second(let view): evaluate(view, in: context.at("else"))
    }
  }
}

extension Optional: View, Primitive where Wrapped: View {
  public typealias Body = Never
  func nodes(in context: Context) -> [Node] {
    map { evaluate($0, in: context.at("some")) } ?? []
  }
}

public struct Group<Content: View>: View, Primitive {
  public typealias Body = Never
  let content: Content

  public init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  func nodes(in context: Context) -> [Node] { evaluate(content, in: context) }
}

/// One view for each element, with state that follows the element's id.
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: View, Primitive {
  public typealias Body = Never
  let data: Data
  let id: (Data.Element) -> ID
  let content: (Data.Element) -> Content

  public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
  where Data.Element: Identifiable, ID == Data.Element.ID {
    (self.data, id, self.content) = (data, { $0.id }, content)
  }

  public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {
    (self.data, self.id, self.content) = (data, { $0[keyPath: id] }, content)
  }

  func nodes(in context: Context) -> [Node] {
    data.flatMap { evaluate(content($0), in: context.at("id:\(id($0))")) }
  }
}
