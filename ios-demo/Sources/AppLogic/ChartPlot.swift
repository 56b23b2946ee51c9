import Foundation
import Gradus

/// Where the points of a chart stand, on a field whose sides go from 0 to 1. A line joins only what was told without a gap
/// between: where nobody told anything, it is broken. What counts a week stands on a line of its own from the bottom: a line
/// into the week that goes on would read as a fall.
public struct ChartPlot: Equatable, Sendable {
  public struct Spot: Equatable, Sendable {
    public let x: Double
    public let y: Double
  }

  /// One kind of points: each of them, and the pieces of line: between days that follow each other, or under each week.
  public struct Course: Equatable, Sendable {
    public let label: String
    public let spots: [Spot]
    public let pieces: [[Spot]]
  }

  public let courses: [Course]
  /// Its first and its last day, in few letters.
  public let first: String
  public let last: String
  /// What the lines at the bottom and at the top stand for.
  public let scale: String
  /// The latest row of the table: what stands now.
  public let latest: String

  /// `nil` where there is no point.
  public init?(_ chart: ChartView, _ words: Wording) {
    let (all, silent) = (chart.series.flatMap(\.points), Self.silent(chart))
    let points = all.filter { !silent.contains($0.date) }
    let isWeekly = Self.weekly.contains(chart.id)
    let days = all.compactMap { Self.day($0.date) }
    guard let first = days.min(), let last = days.max() else { return nil }
    guard let range = Self.range(of: points, isWeekly) else { return nil }
    courses = chart.series.map { series in
      let told = series.points.filter { !silent.contains($0.date) }
      let dated = told.compactMap { point in Self.day(point.date).map { (day: $0, value: point.valueTenths) } }
      let spots = dated.map { one in
        Spot(
          x: first == last ? 0.5 : Double(one.day - first) / Double(last - first),
          y: Double(one.value - range.lowerBound) / Double(range.upperBound - range.lowerBound))
      }
      let pieces = isWeekly ? Self.stems(spots) : Self.joined(spots, dated.map(\.day))
      return Course(label: series.label, spots: spots, pieces: pieces)
    }
    (self.first, self.last) = (Self.name(first, words), Self.name(last, words))
    let ends = words(.chartScale, "\(range.lowerBound / 10)", "\(range.upperBound / 10)", chart.unit)
    // Amounts of blood are words, whose numbers say nothing.
    scale = chart.id == "blood" ? words(.chartAmounts) : ends
    let rows = chart.rows.filter { !isWeekly || $0.cells.dropFirst().contains { !Self.nothing.contains($0) } }
    let told = zip(chart.head, rows.last?.cells ?? []).dropFirst().filter { !["", "–"].contains($0.1) }
    let cells = told.map { "\($0.0): \($0.1)" }
    latest = ([rows.last?.cells.first].compactMap { $0 } + cells).joined(separator: ". ")
  }

  /// Charts of the core that count what was told in a week; every other has a point for each thing that was told, so that a
  /// day without one is a gap.
  private static let weekly: Set<String> = ["ease", "time", "weeks"]

  /// What a week says of which nothing was told.
  private static let nothing: Set<String> = ["0", "–", ""]

  /// Weeks in which nothing was asked and nothing told: that is no zero, such as in a week that has just begun.
  private static func silent(_ chart: ChartView) -> Set<String> {
    guard weekly.contains(chart.id) else { return [] }
    let all = chart.series.flatMap(\.points)
    return Set(all.map(\.date)).subtracting(all.filter { $0.valueTenths > 0 }.map(\.date))
  }

  /// From a whole number below the least value to one above the greatest; from 0 where that is near, or where weeks count.
  private static func range(of points: [ChartPoint], _ isWeekly: Bool) -> ClosedRange<UInt32>? {
    let values = points.map(\.valueTenths)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    let top = (greatest + 9) / 10 * 10
    let bottom = isWeekly || least * 2 < greatest || least < 30 ? 0 : (least - 1) / 10 * 10
    return bottom...max(top, bottom + 10)
  }

  /// From the bottom to each week's count.
  private static func stems(_ spots: [Spot]) -> [[Spot]] {
    spots.map { [Spot(x: $0.x, y: 0), $0] }
  }

  /// Through the greatest of each day: two sessions of one day would make a saw of it.
  private static func joined(_ spots: [Spot], _ days: [Int]) -> [[Spot]] {
    var pieces: [[Spot]] = []
    var last: Int?
    for (day, spot) in zip(days, spots) {
      if day == last, let before = pieces.last?.last {
        if spot.y > before.y { pieces[pieces.count - 1][pieces[pieces.count - 1].count - 1] = spot }
      } else if let last, day - last == 1 {
        pieces[pieces.count - 1].append(spot)
      } else {
        pieces.append([spot])
      }
      last = day
    }
    return pieces.filter { $0.count > 1 }
  }

  /// Days since 1970.
  private static func day(_ date: String) -> Int? {
    CivilDay(date).map { Int($0.start(in: .gmt).timeIntervalSince1970 / 86_400) }
  }

  private static func name(_ day: Int, _ words: Wording) -> String {
    words.shortDay(Date(timeIntervalSince1970: Double(day) * 86_400), in: .gmt)
  }
}
