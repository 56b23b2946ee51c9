import Gradus
import Observation

/// Who the diary is about.
@MainActor
@Observable
public final class PersonModel {
  public var name = ""
  public var day = ""
  public var month = ""
  public var year = ""
  public var role: String?
  public var background: Set<String> = []
  /// Whether somebody went through the list and nothing on it holds.
  public var hasNone = false
  public var pretermWeeks = ""
  public private(set) var operations: [Operation] = []
  /// The operation that is being entered.
  public var kind: String?
  public var operationDay = ""
  public var operationMonth = ""
  public var operationYear = ""
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
    guard let person = diary.person else { return }
    (name, role) = (person.name, person.role)
    let parts = person.born.split(separator: "-").map(String.init)
    if parts.count == 3 { (year, month, day) = (parts[0], parts[1], parts[2]) }
  }

  /// Whether what is written about somebody is changed; the list is gone through again, because the whole of it is replaced.
  public var isChange: Bool { diary.person != nil }

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
    public let id: String
    public let words: String
    let kind: String
    let day: CivilDay
  }

  /// Keeps the operation that is being entered, and makes room for another.
  public func keepOperation() {
    guard let kind, let day = civil(operationDay, operationMonth, operationYear) else {
      let names = [(Phrase.operationKind, kind == nil), (.operationDate, true)].filter(\.1).map { words($0.0) }
      missing = words(.stillToDo) + " " + names.joined(separator: ", ")
      return
    }
    let name = kinds.first { $0.id == kind }?.words ?? kind
    let shown = words.day(day.start(in: .gmt), in: .gmt)
    operations.append(Operation(id: "\(kind)=\(day)", words: "\(name), \(shown)", kind: kind, day: day))
    (self.kind, operationDay, operationMonth, operationYear, missing) = (nil, "", "", "", nil)
  }

  public func dropOperation(_ id: String) {
    operations.removeAll { $0.id == id }
  }

  public func toggle(_ condition: String) {
    hasNone = false
    background.formSymmetricDifference([condition])
  }

  public func chooseNone() {
    (background, hasNone) = ([], true)
  }

  public func save() async {
    guard let draft = draft() else { return }
    do {
      let changed = diary.person.map { Command.changePerson(person: $0.id, draft: draft) }
      let recorded = try await diary.vault.record(changed ?? .addPerson(draft: draft))
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func draft() -> PersonDraft? {
    let born = civil(day, month, year)
    let isHalf = kind != nil || !(operationDay + operationMonth + operationYear).isEmpty
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
    let early = pretermWeeks.isEmpty ? [] : ["preterm:\(pretermWeeks)"]
    let holds = background.sorted() + early
    return PersonDraft(
      name: name, born: born, role: role, background: holds.isEmpty ? ["none"] : holds,
      operations: operations.map { ($0.kind, $0.day) })
  }

  private func civil(_ day: String, _ month: String, _ year: String) -> CivilDay? {
    guard let day = Int(day), let month = Int(month), let year = Int(year) else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }
}
