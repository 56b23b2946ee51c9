import Foundation

/// A day as a calendar on the wall has it: no time, no zone. Years 1 to 9999 of the Gregorian calendar, whichever calendar
/// the phone is set to.
public struct CivilDay: Hashable, Comparable, Sendable, Codable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// `nil` where there is no such day, such as 30 February.
  public init?(year: Int, month: Int, day: Int) {
    let asked = DateComponents(year: year, month: month, day: day)
    guard (1...9999).contains(year), asked.isValidDate(in: civil) else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// From the core's form, `YYYY-MM-DD`.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) else {
      return nil
    }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// The day that the clocks in `zone` show at this moment; `nil` outside the years that it knows.
  public init?(of date: Date, in zone: TimeZone = .autoupdatingCurrent) {
    guard Rfc3339.known.contains(date.timeIntervalSince1970) else { return nil }
    let shown = Self.calendar(in: zone).dateComponents([.year, .month, .day], from: date)
    guard let year = shown.year, let month = shown.month, let day = shown.day else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day that a date picker's components name; `nil` where year, month or day is missing, where there is no such day,
  /// or where they were taken from a calendar that is not Gregorian.
  public init?(_ components: DateComponents) {
    guard let year = components.year, let month = components.month, let day = components.day,
      (components.calendar ?? civil).identifier == .gregorian
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day with their calendar, for pickers and calendar triggers.
  public var components: DateComponents {
    DateComponents(calendar: Calendar(identifier: .gregorian), year: year, month: month, day: day)
  }

  /// The first moment of the day in `zone`: midnight, or later where the clocks skip midnight.
  public func start(in zone: TimeZone = .autoupdatingCurrent) -> Date {
    let calendar = Self.calendar(in: zone)
    let noon = calendar.date(from: DateComponents(year: year, month: month, day: day, hour: 12))
    return calendar.startOfDay(for: noon ?? .distantPast)
  }

  /// That many days later, or earlier where negative; `nil` outside the years that it knows.
  public func adding(days: Int) -> CivilDay? {
    guard (-4_000_000...4_000_000).contains(days),
      let date = civil.date(from: DateComponents(year: year, month: month, day: day)),
      let moved = civil.date(byAdding: .day, value: days, to: date)
    else { return nil }
    return CivilDay(of: moved, in: civil.timeZone)
  }

  public static func < (left: CivilDay, right: CivilDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func calendar(in zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }
}

extension CivilDay: CustomStringConvertible {
  /// The core's form, `YYYY-MM-DD`.
  public var description: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }
}
