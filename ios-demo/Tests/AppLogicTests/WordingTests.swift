@testable import AppLogic
import Foundation
import Gradus
import Testing

/// Every word is there, in every language, and every colour can be read.
@MainActor
@Suite struct WordingTests {
  /// A cream is an oil to a device, and a lotion is what does not suit; what must be known at once is said plainly.
  @Test func spanishSaysWhatEnglishSays() {
    let (words, both) = (Wording(language: "es"), ["oil", "unsuitable"])
    #expect(words.choices("lubricant", both).map(\.words) == ["Aceite, crema o vaselina", "Saliva, jabón o loción"])
    let english = Wording(language: "en").choices("lubricant", both).map(\.words)
    #expect(english == ["Oil, cream or petroleum jelly", "Saliva, soap or lotion"])
    let faint = RunActionView(event: "faint", kind: .sign, label: "-", choices: [])
    #expect(words.label(faint) == "Desmayo, cuerpo sin fuerza o cambio de color")
    #expect(words(.noticesNever).hasSuffix("No muestra nombres, partes del cuerpo ni tamaños."))
  }

  @Test(arguments: Wording.languages)
  func everyPhraseHasWords(language: String) {
    let words = Wording(language: language)
    for phrase in Phrase.allCases {
      #expect(words.keys.contains(phrase.key), "\(phrase) in \(language)")
      #expect(!words(phrase).isEmpty)
    }
  }

  @Test func bothLanguagesHaveTheSameKeysAndGaps() {
    let (english, spanish) = (Wording(language: "en"), Wording(language: "es"))
    #expect(english.keys == spanish.keys)
    for phrase in Phrase.allCases {
      for gap in ["%1$s", "%2$s", "%3$s"] {
        #expect(english(phrase).contains(gap) == spanish(phrase).contains(gap), "\(phrase)")
      }
    }
  }

  @Test func aDayIsWrittenAsItsLanguageWritesIt() {
    let midnight = Date(timeIntervalSince1970: 1_773_705_600)
    let (english, spanish) = (Wording(language: "en"), Wording(language: "es"))
    #expect(english.day(midnight, in: .gmt) == "17 March 2026")
    #expect(spanish.day(midnight, in: .gmt) == "17 de marzo de 2026")
    #expect(spanish.moment(midnight, in: .gmt) == "17 de marzo de 2026, 00:00")
  }

  @Test func theFirstKnownLanguageIsTaken() {
    #expect(Wording.preferred(among: ["fr-FR", "es-MX", "en"]).language == "es")
    #expect(Wording.preferred(among: ["fr"]).language == "en")
    #expect(Wording(language: "xx").language == "en")
  }

  @Test func gapsAreFilledAndSizesAreSaid() {
    let words = Wording(language: "en")
    #expect(words(.personChange, "Mia") == "Change what is written about Mia")
    #expect(words.millimetres(90) == words(.sizeMm, "9"))
    #expect(words.millimetres(125) == words(.sizeMm, "12.5"))
    #expect(words.millimetres(125).hasPrefix("12.5"))
    #expect(Wording(language: "es").millimetres(125).hasPrefix("12,5"))
  }

  @Test func everyErrorHasItsOwnWordsAndOneWayForward() {
    let field = WrongField(line: 3, field: "born", wrong: "is no date", right: "write it as 2026-03-01")
    let errors: [(GradusError, Trouble.Forward)] = [
      (.Locked, .unlock), (.WrongSecret, .again), (.NotFound(what: "person", right: "choose somebody"), .dismiss),
      (.Invalid(fields: [field]), .again), (.Refused(why: "not empty"), .dismiss),
      (.NewerVersion(file: "vault.hdr"), .dismiss),
      (.Damaged(file: "vault.hdr2", kind: "flipped", what: "x", mendable: true), .mend),
      (.Damaged(file: "vault.db", kind: "missing", what: "x", mendable: false), .restore),
      (.Damaged(file: "vault.db", kind: "rolled_back", what: "x", mendable: false), .older), (.Busy, .again),
      (.Storage(file: "vault.db", what: "x"), .again), (.Internal(what: "x"), .unlock),
      (.TooManyTries(waitSeconds: 30), .dismiss), (.DeviceSecretGone, .dismiss), (.LastWay, .dismiss),
      (.SecretNeeded, .dismiss), (.InboxFull, .unlock),
      (.EasyPasscode(guesses: 1_000_000, perHour: 3_600_000, seconds: 1_000), .again), (.Erased, .restore),
    ]
    for language in Wording.languages {
      let words = Wording(language: language)
      let troubles = errors.map { Trouble($0.0, in: words) }
      #expect(Set(troubles.map(\.words)).count == errors.count)
      #expect(troubles.map(\.forward) == errors.map(\.1))
    }
    let mark = GradusError.Damaged(file: "vault.mark", kind: "missing", what: "x", mendable: false)
    #expect(Trouble(mark, in: Wording(language: "en")).forward == .older, "what would know is gone")
    let invalid = Trouble(errors[3].0, in: Wording(language: "en")).words
    #expect(invalid.contains("Line 3, born: is no date. write it as 2026-03-01."))
  }

