import Foundation
public import Gradus

/// A clock that stands still until a test moves it.
///
/// Real time passes on both of its hands with ``advance(by:)``; the owner of a phone moves only the wall with
/// ``setWall(_:)`` and ``travel(to:)``; ``reboot()`` begins a new count of milliseconds.
public final class HandClock: GradusClock, @unchecked Sendable {
  private let gate = NSLock()
  private var wall: Date
  private var zone: TimeZone
  private var sinceBoot: UInt64 = 60_000
  private var boots: UInt64 = 1

  /// Stands at this moment, on a device that booted a minute ago.
  public init(_ wall: Date, in zone: TimeZone = .gmt) {
    (self.wall, self.zone) = (wall, zone)
  }

  /// Stands at a moment such as `2026-03-02T08:00:00+01:00`; `nil` where the text is not of that form.
  public convenience init?(_ text: String) {
    guard let wall = Rfc3339.date(text), let zone = Self.zone(of: text) else { return nil }
    self.init(wall, in: zone)
  }

  public func reading() -> ClockReading {
    gate.withLock {
      let boot = String(boots, radix: 16)
      return ClockReading(
        wall, in: zone, sinceBoot: sinceBoot, boot: String(repeating: "0", count: 32 - boot.count) + boot)
    }
  }

  /// The moment that the wall clock shows.
  public var now: Date { gate.withLock { wall } }

  /// Lets time pass; a negative time is none.
  public func advance(by time: Duration) {
    let milliseconds = max(0, time / .milliseconds(1))
    gate.withLock {
      wall += milliseconds / 1_000
      sinceBoot += UInt64(min(milliseconds, 1e15))
    }
  }

  /// Somebody sets the wall clock, back or forth. No time passes.
  public func setWall(_ wall: Date) {
    gate.withLock { self.wall = wall }
  }

  /// The device is in another zone now. No time passes.
  public func travel(to zone: TimeZone) {
    gate.withLock { self.zone = zone }
  }

  /// The device starts anew, and has been up for a minute.
  public func reboot() {
    gate.withLock {
      boots += 1
      sinceBoot = 60_000
    }
  }

  private static func zone(of text: String) -> TimeZone? {
    guard text.last != "Z" else { return .gmt }
    let offset = text.suffix(6)
    let parts = offset.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, let sign = offset.first, sign == "+" || sign == "-" else { return nil }
    return TimeZone(secondsFromGMT: (sign == "-" ? -1 : 1) * (parts[0] * 3600 + parts[1] * 60))
  }
}
