public struct VStack<Content: View>: View, Primitive {
  public typealias Body = Never
  let alignment: HorizontalAlignment
  let spacing: Double
  let content: Content

  public init(
    alignment: HorizontalAlignment = .center, spacing: Double? = nil, @ViewBuilder content: () -> Content
  ) {
    (self.alignment, self.spacing, self.content) = (alignment, spacing ?? 8, content())
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.column, context, evaluate(content, in: context))
    node.css = ["gap": "\(spacing)px", "align-items": alignment.css]
    return [node]
  }
}

public struct HStack<Content: View>: View, Primitive {
  public typealias Body = Never
  let alignment: VerticalAlignment
  let spacing: Double
  let content: Content

  public init(
    alignment: VerticalAlignment = .center, spacing: Double? = nil, @ViewBuilder content: () -> Content
  ) {
    (self.alignment, self.spacing, self.content) = (alignment, spacing ?? 8, content())
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.row, context, evaluate(content, in: context))
    node.css = ["gap": "\(spacing)px", "align-items": alignment.css]
    return [node]
  }
}

public struct ScrollView<Content: View>: View, Primitive {
  public typealias Body = Never
  let content: Content

  public init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.scroll, context, evaluate(content, in: context))
    (node.fillsWidth, node.fillsHeight) = (true, true)
    return [node]
  }
}

/// As many columns as fit, each at least so wide.
public struct GridItem: Sendable {
  public enum Size: Sendable { case adaptive(minimum: Double) }

  let size: Size
  let spacing: Double

  public init(_ size: Size, spacing: Double? = nil) {
    (self.size, self.spacing) = (size, spacing ?? 8)
  }
}

public struct LazyVGrid<Content: View>: View, Primitive {
  public typealias Body = Never
  let columns: [GridItem]
  let spacing: Double
  let content: Content

  public init(columns: [GridItem], spacing: Double? = nil, @ViewBuilder content: () -> Content) {
    (self.columns, self.spacing, self.content) = (columns, spacing ?? 8, content())
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.grid, context, evaluate(content, in: context))
    let tracks = columns.map { column in
      switch column.size {
      case .adaptive(let least): "repeat(auto-fill,minmax(\(least)px,1fr))"
      }
    }
    node.css = [
      "grid-template-columns": tracks.joined(separator: " "), "column-gap": "\(columns.first?.spacing ?? 8)px",
      "row-gap": "\(spacing)px",
    ]
    node.fillsWidth = true
    return [node]
  }
}

public struct Spacer: View, Primitive {
  public typealias Body = Never
  let least: Double

  public init(minLength: Double? = nil) {
    least = minLength ?? 8
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.spacer, context)
    node.css = ["min-width": "\(least)px", "min-height": "\(least)px"]
    return [node]
  }
}

extension View {
  public func padding(_ edges: Edge.Set = .all, _ length: Double? = nil) -> some View {
    let length = length ?? 16
    let sides: [(Edge.Set, String)] = [
      (.top, "padding-top"), (.leading, "padding-inline-start"), (.bottom, "padding-bottom"),
      (.trailing, "padding-inline-end"),
    ]
    let css = sides.filter { edges.contains($0.0) }.map { ($0.1, "\(length)px") }
    return Boxed(content: self, css: Dictionary(uniqueKeysWithValues: css))
  }

  public func padding(_ length: Double) -> some View { padding(.all, length) }

  public func frame(
    minWidth: Double? = nil, maxWidth: Double? = nil, minHeight: Double? = nil, maxHeight: Double? = nil,
    alignment: Alignment = .center
  ) -> some View {
    var css = ["justify-content": alignment.across.css, "align-items": alignment.down.css]
    if let minWidth { css["min-width"] = "\(minWidth)px" }
    if let minHeight { css["min-height"] = "\(minHeight)px" }
    if let maxWidth, maxWidth.isFinite { css["max-width"] = "\(maxWidth)px" }
    return Boxed(
      content: self, css: css, fillsWidth: maxWidth.map { _ in true }, fillsHeight: maxHeight.map { $0 == .infinity },
      least: (minWidth, minHeight))
  }

  public func frame(width: Double? = nil, height: Double? = nil, alignment: Alignment = .center) -> some View {
    var css = ["justify-content": alignment.across.css, "align-items": alignment.down.css, "flex-shrink": "0"]
    if let width { css["width"] = "\(width)px" }
    if let height { css["height"] = "\(height)px" }
    return Boxed(
      content: self, css: css, fillsWidth: width.map { _ in false }, fillsHeight: height.map { _ in false },
      least: (width, height))
  }

  public func background(_ color: Color) -> some View { Boxed(content: self, css: ["background": color.css]) }

  public func background(_ color: Color, in shape: some Shape) -> some View {
    Boxed(content: self, css: ["background": color.css, "border-radius": shape.corner])
  }

  public func overlay(_ top: some View) -> some View { Overlaid(content: self, top: top) }

  public func overlay<Top: View>(@ViewBuilder content: () -> Top) -> some View {
    Overlaid(content: self, top: content())
  }

  public func ignoresSafeArea() -> some View { self }

  public func fixedSize(horizontal: Bool, vertical: Bool) -> some View { self }

  /// Content that keeps its place while the rest scrolls behind it.
  public func safeAreaInset<Bar: View>(
    edge: VerticalEdge, spacing: Double? = nil, @ViewBuilder content: () -> Bar
  ) -> some View {
    Inset(content: self, bar: content(), edge: edge)
  }
}

struct Boxed<Content: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  let css: [String: String]
  var fillsWidth: Bool?
  var fillsHeight: Bool?
  var least: (width: Double?, height: Double?) = (nil, nil)

  func nodes(in context: Context) -> [Node] {
    let node = Node(.box, context, evaluate(content, in: context))
    node.css = css
    (node.fillsWidth, node.fillsHeight) = (fillsWidth, fillsHeight)
    (node.leastWidth, node.leastHeight) = least
    return [node]
  }
}

struct Overlaid<Content: View, Top: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  let top: Top

  func nodes(in context: Context) -> [Node] {
    let over = evaluate(top, in: context.at("over"))
    let under = Node(.box, context, evaluate(content, in: context.at("under")))
    guard !over.isEmpty else { return under.children }
    let lid = Node(.lid, context, over)
    return [Node(.pile, context, [under, lid])]
  }
}

struct Inset<Content: View, Bar: View>: View, Primitive {
  typealias Body = Never
  let content: Content
  let bar: Bar
  let edge: VerticalEdge

  func nodes(in context: Context) -> [Node] {
    let fixed = evaluate(bar, in: context.at("bar"))
    let rest = evaluate(content, in: context.at("rest"))
    let node = Node(.column, context, edge == .top ? fixed + rest : rest + fixed)
    node.css = ["gap": "0", "align-items": "stretch"]
    (node.fillsWidth, node.fillsHeight) = (true, true)
    return [node]
  }
}
