import Gradus
import Observation

/// Everything that happened, the latest first.
@MainActor
@Observable
public final class TimelineModel {
  public private(set) var items: [TimelineItem] = []
  public private(set) var isRead = false
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  public func load() async {
    guard let person = diary.person else { return }
    do {
      items = try await diary.vault.timeline(person.id).items.reversed()
      isRead = true
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// When it happened.
  public func moment(_ item: TimelineItem) -> String {
    item.moment.map { words.moment($0, in: diary.device.zone) } ?? item.at
  }
}
