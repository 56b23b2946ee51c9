import Foundation
import Gradus

/// Where the points of a chart stand, on a field whose sides go from 0 to 1. A line joins only what was told without a gap
/// between: where nobody told anything, it is broken.
public struct ChartPlot: Equatable, Sendable {
  public struct Spot: Equatable, Sendable {
    public let x: Double
    public let y: Double
  }

  /// One kind of points: each of them, and the pieces of line between those that follow each other.
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
    let days = all.compactMap { Self.day($0.date) }
    guard let first = days.min(), let last = days.max(), let range = Self.range(of: points) else { return nil }
    let longest = Self.weekly.contains(chart.id) ? 7 : 1
    courses = chart.series.map { series in
      let told = series.points.filter { !silent.contains($0.date) }
      let dated = told.compactMap { point in Self.day(point.date).map { (day: $0, value: point.valueTenths) } }
      let spots = dated.map { one in
        Spot(
          x: first == last ? 0.5 : Double(one.day - first) / Double(last - first),
          y: Double(one.value - range.lowerBound) / Double(range.upperBound - range.lowerBound))
      }
      return Course(label: series.label, spots: spots, pieces: Self.pieces(spots, dated.map(\.day), longest))
    }
    (self.first, self.last) = (Self.name(first, words), Self.name(last, words))
    let ends = words(.chartScale, "\(range.lowerBound / 10)", "\(range.upperBound / 10)", chart.unit)
    // Amounts of blood are words, whose numbers say nothing.
    scale = chart.id == "blood" ? chart.unit : ends
    let rows = chart.id == Self.counted ? chart.rows.filter { $0.cells.dropFirst().contains { $0 != "0" } } : chart.rows
    let told = zip(chart.head, rows.last?.cells ?? []).dropFirst().filter { !["", "–"].contains($0.1) }
    let cells = told.map { "\($0.0): \($0.1)" }
    latest = ([rows.last?.cells.first].compactMap { $0 } + cells).joined(separator: ". ")
  }

  /// The chart that counts sessions by how they went.
  private static let counted = "ease"

  /// Weeks of that chart in which nothing was told: no session is no zero, such as in a week that has just begun.
  private static func silent(_ chart: ChartView) -> Set<String> {
    guard chart.id == counted else { return [] }
    let all = chart.series.flatMap(\.points)
    return Set(all.map(\.date)).subtracting(all.filter { $0.valueTenths > 0 }.map(\.date))
  }

  /// Charts of the core that have one point a week; every other has one for each thing that was told, so that a day without
  /// one is a gap.
  private static let weekly: Set<String> = ["ease", "time", "weeks"]

  /// From a whole number below the least value to one above the greatest; from 0 where that is near.
  private static func range(of points: [ChartPoint]) -> ClosedRange<UInt32>? {
    let values = points.map(\.valueTenths)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    let top = (greatest + 9) / 10 * 10
    let bottom = least * 2 < greatest || least < 30 ? 0 : (least - 1) / 10 * 10
    return bottom...max(top, bottom + 10)
  }

  private static func pieces(_ spots: [Spot], _ days: [Int], _ longest: Int) -> [[Spot]] {
    var pieces: [[Spot]] = []
    for (place, spot) in spots.enumerated() {
      let follows = place > 0 && days[place] - days[place - 1] <= longest
      if follows { pieces[pieces.count - 1].append(spot) } else { pieces.append([spot]) }
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
