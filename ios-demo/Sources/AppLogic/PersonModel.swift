import Gradus
import Observation

/// Who the diary is about.
@MainActor
@Observable
public final class PersonModel {
  public var name = ""
  public var born = TypedDay()
  public var role: String?
  public var background: Set<String> = []
  /// Whether somebody went through the list and nothing on it holds.
  public var hasNone = false
  public var pretermWeeks = ""
  public private(set) var operations: [Operation] = []
  /// The operation that is being entered.
  public var kind: String?
  public var operationDay = TypedDay()
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  /// What stands in the diary and is left out here, until somebody said of each that it no longer holds.
  public private(set) var asked: [Withdrawal] = []
  public let diary: DiaryModel
  /// What stands in the diary about somebody who is changed.
  private var stands: PersonDraft?
  private var withdrawn: [Withdrawal] = []

  private let isNew: Bool

  public init(diary: DiaryModel, isNew: Bool = false) {
    (self.diary, self.isNew) = (diary, isNew)
  }

  /// Whether what is written about somebody is changed.
  public var isChange: Bool { diary.person != nil && !isNew }

  /// Whether the form can be shown. It never stands there empty for somebody about whom something is written.
  public var isReady: Bool { !isChange || stands != nil }

  /// Fetches what is written about somebody who is changed.
  public func load() async {
    guard isChange, let person = diary.person, stands == nil else { return }
    do {
      show(try await diary.vault.personDetails(person.id))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func show(_ written: PersonDraft) {
    stands = written
    (name, role) = (written.name, written.role)
    born = TypedDay(written.born)
    hasNone = written.background == [Self.none]
    if !hasNone { for condition in written.background { choose(condition) } }
    for operation in written.operations { add(operation) }
  }

  public var words: Wording { diary.words }

  public var roles: [Choice] { words.choices("role", ["caregiver", "self", "teen"]) }

  /// Every condition that the core knows, but for an early birth, which has a number.
  public var conditions: [Choice] {
    words.choices(
      "condition",
      [
        "anorectal_malformation", "hirschsprung", "previous_enterocolitis", "stoma", "trisomy_21", "non_verbal",
        "anticoagulant", "bleeding_disorder", "immunosuppressed", "steroids", "central_line", "heart_condition",
        "diabetes",
        "pregnancy", "inflammatory_bowel_disease", "radiotherapy", "cancer_history", "preexisting_leakage",
        "abnormal_pressure_or_anatomy", "spinal_lesion", "spinal_lesion_t6_or_above", "nitrate_or_pde5",
        "latex_allergy",
        "failed_conservative_therapy",
      ])
  }

  /// Every kind of operation that the core knows.
  public var kinds: [Choice] {
    words.choices(
      "operation",
      [
        "psarp", "anoplasty", "pull_through", "haemorrhoidectomy", "fissure_surgery", "rectal_anastomosis",
        "ileoanal_pouch", "stoma_formation", "stoma_closure", "dilation_under_anaesthesia", "botulinum", "other_pelvic",
      ])
  }

  /// An operation that was entered.
  public struct Operation: Identifiable, Equatable, Sendable {
    public let id: Int
    public let words: String
    /// As the core reads it, such as `psarp=2026-02-24`, or `psarp` where nobody knows the day.
    let text: String
  }

  /// Keeps the operation that is being entered, and makes room for another.
  public func keepOperation() {
    guard let kind, let day = operationDay.civil else {
      let names = [(Phrase.operationKind, kind == nil), (.operationDate, true)].filter(\.1).map { words($0.0) }
      missing = words(.stillToDo) + " " + names.joined(separator: ", ")
      return
    }
    add("\(kind)=\(day)")
    (self.kind, operationDay, missing) = (nil, TypedDay(), nil)
  }

  private func add(_ text: String) {
    operations.append(Operation(id: (operations.map(\.id).max() ?? 0) + 1, words: named(operation: text), text: text))
  }

  public func dropOperation(_ id: Int) {
    operations.removeAll { $0.id == id }
  }

  public func toggle(_ condition: String) {
    hasNone = false
    background.formSymmetricDifference([condition])
  }

  public func chooseNone() {
    (background, hasNone) = ([], true)
  }

  /// Writes it down, once somebody said of everything that is left out that it no longer holds.
  public func save() async {
    withdrawn = []
    guard let draft = draft() else { return }
    asked = leftOut(of: draft)
    if asked.isEmpty { await write() }
  }

  /// The one that is asked about no longer holds.
  public func takeOut() async {
    guard let gone = asked.first else { return }
    withdrawn.append(gone)
    await goOn()
  }

  /// The one that is asked about still holds: it stands as it stood.
  public func keep() async {
    guard let kept = asked.first else { return }
    if kept.isOperation { add(kept.text) } else { choose(kept.text) }
    await goOn()
  }

  private func goOn() async {
    asked.removeFirst()
    if asked.isEmpty { await write() }
  }

  private func write() async {
    guard var draft = draft() else { return }
    draft.background += withdrawn.filter { !$0.isOperation }.map(\.word)
    draft.operations += withdrawn.filter(\.isOperation).map(\.word)
    do {
      let changed = isChange ? diary.person.map { Command.changePerson(person: $0.id, draft: draft) } : nil
      let recorded = try await diary.record(changed ?? .addPerson(draft: draft))
      if changed == nil { diary.begin(with: recorded.person) }
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func draft() -> PersonDraft? {
    let born = born.civil
    let isHalf = kind != nil || !operationDay.isEmpty
    let open: [(String, Bool)] = [
      (words(.personTitle), role == nil), (words(.personName), name.isEmpty), (words(.personBorn), born == nil),
      (words(.backgroundMissing), background.isEmpty && !hasNone && pretermWeeks.isEmpty),
      (words(.operationKeep), isHalf),
    ]
    let names = open.filter(\.1).map(\.0)
    guard names.isEmpty, let born, let role else {
      missing = words(.stillToDo) + " " + names.joined(separator: ", ")
      return nil
    }
    missing = nil
    let early = pretermWeeks.isEmpty ? [] : ["\(Self.preterm):\(pretermWeeks)"]
    let holds = (background.sorted() + early).map(dated)
    return PersonDraft(
      name: name, born: born.description, role: role, background: holds.isEmpty ? [Self.none] : holds,
      operations: operations.map(\.text))
  }
}

// What stands, and what is left out of it.
extension PersonModel {
  /// Something that stands in the diary and is left out of the form.
  public struct Withdrawal: Equatable, Sendable {
    /// What it is called on the screen.
    public let name: String
    let isOperation: Bool
    let text: String

    /// As the core is told that it no longer holds.
    var word: String { "withdrawn:\(PersonModel.kind(of: text))" }
  }

  private static let none = "none"
  private static let preterm = "preterm"

  /// The word alone: without a day, and without the weeks of an early birth.
  nonisolated static func kind(of text: String) -> String {
    String(text.prefix { $0 != "=" && $0 != ":" })
  }

  private func leftOut(of draft: PersonDraft) -> [Withdrawal] {
    guard let stands else { return [] }
    let conditions = Self.missing(of: stands.background.filter { $0 != Self.none }, in: draft.background)
    let undone = Self.missing(of: stands.operations, in: draft.operations)
    return conditions.map { Withdrawal(name: named(condition: $0), isOperation: false, text: $0) }
      + undone.map { Withdrawal(name: named(operation: $0), isOperation: true, text: $0) }
  }

  /// The core reads two of the kinds as one operation, and gives it back under one of the two names.
  private static let synonyms = [["psarp", "anoplasty"]]

  private static func areSame(_ one: String, _ other: String) -> Bool {
    let (one, other) = (kind(of: one), kind(of: other))
    return one == other || synonyms.contains { $0.contains(one) && $0.contains(other) }
  }

  /// Each word as often as it stands in the second list less often, whatever its day. Of two, the one that is not there as
  /// it stood.
  private static func missing(of before: [String], in after: [String]) -> [String] {
    var left = after
    let changed = before.filter { text in
      guard let place = left.firstIndex(of: text) else { return true }
      left.remove(at: place)
      return false
    }
    return changed.filter { text in
      guard let place = left.firstIndex(where: { areSame($0, text) }) else { return true }
      left.remove(at: place)
      return false
    }
  }

  /// Shows a condition as chosen.
  private func choose(_ text: String) {
    hasNone = false
    let word = Self.kind(of: text)
    guard word == Self.preterm else { return background.formUnion([word]) }
    pretermWeeks = String(text.dropFirst(word.count + 1).prefix { $0 != "=" })
  }

  /// With the day on which it began, where it stands so.
  private func dated(_ text: String) -> String {
    stands?.background.first { $0.hasPrefix("\(text)=") } ?? text
  }

  private func named(condition text: String) -> String {
    let word = Self.kind(of: text)
    if word == Self.preterm { return words(.personEarly) }
    return conditions.first { $0.id == word }?.words ?? word
  }

  private func named(operation text: String) -> String {
    let kind = Self.kind(of: text)
    let names = kinds.filter { Self.areSame($0.id, kind) }.map(\.words)
    let name = names.isEmpty ? kind : names.joined(separator: " / ")
    let day = CivilDay(String(text.dropFirst(kind.count + 1)))
    return day.map { "\(name), \(words.day($0.start(in: .gmt), in: .gmt))" } ?? name
  }
}
