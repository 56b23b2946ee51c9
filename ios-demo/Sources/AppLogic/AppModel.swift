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
    case erasing(ErasingModel)
  }

  public private(set) var place: Place
  public let device: Device
  public let work = Work()
  /// Outlives a lock: what a session has begun to sound goes on sounding.
  private let watch: RunWatch
  /// Whether somebody left the app while a diary was being opened: it is closed as it arrives.
  private var hasLeft = false
  /// From when on a diary that was left is locked, and since when it is left, by the clock that nobody sets.
  private var away: (since: ClockReading, untilMs: UInt64)?
  /// Whose day a reminder leads to, as long as the diary is not in front.
  @ObservationIgnored private var wanted: String?
  /// When our own dialler or file picker was asked for.
  @ObservationIgnored private var excused: ClockReading?
  public var words: Wording { device.words }
  /// Whether somebody left and is not known to be back: nothing is shown.
  public var isAway: Bool { away != nil }

  /// Milliseconds for which our own dialler or file picker may be in front.
  private static let excuseMs: UInt64 = 120_000

  public init(device: Device) {
    self.device = device
    watch = RunWatch(device: device)
    device.sweepReports()
    place = .unlock(UnlockModel(device: device))
    if !device.hasVault {
      place = .firstRun(FirstRunModel(device: device))
      // A phone keeps what was posted also when the diary is gone, and it would call to sessions that nobody knows of.
      device.signals.replace(.reminder, with: [])
    }
    work.settled = { [weak self] in await self?.keepReminders() }
    listen()
    // Erasing that was cut short is carried to its end.
    if device.isErasing { erase() }
  }

  /// Whatever was just done may have changed what is to be reminded of.
  private func keepReminders() async {
    if case .open(let diary) = place { await diary.keepReminders() }
  }

  /// Shows the passcode screen and drops the keys. What was being written down is waited for, out of sight; what else runs breaks
  /// off, or was nearly done. Nothing is posted before: the reminders follow at the next unlock.
  public func lock() {
    (away, excused) = (nil, nil)
    device.sharing.end()
    switch place {
    case .open(let diary):
      diary.shut()
      askAgain()
    case .unlock(let unlock): unlock.salvage == nil ? askAgain() : leaveClosed()
    case .firstRun, .erasing: break
    }
  }

  /// The phone itself was locked: a delay is for somebody who comes back to a phone that is still open.
  public func lockWithPhone() {
    if case .open = place { lock() } else { leaveClosed() }
  }

  /// Erases everything: the keys go first, and every notice that would call to a diary which is gone.
  func erase() {
    lock()
    watch.end()
    let model = ErasingModel(device: device)
    place = .erasing(model)
    listen()
    work.follow { await model.erase() }
  }

  /// Time has passed: asked about once a second while a session goes on. Nothing here counts, and nothing sleeps.
  public func tick() async {
    watch.tick()
    lockWhenDue()
    if case .unlock(let unlock) = place, !work.isRunning {
      await (unlock.salvage?.tries ?? unlock.tries).tick()
      if device.stopMoment != nil || unlock.isUnread { work.follow { await unlock.lookBehind() } }
    }
    guard case .open(let diary) = place else { return }
    if !work.isRunning { await diary.tries.tick() }
    if !isAway { diary.passUndo(device.clock.reading().monotonicMs) }
    if !work.isRunning { await diary.run?.refresh() }
  }

  /// Stop was pressed where others may read, perhaps while the diary is locked or the app was ended: nothing is asked. Its
  /// moment is on the disk before anything else, until the core has it.
  public func stop() {
    if case .open(let diary) = place {
      if let run = diary.run { run.stop() } else { diary.stop() }
      return
    }
    device.noteStop()
    watch.end()
    if case .unlock(let unlock) = place { unlock.tellStop() }
    work.follow { await self.handStopOver() }
  }

  /// A diary that was being opened meanwhile is told itself.
  private func handStopOver() async {
    switch place {
    case .open(let diary): await diary.heedStop()
    case .unlock(let unlock): await unlock.lookBehind()
    case .firstRun, .erasing: await device.sealStop()
    }
  }

  /// Somebody did something with a notice. Where one leads waits for the unlock.
  public func answer(_ answer: NoticeAnswer) {
    switch answer {
    case .stopped: stop()
    case .noted(let noted): note(noted)
    case .opened(let person):
      wanted = person
      follow()
    case .putAway: break
    }
  }

  /// Seals what was pressed on a reminder in the notes of the locked diary, with the moment of this call. An open diary takes no
  /// such note, because there a session is told with how it went: that it is not written down stands in the reminder's place.
  private func note(_ noted: Noted) {
    let now = device.clock.reading()
    var isOpen = false
    if case .open = place { isOpen = true }
    work.follow {
      if !isOpen, await self.device.seal(noted, at: now) { return }
      let notice = Unwritten(person: noted.person, text: self.device.words(.noticeUnwritten))
      self.device.signals.replace(.unwritten, with: [.unwritten(notice)])
    }
  }

  /// To the day that a reminder leads to, once the diary is in front.
  private func follow() {
    guard let person = wanted, !isAway, case .open(let diary) = place else { return }
    wanted = nil
    work.follow { await diary.goToDay(of: person) }
  }

  /// The app itself is about to bring the dialler or a file picker in front: that is no leaving.
  public func excuse() {
    excused = device.clock.reading()
  }

  /// The app is in front again.
  public func come() {
    lockWhenDue()
    away = nil
    // Somebody may come from the phone's settings.
    if case .open(let diary) = place { work.follow { await diary.readPermission() } }
    follow()
  }

  /// A diary that was left is locked when its time is over, also while the app is not in front.
  private func lockWhenDue() {
    guard let away else { return }
    let now = device.clock.reading()
    // Another boot, or a count that began anew: nobody knows how long it was.
    let isKnown = now.boot == away.since.boot && now.monotonicMs >= away.since.monotonicMs
    if !isKnown || now.monotonicMs >= away.untilMs { lock() }
  }

  /// From when on what is left now is locked; at once where no delay was chosen.
  private func stay(_ now: ClockReading, _ policy: LockPolicyView) -> UInt64? {
    let chosen = now.monotonicMs + UInt64(policy.lockAfterS) * 1000
    let own = excused.flatMap { $0.boot == now.boot ? $0.monotonicMs + Self.excuseMs : nil }
    let until = max(chosen, own ?? 0)
    return until > now.monotonicMs ? until : nil
  }

  /// The app went to the background.
  public func leave() {
    if case .open(let diary) = place {
      let now = device.clock.reading()
      guard let until = stay(now, diary.policy) else { return lock() }
      away = (now, until)
      return
    }
    leaveClosed()
  }

  /// No diary is open: what was shown on the way to one is not there for whoever comes next, and one that opens is closed.
  private func leaveClosed() {
    // Whoever unlocks later may not be who tapped, and does not come for it.
    wanted = nil
    hasLeft = work.isRunning
    var salvage: SalvageModel?
    if case .unlock(let unlock) = place { salvage = unlock.salvage }
    if salvage != nil { askAgain() }
    work.follow {
      self.hasLeft = false
      // After what still ran, which may have made a draft.
      salvage?.end()
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
      model.wantsStop = { [weak self] in self?.stop() }
    case .erasing(let model): model.done = { [weak self] in self?.begin(saying: $0) }
    case .open: break
    }
  }

  /// Shows a diary that was opened elsewhere, such as one to look around in.
  public func open(_ vault: Vault) async {
    await show(vault)
  }

  private func show(_ vault: Vault) async {
    // What is not spoken there is said in English; only a vault that is closed refuses, and the diary says so as it loads.
    _ = try? await vault.setLanguage(device.words.language)
    let diary = DiaryModel(vault: vault, device: device, work: work, watch: watch)
    diary.locked = { [weak self] in self?.lock() }
    diary.wantsErasing = { [weak self] in self?.erase() }
    diary.lost = { [weak self] in self?.tellLost() }
    let person = wanted
    await diary.load(for: person)
    if hasLeft {
      diary.shut()
      return askAgain()
    }
    if wanted == person { wanted = nil }
    place = .open(diary)
    follow()
  }

  private func tellLost() {
    if case .unlock(let unlock) = place { unlock.tellLost() }
  }

  private func restore() {
    let model = FirstRunModel(device: device)
    model.step = .restore
    place = .firstRun(model)
    listen()
  }

  /// The diary is gone: from the beginning, with what became of it.
  private func begin(saying sentence: String) {
    let model = FirstRunModel(device: device)
    model.said = sentence
    place = .firstRun(model)
    listen()
  }
}
