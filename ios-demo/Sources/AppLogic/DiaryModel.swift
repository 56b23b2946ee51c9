import Foundation
import Gradus
import Observation

/// Where somebody can go from Today.
public enum Route: Hashable, Sendable {
  case person, plan, session, checkIn, progress, contact, emergencyNumber, why, run, runLog, people
  case newPerson, thePlan, timeline, report, pause, settings, setting, skip(String)
  case passcode, recoveryCode, newKey, keeper, eraseAfter, weakerLock, erase
  case devices, newDevice, lubricant, device(String), checkDevice(String), careForDevice(String), retireDevice(String)

  /// Whether something is entered there, which would be lost by leaving it.
  var isForm: Bool {
    switch self {
    case .progress, .why, .people, .thePlan, .timeline, .report, .settings, .devices, .lubricant, .device: false
    default: true
    }
  }
}

/// The open diary: Today, what lies behind it, and the answer that must be read before anything else.
@MainActor
@Observable
public final class DiaryModel {
  public var path: [Route] = [] {
    didSet { if oldValue.contains(.checkIn), !path.contains(.checkIn) { work.follow { await self.leftCheckIn() } } }
  }
  public private(set) var person: PersonRef?
  /// Everybody in the diary.
  public private(set) var people: [PersonRef] = []
  public private(set) var today: TodayView?
  public internal(set) var trouble: Trouble?
  /// Full screen over everything until it was read.
  public private(set) var answer: Answer?
  /// What was just done, in a sentence.
  public internal(set) var notices: [String] = []
  /// What was just written down and can be taken out again: it may have been a slip.
  public internal(set) var slip: String?
  /// Whether that is offered where it was written down: for ten seconds, or until something else is begun.
  public internal(set) var offersUndo = false
  @ObservationIgnored var undoSince: UInt64?
  /// What became of what was noted while the diary was locked; stands until it was read.
  public internal(set) var news: [String] = []
  /// Whether something of it is missing or was changed: it lies over everything until it was read.
  public internal(set) var isNewsGrave = false
  /// Grows with each thing that is written, so that a screen below reads again.
  public private(set) var revision = 0
  /// Amounts of blood in the core's own words, once they were read.
  public internal(set) var bloodLevels: [Choice] = []
  /// The session that goes on; nothing leads past its screen.
  public internal(set) var run: RunModel?
  /// Whether the phone lets the app notify, as it was when Today was last shown.
  public internal(set) var permission = NoticePermission.allowed
  /// Whether somebody was told why the app would notify.
  var wasTold: Bool { didSet { device.notebook.write("yes", for: .noticesAsked) } }
  /// The emergency number, while it is being changed.
  public var emergencyNumber: String
  /// What this phone does with the diary at a lock.
  public internal(set) var policy = LockPolicyView(lockAfterS: 0, staysOpenWithoutScreen: false, eraseAfter: nil)
  /// What its owner chose and what waits for the passcode, because it makes the lock weaker.
  @ObservationIgnored var wantedPolicy: LockPolicyView?
  /// What a new key or a new recovery code left to be told.
  public internal(set) var renewed: RotationView?
  /// How many wrong passcodes are left, where one is asked for anew.
  public let tries: Tries
  public let device: Device
  let vault: Vault
  @ObservationIgnored var locked: @MainActor () -> Void = {}
  /// Its owner wants everything erased.
  @ObservationIgnored var wantsErasing: @MainActor () -> Void = {}
  /// Something was not written that was on its way to the disk as the diary was left.
  @ObservationIgnored var lost: @MainActor () -> Void = {}
  /// How much is on its way to the disk.
  @ObservationIgnored private var writing = 0
  /// Whether the keys go when it is there.
  @ObservationIgnored private var isLeft = false
  /// When Today was loaded, as long as it was not shown since.
  @ObservationIgnored var unshown: ClockReading?
  /// As it was when the reminders were posted last.
  @ObservationIgnored var reminded: Reminded?
  /// Whether there is anything to be reminded of.
  public internal(set) var hasReminders = false
  /// What leaving the check-in on the screen has to do first, and whether that was done; `nil` where there is none.
  @ObservationIgnored var leaving: (@MainActor () async -> Bool)?
  /// What the next check-in begins with: a session told it.
  @ObservationIgnored var begunWith: [InterviewReply] = []
  let watch: RunWatch
  let work: Work

  init(vault: Vault, device: Device, work: Work, watch: RunWatch) {
    (self.vault, self.device, self.work, self.watch) = (vault, device, work, watch)
    emergencyNumber = device.emergencyNumber
    tries = Tries(device: device)
    wasTold = device.notebook.text(.noticesAsked) == "yes"
  }

  public var words: Wording { device.words }

