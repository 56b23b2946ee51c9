import Foundation
import Gradus

/// The shell's own words in one language. What the core says arrives finished and is shown as it is.
///
/// Both phones and Linux read the same files, by this loader.
public struct Wording: Sendable {
  /// Two letters, such as `en`.
  public let language: String
  private let texts: [String: String]

  /// The languages that there are files for, English first.
  public static let languages = ["en", "es"]

  /// The words of a language; of English where there is no file for it.
  public init(language: String) {
    let known = Self.languages.contains(language) ? language : "en"
    self.language = known
    texts = Self.table(known)
  }

  /// The first language of these that there is a file for.
  public static func preferred(among codes: [String] = Locale.preferredLanguages) -> Wording {
    let short = codes.map { String($0.prefix { $0 != "-" && $0 != "_" }) }
    return Wording(language: short.first { languages.contains($0) } ?? "en")
  }

  /// A phrase with its gaps filled: `%1$s`, `%2$s` and so on.
  public func callAsFunction(_ phrase: Phrase, _ fillings: String...) -> String {
    let text = texts[phrase.key] ?? phrase.key
    return fillings.enumerated().reduce(text) { text, filling in
      text.replacingOccurrences(of: "%\(filling.offset + 1)$s", with: filling.element)
    }
  }

  /// Things to choose from, each with the words under `group_id`.
  public func choices(_ group: String, _ ids: [String]) -> [Choice] {
    ids.map { Choice($0, texts["\(group)_\($0)"] ?? $0) }
  }

  /// What a button of the core says: its own words in English, this app's elsewhere, where it has some.
  public func label(_ action: RunActionView) -> String {
    language == "en" ? action.label : texts["event_\(action.event)"] ?? texts[action.event] ?? action.label
  }

  /// The keys that this language has words for.
  public var keys: Set<String> { Set(texts.keys) }

  /// A size as people say it: whole millimetres, or one decimal where there is one.
  public func millimetres(_ tenths: UInt16) -> String {
    let text = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10)\(decimalPoint)\(tenths % 10)"
    return self(.sizeMm, text)
  }

  /// Minutes and seconds, such as 4:05; what is not a whole second does not count.
  public static func clock(_ milliseconds: UInt64) -> String {
    let seconds = milliseconds / 1000
    return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }

  /// A score of pain, none of which is chosen beforehand.
  public var pains: [Choice] { Self.scale + [Choice(unknown, self(.notSure))] }

  /// The scores alone.
  public static let scale = (0...10).map { Choice("\($0)", "\($0)") }

  /// The same text, which no line's end tears apart.
  public static func unbroken(_ text: String) -> String {
    text.replacingOccurrences(of: " ", with: "\u{a0}")
  }

  /// A whole number, such as 1,000,000.
  func number(_ number: UInt64) -> String {
    let formatter = NumberFormatter()
    (formatter.numberStyle, formatter.locale) = (.decimal, Locale(identifier: language))
    return formatter.string(from: NSNumber(value: number)) ?? "\(number)"
  }

  /// The whole minutes, hours or days, at least two, that so many seconds do not fill.
  func lasting(_ seconds: UInt64) -> String {
    let units: [(UInt64, Phrase)] = [(86_400, .unitDays), (3_600, .unitHours), (60, .unitMinutes)]
    let (length, unit) = units.first { seconds >= 2 * $0.0 } ?? (60, .unitMinutes)
    return number(max(2, seconds / length + 1)) + " " + self(unit)
  }

  /// A civil day, such as 16 March 2026.
  public func day(_ date: Date, in zone: TimeZone) -> String {
    format(date, zone, longDay)
  }

  /// A civil day in few letters, such as 16 Mar.
  public func shortDay(_ date: Date, in zone: TimeZone) -> String {
    format(date, zone, "d MMM")
  }

  /// A moment, such as 16 March 2026, 19:30.
  public func moment(_ date: Date, in zone: TimeZone) -> String {
    format(date, zone, longDay + ", HH:mm")
  }

  /// A time of day, such as 19:30.
  public func time(_ date: Date, in zone: TimeZone) -> String {
    format(date, zone, "HH:mm")
  }

  private var decimalPoint: String { language == "es" ? "," : "." }

  private var longDay: String { language == "es" ? "d 'de' MMMM 'de' y" : "d MMMM y" }

  private func format(_ date: Date, _ zone: TimeZone, _ pattern: String) -> String {
    let formatter = DateFormatter()
    formatter.calendar = Calendar(identifier: .gregorian)
    formatter.locale = Locale(identifier: language)
    formatter.timeZone = zone
    formatter.dateFormat = pattern
    return formatter.string(from: date)
  }

  private static func table(_ language: String) -> [String: String] {
    let folder = Bundle.module.resourceURL?.appendingPathComponent("\(language).lproj")
    let files = ["Localizable.strings", "Phone.strings"].compactMap { folder?.appendingPathComponent($0) }
    return files.reduce(into: [:]) { table, file in
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      table.merge(strings(in: text)) { _, own in own }
    }
  }

  /// Reads lines such as `"key" = "words";`, comments and empty lines apart.
  static func strings(in text: String) -> [String: String] {
    let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
      guard let match = line.wholeMatch(of: #/\s*"([^"]+)"\s*=\s*"((?:[^"\\]|\\.)*)";\s*/#) else { return nil }
      let words = String(match.2).replacingOccurrences(of: "\\n", with: "\n").replacingOccurrences(
        of: "\\\"", with: "\"")
      return (String(match.1), words)
    }
    return Dictionary(pairs) { _, last in last }
  }
}
