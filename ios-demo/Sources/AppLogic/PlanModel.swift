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
  /// What would change where a plan is in force already.
  public private(set) var replaced: PlanReplaced?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  private var published: [PublishedPlan] = []
  /// What the diary knows already of what a form leaves blank; filled in, to be looked at.
  private var known: [Fill] = []
  private var text = ""

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  /// Fetches the published forms.
  public func load() async {
    await attempt {
      let language = words.language
      published = try await Task.detached { try publishedPlans(language: language) }.value
      if let person = diary.person { known = try await diary.vault.planKnown(person.id) }
    }
  }

  public var words: Wording { diary.words }

  /// The published forms, by their titles.
  public var forms: [Choice] { published.map { Choice($0.name, $0.title) } }

  /// Begins with a published form.
  public func choose(_ name: String) async {
    guard let form = published.first(where: { $0.name == name }) else { return }
    await read(form.text)
  }

  /// Begins with what was pasted.
  public func usePasted() async {
    guard !pasted.isEmpty else {
      trouble = Trouble(words(.planEmpty))
      return
    }
    await read(pasted)
  }

  /// Shows the filled plan as the core understands it and what it would change, or what is wrong with it.
  public func look() async {
    await attempt {
      guard let person = diary.person else { return }
      plan = try await diary.vault.planFor(person.id, text: text, fills: fills)
      replaced = try await diary.vault.planReplaced(person.id, text: text, fills: fills)
      step = .look
    }
  }

  /// Which plan it takes the place of, and when.
  public var replaces: String? {
    guard let replaced, let day = replaced.untilDay else { return nil }
    return words(.planReplaces, replaced.title, words.day(day.start(in: .gmt), in: .gmt))
  }

  public func adopt() async {
    guard let person = diary.person else { return }
    do {
      let recorded = try await diary.record(.adoptPlan(person: person.id, text: text, fills: fills))
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

  private func read(_ text: String) async {
    self.text = text
    await attempt {
      blanks = try planBlanks(text: text, language: words.language).map { blank in
        let ask = blank.ask.prefix(1).uppercased() + blank.ask.dropFirst()
        return Blank(id: blank.field, ask: ask, value: known.first { $0.field == blank.field }?.value ?? "")
      }
      step = .fill
    }
    if trouble == nil, blanks.isEmpty { await look() }
  }

  private func attempt(_ work: () async throws -> Void) async {
    trouble = nil
    do {
      try await work()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}