  /// The core says what is wrong with a field in English alone: another language names the field, as its form does, and says so.
  @Test func aWrongFieldIsNamedInTheLanguageOfTheForm() {
    let fields = [
      WrongField(line: nil, field: "born", wrong: "is no date", right: "write it as 2026-03-01"),
      WrongField(line: 2, field: "elsewhere", wrong: "is no date", right: "write it as 2026-03-01"),
    ]
    let words = Wording(language: "es")
    let said = Trouble(GradusError.Invalid(fields: fields), in: words).words
    let why = "is no date. write it as 2026-03-01."
    let lines = ["\(words(.personBorn)): \(why)", "Línea 2, elsewhere: \(why)"]
    #expect(said == ([words(.troubleInvalid), words(.coreEnglish)] + lines).joined(separator: "\n"))
  }

  /// The phone asks by itself before the first face, in words that lie beside the app.
  @Test func thePhoneAsksForAFaceInEachLanguage() throws {
    let app = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { place, _ in place.deletingLastPathComponent() }
    var asked: [String] = []
    for language in Wording.languages {
      let file = app.appendingPathComponent("App/\(language).lproj/InfoPlist.strings")
      let texts = Wording.strings(in: try String(contentsOf: file, encoding: .utf8))
      #expect(Array(texts.keys) == ["NSFaceIDUsageDescription"])
      asked += texts.values
    }
    #expect(Set(asked).count == Wording.languages.count)
    let project = try String(contentsOf: app.appendingPathComponent("project.yml"), encoding: .utf8)
    #expect(project.contains("NSFaceIDUsageDescription: \(asked[0])\n"))
  }

  @Test func anEasyPasscodeIsSaidWithItsArithmetic() {
    let easy = GradusError.EasyPasscode(guesses: 1_000_000, perHour: 3_600_000, seconds: 1_000)
    #expect(Trouble(easy, in: Wording(language: "en")).words.contains("at most 1,000,000 of its kind"))
    #expect(Trouble(easy, in: Wording(language: "en")).words.contains("in less than 17 minutes"))
    let spanish = Wording(language: "es")
    #expect(Trouble(easy, in: spanish).words.contains("en menos de 17 minutos"))
    let lengths: [(UInt64, String)] = [
      (0, "2 minutes"), (119, "2 minutes"), (120, "3 minutes"), (7_199, "120 minutes"), (7_200, "3 hours"),
      (172_800, "3 days"),
    ]
    for (seconds, said) in lengths { #expect(Wording(language: "en").lasting(seconds) == said) }
  }

  @Test(arguments: [
    ("light", Palette.light), ("dark", Palette.dark), ("light alarm", Palette.light.alarmed),
    ("dark alarm", Palette.dark.alarmed),
  ])
  func everythingWrittenCanBeRead(name: String, palette: Palette) {
    for pair in palette.written {
      #expect(pair.on.contrast(to: pair.under) >= 4.5, "\(name): \(pair.name)")
    }
    for pair in palette.drawn {
      #expect(pair.on.contrast(to: pair.under) >= 3, "\(name): \(pair.name)")
    }
  }

  @Test func contrastIsMeasuredAsWcagDoes() {
    #expect(abs(Tone(0x000000).contrast(to: Tone(0xFFFFFF)) - 21) < 0.001)
    #expect(abs(Tone(0x777777).contrast(to: Tone(0xFFFFFF)) - 4.478) < 0.001)
  }

  @Test func bothDemosDialTheSameNumbers() throws {
    let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { place, _ in place.deletingLastPathComponent() }
    let list = root.appendingPathComponent("android-demo/ui/src/main/res/raw/emergency_numbers.csv")
    let lines = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    #expect(try #require(lines.first).wholeMatch(of: #/country,number,listed 20\d\d-\d\d-\d\d/#) != nil)
    #expect(lines.count > 40)
    let ours = EmergencyNumber.numbers.map { "\($0.key),\($0.value)" }.sorted()
    #expect(ours == lines.dropFirst().map(String.init).sorted())
    #expect(EmergencyNumber.numbers.values.allSatisfy { EmergencyNumber.link($0) != nil })
  }

  @Test func theDiallerIsFilledAndNothingElse() {
    #expect(EmergencyNumber.of("GB") == "999")
    #expect(EmergencyNumber.of("US") == "911")
    #expect(EmergencyNumber.of("DE") == "112")
    #expect(EmergencyNumber.of("SG") == "995" && EmergencyNumber.of("NO") == "113")
    #expect(EmergencyNumber.of("??") == "112")
    #expect(EmergencyNumber.link("+44 (0) 999")?.absoluteString == "tel:+440999")
    #expect(EmergencyNumber.link("nobody") == nil)
  }
}
