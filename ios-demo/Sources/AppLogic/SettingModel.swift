import Gradus
import Observation

/// Where dilation is to be done: the core's answer with its reasons, and the questions that could change it. Nothing of it is
/// written down.
@MainActor
@Observable
public final class SettingModel {
  public private(set) var view: SettingView?
  /// Whether the reasons are told with what they rest on.
  public var isWhy = false
  public private(set) var given: [String: String] = [:]
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  /// Those of the screens that were answered.
  private var answers: [FactAnswer] = []
  /// Whether the answer is looked at although questions are left.
  private var isLooking = false

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  /// The questions at hand; `nil` where the answer stands on the screen.
  public var page: SettingScreen? { isLooking ? nil : view?.screens.first }

  /// Whether questions are left behind an answer that is looked at.
  public var hasMore: Bool { isLooking && view?.screens.isEmpty == false }

  public var title: String {
    page.map { diary.person?.role == "caregiver" ? $0.titleAbout : $0.title } ?? view?.title ?? words(.setting)
  }

  public func load() async {
    guard view == nil else { return }
    await ask(answers)
  }

  public func sentence(_ question: FactQuestion) -> String { question.words(for: diary.person) }

  /// What can be chosen, each said with its question: "Yes" alone says nothing to somebody who hears it.
  public func choices(_ question: FactQuestion) -> [Choice] {
    question.choices(words).map { Choice($0.id, $0.words, spoken: "\(sentence(question)) \($0.words)") }
  }

  /// What the field for a number is called; `nil` where none is asked for.
  public func numberName(_ question: FactQuestion) -> String? {
    question.numberName(words).map { "\(sentence(question)) \($0)" }
  }

  /// The number that was typed; empty where another answer was chosen.
  public func number(_ question: FactQuestion) -> String {
    given[question.id].flatMap { $0 == unknown ? nil : $0 } ?? ""
  }

  public func answer(_ question: FactQuestion, _ answer: String) {
    given[question.id] = answer.isEmpty ? nil : answer
  }

  /// What a reason rests on, one line each.
  public func grounds(_ reason: SettingReasonView) -> [String] {
    [words.basis(reason.basis, reason.sources.map(\.id))] + reason.sources.map(\.says)
  }

  /// Takes the answers of the page; names the questions that have none.
  public func next() async {
    guard let page else { return }
    let open = page.questions.filter { given[$0.id] == nil }.map(sentence)
    missing = open.isEmpty ? nil : words(.stillToDo) + " " + open.joined(separator: " ")
    guard open.isEmpty else { return }
    let typed = page.questions.map { question in
      let answer = given[question.id] ?? unknown
      let plain = answer.filter { !$0.isWhitespace }.replacingOccurrences(of: ",", with: ".")
      return FactAnswer(id: question.id, answer: question.kind == "number" ? plain : answer)
    }
    await ask(answers + typed)
  }

  /// Shows the answer as it stands: while questions are left it is the careful one.
  public func look() {
    (isLooking, missing) = (true, nil)
  }

  /// Back to the questions that are left.
  public func goOn() {
    isLooking = false
  }

  private func ask(_ all: [FactAnswer]) async {
    guard let person = diary.person else { return }
    do {
      view = try await diary.vault.setting(person.id, answers: all)
      (answers, trouble) = (all, nil)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

extension SettingView {
  /// The answer as a symbol, beside its words.
  public var symbol: String {
    switch setting {
    case .selfDirected, .home: "checkmark.circle.fill"
    case .professional: "phone.fill"
    case .notNow: "pause.circle.fill"
    }
  }
}
