import Foundation
import Gradus
import Observation

/// Which part of the app is on the screen.
@MainActor
@Observable
public final class AppModel {
  /// Where somebody is.
  public enum Place {
    case firstRun(FirstRunModel)
    case unlock(UnlockModel)
    case open(DiaryModel)
  }

  public private(set) var place: Place
  public let device: Device
  public let work = Work()
  /// What became of a check-in that the lock broke off; said when the diary is open again.
  private var left: Leaving?
  /// Whether somebody left the app while a diary was being opened: it is closed as it arrives.
  private var hasLeft = false
  public var words: Wording { device.words }

  public init(device: Device) {
    self.device = device
    place = .unlock(UnlockModel(device: device))
    if !device.hasVault { place = .firstRun(FirstRunModel(device: device)) }
    listen()
  }

  /// Drops the keys and shows the passcode screen. A check-in that somebody has to be reached for is written down before.
  public func lock() {
    if case .open(let diary) = place {
      if diary.path.contains(.checkIn) { work.follow { self.left = await diary.close() } } else { diary.shut() }
    }
    guard case .firstRun = place else { return askAgain() }
  }

  /// The app went to the background: the lock delay is 0.
  public func leave() {
    if case .open = place { return lock() }
    hasLeft = work.isRunning
    work.follow {
      self.hasLeft = false
      if case .firstRun(let model) = self.place, model.shut() { self.askAgain() }
    }
  }

  private func askAgain() {
    ask(UnlockModel(device: device))
  }

  private func ask(_ unlock: UnlockModel) {
    place = .unlock(unlock)
    listen()
  }

  private func listen() {
    switch place {
    case .firstRun(let model):
      model.finished = { [weak self] in await self?.show($0) }
      model.wantsUnlock = { [weak self] in self?.askAgain() }
    case .unlock(let model):
      model.opened = { [weak self] in await self?.show($0) }
      model.wantsRestore = { [weak self] in self?.restore() }
    case .open: break
    }
  }

  /// Shows a diary that was opened elsewhere, such as one to look around in.
  public func open(_ vault: Vault) async {
    await show(vault)
  }

  private func show(_ vault: Vault) async {
    let diary = DiaryModel(vault: vault, device: device, work: work)
    diary.locked = { [weak self] in self?.lock() }
    await diary.load()
    if hasLeft {
      diary.shut()
      return askAgain()
    }
    if let left { await diary.tell(left) }
    left = nil
    place = .open(diary)
  }

  private func restore() {
    let model = FirstRunModel(device: device)
    left = nil
    model.step = .restore
    place = .firstRun(model)
    listen()
  }
}
