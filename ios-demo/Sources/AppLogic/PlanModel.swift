import Gradus
import Observation

/// Brings a plan in: a published form or a pasted text, the values that the clinic gave, a look at it, and its adoption.
@MainActor
@Observable
public final class PlanModel {
  /// One value that the clinic has to give.
  public struct Blank: Identifiable, Equatable, Sendable {
    public let id: String
    public let ask: String
    public var value = ""
  }

  public enum Step: Equatable, Sendable { case choose, fill, look }

  public private(set) var step = Step.choose
  public var pasted = ""
  public var blanks: [Blank] = []
  public private(set) var plan: PlanView?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  private var published: [PublishedPlan] = []
  private var text = ""

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  /// Fetches the published forms.
  public func load() {
    attempt { published = try publishedPlans() }
  }

  public var words: Wording { diary.words }

  /// The published forms, by their titles.
  public var forms: [Choice] { published.map { Choice($0.name, Self.title(of: $0)) } }

  /// Begins with a published form.
  public func choose(_ name: String) {
    guard let form = published.first(where: { $0.name == name }) else { return }
    read(form.text)
  }

  /// Begins with what was pasted.
  public func usePasted() {
    guard !pasted.isEmpty else {
      trouble = Trouble(words(.planEmpty))
      return
    }
    read(pasted)
  }

  /// Shows the filled plan as the core understands it, or what is wrong with it.
  public func look() {
    attempt {
      plan = try planCheck(text: text, fills: fills)
      step = .look
    }
  }

  public func adopt() async {
    guard let person = diary.person else { return }
    do {
      let recorded = try await diary.vault.record(.adoptPlan(person: person.id, text: text, fills: fills))
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  public func back() {
    trouble = nil
    step = step == .look && !blanks.isEmpty ? .fill : .choose
  }

  private var fills: [Fill] { blanks.map { Fill(field: $0.id, value: $0.value) } }

  private func read(_ text: String) {
    self.text = text
    attempt {
      blanks = try planBlanks(text: text).map { Blank(id: $0.field, ask: $0.ask) }
      step = .fill
    }
    if trouble == nil, blanks.isEmpty { look() }
  }

  private func attempt(_ work: () throws -> Void) {
    trouble = nil
    do {
      try work()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private static func title(of form: PublishedPlan) -> String {
    let line = form.text.split(separator: "\n").first { $0.hasPrefix("title = ") }
    return line.map { String($0.dropFirst("title = ".count)).filter { $0 != "\"" } } ?? form.name
  }
}
