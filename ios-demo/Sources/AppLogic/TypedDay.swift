import Gradus

/// A day as somebody types it: day, month and year, none of them filled in beforehand.
public struct TypedDay: Equatable, Sendable {
  public var day = ""
  public var month = ""
  public var year = ""

  public init() {}

  /// A day that stands already, from the core's form.
  init(_ written: String) {
    let parts = written.split(separator: "-").map(String.init)
    if parts.count == 3 { (year, month, day) = (parts[0], parts[1], parts[2]) }
  }

  public var isEmpty: Bool { day.isEmpty && month.isEmpty && year.isEmpty }

  /// `nil` where it is empty, half typed, or no day at all.
  public var civil: CivilDay? {
    guard let day = Int(day), let month = Int(month), let year = Int(year) else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }

  /// Whether something was typed that is no day.
  public var isWrong: Bool { !isEmpty && civil == nil }
}
