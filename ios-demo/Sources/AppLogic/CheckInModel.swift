import Foundation
import Gradus
import Observation

/// The check-in: one question on a screen, nothing preselected, each answerable with "not sure".
///
/// What is asked, and in which order, is the core's: first one question of each required row, then what these answers make
/// necessary, then, if anything else is going on, the rest.
@MainActor
@Observable
public final class CheckInModel {
  /// What is on the screen.
  public enum Ask: Equatable, Sendable {
    case fact(FactQuestion)
    /// Whether anything else is different or worrying.
    case more
  }

  public private(set) var ask: Ask?
  /// `true`, `false`, `unknown` or a level that was chosen; `nil` while nothing is.
  public private(set) var chosen: String?
  public var number = "" { didSet { if !number.isEmpty { chosen = nil } } }
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  private var done: [(ask: Ask, answer: String?)] = []
  private var questions: [FactQuestion] = []

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  /// Puts the first question, once.
  public func begin() {
    guard questions.isEmpty else { return }
    do {
      questions = try facts().filter { $0.source == "asked" }
      ask = following()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  public var words: Wording { diary.words }
  public var name: String { diary.person?.name ?? "" }
  /// Counted from 1.
  public var place: Int { done.count + 1 }
  public var canGoBack: Bool { !done.isEmpty }
  /// Beyond what must be asked, a question may be left out; that counts as not asked, never as no.
  public var isFurther: Bool { done.contains { $0.ask == .more } && ask != .more }

  /// How many are left of those that may be left out.
  public var left: Int { questions.filter { isOpen($0) }.count }

  public var question: String {
    switch ask {
    case .fact(let fact): diary.person?.role == "caregiver" ? fact.questionAbout : fact.question
    case .more: words(.checkinMore)
    case nil: ""
    }
  }

  public var help: String {
    if case .fact(let fact) = ask { fact.help } else { "" }
  }

  /// What can be chosen: the id that the core reads, and the words.
  public var choices: [Choice] {
    let yesNo = [Choice("true", words(.yes)), Choice("false", words(.no))]
    guard case .fact(let fact) = ask else { return yesNo + [Choice("unknown", words(.notSure))] }
    let known = fact.kind == "yes_no" ? yesNo : fact.levelWords.map { Choice($0.id, $0.words) }
    return known + [Choice("unknown", words(.notSure))]
  }

  /// The unit of the number that is asked for; `nil` where none is.
  public var unit: String? {
    guard case .fact(let fact) = ask, fact.kind == "number" else { return nil }
    return fact.unit ?? ""
  }

  public func choose(_ id: String) {
    number = ""
    (chosen, missing) = (id, nil)
  }

  /// Takes the answer and goes on; without one, says what is missing.
  public func next() async {
    guard let answer = given() else { return }
    await take(answer)
  }

  public func leaveOut() async {
    await take(nil)
  }

  public func finishHere() async {
    await send()
  }

  public func back() {
    guard let last = done.popLast() else { return }
    ask = last.ask
    (chosen, number, missing, trouble) = (nil, "", nil, nil)
    guard let answer = last.answer else { return }
    if unit != nil, answer != "unknown" { number = answer } else { chosen = answer }
  }

  private func given() -> String? {
    if let chosen { return chosen }
    guard case .fact(let fact) = ask, fact.kind == "number" else {
      missing = words(.checkinMissing, question)
      return nil
    }
    let typed = number.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: ".")
    guard !typed.isEmpty else {
      missing = words(.checkinMissing, question)
      return nil
    }
    guard fits(typed, fact) else {
      missing = words(.checkinNumberWrong, fact.least ?? "0", fact.greatest ?? "")
      return nil
    }
    return typed
  }

  /// Only the range and the form, so that a slip is noticed with the thermometer still in the hand.
  private func fits(_ typed: String, _ fact: FactQuestion) -> Bool {
    guard typed.wholeMatch(of: #/\d+(\.\d)?/#) != nil, let value = Double(typed) else { return false }
    let least = fact.least.flatMap(Double.init) ?? 0
    let greatest = fact.greatest.flatMap(Double.init) ?? .infinity
    return (least...greatest).contains(value)
  }

  private func take(_ answer: String?) async {
    guard let ask else { return }
    done.append((ask, answer))
    (chosen, number, missing) = (nil, "", nil)
    self.ask = following()
    if self.ask == nil { await send() }
  }

  private func following() -> Ask? {
    if let fact = questions.first(where: { $0.required && isOpen($0) && !rowIsAnswered($0) }) { return .fact(fact) }
    let necessary = needed()
    if let fact = questions.first(where: { necessary.contains($0.id) && isOpen($0) }) { return .fact(fact) }
    let open = questions.first { isOpen($0) && !$0.required }
    guard let more = done.first(where: { $0.ask == .more }) else { return open == nil ? nil : .more }
    return more.answer == "false" ? nil : open.map(Ask.fact)
  }

  private func isOpen(_ fact: FactQuestion) -> Bool {
    !done.contains { $0.ask == .fact(fact) }
  }

  /// One known answer answers a row; after "not sure" the next way of asking may find out.
  private func rowIsAnswered(_ fact: FactQuestion) -> Bool {
    done.contains { asked in
      guard case .fact(let other) = asked.ask, let answer = asked.answer else { return false }
      return answer != "unknown" && fact.anyOf != nil && other.anyOf == fact.anyOf
    }
  }

  private var answers: [FactAnswer] {
    done.compactMap { asked in
      guard case .fact(let fact) = asked.ask, let answer = asked.answer else { return nil }
      return FactAnswer(id: fact.id, answer: answer)
    }
  }

  /// What triage still misses beside these answers.
  private func needed() -> [String] {
    let now = diary.device.clock.reading()
    let known = answers + (ageInDays(now).map { [FactAnswer(id: "age_days", answer: "\($0)")] } ?? [])
    // An answer that triage refuses is refused when it is recorded, in triage's own words.
    let missing = (try? triage(answers: known, now: now).missing) ?? []
    return missing.filter { id in questions.contains { $0.id == id && !$0.required } }
  }

  private func ageInDays(_ now: ClockReading) -> Int? {
    guard let born = diary.person?.bornDay?.start(in: .gmt), let today = CivilDay(String(now.wall.prefix(10))) else {
      return nil
    }
    return Int((today.start(in: .gmt).timeIntervalSince(born) / 86_400).rounded())
  }

  private func send() async {
    guard let person = diary.person else { return }
    do {
      let recorded = try await diary.vault.record(.checkIn(person: person.id, answers: answers, note: nil))
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

/// One thing that can be chosen.
public struct Choice: Identifiable, Equatable, Sendable {
  /// What the core reads.
  public let id: String
  /// What a person reads.
  public let words: String

  public init(_ id: String, _ words: String) {
    (self.id, self.words) = (id, words)
  }
}
