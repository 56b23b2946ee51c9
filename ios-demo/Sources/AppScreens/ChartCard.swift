import AppLogic
import Gradus
import SwiftUI

/// One chart of the core: its sentence, its points or its table, and the way from one to the other.
struct ChartCard: View {
  let chart: ChartView
  let words: Wording
  let isTable: Bool
  let turn: @MainActor () -> Void
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size
  @Environment(\.layoutDirection) private var direction

  /// Of the points of each kind, in order.
  private static let forms = ["●", "○", "■", "□"]

  private var plot: ChartPlot? { ChartPlot(chart, words) }

  var body: some View {
    Card(title: chart.title) {
      Text(chart.sentence).font(.body)
      if let plot {
        if isTable { table } else { drawn(plot) }
        // The title stands above; heard alone, the button names its chart.
        Button(words(isTable ? .progressChart : .progressTable), action: turn)
          .buttonStyle(QuietButton(palette: palette))
          .accessibilityLabel(words(isTable ? .trendChart : .trendTable, chart.title))
      }
    }
  }

  /// What the lines stand for, the drawing between its first and its last day, what each form is, and what stands now.
  private func drawn(_ plot: ChartPlot) -> some View {
    VStack(alignment: .leading, spacing: 6) {
      quiet(plot.scale)
      drawing(plot)
      if plot.first == plot.last {
        quiet(plot.first)
      } else {
        Sides {
          quiet(plot.first)
        } trailing: {
          quiet(plot.last)
        }
      }
      legend(plot)
      Text(words(.chartLatest, plot.latest)).font(.subheadline).fontWeight(.semibold)
    }
  }

  private func quiet(_ text: String) -> some View {
    Text(text).font(.subheadline).foregroundStyle(Color(palette.quiet))
  }

  private func drawing(_ plot: ChartPlot) -> some View {
    // A canvas is not mirrored by itself.
    let isMirrored = direction == .rightToLeft
    return Canvas { context, size in
      let place = { (spot: ChartPlot.Spot) in
        // Room for a whole mark at each edge.
        let (across, down) = (isMirrored ? 1 - spot.x : spot.x, 1 - spot.y)
        return CGPoint(x: 8 + (size.width - 16) * across, y: 8 + (size.height - 16) * down)
      }
      for height in [8, size.height - 8] {
        var line = Path()
        line.move(to: CGPoint(x: 0, y: height))
        line.addLine(to: CGPoint(x: size.width, y: height))
        context.stroke(line, with: .color(Color(palette.line)), lineWidth: 1)
      }
      // The first kind last, so that it lies on top where two stand in one place.
      for (order, course) in plot.courses.enumerated().reversed() {
        let colour = Color(order == 0 ? palette.accent : palette.quiet)
        for piece in course.pieces {
          var line = Path()
          for (count, spot) in piece.enumerated() {
            if count == 0 { line.move(to: place(spot)) } else { line.addLine(to: place(spot)) }
          }
          context.stroke(line, with: .color(colour), lineWidth: 2)
        }
        for spot in course.spots { mark(order, place(spot), colour, in: &context) }
      }
    }
    .frame(height: 180)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(chart.sentence)
    .accessibilityAddTraits(.isImage)
  }

  /// Each kind has a form of its own: not by colour alone.
  private func mark(_ order: Int, _ place: CGPoint, _ colour: Color, in context: inout GraphicsContext) {
    let field = CGRect(x: place.x - 4, y: place.y - 4, width: 8, height: 8)
    let dot = order % 4 < 2 ? Path(ellipseIn: field) : Path(roundedRect: field, cornerRadius: 0)
    if order % 2 == 0 {
      context.fill(dot, with: .color(colour))
    } else {
      context.stroke(dot, with: .color(colour), lineWidth: 1.5)
    }
  }

  private func legend(_ plot: ChartPlot) -> some View {
    VStack(alignment: .leading, spacing: 2) {
      ForEach(Array(plot.courses.enumerated()), id: \.offset) { order, course in
        if !course.spots.isEmpty { quiet("\(Self.forms[order % 4]) \(course.label)") }
      }
    }
    .accessibilityHidden(true)
  }

  private var table: some View {
    VStack(alignment: .leading, spacing: size.isAccessibilitySize ? 18 : 8) {
      row(chart.head, weight: .semibold).accessibilityAddTraits(.isHeader)
      ForEach(Array(chart.rows.enumerated()), id: \.offset) { row($0.element.cells, weight: .regular) }
    }
  }

  private func row(_ cells: [String], weight: Font.Weight) -> some View {
    Group {
      if size.isAccessibilitySize {
        VStack(alignment: .leading, spacing: 2) { each(cells, weight) }
      } else {
        HStack(alignment: .firstTextBaseline, spacing: 8) { each(cells, weight) }
      }
    }
    .accessibilityElement(children: .combine)
  }

  private func each(_ cells: [String], _ weight: Font.Weight) -> some View {
    ForEach(Array(cells.enumerated()), id: \.offset) { cell in
      Text(cell.element).font(.subheadline).fontWeight(weight).frame(maxWidth: .infinity, alignment: .leading)
    }
  }
}
