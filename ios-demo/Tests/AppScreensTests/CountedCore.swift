import Foundation
import GradusTestKit

@testable import Gradus

/// A core that keeps which verbs it was asked, in order: every one that a screen is fed by, and the writing ones with them.
final class CountedCore: CoreVault, @unchecked Sendable {
  private let gate = NSLock()
  private var verbs: [String] = []
  private var held: [String: DispatchSemaphore] = [:]

  /// A vault of ready-made people on such a core.
  static func practice(
    _ people: [PracticePerson], clock: any GradusClock
  ) throws -> (vault: Vault, core: CountedCore) {
    let made = try CoreVault.practiceWith(seed: 1, people: people, now: clock.reading())
    let core = CountedCore(unsafeFromHandle: made.uniffiCloneHandle())
    let vault = Vault(core, clock: clock, queue: CallQueue())
    _ = core.taken()
    return (vault, core)
  }

  /// What was asked since this was called last.
  func taken() -> [String] {
    gate.withLock {
      defer { verbs = [] }
      return verbs
    }
  }

  /// The next call of this verb stands still once it has come to the core, until it is let go.
  func hold(_ verb: String) -> DispatchSemaphore {
    let standing = DispatchSemaphore(value: 0)
    gate.withLock { held[verb] = standing }
    return standing
  }

  private func count(_ verb: String = #function) {
    let name = String(verb.prefix { $0 != "(" })
    let standing = gate.withLock {
      verbs.append(name)
      return held.removeValue(forKey: name)
    }
    standing?.wait()
  }

  override func changeCount() throws -> UInt64 {
    count()
    return try super.changeCount()
  }

  override func devices(person: String, now: ClockReading) throws -> DevicesView {
    count()
    return try super.devices(person: person, now: now)
  }

  override func entryDetails(person: String, entry: String) throws -> Correction {
    count()
    return try super.entryDetails(person: person, entry: entry)
  }

  override func inboxNews() throws -> InboxView {
    count()
    return try super.inboxNews()
  }

  override func interview(person: String, replies: [InterviewReply], now: ClockReading) throws -> InterviewView {
    count()
    return try super.interview(person: person, replies: replies, now: now)
  }

  override func keepInterview(person: String, replies: [InterviewReply], now: ClockReading) throws -> InterviewView {
    count()
    return try super.keepInterview(person: person, replies: replies, now: now)
  }

  override func keptInterview(person: String, now: ClockReading) throws -> [InterviewReply] {
    count()
    return try super.keptInterview(person: person, now: now)
  }

  override func people() throws -> [PersonRef] {
    count()
    return try super.people()
  }

  override func person(nameOrId: String?) throws -> PersonRef {
    count()
    return try super.person(nameOrId: nameOrId)
  }

  override func personDetails(person: String) throws -> PersonDraft {
    count()
    return try super.personDetails(person: person)
  }

  override func plan(person: String, now: ClockReading) throws -> PlanView {
    count()
    return try super.plan(person: person, now: now)
  }

  override func planFor(person: String, text: String, fills: [Fill], now: ClockReading) throws -> PlanView {
    count()
    return try super.planFor(person: person, text: text, fills: fills, now: now)
  }

  override func planHistory(person: String) throws -> [PlanView] {
    count()
    return try super.planHistory(person: person)
  }

  override func planKnown(person: String, now: ClockReading) throws -> [Fill] {
    count()
    return try super.planKnown(person: person, now: now)
  }

  override func planPreview(person: String, weeks: UInt8, now: ClockReading) throws -> PreviewView {
    count()
    return try super.planPreview(person: person, weeks: weeks, now: now)
  }

  override func planReplaced(person: String, text: String, fills: [Fill], now: ClockReading) throws -> PlanReplaced? {
    count()
    return try super.planReplaced(person: person, text: text, fills: fills, now: now)
  }

  override func progress(person: String, now: ClockReading) throws -> ProposalView {
    count()
    return try super.progress(person: person, now: now)
  }

  override func record(command: Command, now: ClockReading) throws -> Recorded {
    count()
    return try super.record(command: command, now: now)
  }

  override func reminders(now: ClockReading) throws -> [ReminderView] {
    count()
    return try super.reminders(now: now)
  }

  override func reportHtml(
    person: String, fromDate: String?, toDate: String?, withNotes: Bool, now: ClockReading
  ) throws -> String {
    count()
    return try super.reportHtml(person: person, fromDate: fromDate, toDate: toDate, withNotes: withNotes, now: now)
  }

  override func rotationLeft() throws -> RotationView? {
    count()
    return try super.rotationLeft()
  }

  override func run(person: String, now: ClockReading) throws -> RunView? {
    count()
    return try super.run(person: person, now: now)
  }

  override func runEvent(person: String, event: String, now: ClockReading) throws -> RunView {
    count()
    return try super.runEvent(person: person, event: event, now: now)
  }

  override func setLanguage(tag: String) throws -> String {
    count()
    return try super.setLanguage(tag: tag)
  }

  override func setting(person: String, answers: [FactAnswer], now: ClockReading) throws -> SettingView {
    count()
    return try super.setting(person: person, answers: answers, now: now)
  }

  override func startRun(person: String, draft: RunDraft, now: ClockReading) throws -> RunView {
    count()
    return try super.startRun(person: person, draft: draft, now: now)
  }

  override func timeline(person: String, fromDate: String?, toDate: String?, now: ClockReading) throws -> TimelineView {
    count()
    return try super.timeline(person: person, fromDate: fromDate, toDate: toDate, now: now)
  }

  override func today(person: String, now: ClockReading) throws -> TodayView {
    count()
    return try super.today(person: person, now: now)
  }

  override func trends(person: String, fromDate: String?, toDate: String?, now: ClockReading) throws -> TrendsView {
    count()
    return try super.trends(person: person, fromDate: fromDate, toDate: toDate, now: now)
  }
}
