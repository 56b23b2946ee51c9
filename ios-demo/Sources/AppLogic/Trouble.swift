import Gradus

/// What went wrong, in words, with one way forward.
public struct Trouble: Equatable, Sendable {
  public let words: String
  public let forward: Forward

  /// The button under the words.
  public enum Forward: Equatable, Sendable, CaseIterable {
    /// Change what was typed, or do the same again.
    case again
    /// Enter the passcode.
    case unlock
    /// Put the damaged second copy right.
    case mend
    /// Bring a copy of the diary back.
    case restore
    /// See what can be done about a diary that is an older state of itself.
    case older
    /// Read the words and go back.
    case dismiss
  }

  public init(_ words: String, _ forward: Forward = .again) {
    (self.words, self.forward) = (words, forward)
  }

  /// Every error of the core in this language. No arm is left to a default: a new one must be given words.
  public init(_ error: GradusError, in words: Wording) {
    switch error {
    case .Locked: self.init(words(.troubleLocked), .unlock)
    case .WrongSecret: self.init(words(.troubleWrongSecret))
    case .TooManyTries: self.init(words(.triesWait), .dismiss)
    case .DeviceSecretGone: self.init(words(.troubleDeviceGone), .dismiss)
    case .EasyPasscode(let guesses, _, let seconds):
      self.init(words(.troubleEasy) + " " + words(.easyArithmetic, words.number(guesses), words.lasting(seconds)))
    case .Erased: self.init(words(.troubleErased), .restore)
    case .SecretNeeded: self.init(words(.troubleSecretNeeded), .dismiss)
    case .InboxFull: self.init(words(.troubleInboxFull), .unlock)
    case .LastWay: self.init(words(.troubleLastWay), .dismiss)
    case .NotFound(_, let right): self.init(words(.troubleNotFound) + " " + right, .dismiss)
    case .Invalid(let fields): self.init(Self.list(fields, words))
    case .Refused(let why): self.init(words(.troubleRefused) + " " + why, .dismiss)
    case .NewerVersion: self.init(words(.troubleNewer), .dismiss)
    case .Damaged(let file, let kind, _, let isMendable):
      switch Damage.What(file: file, kind: kind, isMendable: isMendable) {
      case .mendable: self.init(words(.troubleDamaged), .mend)
      case .older: self.init(words(.troubleOlder), .older)
      case .lost(let phrase): self.init(words(phrase), .restore)
      }
    case .Busy: self.init(words(.troubleBusy))
    case .Storage: self.init(words(.troubleStorage))
    case .Internal: self.init(words(.troubleInternal), .unlock)
    }
  }

  /// The calls that need no vault do not say what they throw.
  public init(_ error: any Error, in words: Wording) {
    self.init(error as? GradusError ?? .Internal(what: "another error"), in: words)
  }

  private static func list(_ fields: [WrongField], _ words: Wording) -> String {
    let isEnglish = words.language == "en"
    let lines = fields.map { field in
      let name = isEnglish ? field.field : labels[field.field].map { words($0) } ?? field.field
      let place = field.line.map { words(.lineNumber, "\($0)") + ", \(name)" } ?? name
      return "\(place): \(field.wrong). \(field.right)."
    }
    // What is wrong with it the core says in English alone: other languages say so.
    return ([words(.troubleInvalid)] + (isEnglish ? [] : [words(.coreEnglish)]) + lines).joined(separator: "\n")
  }
}

extension Trouble {
  /// What the forms call the core's fields.
  private static let labels: [String: Phrase] = [
    "name": .personName, "born": .personBorn, "background": .backgroundTitle, "operations": .operationsTitle,
    "size": .logSize, "holds_s": .logHolds, "ease": .logEase, "pain_peak": .logPain, "bleeding": .logBleeding,
    "stop_reason": .logEarly, "note": .logNote, "who": .contactWho, "said": .contactSaid, "outcome": .contactOutcome,
    "shape": .deviceShape, "sizes": .deviceSize, "material": .deviceMaterial, "flaws": .deviceFlaws,
    "first_use": .deviceFirst,
  ]
}

extension Phrase {
  /// What the button of a way forward says.
  public init(_ forward: Trouble.Forward) {
    switch forward {
    case .again: self = .forwardTry
    case .unlock: self = .forwardUnlock
    case .mend: self = .forwardMend
    case .restore: self = .forwardRestore
    case .older: self = .forwardOlder
    case .dismiss: self = .forwardOk
    }
  }
}
