import Foundation
import Gradus

/// An answer of the triage, laid out for its screen. There is one screen for each disposition.
public struct Answer: Equatable, Sendable {
  /// Which screen.
  public let disposition: DispositionWord
  /// What to do, as the core says it.
  public let sentence: String
  /// What else to do, one line each.
  public let advice: [String]
  /// Whom the plan says to call.
  public let contacts: [ContactView]
  /// When the questions are asked again, if they are.
  public let until: String?
  /// What it is about, where no rule of the list says so.
  public let about: String?
  /// Why: each rule that fired with what it rests on.
  public let reasons: [Reason]
  /// The facts that were used, as the core names them; in words by `grounds(_:for:)`.
  let used: [FactView]
  /// Which rules answered, and whether a clinician signed them off.
  public let pack: [String]
  /// Whether sessions stop until a clinician says otherwise.
  public let isBlocking: Bool

  /// One rule that fired.
  public struct Reason: Equatable, Sendable, Identifiable {
    public let id: String
    public let title: String
    /// Whether it rests on an answer or on a doubt, and on what the rule itself rests.
    public let basis: String
    public let sources: String
  }

  /// One fact: what was asked, what is known, and from whom.
  public struct Fact: Equatable, Sendable, Identifiable {
    public let id: String
    public let question: String
    public let answer: String
  }

  /// Whether somebody of the clinic is to be reached.
  public var wantsCall: Bool { [.emergency, .sameDay, .contact].contains(disposition) || isBlocking }

  /// Whether "I have read this" is the only way on.
  public var mustBeRead: Bool { disposition == .emergency || isBlocking }

  init(_ triage: TriageView, _ words: Wording, zone: TimeZone) {
    disposition = triage.disposition
    sentence = triage.sentence
    advice = Self.lines(triage.rules.map(\.advice), without: triage.sentence)
    contacts = triage.contacts
    until = triage.untilMoment.map { words(.resultUntil, words.moment($0, in: zone)) }
    about = nil
    reasons = triage.rules.map { rule in
      let rests: Phrase = rule.certainty == .yes ? .whyCertain : .whyDoubt
      return Reason(rule.id, rule.title, rule.basis, rule.sources, words, rests: rests)
    }
    used = triage.facts
    pack = [words(.whyPack, triage.pack.version), words(triage.pack.signedOff ? .whySigned : .whyUnsigned)]
    isBlocking = triage.gate == .blocked
  }

  /// What still stands from before, when the diary is opened again; `nil` while nothing does. What leads it, and how urgent
  /// it is now, is the core's word.
  init?(standing today: TodayView, sentence: String, _ words: Wording) {
    guard let lead = today.lead else { return nil }
    let fired = ((try? rules(language: words.language)) ?? []).filter { today.gate.rules.contains($0.id) }
    disposition = lead.disposition
    self.sentence = sentence
    advice = Self.lines([lead.advice], without: sentence)
    contacts = today.contacts
    until = nil
    about = fired.contains { $0.id == lead.rule } || lead.title.isEmpty ? nil : lead.title
    reasons = fired.map { Reason($0.id, $0.title, $0.basis, $0.sources, words) }
    used = []
    pack = []
    isBlocking = today.gate.gate == .blocked
  }

  /// The facts that were used, as this person was asked: what was told, and what the diary itself knew.
  public func grounds(_ words: Wording, for person: PersonRef?) -> [Fact] {
    guard !used.isEmpty else { return [] }
    let questions = (try? facts(language: words.language)) ?? []
    return used.map { fact in
      let question = questions.first { $0.id == fact.id }
      let answer = question?.answered(fact.value, words) ?? fact.value
      let source = words(fact.derived ? .whyDerived : .whySaid)
      return Fact(id: fact.id, question: question?.words(for: person) ?? fact.id, answer: "\(answer) · \(source)")
    }
  }

  private static func lines(_ advice: [String], without sentence: String) -> [String] {
    advice.reduce(into: []) { lines, line in
      if !line.isEmpty, !lines.contains(line), line != sentence { lines.append(line) }
    }
  }

  /// Severity in words and as a symbol, never by colour alone.
  public var title: Phrase {
    switch disposition {
    case .emergency: .resultEmergency
    case .sameDay: .resultSameDay
    case .contact: .resultContact
    case .pauseAndRecheck: .resultPause
    case .continue: .resultContinue
    }
  }

  public var symbol: String {
    switch disposition {
    case .emergency: "exclamationmark.triangle.fill"
    case .sameDay: "exclamationmark.circle.fill"
    case .contact: "phone.fill"
    case .pauseAndRecheck: "pause.circle.fill"
    case .continue: "checkmark.circle.fill"
    }
  }
}

extension Answer.Reason {
  init(
    _ id: String, _ title: String, _ basis: BasisWord, _ sources: [String], _ words: Wording, rests: Phrase? = nil
  ) {
    let word: Phrase =
      switch basis {
      case .sourced: .whySourced
      case .general: .whyGeneral
      case .proposal: .whyProposal
      }
    let on = [rests, word].compactMap { $0 }.map { words($0) }.joined(separator: " · ")
    self.init(id: id, title: title, basis: on, sources: words(.whySources, sources.joined(separator: ", ")))
  }
}
