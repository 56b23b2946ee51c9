import Foundation
import Gradus

/// What a session asks of the phone besides its screen. Tests hold one in memory; the phone's own is in `App`.
public protocol Signals: Sendable {
  /// These, in place of every notice of this kind that waits or stands. Called by `replace(_:with:)` alone.
  func post(_ notices: [PhoneNotice], inPlaceOf kind: PhoneNotice.Kind)
  /// A cue whose time has come while the app is in front: its touch, its sound, and its sentence for a screen reader.
  func play(_ cue: Cue)
  /// Whether the screen stays on.
  func stayAwake(_ isOn: Bool)
  /// Whether the phone lets the app notify.
  func permission() async -> NoticePermission
  /// Has the phone ask whether the app may notify; it asks once, and then gives the same answer.
  func askPermission() async -> NoticePermission
  /// Opens the phone's settings of this app.
  func openSettings()
}

/// Whether an app may notify.
public enum NoticePermission: Equatable, Sendable {
  case notAsked, refused, allowed
  /// Allowed, but the phone may hold them back or leave their sound out.
  case heldBack

  /// Whether what is posted comes, sooner or later.
  var isGiven: Bool { [.allowed, .heldBack].contains(self) }
}

/// Something to be heard and felt, so that nobody has to look.
public struct Cue: Equatable, Sendable {
  /// How long from now.
  public let after: Duration
  /// The same in seconds, to the millisecond: cut to whole seconds, the end of a hold would come up to one too early.
  public var seconds: Double { after / .seconds(1) }
  public let kind: RunCueKind
  public let sounds: Bool
  /// How often the phone is felt.
  public let pulses: Int
  /// What a screen reader says.
  public let sentence: String

  init(_ view: RunCueView) {
    after = .milliseconds(Int64(clamping: view.inMs))
    (kind, sounds, pulses, sentence) = (view.kind, view.sounds, Int(view.pulses), view.sentence)
  }
}

/// A phone that gives no sign, for a look around.
public struct NoSignals: Signals {
  public init() {}

  public func post(_ notices: [PhoneNotice], inPlaceOf kind: PhoneNotice.Kind) {}
  public func play(_ cue: Cue) {}
  public func stayAwake(_ isOn: Bool) {}
  public func permission() async -> NoticePermission { .allowed }
  public func askPermission() async -> NoticePermission { .allowed }
  public func openSettings() {}
}

/// Keeps a session's cues going, whatever becomes of its screen: a diary that is locked hides what is done, and not when.
@MainActor
final class RunWatch {
  private let device: Device
  /// How late a cue may be and still say something.
  private static let latestMs: UInt64 = 2_000
  /// What is still to come, by the clock that nobody sets.
  private var ahead: [(dueMs: UInt64, cue: Cue)] = []
  private var notice: PublicNotice?

  init(device: Device) {
    self.device = device
  }

  /// Takes over what the core says of a session. One that is stopped asks nothing of the phone any more.
  func follow(_ view: RunView) {
    guard !view.isOver, device.stopMoment == nil else { return end() }
    let nowMs = device.clock.reading().monotonicMs
    let cues = view.cues.map { (dueMs: nowMs + $0.inMs, cue: Cue($0)) }
    // What is due at this moment is played at once, and once.
    ahead = cues.filter { $0.dueMs > nowMs }
    device.signals.replace(.cue, with: ahead.map(\.cue).filter(\.sounds).map { .cue($0) })
    device.signals.stayAwake(true)
    for one in cues where one.dueMs <= nowMs { device.signals.play(one.cue) }
    show(since: view.started)
  }

  /// Time has passed.
  func tick() {
    let nowMs = device.clock.reading().monotonicMs
    let due = ahead.filter { $0.dueMs <= nowMs }
    ahead.removeAll { $0.dueMs <= nowMs }
    // An app that slept through several says the last one, not that half of a time is over which ended long ago.
    for (place, one) in due.enumerated() where place == due.count - 1 || nowMs - one.dueMs <= Self.latestMs {
      device.signals.play(one.cue)
    }
  }

  /// No session goes on, or it was stopped: also what an app that was ended left standing is taken away.
  func end() {
    (ahead, notice) = ([], nil)
    device.signals.replace(.cue, with: [])
    device.signals.stayAwake(false)
    device.signals.replace(.session, with: [])
  }

  /// The notice that was posted may stand nowhere: the next one is posted whatever it says.
  func forgetNotice() {
    notice = nil
  }

  /// Once for each session: a notice that is posted again and again is one that people turn off.
  private func show(since started: String) {
    let time = Rfc3339.date(started).map { device.words.time($0, in: device.zone) } ?? ""
    let new = PublicNotice(time: device.words(.noticeSince, time), stop: device.words(.stop))
    guard new != notice else { return }
    notice = new
    device.signals.replace(.session, with: [.session(new)])
  }
}

extension RunView {
  /// Whether nothing goes in any more.
  var isOver: Bool { hasEnded || mayFinish }
}
