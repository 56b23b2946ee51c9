@testable import AppLogic
import Gradus
import Testing

/// Where the points of a chart stand, and which of them a line joins.
@MainActor
@Suite struct ChartPlotTests {
  private func plot(
    _ id: String, _ points: [(String, UInt32)], rows: [[String]] = [["16 Mar 2026", "–"]]
  ) -> ChartPlot? {
    let series = ChartSeries(label: "Session", points: points.map { ChartPoint(date: $0.0, valueTenths: $0.1) })
    let chart = ChartView(
      id: id, title: "T", unit: "millimetres", sentence: "S", series: [series], head: ["When", "Size"],
      rows: rows.map { ChartRow(cells: $0) }, svg: nil)
    return ChartPlot(chart, Wording(language: "en"))
  }

  @Test func theLineIsBrokenWhereNobodyToldAnything() throws {
    let days: [(String, UInt32)] = [("2026-03-16", 90), ("2026-03-17", 90), ("2026-03-19", 100), ("2026-03-20", 100)]
    let course = try #require(plot("size", days)?.courses.first)
    #expect(course.spots.count == 4 && course.pieces.map(\.count) == [2, 2])
    #expect(course.spots.map(\.x) == [0, 0.25, 0.75, 1], "as far apart as the days are")
    let lone = try #require(plot("pain", [("2026-03-16", 10), ("2026-03-30", 20)])?.courses.first)
    #expect(lone.pieces.isEmpty && lone.spots.count == 2)
  }

  @Test func whatCountsAWeekStandsOnItsOwnAndNeverFallsIntoTheWeekThatGoesOn() throws {
    let weeks: [(String, UInt32)] = [("2026-03-02", 140), ("2026-03-09", 140), ("2026-03-16", 70)]
    for id in ["weeks", "ease", "time"] {
      let course = try #require(plot(id, weeks, rows: [["16 Mar 2026", "7"]])?.courses.first)
      #expect(course.pieces == course.spots.map { [.init(x: $0.x, y: 0), $0] }, "\(id)")
      #expect(course.spots.map(\.y) == [1, 1, 0.5], "from 0: \(id)")
    }
    #expect(try #require(plot("size", weeks)?.courses.first).pieces.isEmpty)
  }

  @Test func theLineGoesThroughTheGreatestOfEachDay() throws {
    let days: [(String, UInt32)] = [("2026-03-16", 10), ("2026-03-16", 20), ("2026-03-17", 20), ("2026-03-17", 10)]
    let course = try #require(plot("pain", days)?.courses.first)
    #expect(course.spots.count == 4 && course.pieces == [[.init(x: 0, y: 1), .init(x: 1, y: 1)]])
  }

  @Test func aWeekInWhichNothingWasToldIsAGapAndNoZero() throws {
    let weeks: [(String, UInt32)] = [("2026-03-02", 20), ("2026-03-09", 0), ("2026-03-16", 30), ("2026-03-23", 0)]
    let rows = [["2 Mar 2026", "2"], ["9 Mar 2026", "0"], ["16 Mar 2026", "3"], ["23 Mar 2026", "0"]]
    let shown = try #require(plot("ease", weeks, rows: rows))
    #expect(shown.courses[0].spots.map(\.x) == [0, 2.0 / 3])
    #expect(shown.last == "23 Mar" && shown.latest == "16 Mar 2026. Size: 3")
    #expect(plot("ease", [("2026-03-23", 0)]) == nil, "nothing was told at all")
    let asked = [["16 Mar 2026", "3"], ["23 Mar 2026", "0"]]
    #expect(try #require(plot("weeks", weeks, rows: asked)).latest == "16 Mar 2026. Size: 3", "nothing was asked yet")
    // A zero that was told stays one.
    #expect(try #require(plot("pain", weeks)).courses[0].spots.count == 4)
    // A week counts where anything was told of it.
    let easy = ChartSeries(label: "Easy", points: [ChartPoint(date: "2026-03-02", valueTenths: 0)])
    let firm = ChartSeries(label: "Firm", points: [ChartPoint(date: "2026-03-02", valueTenths: 10)])
    let chart = ChartView(
      id: "ease", title: "T", unit: "sessions", sentence: "S", series: [easy, firm], head: ["Week", "Easy", "Firm"],
      rows: [ChartRow(cells: ["2 Mar 2026", "0", "1"])], svg: nil)
    #expect(try #require(ChartPlot(chart, Wording(language: "en"))).courses.map(\.spots.count) == [1, 1])
  }

  @Test func itsEndsAndItsScaleAreSaid() throws {
    let rows = [["16 Mar 2026", "9 mm"], ["19 Mar 2026", "10 mm"]]
    let shown = try #require(plot("size", [("2026-03-16", 95), ("2026-03-19", 110)], rows: rows))
    #expect(shown.first == "16 Mar" && shown.last == "19 Mar")
    #expect(shown.scale == "From 9 at the bottom to 11 at the top: millimetres")
    #expect(shown.latest == "19 Mar 2026. Size: 10 mm")
    #expect(shown.courses[0].spots.map(\.y) == [0.25, 1])
    let low = try #require(plot("pain", [("2026-03-16", 10), ("2026-03-16", 40)]))
    #expect(low.courses[0].spots == [.init(x: 0.5, y: 0.25), .init(x: 0.5, y: 1)], "from 0, and one day is the middle")
    let flat = try #require(plot("blood", [("2026-03-16", 0)]))
    #expect(flat.courses[0].spots[0].y == 0 && flat.scale == "The higher, the more", "words have no numbers")
    #expect(flat.latest == "16 Mar 2026", "what was not told is left out")
    #expect(plot("size", []) == nil)
  }
}
