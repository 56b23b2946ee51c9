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

  private var days: [String] { Set(chart.series.flatMap(\.points).map(\.date)).sorted() }
  private var greatest: UInt32 { max(1, chart.series.flatMap(\.points).map(\.valueTenths).max() ?? 1) }

  var body: some View {
    Card(title: chart.title) {
      Text(chart.sentence).font(.body)
      if !days.isEmpty {
        if isTable {
          table
        } else {
          drawing
          legend
        }
        Button(words(isTable ? .chartChart : .chartTable, chart.title), action: turn)
          .buttonStyle(QuietButton(palette: palette))
      }
    }
  }

  private var drawing: some View {
    let (days, greatest) = (days, Double(greatest))
    return Canvas { context, size in
      let step = size.width / Double(max(days.count, 1))
      for (place, series) in chart.series.enumerated() {
        let colour = Color(place == 0 ? palette.accent : palette.quiet)
        var line = Path()
        for (count, point) in series.points.enumerated() {
          let column = Double(days.firstIndex(of: point.date) ?? 0) + 0.5
          // A canvas is not mirrored by itself.
          let x = direction == .rightToLeft ? size.width - column * step : column * step
          let y = size.height - 6 - (size.height - 12) * Double(point.valueTenths) / greatest
          if count == 0 { line.move(to: CGPoint(x: x, y: y)) } else { line.addLine(to: CGPoint(x: x, y: y)) }
          // Each kind has a form of its own: not by colour alone.
          let spot = CGRect(x: x - 4, y: y - 4, width: 8, height: 8)
          let dot = place % 4 < 2 ? Path(ellipseIn: spot) : Path(roundedRect: spot, cornerRadius: 0)
          if place % 2 == 0 {
            context.fill(dot, with: .color(colour))
          } else {
            context.stroke(dot, with: .color(colour))
          }
        }
        context.stroke(line, with: .color(colour), lineWidth: 2)
      }
    }
    .frame(height: 180)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(chart.sentence)
    .accessibilityAddTraits(.isImage)
  }

  private var legend: some View {
    VStack(alignment: .leading, spacing: 2) {
      ForEach(Array(chart.series.enumerated()), id: \.offset) { place, series in
        Text("\(Self.forms[place % 4]) \(series.label), \(chart.unit)")
          .font(.subheadline)
          .foregroundStyle(Color(palette.quiet))
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
