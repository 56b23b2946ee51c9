import Gradus
import Observation

/// The plan as it stands: its ladder, where it stands and why, the next weeks both ways, the clinic, and the plans before it.
@MainActor
@Observable
public final class ThePlanModel {
  public private(set) var plan: PlanView?
  public private(set) var preview: PreviewView?
  public private(set) var rungs: [ProgressModel.Rung] = []
  public private(set) var history: [String] = []
  public private(set) var trouble: Trouble?
  /// Whether somebody is asked for a yes to the stage that is proposed.
  public var isDeciding = false
  public let diary: DiaryModel

  /// Weeks ahead that are shown.
  private static let weeks: UInt8 = 6

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  public func load() async {
    guard let person = diary.person, let today = diary.today, today.plan != nil else { return }
    do {
      let plan = try await diary.vault.plan(person.id)
      preview = try await diary.vault.planPreview(person.id, weeks: Self.weeks)
      history = try await diary.vault.planHistory(person.id).reversed().map(line)
      rungs = ProgressModel.ladder(plan, now: today.sizeTenthsMm, next: today.proposal?.toTenthsMm, words)
      self.plan = plan
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// What is proposed for the stage; `nil` where it is to stay.
  public var proposal: String? { preview?.stage.flatMap { $0.proposed == nil ? nil : $0.proposal } }

  /// A week as it will come, a sentence and what changes in it.
  public func lines(_ week: PreviewWeek) -> [String] {
    let day = CivilDay(week.fromDate).map { words.shortDay($0.start(in: .gmt), in: .gmt) } ?? week.fromDate
    return [words(.planWeek, day, words.millimetres(week.sizeTenthsMm), "\(week.sessions)")] + week.changes
  }

  /// Takes the stage that is proposed; somebody said yes.
  public func takeStage() async {
    guard let person = diary.person, let stage = preview?.stage?.proposed else { return }
    do {
      let command = Command.takeStage(person: person.id, stage: stage, clinicSaid: false)
      await diary.finish(try await diary.record(command), saying: words(.saved))
    } catch {
      (isDeciding, trouble) = (false, Trouble(error, in: words))
    }
  }

  private func line(_ plan: PlanView) -> String {
    plan.effectiveDay.map { words(.planSince, words.day($0.start(in: .gmt), in: .gmt), plan.title) } ?? plan.title
  }
}
