import Gradus
import Observation

/// A device that is entered: one piece, which one person uses. What makes it none to be put in is the core's word.
@MainActor
@Observable
public final class NewDeviceModel {
  public var name = ""
  public var shape: String?
  public var size = ""
  /// The size of the other end, where it has two.
  public var otherSize = ""
  public var material: String?
  /// What keeps it from being lost inside.
  public var hold: String?
  /// How far the mark of a grip lies from the tip, in millimetres.
  public var depth = ""
  public private(set) var flaws: Set<String> = []
  /// Whether somebody looked for each flaw and found none.
  public private(set) var hasNone = false
  /// Empty while it is new.
  public var firstUse = TypedDay()
  /// Days, as its maker or the clinic says; empty where nobody said it.
  public var disinfectDays = ""
  public var replaceDays = ""
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  static let grip = "grip"

  public var shapes: [Choice] {
    words.choices("shape", ["hegar_double", "hegar_single", "set_piece", "cryothermal", "other"])
  }
  public var materials: [Choice] {
    words.choices("material", ["silicone", "metal", "glass", "plastic", "latex_covered"])
  }
  public var holds: [Choice] { words.choices("hold", ["base", Self.grip, "neither"]) }
  public var kinds: [Choice] { words.choices("flaw", ["sharp_edge", "seam", "porous", "magnetic", "weighted"]) }

  /// Whether a mark is to be told of.
  public var hasGrip: Bool { hold == Self.grip }

  public func toggle(_ flaw: String) {
    hasNone = false
    flaws.formSymmetricDifference([flaw])
  }

  public func chooseNone() {
    (flaws, hasNone) = ([], true)
  }

  /// Adds it; names everything that was not answered yet, or what makes it no device.
  public func save() async {
    guard let person = diary.person, let draft = draft() else { return }
    do {
      let recorded = try await diary.record(.addDevice(person: person.id, draft: draft))
      await diary.finish(recorded, saying: words(.saved), to: [.devices], mayBeSlip: true)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func draft() -> DeviceDraft? {
    let open: [(Phrase, Bool)] = [
      (.deviceName, name.isEmpty), (.deviceShape, shape == nil), (.deviceSize, size.isEmpty),
      (.deviceMaterial, material == nil), (.deviceHold, hold == nil),
      (.deviceDepth, hasGrip && UInt16(depth) == nil), (.deviceFlaws, flaws.isEmpty && !hasNone),
      (.deviceFirst, firstUse.isWrong), (.deviceDisinfect, !isDays(disinfectDays)),
      (.deviceReplace, !isDays(replaceDays)),
    ]
    let names = open.filter(\.1).map { words($0.0) }
    missing = names.isEmpty ? nil : words(.stillToDo) + " " + names.joined(separator: ", ")
    guard names.isEmpty, let shape, let material else { return nil }
    return DeviceDraft(
      name: name, shape: shape, sizes: [size, otherSize].filter { !$0.isEmpty }.map(point), material: material,
      base: hold == "base", gripDepthMm: hasGrip ? UInt16(depth) : nil, flaws: flaws.sorted(),
      firstUse: firstUse.civil?.description, disinfectEveryDays: UInt16(disinfectDays),
      replaceAfterDays: UInt16(replaceDays))
  }

  private func isDays(_ text: String) -> Bool { text.isEmpty || UInt16(text) != nil }

  /// A decimal comma, as half of the world types it.
  private func point(_ text: String) -> String { text.replacingOccurrences(of: ",", with: ".") }
}

/// Whether a lubricant suits what it meets. Needs no diary, and writes nothing.
@MainActor
@Observable
public final class LubricantModel {
  public var lubricant: String? { didSet { ask() } }
  public var surface: String? { didSet { ask() } }
  public private(set) var fit: FitView?
  public private(set) var trouble: Trouble?
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  public var words: Wording { diary.words }

  public var lubricants: [Choice] {
    words.choices("lubricant", ["water", "silicone", "oil", "numbing_gel", "unsuitable"])
  }
  public var surfaces: [Choice] { words.choices("surface", ["silicone", "latex", "metal", "glass", "plastic"]) }

  private func ask() {
    guard let lubricant, let surface else { return }
    do {
      (fit, trouble) = (try lubricantFit(lubricant: lubricant, surface: surface, language: words.language), nil)
    } catch {
      (fit, trouble) = (nil, Trouble(error, in: words))
    }
  }
}

extension FitView {
  /// Whether it suits, in a word.
  public var verdict: Phrase {
    switch fits {
    case .fits: .fitYes
    case .doesNotFit: .fitNo
    case .notKnown: .fitUnknown
    }
  }

  /// The same as a symbol.
  public var symbol: String {
    switch fits {
    case .fits: "checkmark.circle.fill"
    case .doesNotFit: "exclamationmark.circle.fill"
    case .notKnown: "info.circle"
    }
  }
}

extension Wording {
  /// On what something rests, and where that stands.
  public func basis(_ basis: BasisWord, _ sources: [String]) -> String {
    let word: Phrase =
      switch basis {
      case .sourced: .whySourced
      case .general: .whyGeneral
      case .proposal: .whyProposal
      }
    return "\(self(word)). \(self(.whySources, sources.joined(separator: ", ")))"
  }
}
