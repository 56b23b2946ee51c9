@_exported import struct Foundation.CGPoint
@_exported import struct Foundation.CGRect
@_exported import struct Foundation.CGSize
import Foundation

/// A drawing.
public struct Canvas: View, Primitive {
  public typealias Body = Never
  let draw: (inout GraphicsContext, CGSize) -> Void

  public init(renderer: @escaping (inout GraphicsContext, CGSize) -> Void) {
    draw = renderer
  }

  func nodes(in context: Context) -> [Node] {
    let node = Node(.canvas, context)
    node.traits.insert("image")
    node.draw = { size in
      var pen = GraphicsContext()
      draw(&pen, size)
      return pen.svg
    }
    (node.fillsWidth, node.fillsHeight) = (true, true)
    return [node]
  }
}

public struct GraphicsContext {
  public struct Shading: Sendable {
    let color: Color
    public static func color(_ color: Color) -> Shading { Shading(color: color) }
  }

  var svg = ""

  public mutating func fill(_ path: Path, with shading: Shading) {
    svg += "<path d='\(path.steps)' fill='\(shading.color.css)'/>"
  }

  public mutating func stroke(_ path: Path, with shading: Shading, lineWidth: Double = 1) {
    svg += "<path d='\(path.steps)' fill='none' stroke='\(shading.color.css)' stroke-width='\(lineWidth)'/>"
  }
}

public struct Path: Sendable {
  var steps = ""

  public init() {}

  public init(roundedRect rect: CGRect, cornerRadius: Double) {
    let radius = min(cornerRadius, rect.width / 2, rect.height / 2)
    steps =
      "M\(rect.minX + radius) \(rect.minY)H\(rect.maxX - radius)A\(radius) \(radius) 0 0 1 \(rect.maxX) "
      + "\(rect.minY + radius)V\(rect.maxY)H\(rect.minX)V\(rect.minY + radius)"
      + "A\(radius) \(radius) 0 0 1 \(rect.minX + radius) \(rect.minY)Z"
  }

  public init(ellipseIn rect: CGRect) {
    let (across, down) = (rect.width / 2, rect.height / 2)
    steps =
      "M\(rect.minX) \(rect.midY)A\(across) \(down) 0 1 1 \(rect.maxX) \(rect.midY)"
      + "A\(across) \(down) 0 1 1 \(rect.minX) \(rect.midY)Z"
  }

  public mutating func move(to point: CGPoint) { steps += "M\(point.x) \(point.y)" }
  public mutating func addLine(to point: CGPoint) { steps += "L\(point.x) \(point.y)" }
}
