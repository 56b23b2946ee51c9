import Foundation

/// Moments as the core writes and reads them: wall clock with its offset, such as `2026-03-01T19:30:00+01:00`.
public enum Rfc3339 {
  /// The moment as the clocks in `zone` show it, to the second. A date outside the years 1 to 9999, or none at all, has no
  /// such form: it becomes a text that the core refuses, naming the field.
  public static func text(_ date: Date, in zone: TimeZone = .autoupdatingCurrent) -> String {
    guard known.contains(date.timeIntervalSince1970) else { return "no moment" }
    // The form knows hours and minutes of offset; some zones had seconds a century ago.
    let offset = Int((Double(zone.secondsFromGMT(for: date)) / 60).rounded()) * 60
    let shown = civil.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: date.addingTimeInterval(Double(offset)))
    let (year, month, day) = (shown.year ?? 0, shown.month ?? 0, shown.day ?? 0)
    let (hour, minute, second) = (shown.hour ?? 0, shown.minute ?? 0, shown.second ?? 0)
    let sign = offset < 0 ? "-" : "+"
    let (hours, minutes) = (abs(offset) / 3600, abs(offset) / 60 % 60)
    return "\(padded(year, 4))-\(padded(month))-\(padded(day))"
      + "T\(padded(hour)):\(padded(minute)):\(padded(second))\(sign)\(padded(hours)):\(padded(minutes))"
  }

  /// The moment that the text names; `nil` where it is not of that form.
  public static func date(_ text: String) -> Date? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    return try? style.parse(text)
  }

  /// Seconds since 1970 of the years 1 to 9999, a day less at both ends for the zones. Not a number is not among them.
  static let known = -62_135_510_400.0...253_402_214_400.0
}

/// The calendar in which the core speaks, whichever one the phone is set to, in no zone at all.
let civil: Calendar = {
  var calendar = Calendar(identifier: .gregorian)
  calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
  return calendar
}()

func padded(_ number: Int, _ width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
