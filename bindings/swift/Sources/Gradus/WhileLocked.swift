import Foundation
import GradusCore

extension Vault {
  /// How things stand while the vault in `folder` is locked: how many notes wait, and each session that goes on as times
  /// and steps, without a word about anybody. It needs no passcode, also after the phone was started anew. While the vault
  /// is open it throws ``GradusError/Busy``.
  public static func whileLocked(
    _ folder: URL, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> LockedView {
    try await CallQueue().run { () throws(GradusError) -> LockedView in
      try typed { try GradusCore.whileLocked(folder: path(of: folder), now: clock.reading()) }
    }
  }

  /// Notes, while the vault in `folder` is locked, that a session was held as planned (`done`) or knowingly not held
  /// (`skipped`). `person` is the id that a reminder carries; `occurrence` names the session, and without it the one is
  /// meant that is due now. The note is sealed, and taken in at the next unlock; it earns no step up.
  public static func logWhileLocked(
    _ folder: URL, person: String, note: String, occurrence: String? = nil, at moment: ClockReading? = nil,
    clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> LockedView {
    try await CallQueue().run { () throws(GradusError) -> LockedView in
      let now = moment ?? clock.reading()
      return try typed {
        try GradusCore.logWhileLocked(
          folder: path(of: folder), person: person, note: note, now: now, occurrence: occurrence)
      }
    }
  }

  /// Tells, while the vault in `folder` is locked, what happened just now in the session that ``whileLocked(_:clock:)``
  /// calls `run`, or what happened at a moment that was kept because the vault was open a moment ago. The events are those of
  /// `runEvent`, but for a point of the check list, which is `tick:1` and so on. At the next unlock the session is as if it
  /// had been told there, but that it earns no step up.
  public static func runEventWhileLocked(
    _ folder: URL, run: String, event: String, at moment: ClockReading? = nil, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> LockedView {
    try await CallQueue().run { () throws(GradusError) -> LockedView in
      let now = moment ?? clock.reading()
      return try typed {
        try GradusCore.runEventWhileLocked(folder: path(of: folder), run: run, event: event, now: now)
      }
    }
  }
}
