import Gradus

// What is told of a session while the diary is locked. The core seals it to the diary's own key, and takes it in with the next
// unlock, so that the app keeps nothing itself.
extension Device {
  /// Hands a Stop that was noted over to the core, with the moment at which it was pressed. Where a diary is open at this moment
  /// the moment stays noted: it is told there, or a second later.
  func sealStop() async {
    guard let moment = stopMoment, hasVault else { return }
    do {
      for run in try await Vault.whileLocked(folder, clock: clock).runs where run.mayStop {
        _ = try await Vault.runEventWhileLocked(folder, run: run.run, event: "stop", at: moment, clock: clock)
      }
      forgetStop()
    } catch {
      // What was noted is told at the next try, or once the diary is open.
      return
    }
  }
}

extension Device {
  /// Whether a planned session that was noted on a reminder is sealed now.
  func seal(_ noted: Noted, at moment: ClockReading) async -> Bool {
    guard hasVault else { return false }
    do {
      _ = try await Vault.logWhileLocked(
        folder, person: noted.person, note: noted.button.rawValue, occurrence: noted.occurrence, at: moment,
        clock: clock)
      return true
    } catch {
      return false
    }
  }
}

extension LockedRunView {
  /// Whether there is anything to stop: something is in, or is still to go in.
  var mayStop: Bool { !hasEnded && number != nil }
}

extension UnlockModel {
  /// Hands a Stop over that waits, and asks the core what goes on behind the lock: times alone, without a word about anybody.
  public func lookBehind() async {
    await device.sealStop()
    // A call of the diary that was locked just now may not have ended yet, or the diary's notes cannot be read.
    tell(of: try? await Vault.whileLocked(device.folder, clock: device.clock).runs)
  }
}
