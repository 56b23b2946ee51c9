import Gradus
import Observation

/// How many wrong passcodes are left, wherever one is asked for: at the lock, and anew in an open diary.
@MainActor
@Observable
public final class Tries {
  /// How many may be tried before the next wait; `nil` while every one of them may.
  public private(set) var left: UInt32?
  /// Milliseconds until the next passcode is tried; `nil` where that is now. The recovery code never waits.
  public private(set) var waitMs: UInt64?
  /// How many more wrong ones the diary outlives, once one was wrong; `nil` where any number.
  public private(set) var beforeErase: UInt32?
  private let device: Device
  private var waitEnds: ClockReading?
  /// As many as the core lets everybody try.
  private static let free: UInt32 = 5

  init(device: Device) {
    self.device = device
  }

  /// What the core says of wrong passcodes; a wait is counted down by the clock that nobody sets.
  func count() async throws(GradusError) {
    guard device.hasVault else { return }
    let tries = try await Vault.passcodeTries(device.folder, clock: device.clock)
    let isWaiting = tries.waitSeconds > 0
    left = !isWaiting && tries.left < Self.free ? tries.left : nil
    beforeErase = isWaiting || left != nil ? tries.beforeErase : nil
    let now = device.clock.reading()
    let end = now.monotonicMs + tries.waitSeconds * 1000
    waitEnds = isWaiting ? ClockReading(wall: now.wall, monotonicMs: end, boot: now.boot) : nil
    waitMs = isWaiting ? tries.waitSeconds * 1000 : nil
  }

  /// Time has passed. Whether a wait is over is the core's word: it is asked again where it should be.
  func tick() async {
    guard let waitEnds else { return }
    let now = device.clock.reading()
    if now.boot == waitEnds.boot, now.monotonicMs < waitEnds.monotonicMs {
      waitMs = waitEnds.monotonicMs - now.monotonicMs
    } else {
      try? await count()
    }
  }
}
