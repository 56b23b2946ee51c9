import Foundation
import Gradus
import Observation

extension Wording {
  /// Whether the word was typed that stands before anything that cannot be taken back. Case and spaces around it do not
  /// matter.
  func isEraseWord(_ typed: String) -> Bool {
    typed.trimmingCharacters(in: .whitespacesAndNewlines).uppercased() == self(.eraseWord)
  }
}

/// After how many wrong passcodes the diary is erased on this phone, if ever.
@MainActor
@Observable
public final class EraseAfterModel {
  public var chosen: String?
  public var word = ""
  public private(set) var missing: String?
  public let diary: DiaryModel

  static let never = "never"

  public init(diary: DiaryModel) {
    self.diary = diary
    chosen = diary.policy.eraseAfter.map { "\($0)" } ?? Self.never
  }

  public var words: Wording { diary.words }

  public var choices: [Choice] { words.choices("erase_after", [Self.never, "10", "20", "30"]) }

  private var most: UInt8? { chosen.flatMap { UInt8($0) } }

  /// Whether the diary would be erased sooner than now: then a word is typed.
  public var isSooner: Bool { most.map { $0 < diary.policy.eraseAfter ?? .max } ?? false }

  public func save() async {
    missing = nil
    guard !isSooner || words.isEraseWord(word) else {
      return missing = words(.eraseWordMissing, words(.eraseWord))
    }
    let most = most
    guard await diary.change({ $0.eraseAfter = most }) else { return }
    await diary.finish(nil, saying: words(.saved), to: [.settings])
  }
}

/// Asks for the word before everything is erased.
@MainActor
@Observable
public final class EraseModel {
  public var word = ""
  public private(set) var missing: String?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  public func erase() {
    guard words.isEraseWord(word) else { return missing = words(.eraseWordMissing, words(.eraseWord)) }
    diary.wantsErasing()
  }
}

/// Everything of this app on this phone goes: what the keystore holds first, then the diary and every copy of it beside it.
/// Begun, it is carried to its end, also by the next start of the app.
@MainActor
@Observable
public final class ErasingModel {
  public private(set) var trouble: Trouble?
  @ObservationIgnored var done: @MainActor (String) -> Void = { _ in }
  private let device: Device

  init(device: Device) {
    self.device = device
  }

  public var words: Wording { device.words }

  public func erase() async {
    trouble = nil
    device.notebook.write("yes", for: .erasing)
    for kind in PhoneNotice.Kind.allCases { device.signals.replace(kind, with: []) }
    await device.forgetKeeper()
    device.sweepReports()
    do {
      try await device.eraseDiaries()
      for entry in NotebookEntry.allCases { device.notebook.write(nil, for: entry) }
      done(words(.erased))
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

extension Device {
  /// Whether erasing was begun and not ended.
  var isErasing: Bool { notebook.text(.erasing) == "yes" }

  /// The diary, one that was being made, and those that another one took the place of.
  fileprivate func eraseDiaries() async throws(GradusError) {
    let parent = folder.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    let mine = names.filter { $0 == folder.lastPathComponent || $0.hasPrefix(folder.lastPathComponent + ".") }
    for name in mine {
      let place = parent.appendingPathComponent(name)
      _ = try await Vault.erase(place, language: words.language)
      // A folder that is left holds nothing but the app's own.
      try? FileManager.default.removeItem(at: place)
      if FileManager.default.fileExists(atPath: place.path) { throw .Storage(file: name, what: "it stayed") }
    }
  }
}
