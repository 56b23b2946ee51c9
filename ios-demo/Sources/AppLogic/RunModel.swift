import Foundation
import Gradus
import Observation

/// A session that goes on. What is to be done, what may be told and how long it lasts is the core's word; it is asked again
/// with each tick, so that nothing here counts.
@MainActor
@Observable
public final class RunModel {
  /// What is asked over the session. Stop stands under each.
  public enum Asked: Equatable, Sendable { case pain, blood, leaving }

  public private(set) var view: RunView
  public private(set) var trouble: Trouble?
  public var asked: Asked?
  public let diary: DiaryModel
  /// Grows with each event: an answer that was asked for before it says nothing any more.
  private var told = 0

  init(diary: DiaryModel, view: RunView) {
    (self.diary, self.view) = (diary, view)
    diary.watch.follow(view)
  }

  public var words: Wording { diary.words }

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

  /// The next thing to tell, and its event.
  public var step: (title: Phrase, event: String)? {
    switch view.stage {
    case .checkList: nil
    case .ready, .resting, .paused: (.runIn, "in")
    case .holding, .takeOut: (.runOut, "out")
    case .afterCare: view.mayFinish ? (.runPutAway, "after_care_done") : nil
    case .done: nil
    }
  }

  /// Whether there is anything to stop.
  public var mayStop: Bool { !view.isOver }

  /// What can be told besides, as the core says that it can, each with its words.
  public var signs: [Choice] {
    let shown = ["pause", "resume", "sharp_pain", "cannot_pass", "stuck", "faint", "said_stop"].filter { isShown($0) }
    return words.choices("event", shown)
  }

  private func isShown(_ event: String) -> Bool {
    guard view.events.contains(event) else { return false }
    switch event {
    // Of break and going on only one makes sense at a time.
    case "pause": return [.ready, .resting].contains(view.stage)
    case "resume": return view.stage == .paused
    case "said_stop": return view.person.role == "caregiver"
    default: return true
    }
  }

  /// Amounts of blood, in the core's own words.
  public var amounts: [Choice] { diary.bloodLevels.filter { $0.id != "none" } }

  /// What triage answers to what was told; stands above everything.
  public var answer: Answer? { view.soFar.map { Answer($0, words, zone: diary.device.zone) } }

  /// Tells what happened just now. When this returns it is on the disk.
  public func tell(_ event: String) async {
    told += 1
    do {
      take(try await diary.vault.runEvent(view.person.id, event))
      (asked, trouble) = (nil, nil)
    } catch {
      (asked, trouble) = (nil, Trouble(error, in: words))
    }
  }

  /// Stops, for whatever reason, and asks nothing before.
  public func stop() async {
    await tell("stop")
  }

  /// How it stands now.
  func refresh() async {
    let before = told
    guard let now = try? await diary.vault.run(view.person.id), before == told else { return }
    view = now
  }

  private func take(_ view: RunView) {
    self.view = view
    diary.watch.follow(view)
  }

  /// Leaves a session in which nothing went in.
  public func abandon() async {
    do {
      try await diary.vault.abandonRun(view.person.id)
      await diary.leaveRun()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// To the questions that only a person can answer.
  public func goToLog() {
    diary.go(to: .runLog)
  }
}

/// What only the person can say of a session that is over. What the session told itself is not asked again.
@MainActor
@Observable
public final class RunLogModel {
  public var ease: String?
  public var why: String?
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

  /// What was reached, for somebody to look at: the size, and how long it was held.
  public var reached: [String] {
    let held = run.doneS.map { Wording.clock(UInt64($0) * 1000) }.joined(separator: ", ")
    return [words.millimetres(run.sizeTenthsMm), held.isEmpty ? nil : words(.runReached, held)].compactMap { $0 }
  }

  public var eases: [Choice] { words.choices("ease", ["easy", "firm", "forced_not_done", "not_passed"]) }

  public var reasons: [Choice] {
    words.choices("ended", ["interrupted", "pain", "would_not_pass", "child_said_stop", "other"])
  }

  public var pains: [Choice] { words.pains }
  public var bleedings: [Choice] { diary.bloodLevels + [Choice(unknown, words(.notSure))] }
  public var asksPain: Bool { run.painPeak == nil }
  public var asksBlood: Bool { run.blood == nil }

  /// Writes it down; names everything that was not answered yet.
  public func save() async {
    let open: [(Phrase, Bool)] = [
      (.logEase, run.asksEase && ease == nil), (.runWhy, run.asksWhy && why == nil),
      (.logPain, asksPain && pain == nil),
      (.logBleeding, asksBlood && bleeding == nil),
    ]
    let names = open.filter(\.1).map { words($0.0) }
    missing = names.isEmpty ? nil : words(.stillToDo) + " " + names.joined(separator: ", ")
    guard names.isEmpty else { return }
    let details = RunDetailsDraft(
      ease: ease, painPeak: pain, bleeding: bleeding, stopReason: why, note: note.isEmpty ? nil : note)
    do {
      await diary.finishRun(try await diary.vault.finishRun(run.person.id, details: details))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}
