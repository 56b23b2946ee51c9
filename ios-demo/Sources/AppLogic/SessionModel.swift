import Gradus
import Observation

/// Writes a session down that was held.
@MainActor
@Observable
public final class SessionModel {
  public var size: String?
  public var seconds = ""
  public var ease: String?
  public var pain: String?
  public var bleeding: String?
  public var stopReason: String?
  public var note = ""
  public private(set) var sizes: [Choice] = []
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }
  public var name: String { diary.person?.name ?? "" }

  /// The planned session that this is taken for, in the core's words.
  public var slot: SlotView? {
    diary.today?.slots.first { [.due, .late].contains($0.status) }
  }

  /// The sizes of the plan up to its goal, which is never exceeded, as the core writes them.
  public func load() async {
    guard let person = diary.person else { return }
    do {
      try await diary.readBlood()
      let plan = try await diary.vault.plan(person.id)
      sizes = plan.ladderTenthsMm.filter { $0 <= plan.goalTenthsMm }.map(choice)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  public var eases: [Choice] { words.choices("ease", ["easy", "firm", "forced_not_done", Self.notPassed]) }

  static let notPassed = "not_passed"

  public var pains: [Choice] { words.pains }

  /// The core's own levels and words.
  public var bleedings: [Choice] {
    diary.bloodLevels + [Choice(unknown, words(.notSure))]
  }

  /// Why it ended early; ``ranItsCourse`` where it did not.
  public var stopReasons: [Choice] {
    words.choices(
      "stop",
      [
        Self.ranItsCourse, "pain", "bleeding", "would_not_pass", "stuck", "faint", "child_said_stop", "interrupted",
        "other",
      ])
  }

  public static let ranItsCourse = "none"

  /// Writes it down; names everything that was not answered yet.
  public func save() async {
    guard let person = diary.person, let draft = draft() else { return }
    do {
      let recorded = try await diary.record(.logSession(person: person.id, draft: draft))
      await diary.finish(recorded, saying: words(.saved), mayBeSlip: true)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func draft() -> SessionDraft? {
    let open: [(Phrase, Bool)] = [
      (.logSize, size == nil), (.logHolds, holds == nil), (.logEase, ease == nil), (.logPain, pain == nil),
      (.logBleeding, bleeding == nil), (.logEarly, stopReason == nil),
    ]
    let names = open.filter(\.1).map { words($0.0) }
    guard names.isEmpty, let size, let holds, let ease else {
      missing = words(.stillToDo) + " " + names.joined(separator: ", ")
      return nil
    }
    missing = nil
    return SessionDraft(
      size: size, ease: ease, holds: holds.map { .seconds($0) }, occurrence: slot?.occurrence, painPeak: pain,
      bleeding: bleeding, stopReason: stopReason == Self.ranItsCourse ? nil : stopReason,
      note: note.isEmpty ? nil : note)
  }

  /// Whole seconds, one number for each insertion; `nil` where something else was typed, or nothing. What did not pass was
  /// not held.
  private var holds: [Int]? {
    let parts = seconds.split { " ,;+".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    return numbers.isEmpty && ease != Self.notPassed ? nil : numbers
  }

  private func choice(_ tenths: UInt16) -> Choice {
    let plain = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    return Choice(plain, words.millimetres(tenths))
  }
}
