@_exported import GradusCore

/// An open vault.
///
/// Every verb runs on the vault's own thread, one after another, reads the clock itself, and throws nothing but
/// `GradusError`. A cancelled task does not take a call back. The views are the core's own and are finished: a screen draws
/// them and decides nothing. A person is named by id or by name.
///
/// A vault that nobody holds any more drops its keys; ``lock()`` drops them at once, whoever holds it.
public actor Vault {
  nonisolated let handle: CoreVault
  private nonisolated let queue: CallQueue
  nonisolated let news: NewsBell
  let clock: any GradusClock

  init(_ handle: CoreVault, clock: any GradusClock, queue: CallQueue) {
    self.handle = handle
    self.clock = clock
    self.queue = queue
    news = NewsBell(seen: (try? handle.changeCount()) ?? 0)
  }

  deinit {
    news.end()
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    queue.asUnownedSerialExecutor()
  }

  /// Drops the keys and closes the files, past every call that waits. Every later call throws `Locked`; calling it again
  /// does nothing.
  ///
  /// Works from any thread, without waiting in the queue: a call that is running breaks off with `Locked` and has written
  /// nothing, or ends because it was nearly done. Returns within moments, so it may be called where an app goes to the
  /// background.
  public nonisolated func lock() throws(GradusError) {
    defer { news.end() }
    try typed { try handle.lock() }
  }

  /// What was written since this property was asked for, as it is written, until the vault is locked, by whomever; then the
  /// stream ends. Writes that come faster than they are taken arrive as one. Ask for it before the first view is loaded, and
  /// nothing falls between.
  ///
  /// The passing of time is no change: ask for a view again when it is shown, when the app comes to the front, and at
  /// midnight.
  public nonisolated var changes: AsyncStream<Changes> {
    let reader = NewsReader(of: self, bell: news)
    return AsyncStream { await reader.next() }
  }

  // MARK: Writing

  /// Writes one thing down. When this returns it is on the disk.
  public func record(_ command: Command) throws(GradusError) -> Recorded {
    defer { ring() }
    return try asked { try handle.record(command: command, now: clock.reading()) }
  }

  /// Bytes of UTF-8. Ten years are below one MiB; a file that somebody chose may be anything, and what is longer than 2 GiB
  /// cannot cross to the core.
  static let longestDiary = 64 << 20

  /// Reads a diary in CSV, at most 64 MiB. Without `write` nothing is written and the answer is a preview.
  public func importSessions(
    _ person: String, csv: String, mapping: [ColumnChoice] = [], write: Bool = false
  ) throws(GradusError) -> ImportView {
    guard csv.utf8.count <= Self.longestDiary else {
      let wrong = WrongField(line: nil, field: "csv", wrong: "is longer than 64 MiB", right: "import it in parts")
      throw .Invalid(fields: [wrong])
    }
    defer { ring() }
    return try asked {
      try handle.importSessions(person: person, csv: csv, mapping: mapping, write: write, now: clock.reading())
    }
  }

  // MARK: Reading

  /// Chooses the language of every answer from now on, by a tag such as `es` or `es-MX`, and tells which one that is: English
  /// before, and for a tag whose language is not spoken here. It is kept in this actor alone: choose it after each opening.
  public func setLanguage(_ tag: String) throws(GradusError) -> String {
    try asked { try handle.setLanguage(tag: tag) }
  }

  /// Everybody in this vault.
  public func people() throws(GradusError) -> [PersonRef] {
    try asked { try handle.people() }
  }

  /// One person by id or by name; without either, the only one.
  public func person(_ nameOrId: String? = nil) throws(GradusError) -> PersonRef {
    try asked { try handle.person(nameOrId: nameOrId) }
  }

  /// What is told about one person, named by id or by name, as it would be entered: to be shown, or changed and handed to
  /// ``record(_:)``.
  public func personDetails(_ person: String) throws(GradusError) -> PersonDraft {
    try asked { try handle.personDetails(person: person) }
  }

  /// An entry of the log as it would be entered, by its id in the timeline: a session, a skip, a check-in or a visit. To put it
  /// right, hand it to ``record(_:)`` in an `amend`, with the changes made.
  public func entryDetails(_ person: String, entry: String) throws(GradusError) -> Correction {
    try asked { try handle.entryDetails(person: person, entry: entry) }
  }

  /// The first screen.
  public func today(_ person: String) throws(GradusError) -> TodayView {
    try asked { try handle.today(person: person, now: clock.reading()) }
  }

  /// What to ask this person next at a check-in, after these replies in the order of asking. Where it is `urgent`, show its
  /// `soFar` before the next question. Nothing is written: its `answers` go to ``record(_:)`` when the interview is over, and
  /// also where somebody leaves it while it is `urgent`.
  public func interview(_ person: String, replies: [InterviewReply] = []) throws(GradusError) -> InterviewView {
    try asked { try handle.interview(person: person, replies: replies, now: clock.reading()) }
  }

  /// Where dilation is to be done for this person: not now, with a clinician, at home under the lead of a clinic, or
  /// self-directed; by their background, plan and log and by these answers, which are those of its `screens`. Nothing is
  /// written: hand all answers in at each look.
  public func setting(_ person: String, answers: [FactAnswer] = []) throws(GradusError) -> SettingView {
    try asked { try handle.setting(person: person, answers: answers, now: clock.reading()) }
  }

  /// Begins a session of this person: what the plan asks for now, at the size that is allowed. It is kept from now on,
  /// whatever happens to the app, until ``finishRun(_:details:)`` writes it down or ``abandonRun(_:)`` leaves it.
  public func startRun(_ person: String, draft: RunDraft = RunDraft()) throws(GradusError) -> RunView {
    try asked { try handle.startRun(person: person, draft: draft, now: clock.reading()) }
  }

  /// The session of this person that goes on, as it stands now; `nil` where none does.
  public func run(_ person: String) throws(GradusError) -> RunView? {
    try asked { try handle.run(person: person, now: clock.reading()) }
  }

  /// Tells what happened just now, such as `in`, `pain:3` or `stop`, or what happened at a moment that was kept because the
  /// vault was locked. No sign and no stop is ever refused.
  public func runEvent(
    _ person: String, _ event: String, at moment: ClockReading? = nil
  ) throws(GradusError) -> RunView {
    try asked { try handle.runEvent(person: person, event: event, now: moment ?? clock.reading()) }
  }

  /// Writes down a session that is over, with what only the person can say.
  public func finishRun(
    _ person: String, details: RunDetailsDraft = RunDetailsDraft()
  ) throws(GradusError) -> RunRecorded {
    defer { ring() }
    return try asked { try handle.finishRun(person: person, details: details, now: clock.reading()) }
  }

  /// Leaves a session in which nothing went in and nothing was told. Every other one is ended and written down.
  public func abandonRun(_ person: String) throws(GradusError) {
    try asked { try handle.abandonRun(person: person, now: clock.reading()) }
  }

  /// As ``interview(_:replies:)``, and keeps the replies, so that a check-in in which the app was locked or killed goes on where
  /// it was: hand in every reply after each answer, and none to forget them. Where the answers so far are `urgent` they are
  /// written down at once.
  public func keepInterview(_ person: String, replies: [InterviewReply]) throws(GradusError) -> InterviewView {
    defer { ring() }
    return try asked { try handle.keepInterview(person: person, replies: replies, now: clock.reading()) }
  }

  /// The replies of a check-in of this person that is not over, if they are at most 12 hours old: offer to go on with them.
  /// They count for nothing until they are written down.
  public func keptInterview(_ person: String) throws(GradusError) -> [InterviewReply] {
    try asked { try handle.keptInterview(person: person, now: clock.reading()) }
  }

  /// What became of the notes that were made while the vault was locked: how many were taken in at this unlock, and what is
  /// to be told of them. What this answers is not told again, so show it.
  public func inboxNews() throws(GradusError) -> InboxView {
    defer { ring() }
    return try asked { try handle.inboxNews() }
  }

  /// The plan in force.
  public func plan(_ person: String) throws(GradusError) -> PlanView {
    try asked { try handle.plan(person: person, now: clock.reading()) }
  }

  /// Every version of the plan, the oldest first.
  public func planHistory(_ person: String) throws(GradusError) -> [PlanView] {
    try asked { try handle.planHistory(person: person) }
  }

  /// A plan with its blanks filled, as it would stand for this person: with what is unusual about it for their age, their
  /// present size and the day of their operation. Nothing is written: show it, and ask, before the plan is adopted.
  public func planFor(
    _ person: String, text: String, fills: [Fill] = []
  ) throws(GradusError) -> PlanView {
    try asked { try handle.planFor(person: person, text: text, fills: fills, now: clock.reading()) }
  }

  /// What would change if this plan, with its blanks filled, took the place of the one in force; `nil` while none is.
  /// Nothing is written: show it, and ask, before the plan is adopted.
  public func planReplaced(
    _ person: String, text: String, fills: [Fill] = []
  ) throws(GradusError) -> PlanReplaced? {
    try asked { try handle.planReplaced(person: person, text: text, fills: fills, now: clock.reading()) }
  }

  /// What the vault knows already of what a plan form leaves blank, to be offered and confirmed.
  public func planKnown(_ person: String) throws(GradusError) -> [Fill] {
    try asked { try handle.planKnown(person: person, now: clock.reading()) }
  }

  /// Where the plan stands, what is proposed for that, and the next weeks (1 to 26) as they will come, if all goes well and
  /// with a bad week. Writes nothing.
  public func planPreview(_ person: String, weeks: UInt8) throws(GradusError) -> PreviewView {
    try asked { try handle.planPreview(person: person, weeks: weeks, now: clock.reading()) }
  }

  /// The devices of a person: which may be used today, what bars the others, what is due, and which sizes of the plan none of
  /// them has. One is added and cared for by `record`, and chosen for a session by `RunDraft.device`.
  public func devices(_ person: String) throws(GradusError) -> DevicesView {
    try asked { try handle.devices(person: person, now: clock.reading()) }
  }

  /// When the phone is to remind of the sessions and open calls of everybody: civil times and ids, at most 60 of the next 30
  /// days. Take back every notice that stands and post these, after each change and each unlock.
  public func reminders() throws(GradusError) -> [ReminderView] {
    try asked { try handle.reminders(now: clock.reading()) }
  }

  /// What is proposed for the size, and why.
  public func progress(_ person: String) throws(GradusError) -> ProposalView {
    try asked { try handle.progress(person: person, now: clock.reading()) }
  }

  /// What happened between two days, both included; without days, everything.
  public func timeline(
    _ person: String, from: CivilDay? = nil, to: CivilDay? = nil
  ) throws(GradusError) -> TimelineView {
    try asked {
      try handle.timeline(
        person: person, fromDate: from?.description, toDate: to?.description, now: clock.reading())
    }
  }

  /// How it went between two days, both included, as charts: each a sentence, points, a table and a drawing that say the same.
  /// Without days, everything.
  public func trends(
    _ person: String, from: CivilDay? = nil, to: CivilDay? = nil
  ) throws(GradusError) -> TrendsView {
    try asked {
      try handle.trends(
        person: person, fromDate: from?.description, toDate: to?.description, now: clock.reading())
    }
  }

  /// A self-contained HTML page with charts for the days between two days, both included. Health data: write it only where
  /// the owner sends it, and delete it afterwards.
  public func reportHtml(
    _ person: String, from: CivilDay? = nil, to: CivilDay? = nil, withNotes: Bool = false
  ) throws(GradusError) -> String {
    try asked {
      try handle.reportHtml(
        person: person, fromDate: from?.description, toDate: to?.description, withNotes: withNotes,
        now: clock.reading())
    }
  }

  /// Checks every byte that can be checked. With a freshness code that an earlier answer gave and that was kept outside of
  /// the vault, also whether an older copy of the whole folder was put in its place.
  public func verify(notOlderThan: String? = nil) throws(GradusError) -> VerifyView {
    try asked { try handle.verify(now: clock.reading(), notOlderThan: notOlderThan) }
  }

  // MARK: Changes

  /// A number that grows with every entry that is written, for ``changes(since:)``. Costs next to nothing.
  public func changeCount() throws(GradusError) -> UInt64 {
    try asked { try handle.changeCount() }
  }

  /// Whose views are stale since the count was `count`; with 0, everybody's.
  public func changes(since count: UInt64) throws(GradusError) -> Changes {
    try asked { try handle.changesSince(since: count) }
  }

  private func ring() {
    if let count = try? handle.changeCount() { news.ring(count) }
  }

  /// Asks the core of this vault. After a fault of its own the core has locked the vault: who follows the changes must not go
  /// on showing it.
  nonisolated func asked<Answer>(_ call: () throws -> Answer) throws(GradusError) -> Answer {
    do {
      return try typed(call)
    } catch {
      if case .Internal = error, (try? handle.changeCount()) == nil { news.end() }
      throw error
    }
  }
}
