import Foundation
import Gradus
import Observation

/// A session that goes on. What is to be done, what may be told and how long it lasts is the core's word; it is asked again
/// with each tick, so that nothing here counts.
@MainActor
@Observable
public final class RunModel {
  /// What is asked over the session. Stop stands under each.
  public enum Asked: Equatable, Sendable { case amount(RunActionKind), leaving, notices, device, look(String) }

  public private(set) var view: RunView
  /// What went wrong as something was told, or else as it was looked how the session stands.
  public var trouble: Trouble? { untold ?? unread }
  public var asked: Asked?
  /// Those that can be chosen from.
  public internal(set) var devices: [DeviceView] = []
  public let diary: DiaryModel
  private var untold: Trouble?
  private var unread: Trouble?
  /// Grows with each event: an answer that was asked for before it says nothing any more.
  private var told = 0

  init(diary: DiaryModel, view: RunView) {
    (self.diary, self.view) = (diary, view)
    diary.watch.follow(view)
  }

  public var words: Wording { diary.words }

  /// The name of the device that was chosen.
  public var chosen: String? { view.device?.name }

  /// How long it is in, such as `0:12`; `nil` while nothing is.
  public var held: String? { view.heldMs.map { words(.runHeld, Wording.clock($0)) } }

  /// How much is left of a hold or a rest; `nil` where nothing runs down. What has begun counts: 0:01 until it is over.
  public var left: String? { view.leftMs.map { words(.runLeft, Wording.clock($0 + 999)) } }

  /// Which insertion, of how many, at which size.
  public var insertion: String? {
    view.insertion.map {
      words(.runInsertion, "\($0.number)", "\($0.of)") + ": " + words.millimetres($0.sizeTenthsMm)
    }
  }

  /// What leads on, as a button.
  public var step: RunActionView? { view.actions.first { $0.kind == .next } }

  /// Whether there is anything to stop.
  public var mayStop: Bool { view.actions.contains { $0.kind == .stop } }

  /// What can be told besides, the gravest first, as the core orders it.
  public var signs: [RunActionView] { view.actions.filter { [.sign, .blood, .pain, .break].contains($0.kind) } }

  /// Tells it, or asks how much first.
  public func press(_ action: RunActionView) async {
    if action.choices.isEmpty { await tell(action.event) } else { asked = .amount(action.kind) }
  }

  /// The amounts of what is asked, each with its event.
  public func amounts(_ kind: RunActionKind) -> [Choice] {
    view.actions.first { $0.kind == kind }?.choices.map { Choice($0.event, $0.label) } ?? []
  }

  /// What triage answers to what was told; stands above everything.
  public var answer: Answer? { view.soFar.map { Answer($0, words, zone: diary.device.zone) } }

  /// Tells what happened just now. When this returns it is on the disk.
  public func tell(_ event: String) async {
    told += 1
    let mine = told
    do {
      let person = view.person.id
      let now = try await diary.write { vault throws(GradusError) in try await vault.runEvent(person, event) }
      // A stop that was told meanwhile has the last word.
      if mine == told { take(now) }
    } catch {
      fail(error)
    }
  }

  /// Stops, for whatever reason, and asks nothing before.
  public func stop() {
    told += 1
    diary.stop()
  }

  /// How it stands now. What a press of Stop has not told the core yet is told first.
  func refresh() async {
    guard diary.device.stopMoment == nil else { return await diary.heedStop() }
    let before = told
    do {
      let now = try await diary.vault.run(view.person.id)
      guard before == told else { return }
      unread = nil
      if let now { view = now } else { await diary.closeRun() }
    } catch {
      guard before == told else { return }
      unread = Trouble(error, in: words)
      if error == .Locked { diary.fail(error) }
    }
  }

  /// What was told is on the disk, and this is what came of it.
  func take(_ view: RunView) {
    self.view = view
    (asked, untold, unread) = (nil, nil, nil)
    diary.watch.follow(view)
  }

