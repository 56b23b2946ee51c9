import Foundation

/// What the shell's clocks show. The core reads none itself: a ``Vault`` asks this one at each call.
public protocol GradusClock: Sendable {
  /// This moment: the wall clock with its offset, milliseconds since boot, and which boot.
  func reading() -> ClockReading
}

extension ClockReading {
  /// The moment `date` as the clocks in `zone` show it, `sinceBoot` milliseconds (sleep included) after the boot that is
  /// named `boot` (32 hex digits, dashes allowed; empty where the system names none).
  public init(_ date: Date, in zone: TimeZone, sinceBoot milliseconds: UInt64, boot: String) {
    self.init(wall: Rfc3339.text(date, in: zone), monotonicMs: milliseconds, boot: boot)
  }
}

/// The clocks of this device. The time zone is read anew at each call, so that a traveller's phone is believed.
public struct SystemClock: GradusClock {
  private let boot: String

  public init() {
    boot = Self.bootName()
  }

  public func reading() -> ClockReading {
    ClockReading(Date(), in: .autoupdatingCurrent, sinceBoot: Self.sinceBoot(), boot: boot)
  }

  private static func sinceBoot() -> UInt64 {
    #if canImport(Darwin)
      return clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW) / 1_000_000
    #else
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      return UInt64(time.tv_sec) * 1_000 + UInt64(time.tv_nsec) / 1_000_000
    #endif
  }

  /// Empty where the system names none; the core then trusts the milliseconds less.
  private static func bootName() -> String {
    #if canImport(Darwin)
      var name = [CChar](repeating: 0, count: 64)
      var length = name.count
      guard sysctlbyname("kern.bootsessionuuid", &name, &length, nil, 0) == 0 else { return "" }
      return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #else
      let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
      return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    #endif
  }
}
