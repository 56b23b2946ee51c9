import Foundation
import Gradus
import GradusTestKit
import Testing

/// Days and moments cross without losing or gaining an hour.
@Suite struct DateTests {
  private let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

  @Test(arguments: ["0001-01-01", "1999-12-31", "2024-02-29", "2026-03-16", "9999-12-31"])
  func aDayIsItsText(_ text: String) {
    #expect(CivilDay(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-2-03", "2026-02-30", "2023-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "10000-01-01",
    "2026/03/16", "2026-03-16 ", "+026-03-16", "-026-03-16", "٢٠٢٦-٠٣-١٦", "2026-03-16T00:00:00Z",
  ])
  func noSuchDay(_ text: String) {
    #expect(CivilDay(text) == nil)
  }

  @Test func daysAreCounted() {
    let leap = CivilDay("2024-02-28")
    #expect(leap?.adding(days: 1)?.description == "2024-02-29")
    #expect(leap?.adding(days: 2)?.description == "2024-03-01")
    #expect(leap?.adding(days: -59)?.description == "2023-12-31")
    #expect(CivilDay("9999-12-31")?.adding(days: 1) == nil)
    #expect(CivilDay("0001-01-01")?.adding(days: -1) == nil)
    #expect(leap?.adding(days: .max) == nil)
    #expect(leap?.adding(days: .min) == nil)
    #expect([CivilDay("2026-03-01"), CivilDay("2025-12-31")].compactMap { $0 }.min()?.year == 2025)
  }

  @Test func theDayIsTheOneOnTheWall() throws {
    let moment = try #require(Rfc3339.date("2026-03-16T23:30:00Z"))
    #expect(CivilDay(of: moment, in: .gmt)?.description == "2026-03-16")
    #expect(CivilDay(of: moment, in: berlin)?.description == "2026-03-17")
    let honolulu = try #require(TimeZone(identifier: "Pacific/Honolulu"))
    #expect(CivilDay(of: moment, in: honolulu)?.description == "2026-03-16")
  }

  /// A phone set to the Buddhist calendar has the year 2569; the core must not.
  @Test func thePhonesCalendarDoesNotMatter() {
    var asked = DateComponents(year: 2569, month: 3, day: 16)
    asked.calendar = Calendar(identifier: .buddhist)
    #expect(CivilDay(asked) == nil)
    asked = DateComponents(calendar: Calendar(identifier: .gregorian), year: 2026, month: 3, day: 16)
    #expect(CivilDay(asked)?.description == "2026-03-16")
    #expect(CivilDay(asked)?.components == asked)
    #expect(CivilDay(DateComponents(year: 2026, month: 3)) == nil)
  }

  @Test func aDayBeginsWhereTheClocksLetIt() throws {
    let day = try #require(CivilDay("2026-03-29"))
    #expect(Rfc3339.text(day.start(in: berlin), in: berlin) == "2026-03-29T00:00:00+01:00")
    #expect(day.start(in: berlin).addingTimeInterval(23 * 3600) == day.adding(days: 1)?.start(in: berlin))
    // In Beirut the clocks of that year went from midnight to one.
    let beirut = try #require(TimeZone(identifier: "Asia/Beirut"))
    #expect(Rfc3339.text(day.start(in: beirut), in: beirut) == "2026-03-29T01:00:00+03:00")
  }

  @Test(arguments: [
    ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"), ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"),
    ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"), ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
    ("2024-02-29T12:00:00Z", "2024-02-29T13:00:00+01:00"),
  ])
  func momentsKeepTheirOffset(_ utc: String, _ shown: String) throws {
    let moment = try #require(Rfc3339.date(utc))
    #expect(Rfc3339.text(moment, in: berlin) == shown)
    #expect(Rfc3339.date(shown) == moment)
  }

  @Test func offsetsOfEveryKind() throws {
    let moment = try #require(Rfc3339.date("2026-03-16T12:00:00Z"))
    for (zone, shown) in [
      ("Asia/Kathmandu", "2026-03-16T17:45:00+05:45"), ("America/St_Johns", "2026-03-16T09:30:00-02:30"),
      ("Pacific/Kiritimati", "2026-03-17T02:00:00+14:00"),
    ] {
      #expect(Rfc3339.text(moment, in: try #require(TimeZone(identifier: zone))) == shown)
    }
    #expect(Rfc3339.date("2026-03-16T12:00:00.250Z") == moment.addingTimeInterval(0.25))
    #expect(Rfc3339.date("2026-03-16") == nil)
    #expect(Rfc3339.date("16 March") == nil)
  }

  @Test func viewsGiveFoundationsDates() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let checkIn = try await vault.record(
      .checkIn(person: "Mia", answers: [FactAnswer(id: "temperature_c", answer: "39.5")], note: nil))
    let tasks = try await vault.today("Mia").tasks
    #expect(!tasks.isEmpty)
    for task in tasks + (checkIn.triage?.tasks ?? []) {
      #expect(Rfc3339.text(try #require(task.dueMoment), in: TimeZone(secondsFromGMT: 3600) ?? .gmt) == task.due)
    }
    for item in try await vault.timeline("Mia").items {
      #expect(item.moment != nil)
    }
    let form = try #require(try publishedPlans().first)
    #expect(try planBlanks(text: form.text).isEmpty == false)
    let slot = SlotView(occurrence: "", at: "07:05", status: .due, sentence: "")
    #expect(slot.atTime == DateComponents(hour: 7, minute: 5))
    for nonsense in ["7", "25:00", "07:60", "07:05:00", "a:b", ""] {
      #expect(SlotView(occurrence: "", at: nonsense, status: .due, sentence: "").atTime == nil)
    }
  }
}

