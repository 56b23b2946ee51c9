import AppLogic
import SwiftUI

/// The ladder as a chart, its sentence, its table one tap away, and what is proposed.
struct ProgressScreen: View {
  @State private var model: ProgressModel
  let work: Work
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size
  @Environment(\.layoutDirection) private var direction

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: ProgressModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    DiaryPage(diary: model.diary, title: words(.progressTitle), trouble: model.trouble) {
      if model.rungs.isEmpty {
        Text(words(.noPlan)).font(.body)
      } else {
        Text(model.sentence).font(.title3)
        Card {
          if model.showsTable {
            table
          } else {
            chart
            // Very large numbers would not fit under their bars; the table has them.
            if !size.isAccessibilitySize { numbers }
          }
          Button(words(model.showsTable ? .progressChart : .progressTable)) { model.showsTable.toggle() }
            .buttonStyle(QuietButton(palette: palette))
        }
      }
      if let reasons = model.proposal?.reasons, !reasons.isEmpty {
        Card(title: words(.progressReasons)) { ForEach(reasons, id: \.code) { Line(text: $0.sentence) } }
      }
      ForEach(model.charts, id: \.id) { chart in
        ChartCard(chart: chart, words: words, isTable: model.tables.contains(chart.id)) { model.turn(chart) }
      }
    } bar: {
      if let title = model.stepTitle {
        WorkButton(title: title, words: words, work: work) { await model.takeStep() }
      }
    }
    .task { await model.load() }
  }

  private var chart: some View {
    Canvas { context, size in
      let step = size.width / Double(max(model.rungs.count, 1))
      for (place, rung) in model.rungs.enumerated() {
        let height = size.height * (0.15 + 0.85 * Double(place + 1) / Double(model.rungs.count))
        // A canvas is not mirrored by itself, and the numbers under it are.
        let column = direction == .rightToLeft ? model.rungs.count - 1 - place : place
        let bar = CGRect(x: Double(column) * step + 2, y: size.height - height, width: step - 4, height: height)
        let path = Path(roundedRect: bar, cornerRadius: 4)
        let accent = Color(palette.accent)
        if rung.isReached {
          context.fill(path, with: .color(rung.isNow ? accent : accent.opacity(0.55)))
        } else {
          if rung.id == model.proposal?.toTenthsMm { context.fill(path, with: .color(accent.opacity(0.15))) }
          context.stroke(path, with: .color(Color(rung.marks.isEmpty ? palette.line : palette.accent)), lineWidth: 1.5)
        }
      }
    }
    .frame(height: 180)
    .accessibilityElement(children: .ignore)
    .accessibilityLabel(model.sentence)
    .accessibilityAddTraits(.isImage)
  }

  /// The size of each bar, in millimetres; heard in the chart's sentence.
  private var numbers: some View {
    HStack(spacing: 0) {
      ForEach(model.rungs) { rung in
        Text(rung.number).font(.footnote).foregroundStyle(Color(palette.quiet)).frame(maxWidth: .infinity)
      }
    }
    .accessibilityHidden(true)
  }

  private var table: some View {
    VStack(alignment: .leading, spacing: size.isAccessibilitySize ? 18 : 8) {
      row(words(.columnSize), words(.columnMark)).accessibilityAddTraits(.isHeader)
      ForEach(model.rungs) { rung in row(rung.size, rung.marks) }
    }
  }

  private func row(_ leading: String, _ trailing: String) -> some View {
    Sides {
      Text(leading).font(.body)
    } trailing: {
      if !trailing.isEmpty { Text(trailing).font(.body).fontWeight(.medium) }
    }
    .accessibilityElement(children: .combine)
  }
}
