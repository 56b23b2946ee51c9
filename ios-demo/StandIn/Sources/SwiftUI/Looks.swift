/// A colour in sRGB, each part from 0 to 1.
public struct Color: View, Primitive, Hashable, Sendable {
  public typealias Body = Never
  public enum RGBColorSpace: Sendable { case sRGB }

  let red: Double
  let green: Double
  let blue: Double
  let alpha: Double

  public nonisolated init(
    _ space: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double, opacity: Double = 1
  ) {
    (self.red, self.green, self.blue, alpha) = (red, green, blue, opacity)
  }

  public static nonisolated let clear = Color(red: 0, green: 0, blue: 0, opacity: 0)

  public nonisolated func opacity(_ opacity: Double) -> Color {
    Color(red: red, green: green, blue: blue, opacity: alpha * opacity)
  }

  nonisolated var css: String {
    "rgba(\(Int(red * 255 + 0.5)),\(Int(green * 255 + 0.5)),\(Int(blue * 255 + 0.5)),\(alpha))"
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.box, context)
    node.css["background"] = css
    (node.fillsWidth, node.fillsHeight) = (true, true)
    return [node]
  }
}

public struct Font: Sendable {
  public enum Weight: Int, Sendable { case regular = 400, medium = 500, semibold = 600, bold = 700 }

  /// Points at the standard text size, and the least by which the size still grows.
  let points: Double
  let heft: Weight
  var isMono = false

  public static let largeTitle = Font(points: 34, heft: .bold)
  public static let title = Font(points: 28, heft: .bold)
  public static let title2 = Font(points: 22, heft: .semibold)
  public static let title3 = Font(points: 20, heft: .semibold)
  public static let headline = Font(points: 17, heft: .semibold)
  public static let body = Font(points: 17, heft: .regular)
  public static let callout = Font(points: 16, heft: .regular)
  public static let subheadline = Font(points: 15, heft: .regular)
  public static let footnote = Font(points: 13, heft: .regular)

  public func weight(_ weight: Weight) -> Font { Font(points: points, heft: weight, isMono: isMono) }
  public func monospaced() -> Font { Font(points: points, heft: heft, isMono: true) }

  /// Large styles grow less than the body does, as Apple's do.
  func size(at size: DynamicTypeSize) -> Double {
    points + (size.body - 17) * min(1, 17 / points)
  }
}

public enum TextAlignment: String, Sendable { case leading = "start", center, trailing = "end" }

struct TextStyle {
  var font: Font?
  var weight: Font.Weight?
  var color: Color?
  var alignment = TextAlignment.leading
  var leastScale = 1.0
}

public enum Edge: Sendable {
  public struct Set: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let top = Set(rawValue: 1)
    public static let leading = Set(rawValue: 2)
    public static let bottom = Set(rawValue: 4)
    public static let trailing = Set(rawValue: 8)
    public static let horizontal: Set = [.leading, .trailing]
    public static let vertical: Set = [.top, .bottom]
    public static let all: Set = [.horizontal, .vertical]
  }
}

public enum VerticalEdge: Sendable { case top, bottom }

public struct HorizontalAlignment: Sendable {
  let css: String
  public static let leading = HorizontalAlignment(css: "flex-start")
  public static let center = HorizontalAlignment(css: "center")
  public static let trailing = HorizontalAlignment(css: "flex-end")
}

public struct VerticalAlignment: Sendable {
  let css: String
  public static let top = VerticalAlignment(css: "flex-start")
  public static let center = VerticalAlignment(css: "center")
  public static let bottom = VerticalAlignment(css: "flex-end")
  public static let firstTextBaseline = VerticalAlignment(css: "baseline")
}

public struct Alignment: Sendable {
  let across: HorizontalAlignment
  let down: VerticalAlignment
  public static let center = Alignment(across: .center, down: .center)
  public static let leading = Alignment(across: .leading, down: .center)
  public static let trailing = Alignment(across: .trailing, down: .center)
  public static let top = Alignment(across: .center, down: .top)
  public static let topLeading = Alignment(across: .leading, down: .top)
}

@MainActor @preconcurrency
public protocol Shape: Sendable {
  nonisolated var corner: String { get }
}

public struct RoundedRectangle: Shape {
  let radius: Double
  public nonisolated init(cornerRadius: Double) { radius = cornerRadius }
  public nonisolated var corner: String { "\(radius)px" }
}

/// The outline of a shape, to be laid over a view.
public struct OutlinedShape: View, Primitive {
  public typealias Body = Never
  let corner: String
  let color: Color
  let width: Double

  func nodes(in context: Context) -> [Node] {
    let node = Node(.box, context)
    node.css["border"] = "\(width)px solid \(color.css)"
    node.css["border-radius"] = corner
    node.css["box-sizing"] = "border-box"
    (node.fillsWidth, node.fillsHeight) = (true, true)
    return [node]
  }
}

extension Shape {
  public func strokeBorder(_ color: Color, lineWidth: Double = 1) -> OutlinedShape {
    OutlinedShape(corner: corner, color: color, width: lineWidth)
  }
}