/// The clocks.
@Suite struct ClockTests {
  @Test func theSystemsClockIsNow() throws {
    let clock = SystemClock()
    let (first, second) = (clock.reading(), clock.reading())
    #expect(abs(try #require(Rfc3339.date(first.wall)).timeIntervalSinceNow) < 5)
    #expect(second.monotonicMs >= first.monotonicMs && first.monotonicMs > 0)
    #expect(first.boot == second.boot)
    #expect(UUID(uuidString: first.boot) != nil)
  }

  @Test func theHandsMoveAsTheyAreMoved() throws {
    let clock = morning()
    let boot = clock.reading().boot
    #expect(clock.reading() == ClockReading(wall: "2026-03-16T08:30:00+01:00", monotonicMs: 60_000, boot: boot))
    clock.advance(by: .milliseconds(90_500))
    clock.advance(by: .seconds(-100))
    #expect(clock.reading() == ClockReading(wall: "2026-03-16T08:31:30+01:00", monotonicMs: 150_500, boot: boot))
    clock.setWall(try #require(Rfc3339.date("2026-03-15T08:00:00+01:00")))
    clock.travel(to: try #require(TimeZone(secondsFromGMT: -5 * 3600)))
    #expect(clock.reading() == ClockReading(wall: "2026-03-15T02:00:00-05:00", monotonicMs: 150_500, boot: boot))
    clock.reboot()
    #expect(clock.reading().monotonicMs == 60_000)
    #expect(clock.reading().boot != boot && clock.reading().boot.count == 32)
    clock.advance(by: .seconds(Int64.max))
    #expect(HandClock("half past eight") == nil)
    #expect(HandClock("2026-03-16T08:30:00Z")?.reading().wall == "2026-03-16T08:30:00+00:00")
  }

  @Test func aClockThatWentBackIsSaid() async throws {
    let clock = morning()
    let vault = try await Vault.withInfant(clock: clock)
    clock.setWall(clock.now.addingTimeInterval(-86_400))
    let notices = try await vault.today("Mia").notices
    #expect(notices.contains { $0.lowercased().contains("clock") })
  }
}
