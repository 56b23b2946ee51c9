import Gradus
import Observation

/// Why a planned session was not held, or why the plan pauses for some days. Nothing is counted against anybody.
@MainActor
@Observable
public final class AbsenceModel {
  public var reason: String?
  /// The last day of a pause.
  public var last = TypedDay()
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  public var reasons: [Choice] {
    words.choices(
      "skip", ["no_private_time", "illness", "travel", "child_refuses", "forgot", "clinic_said", "other"])
  }

  /// Writes down that this session was not held.
  public func skip(_ occurrence: String) async {
    guard let reason = chosen(.skipTitle), let person = diary.person else { return }
    await write(.skip(person: person.id, occurrence: occurrence, reason: reason), mayBeSlip: true)
  }

  /// Pauses the plan from today; until a day, or until somebody ends it.
  public func pause() async {
    guard let reason = chosen(.pauseWhy), let person = diary.person else { return }
    guard !last.isWrong else {
      missing = words(.stillToDo) + " " + words(.pauseUntil)
      return
    }
    await write(.pause(person: person.id, reason: reason, fromDate: nil, toDate: last.civil?.description))
  }

  /// Ends the pause: today counts again.
  public func endPause() async {
    guard let person = diary.person else { return }
    await write(.endPause(person: person.id))
  }

  private func chosen(_ name: Phrase) -> String? {
    missing = reason == nil ? words(.stillToDo) + " " + words(name) : nil
    return reason
  }

  private func write(_ command: Command, mayBeSlip: Bool = false) async {
    do {
      await diary.finish(try await diary.record(command), saying: words(.saved), mayBeSlip: mayBeSlip)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}
