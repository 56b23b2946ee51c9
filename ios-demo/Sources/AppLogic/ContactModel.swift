import Gradus
import Observation

/// Writes down what the clinic said; the way out of a block.
@MainActor
@Observable
public final class ContactModel {
  public var who = ""
  public var said = ""
  public var outcome: String?
  public var size = ""
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }
  public var name: String { diary.person?.name ?? "" }

  public var outcomes: [Choice] {
    words.choices("outcome", ["resume", Self.resumeAt, "stay_same", "step_down", "stop", "nothing_to_do"])
  }

  /// Whether the clinic named a size.
  public var namesSize: Bool { outcome == Self.resumeAt }

  private static let resumeAt = "resume_at"

  public func save() async {
    let open: [(Phrase, Bool)] = [
      (.contactWho, who.isEmpty), (.contactSaid, said.isEmpty), (.contactOutcome, outcome == nil),
      (.contactSize, namesSize && size.isEmpty),
    ]
    let names = open.filter(\.1).map { words($0.0) }
    guard names.isEmpty, let outcome, let person = diary.person else {
      missing = words(.stillToDo) + " " + names.joined(separator: ", ")
      return
    }
    missing = nil
    let next = namesSize ? "\(outcome):\(size)" : outcome
    let draft = ContactDraft(who: who, said: said, outcome: next, about: ["all"])
    do {
      let recorded = try await diary.record(.recordContact(person: person.id, draft: draft))
      await diary.finish(recorded, saying: words(.saved))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}