  /// Loads Today, of the person that is given where there is such a one. What still holds sessions back is shown again,
  /// whole, until the clinic was spoken to.
  public func load(for wanted: String? = nil) async {
    do {
      try await readPeople()
      await choose(wanted: wanted)
      await readPolicy()
      await heedStop()
      await readPermission()
      let unread = await findRun(among: people)
      try await refresh()
      await remind()
      if let unread { fail(unread) }
      guard let today else { return }
      if today.running == nil { watch.end() } else { await returnToRun() }
      tellWhatStands()
      try await readNews()
      renewed = try await vault.rotationLeft()
      await returnToCheckIn()
    } catch {
      fail(error)
    }
  }

  /// What holds sessions back must be read.
  private func tellWhatStands() {
    guard let today, today.gate.gate == .blocked else { return }
    answer = Answer(standing: today, sentence: today.headline, words)
  }

  /// Everybody, and whose diary is on the screen: the one that was chosen last.
  private func readPeople() async throws(GradusError) {
    people = try await vault.people()
    let chosen = device.notebook.text(.person)
    person = people.first { $0.id == chosen } ?? people.first
  }

  /// Somebody else's session that goes on comes first: nobody is switched to past it. Gives back why one cannot be read.
  func findRun(among everybody: [PersonRef]) async -> GradusError? {
    var unread: GradusError?
    for other in everybody where other.id != person?.id {
      do {
        if try await vault.run(other.id) != nil { choose(other.id) }
      } catch {
        unread = error
      }
    }
    return unread
  }

  /// Whose day was asked for; what a lock broke off comes first.
  private func choose(wanted: String?) async {
    guard let wanted, people.contains(where: { $0.id == wanted }) else { return }
    if let person, await !kept(of: person).isEmpty { return }
    choose(wanted)
  }

  private func choose(_ id: String) {
    device.notebook.write(id, for: .person)
    person = people.first { $0.id == id } ?? person
  }

  /// Shows somebody else's diary; nobody's while a session goes on.
  public func select(_ id: String) async {
    guard run == nil, today?.running == nil else { return }
    choose(id)
    await finish(nil, saying: nil)
  }

  /// Where a reminder leads. What is being entered, what must be read and a session that goes on stay where they are.
  func goToDay(of id: String) async {
    guard answer == nil, !path.contains(where: \.isForm), people.contains(where: { $0.id == id }) else { return }
    guard run == nil, today?.running == nil else { return }
    await select(id)
    tellWhatStands()
  }

  /// A person who was just entered is the one on the screen.
  func begin(with id: String) {
    device.notebook.write(id, for: .person)
  }

  /// Loads Today as it is now.
  func refresh() async throws(GradusError) {
    guard let person else { return }
    today = try await vault.today(person.id)
    (trouble, unshown) = (nil, device.clock.reading())
  }

  /// The passing of time is no change: asked again whenever Today is shown, but for what was loaded just now to be shown.
  public func showToday() async {
    await readPermission()
    let (now, loaded) = (device.clock.reading(), unshown)
    unshown = nil
    if let loaded, loaded.boot == now.boot, now.monotonicMs &- loaded.monotonicMs < 1_000 { return }
    do {
      try await refresh()
    } catch {
      fail(error)
    }
  }

  /// The words of the one big button, which are the core's; without anybody in the diary somebody is to be entered.
  public var mainTitle: String { today?.nextAction.label ?? words(.peopleAdd) }

  /// The number that the big button brings to the dialler; `nil` where it leads to a screen.
  public var mainNumber: String? {
    switch today?.nextAction.kind {
    case .callEmergency: emergencyName
    case .callClinic: today?.contacts.first?.phone
    default: nil
    }
  }

  /// What the one big button does, where it calls nobody.
  public func begin() {
    switch today?.nextAction.kind {
    case nil: go(to: .person)
    case .importPlan: go(to: .plan)
    case .returnToSession: work.start { await self.returnToRun() }
    case .startSession: work.start { await self.startRun() }
    case .checkIn: go(to: .checkIn)
    // What was said is written down after a call.
    case .recordContact, .callEmergency, .callClinic: go(to: .contact)
    case .endPause: work.start { await AbsenceModel(diary: self).endPause() }
    }
  }

  public func go(to route: Route) {
    (notices, offersUndo) = ([], false)
    path.append(route)
  }

  /// Leaves what was begun; what must not be lost of it is written down.
  public func leave() {
    path = []
  }

  /// Whether the words of Today say that somebody needs emergency care.
  public var isEmergency: Bool { today?.lead?.disposition == .emergency }

  /// Whether sessions are stopped until a clinician says otherwise.
  public var isStopped: Bool { today?.gate.gate == .blocked }

