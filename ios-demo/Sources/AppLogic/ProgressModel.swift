import Gradus
import Observation

/// How it goes: the ladder from the first size to the goal as a chart, its sentence, its table, and what is proposed.
@MainActor
@Observable
public final class ProgressModel {
  /// One size of the ladder.
  public struct Rung: Identifiable, Equatable, Sendable {
    public let id: UInt16
    public let size: String
    /// The size without its unit.
    public var number: String { String(size.prefix { $0.isNumber || $0 == "." || $0 == "," }) }
    /// Start, now, proposed or goal; empty for the sizes between.
    public let marks: String
    public let isNow: Bool
    public let isReached: Bool
  }

  public private(set) var rungs: [Rung] = []
  public private(set) var proposal: ProposalView?
  public private(set) var charts: [ChartView] = []
  /// Charts that are shown as their tables, by their ids.
  public private(set) var tables: Set<String> = []
  public var showsTable = false
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }
  public var name: String { diary.person?.name ?? "" }

  /// What the chart shows, for eyes and ears: each mark with its size, and the core's own sentence.
  public var sentence: String {
    let marked = rungs.filter { !$0.marks.isEmpty }.map { "\($0.marks): \($0.size)" }
    let list = marked.joined(separator: ", ")
    return "\(list.prefix(1).uppercased())\(list.dropFirst()). \(proposal?.sentence ?? "")"
  }

  public func load() async {
    guard let person = diary.person, let today = diary.today, today.plan != nil else { return }
    do {
      let proposal = try await diary.vault.progress(person.id)
      let plan = try await diary.vault.plan(person.id)
      rungs = Self.ladder(plan, now: today.sizeTenthsMm, next: proposal.toTenthsMm, words)
      self.proposal = proposal
      charts = try await diary.vault.trends(person.id).charts
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// From a chart to its table, and back.
  public func turn(_ chart: ChartView) {
    tables.formSymmetricDifference([chart.id])
  }

  /// Takes the step that is proposed.
  public func takeStep() async {
    guard let person = diary.person, let size = proposal?.toTenthsMm else { return }
    do {
      let recorded = try await diary.record(.takeStep(person: person.id, toTenthsMm: size))
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// What the button under a proposal says; `nil` where the core proposes no size.
  public var stepTitle: String? {
    proposal?.toTenthsMm.map { words(.progressTake, words.millimetres($0)) }
  }

  static func ladder(_ plan: PlanView, now: UInt16?, next: UInt16?, _ words: Wording) -> [Rung] {
    let first = min(plan.startTenthsMm, now ?? plan.startTenthsMm)
    let last = max(plan.goalTenthsMm, now ?? plan.goalTenthsMm)
    return plan.ladderTenthsMm.filter { (first...last).contains($0) }.map { size in
      let marks: [(Phrase, Bool)] = [
        (.markStart, size == plan.startTenthsMm), (.markNow, size == now), (.markNext, size == next),
        (.markGoal, size == plan.goalTenthsMm),
      ]
      return Rung(
        id: size, size: words.millimetres(size), marks: marks.filter(\.1).map { words($0.0) }.joined(separator: ", "),
        isNow: size == now, isReached: size <= now ?? 0)
    }
  }
}
