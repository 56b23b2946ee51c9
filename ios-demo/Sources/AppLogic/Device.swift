import Foundation
import Gradus

/// What the shell may use of the phone. Everything in it can be taken by a test.
public struct Device: Sendable {
  /// Where the vault lives, or will. In the app's own container, never in a shared one.
  public let folder: URL
  public let clock: any GradusClock
  public let keeper: any SecretKeeper
  public let notebook: any Notebook
  public let signals: any Signals
  public let sharing: any Sharing
  /// 32 bytes that nobody can guess, anew with each call: what the keystore keeps.
  public let random: @Sendable () -> Secret
  public let stretch: Vault.Stretch
  public let words: Wording
  /// Country of the phone, two capital letters; for the emergency number.
  public let region: String
  public let zone: TimeZone

  public init(
    folder: URL, clock: any GradusClock, keeper: any SecretKeeper, notebook: any Notebook,
    signals: any Signals = NoSignals(), sharing: any Sharing = NoSharing(),
    random: @escaping @Sendable () -> Secret = Device.systemRandom, stretch: Vault.Stretch = .standard,
    words: Wording, region: String, zone: TimeZone
  ) {
    self.random = random
    (self.signals, self.sharing) = (signals, sharing)
    (self.folder, self.clock, self.keeper, self.notebook) = (folder, clock, keeper, notebook)
    (self.stretch, self.words, self.region, self.zone) = (stretch, words, region, zone)
  }

  /// Whether there is a vault to unlock.
  public var hasVault: Bool {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return !(files ?? []).isEmpty
  }

  /// From the system's own source.
  @Sendable public static func systemRandom() -> Secret {
    var source = SystemRandomNumberGenerator()
    var bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
    return Secret(wiping: &bytes)
  }

  /// Whether fourteen days have passed since the passcode was typed: what is never typed is forgotten. A clock that was set
  /// back says nothing, and then it is asked for.
  var wantsPasscode: Bool {
    guard let typed = notebook.text(.secretTyped).flatMap(Rfc3339.date), let now = Rfc3339.date(clock.reading().wall)
    else { return true }
    return !(0..<14 * 86_400).contains(now.timeIntervalSince(typed))
  }

  /// The passcode was typed just now.
  func noteTyped() {
    notebook.write(clock.reading().wall, for: .secretTyped)
  }

  /// When Stop was pressed, as long as the core has not heard of it. It says nothing of a person, so it may be kept while
  /// the diary is locked.
  var stopMoment: ClockReading? {
    let parts = notebook.text(.stopped)?.split(separator: " ", omittingEmptySubsequences: false).map(String.init) ?? []
    guard parts.count == 3, let sinceBoot = UInt64(parts[1]) else { return nil }
    return ClockReading(wall: parts[0], monotonicMs: sinceBoot, boot: parts[2])
  }

  /// Stop was pressed just now; a first press that nobody has heard of yet counts.
  func noteStop() {
    guard stopMoment == nil else { return }
    let now = clock.reading()
    notebook.write("\(now.wall) \(now.monotonicMs) \(now.boot)", for: .stopped)
  }

  func forgetStop() {
    notebook.write(nil, for: .stopped)
  }

  /// The number that the emergency screen dials: the owner's own choice, or the one of the country.
  public var emergencyNumber: String {
    notebook.text(.emergencyNumber) ?? EmergencyNumber.of(region)
  }
}

/// Keeps a few settings that are no secret and say nothing about a person.
public protocol Notebook: Sendable {
  func text(_ name: NotebookEntry) -> String?
  func write(_ text: String?, for name: NotebookEntry)
}

/// The settings that there are.
public enum NotebookEntry: String, Sendable, CaseIterable {
  /// The number that the emergency screen dials.
  case emergencyNumber
  /// When the passcode or the recovery code was typed last.
  case secretTyped
  /// Whose diary was on the screen last: an id that is made by chance.
  case person
  /// `yes` where the keystore holds a secret that opens the diary.
  case usesKeeper
  /// `yes` from the moment at which everything is to be erased until it is.
  case erasing
  /// When Stop was pressed while the core could not hear of it: a time and nothing else.
  case stopped
  /// `yes` where somebody was told why the app would notify, whatever was answered.
  case noticesAsked
}

/// The system's settings for this app.
public struct SystemNotebook: Notebook {
  public init() {}

  public func text(_ name: NotebookEntry) -> String? {
    UserDefaults.standard.string(forKey: name.rawValue)
  }

  public func write(_ text: String?, for name: NotebookEntry) {
    UserDefaults.standard.set(text, forKey: name.rawValue)
  }
}

/// Numbers of ambulances, from the one list of both demos.
public enum EmergencyNumber {
  /// The number of a country; 112, which most phones connect anywhere, for those that are not listed.
  public static func of(_ region: String) -> String {
    numbers[region] ?? "112"
  }

  /// The telephone link that fills the dialler in, and calls nobody; `nil` where there is no digit in it.
  public static func link(_ number: String) -> URL? {
    let digits = number.filter { "+0123456789".contains($0) }
    return digits.contains(where: \.isNumber) ? URL(string: "tel:\(digits)") : nil
  }

  /// By the country's two letters.
  static let numbers: [String: String] = {
    let file = Bundle.module.resourceURL?.appendingPathComponent("emergency_numbers.csv")
    let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    return Dictionary(uniqueKeysWithValues: rows.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
  }()
}