  /// Back to Today, or to the screen from which it was begun, with what the core has to say about what was done.
  func finish(
    _ recorded: Recorded?, saying sentence: String?, to place: [Route] = [], mayBeSlip: Bool = false,
    after interview: InterviewView? = nil
  ) async {
    leaving = nil
    revision += 1
    // What asks for something stays; the core would take nothing of it back.
    offerUndo(of: mayBeSlip && recorded?.triage?.rules.isEmpty != false ? recorded?.entry : nil)
    path = place
    notices = [sentence].compactMap { $0 } + (recorded?.notices ?? [])
    await reload()
    // Whatever the triage answered is shown; an answer that nobody sees helps nobody.
    if let triage = recorded?.triage { return show(triage) }
    // Nothing more was told than what stands there. Quiet answers do not hide what holds sessions back.
    guard let interview else { return }
    if !interview.urgent { tellWhatStands() }
    if answer == nil { show(interview.soFar) }
  }

  /// An answer of the triage over everything else; nothing where there is none.
  func show(_ triage: TriageView?) {
    if let triage { answer = Answer(triage, words, zone: device.zone) }
  }

  private func reload() async {
    do {
      try await readPeople()
      try await refresh()
    } catch {
      fail(error)
    }
  }

  /// The answer was read.
  public func closeAnswer() {
    answer = nil
  }

  /// From the answer to the form for what the clinic said.
  public func recordContactNow() {
    answer = nil
    path = [.contact]
  }

  public func saveEmergencyNumber() {
    guard EmergencyNumber.link(emergencyNumber) != nil else {
      trouble = Trouble(words(.numberWrong))
      return
    }
    trouble = nil
    device.notebook.write(emergencyNumber, for: .emergencyNumber)
    path = []
  }

  /// The number of the emergency button.
  public var emergencyName: String { device.emergencyNumber }

  /// Whether nothing but a pause keeps sessions from going on.
  public var isPaused: Bool {
    today?.pause != nil && [.allow, .sameSize, .stepDown].contains(today?.gate.gate)
  }

  /// Why there is a pause, and its days.
  public func told(_ pause: PauseView) -> [String] {
    let days: [(Phrase, String?)] = [(.pauseSince, pause.since), (.pauseLast, pause.until)]
    return [words.choices("skip", [pause.reason])[0].words]
      + days.compactMap { phrase, day in
        day.map { day in words(phrase, CivilDay(day).map { words.day($0.start(in: .gmt), in: .gmt) } ?? day) }
      }
  }

  /// Why the gate stands as it does.
  public var standing: Answer? {
    today.flatMap { Answer(standing: $0, sentence: $0.gate.sentence, words) }
  }

  /// The gate in force as a word; none while nothing stands in the way.
  public var gateTitle: Phrase? {
    switch today?.gate.gate {
    case .allow, nil: nil
    case .sameSize: .gateSame
    case .stepDown: .gateDown
    case .wait: .gateWait
    case .blocked: .gateBlocked
    }
  }

  /// The same as a symbol.
  public var gateSymbol: String {
    switch today?.gate.gate {
    case .allow, nil: "checkmark.circle.fill"
    case .sameSize, .stepDown: "minus.circle"
    case .wait: "clock"
    case .blocked: "exclamationmark.triangle.fill"
    }
  }

  /// By when, or from when on, something is to be done.
  public func due(_ task: TaskView) -> String {
    let moment = task.dueMoment.map { words.moment($0, in: device.zone) } ?? task.due
    // What a pause shows is seen at its end.
    let ahead = task.duty == "recheck" ? Phrase.taskFrom : .taskDue
    return words(task.overdue ? .taskOverdue : ahead, moment)
  }

  /// Keys gone, at once.
  public func lock() {
    locked()
  }

  /// Nothing of it is shown any more, and the keys go: at once, or when what was being written down is on the disk.
  func shut() {
    // What breaks off now asks for no second lock.
    locked = {}
    isLeft = true
    if writing == 0 { try? vault.lock() }
    leaving = nil
    (person, today, answer, run, path, notices, people) = (nil, nil, nil, nil, [], [], [])
    closeNews()
    offerUndo(of: nil)
  }

  func record(_ command: Command) async throws(GradusError) -> Recorded {
    try await write { vault throws(GradusError) in try await vault.record(command) }
  }

  /// Writes something down that somebody entered. A lock waits for it and for nothing else; what cannot be written then is told
  /// where the passcode is asked for.
  func write<Answer: Sendable>(
    _ work: (Vault) async throws(GradusError) -> Answer
  ) async throws(GradusError) -> Answer {
    writing += 1
    defer {
      writing -= 1
      if isLeft, writing == 0 { try? vault.lock() }
    }
    do {
      return try await work(vault)
    } catch {
      if isLeft { lost() }
      throw error
    }
  }

  func fail(_ error: GradusError) {
    trouble = Trouble(error, in: words)
    if error == .Locked { locked() }
  }

  /// What the button under a trouble does, on whatever screen it stands.
  public func goForward(from trouble: Trouble) {
    switch trouble.forward {
    case .unlock, .mend, .restore, .older: lock()
    case .again, .dismiss: (self.trouble, path) = (nil, [])
    }
  }
}

extension SlotView {
  /// Whether somebody may say that it was not held, and why.
  public var asksWhyNot: Bool { [.due, .late, .missed].contains(status) }
}