  func fail(_ error: GradusError) {
    (asked, untold) = (nil, Trouble(error, in: words))
  }

  /// Says to the phone again what it was told, as the session stands now: the notice, and what is to be heard.
  func signalAnew() async {
    do {
      guard let now = try await diary.vault.run(view.person.id) else { return }
      diary.watch.forgetNotice()
      diary.watch.follow(now)
    } catch {
      fail(error)
    }
  }

  /// Leaves a session in which nothing went in.
  public func abandon() async {
    do {
      try await diary.vault.abandonRun(view.person.id)
      await diary.leaveRun()
    } catch {
      fail(error)
    }
  }

  /// Answers whether the app may notify; either way the session goes on.
  public func answerNotices(_ isWanted: Bool) async {
    if isWanted { await diary.allowNotices() } else { diary.declineNotices() }
    asked = nil
  }

  /// Whether something is in, and is to come out before anything else.
  public var isInside: Bool { [.holding, .takeOut].contains(view.stage) }

  /// To the questions that only a person can answer.
  public func goToLog() {
    guard view.mayFinish else { return }
    diary.go(to: .runLog)
  }
}

/// What only the person can say of a session that is over. What the session told itself is not asked again.
@MainActor
@Observable
public final class RunLogModel {
  public var ease: String?
  public var why: String?
  /// The worst pain and the most blood. Nothing is chosen beforehand: the worst may have come after what was told.
  public var pain: String?
  public var bleeding: String?
  public var note = ""
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  public let run: RunView

  public init(diary: DiaryModel, run: RunView) {
    (self.diary, self.run) = (diary, run)
  }

  public var words: Wording { diary.words }

  /// Reads the words that are chosen from.
  public func load() async {
    do {
      try await diary.readBlood()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// What was reached, for somebody to look at: the size, and how long it was held.
  public var reached: [String] {
    let held = run.doneS.map { Wording.clock(UInt64($0) * 1000) }.joined(separator: ", ")
    return [words.millimetres(run.sizeTenthsMm), held.isEmpty ? nil : words(.runReached, held)].compactMap { $0 }
  }

  public var eases: [Choice] { words.choices("ease", ["easy", "firm", "forced_not_done", "not_passed"]) }

  public var reasons: [Choice] {
    words.choices("ended", ["interrupted", "pain", "would_not_pass", "child_said_stop", "other"])
  }

  /// The worst is not milder than what was told already.
  public var pains: [Choice] { words.pains.filter { UInt8($0.id).map { $0 >= run.painPeak ?? 0 } ?? true } }
  /// No less than was told already, either.
  public var bleedings: [Choice] {
    diary.bloodLevels.drop { run.blood != nil && $0.id != run.blood } + [Choice(unknown, words(.notSure))]
  }

  /// Writes it down; names everything that was not answered yet.
  public func save() async {
    guard isComplete() else { return }
    // Who is not sure leaves what was told as it was told.
    let peak = pain == unknown && run.painPeak != nil ? nil : pain
    let blood = bleeding == unknown && run.blood != nil ? nil : bleeding
    let details = RunDetailsDraft(
      ease: ease, painPeak: peak, bleeding: blood, stopReason: why, note: note.isEmpty ? nil : note)
    do {
      let person = run.person.id
      let done = try await diary.write { vault throws(GradusError) in
        try await vault.finishRun(person, details: details)
      }
      await diary.finishRun(done)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// Whether everything is answered; names what is not.
  private func isComplete() -> Bool {
    let open: [(Phrase, Bool)] = [
      (.logEase, run.asksEase && ease == nil), (.runWhy, run.asksWhy && why == nil), (.logPain, pain == nil),
      (.logBleeding, bleeding == nil),
    ]
    let names = open.filter(\.1).map { words($0.0) }
    missing = names.isEmpty ? nil : words(.stillToDo) + " " + names.joined(separator: ", ")
    return names.isEmpty
  }
}
