import Gradus
import Observation

/// The devices of the person on the screen, and what is done with one of them. Whether one may be used, why not, and what is
/// due is the core's word.
@MainActor
@Observable
public final class DevicesModel {
  public private(set) var view: DevicesView?
  /// What was done with a device: washed, or disinfected in one of the core's ways.
  public var care: String?
  /// Why a device is put away for good.
  public var reason: String?
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel
  /// The one device that this is about; `nil` in the list.
  private let id: String?

  public init(diary: DiaryModel, id: String? = nil) {
    (self.diary, self.id) = (diary, id)
  }

  public var words: Wording { diary.words }

  public var device: DeviceView? { view?.devices.first { $0.id == id } }

  public func load() async {
    guard let person = diary.person else { return }
    do {
      view = try await diary.vault.devices(person.id)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  static let washed = "washed"

  public var cares: [Choice] {
    words.choices("care", [Self.washed] + (device?.disinfection.map(\.what) ?? []))
  }

  public var reasons: [Choice] { words.choices("retire", ["replaced", "broken", "lost", "other"]) }

  /// Writes down that it was washed or disinfected.
  public func saveCare() async {
    guard let care = chosen(care, .careTitle) else { return }
    await write(.cleaned(disinfected: care == Self.washed ? nil : care))
  }

  /// Puts it away for good.
  public func retire() async {
    guard let reason = chosen(reason, .retireTitle) else { return }
    await write(.retired(reason: reason))
  }

  private func chosen(_ choice: String?, _ name: Phrase) -> String? {
    missing = choice == nil ? words(.stillToDo) + " " + words(name) : nil
    return choice
  }

  private func write(_ care: DeviceCare) async {
    guard let person = diary.person, let id else { return }
    do {
      let recorded = try await diary.record(.careForDevice(person: person.id, device: id, at: nil, care: care))
      await diary.finish(recorded, saying: words(.saved), to: [.devices], mayBeSlip: true)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

extension DeviceView {
  /// Its state as a symbol, beside its sentence.
  public var symbol: String {
    switch state {
    case .ready: "checkmark.circle.fill"
    case .unchecked: "eye"
    case .barred: "exclamationmark.circle.fill"
    case .retired: "minus.circle"
    }
  }

  /// The same in few words.
  public var standing: Phrase {
    switch state {
    case .ready: .deviceReady
    case .unchecked: .deviceUnchecked
    case .barred: .deviceBarred
    case .retired: .deviceRetired
    }
  }

  public var isInUse: Bool { state != .retired }
}

/// What is asked of a device before it is used. Nothing is answered beforehand, and what is not answered is named.
@MainActor
@Observable
public final class DeviceCheckModel {
  public private(set) var given: [String: String] = [:]
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public private(set) var device: DeviceView?
  public let diary: DiaryModel
  private let id: String

  public init(diary: DiaryModel, id: String) {
    (self.diary, self.id) = (diary, id)
  }

  public var words: Wording { diary.words }

  public func load() async {
    guard let person = diary.person else { return }
    do {
      device = try await diary.vault.devices(person.id).devices.first { $0.id == id }
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// The answers to a question, each said with it: "Yes" alone says nothing to somebody who hears it.
  public func answers(to question: DeviceQuestionView) -> [Choice] {
    [("true", Phrase.yes), ("false", .no), (unknown, .notSure)].map { id, phrase in
      Choice(id, words(phrase), spoken: "\(question.sentence) \(words(phrase))")
    }
  }

  public func answer(_ question: DeviceQuestionView, _ answer: String) {
    given[question.id] = answer
  }

  /// Writes down what was seen. Gives back whether it is written.
  public func save() async -> Recorded? {
    guard let person = diary.person, let device else { return nil }
    let open = device.questions.filter { given[$0.id] == nil }.map(\.sentence)
    missing = open.isEmpty ? nil : words(.stillToDo) + " " + open.joined(separator: " ")
    guard open.isEmpty else { return nil }
    let answers = device.questions.map { FactAnswer(id: $0.id, answer: given[$0.id] ?? unknown) }
    let care = DeviceCare.checked(answers: answers)
    do {
      return try await diary.record(.careForDevice(person: person.id, device: id, at: nil, care: care))
    } catch {
      trouble = Trouble(error, in: words)
      return nil
    }
  }

  /// The same from the list of devices, to which it leads back.
  public func saveAndReturn() async {
    guard let recorded = await save() else { return }
    await diary.finish(recorded, saying: words(.saved), to: [.devices], mayBeSlip: true)
  }
}
