import Foundation
import Gradus
import GradusTestKit
import Testing

/// The journeys that Rust, Kotlin, Swift and Python each run, compared byte for byte.
@Suite struct ScenarioTests {
  @Test(arguments: try Scenario.names())
  func everyStepAnswersAsInEveryLanguage(_ name: String) async throws {
    let scenario = try Scenario(name)
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    var runner = ScenarioRunner(scratch)
    #expect(!scenario.steps.isEmpty)
    #expect(scenario.steps.count == scenario.expected.count)
    for (step, expected) in zip(scenario.steps, scenario.expected) {
      let line = try await runner.line(of: step)
      #expect(line == expected, "\(name): \(step["step"] ?? "?")")
    }
    print("scenario \(name): \(scenario.steps.count) steps in Swift")
  }

  @Test func theHashIsTheOneThatOthersUse() {
    #expect(fnv1a("") == "cbf29ce484222325")
    #expect(fnv1a("a") == "af63dc4c8601ec8c")
    #expect(fnv1a("foobar") == "85944171f73967e8")
  }
}

struct Scenario {
  let steps: [[String: Any]]
  let expected: [String]

  static func names() throws -> [String] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  init(_ name: String) throws {
    let text = try Data(contentsOf: Self.folder.appendingPathComponent(name + ".json"))
    let whole = try JSONSerialization.jsonObject(with: text) as? [String: Any]
    guard whole?["format"] as? String == "gradus-scenario/1", let steps = whole?["steps"] as? [[String: Any]] else {
      throw Misspelt(what: name)
    }
    self.steps = steps
    let lines = try Checkout.text("tests/scenario/\(name).expected").split(
      separator: "\n", omittingEmptySubsequences: false)
    expected = lines.dropLast().map(String.init)
  }

  private static var folder: URL { Checkout.root.appendingPathComponent("tests/scenario") }
}

/// Runs steps one after another on the vault that was made or opened last.
struct ScenarioRunner {
  private let clock = ScriptClock()
  private var vault: Vault?
  private var kept: [String: Any]
  /// What is random, by the name that is written in its place.
  private var hidden: [String: String]

  init(_ scratch: URL) {
    kept = ["scratch": scratch.path]
    hidden = ["scratch": scratch.path]
  }

  mutating func line(of step: [String: Any]) async throws -> String {
    guard let call = step["call"] as? String, let at = step["at"] as? String, let with = step["with"] else {
      throw Misspelt(what: "step")
    }
    clock.now = ClockReading(
      wall: at, monotonicMs: (step["monotonic_ms"] as? NSNumber)?.uint64Value ?? 0, boot: step["boot"] as? String ?? "")
    let arguments = Arguments(filled(with) as? [String: Any] ?? [:])
    var line = ""
    for _ in 0..<((step["times"] as? NSNumber)?.intValue ?? 1) {
      do {
        line = try await answer(call, arguments)
      } catch let error as GradusError {
        line = canonicalJson(error)
      }
    }
    let hide = step["hide"] as? [String: String] ?? [:]
    try keep(step["keep"] as? [String: String] ?? [:], from: line)
    try keep(hide, from: line)
    for name in hide.keys { hidden[name] = kept[name] as? String }
    return covered(line)
  }

  /// The longest first: one may lie in another.
  private func covered(_ line: String) -> String {
    hidden.sorted { $0.value.utf8.count > $1.value.utf8.count }.reduce(line) { line, one in
      line.replacingOccurrences(of: one.value, with: "$" + one.key)
    }
  }

  private mutating func answer(_ call: String, _ with: Arguments) async throws -> String {
    if try actedOnDisk(call, with) { return "null" }
    let doors = ScenarioDoors(clock: clock)
    if let opened = try await doors.opened(call, with) {
      vault = opened
      return "null"
    }
    if let line = try await doors.answer(call, with) { return line }
    switch call {
    case "stretch_trial":
      try stretchTrial()
      return "null"
    case "facts": return canonicalJson(try facts(language: with.maybe("language")))
    case "lubricant_fit":
      return canonicalJson(
        try lubricantFit(
          lubricant: with.text("lubricant"), surface: with.text("surface"), language: with.maybe("language")))
    case "rules": return canonicalJson(try rules(language: with.maybe("language")))
    case "published_plans": return canonicalJson(try publishedPlans(language: with.maybe("language")))
    case "plan_blanks": return canonicalJson(try planBlanks(text: with.text("text"), language: with.maybe("language")))
    case "plan_check":
      return canonicalJson(
        try planCheck(text: with.text("text"), fills: with.fills, language: with.maybe("language")))
    case "interview_without_vault":
      return canonicalJson(
        try interviewWithoutVault(replies: with.replies, now: clock.reading(), language: with.maybe("language")))
    case "setting_without_vault":
      return canonicalJson(
        try settingWithoutVault(answers: with.answers, now: clock.reading(), language: with.maybe("language")))
    case "setting_facts": return canonicalJson(try settingFacts(language: with.maybe("language")))
    case "triage":
      return canonicalJson(
        try triage(answers: with.answers, now: clock.reading(), language: with.maybe("language")))
    case "occurrences":
      return canonicalJson(
        try occurrences(
          text: with.text("text"), fills: with.fills, fromDate: with.text("from_date"), toDate: with.text("to_date")))
    default:
      guard let vault else { throw Misspelt(what: "no vault for \(call)") }
      return try await answer(call, with, vault)
    }
  }

  private func answer(_ call: String, _ with: Arguments, _ vault: Vault) async throws -> String {
    switch call {
    case "lock":
      try vault.lock()
      return "null"
    case "people": return canonicalJson(try await vault.people())
    case "person": return canonicalJson(try await vault.person(with.maybe("name_or_id")))
    case "interview":
      return canonicalJson(try await vault.interview(with.text("person"), replies: with.replies))
    case "keep_interview":
      return canonicalJson(try await vault.keepInterview(with.text("person"), replies: with.replies))
    case "kept_interview": return canonicalJson(try await vault.keptInterview(with.text("person")))
    case "setting":
      return canonicalJson(try await vault.setting(with.text("person"), answers: with.answers))
    case "person_details": return canonicalJson(try await vault.personDetails(with.text("person")))
    case "entry_details":
      return canonicalJson(try await vault.entryDetails(with.text("person"), entry: with.text("entry")))
    case "today": return canonicalJson(try await vault.today(with.text("person")))
    case "start_run":
      let draft = try with.record("draft")
      return canonicalJson(
        try await vault.startRun(
          with.text("person"),
          draft: RunDraft(
            occurrence: draft.maybe("occurrence"), size: draft.maybe("size"), device: draft.maybe("device"))))
    case "run": return canonicalJson(try await vault.run(with.text("person")) as Any)
    case "run_event": return canonicalJson(try await vault.runEvent(with.text("person"), with.text("event")))
    case "finish_run":
      return canonicalJson(
        try await vault.finishRun(with.text("person"), details: with.record("details").runDetails()))
    case "abandon_run":
      try await vault.abandonRun(with.text("person"))
      return "null"
    case "inbox_news": return canonicalJson(try await vault.inboxNews())
    case "reminders": return canonicalJson(try await vault.reminders())
    case "devices": return canonicalJson(try await vault.devices(with.text("person")))
    case "plan": return canonicalJson(try await vault.plan(with.text("person")))
    case "plan_history": return canonicalJson(try await vault.planHistory(with.text("person")))
    case "plan_for":
      return canonicalJson(try await vault.planFor(with.text("person"), text: with.text("text"), fills: with.fills))
    case "plan_replaced":
      return canonicalJson(
        try await vault.planReplaced(with.text("person"), text: with.text("text"), fills: with.fills) as Any)
    case "plan_known": return canonicalJson(try await vault.planKnown(with.text("person")))
    case "plan_preview":
      return canonicalJson(try await vault.planPreview(with.text("person"), weeks: with.whole("weeks")))
    case "progress": return canonicalJson(try await vault.progress(with.text("person")))
    case "timeline":
      return canonicalJson(
        try await vault.timeline(with.text("person"), from: with.day("from_date"), to: with.day("to_date")))
    case "trends":
      return canonicalJson(
        try await vault.trends(with.text("person"), from: with.day("from_date"), to: with.day("to_date")))
    case "report_html":
      let page = try await vault.reportHtml(
        with.text("person"), from: with.day("from_date"), to: with.day("to_date"), withNotes: with.truth("with_notes"))
      return digest(page)
    case "set_language": return digest(try await vault.setLanguage(with.text("tag")))
    case "record": return canonicalJson(try await vault.record(with.command()))
    case "import_sessions":
      return canonicalJson(
        try await vault.importSessions(
          with.text("person"), csv: with.text("csv"), mapping: with.mapping, write: with.truth("write")))
    case "verify": return canonicalJson(try await vault.verify(notOlderThan: with.maybe("not_older_than")))
    case "change_passcode":
      try await vault.changePasscode(
        with.proof(), to: with.secret("new_passcode"), deviceSecret: with.deviceSecret())
      return "null"
    case "renew_recovery_code":
      let code = try await vault.renewRecoveryCode(with.proof(), deviceSecret: with.deviceSecret())
      return canonicalJson(RenewedCode(recoveryCode: code.withBytes { Data($0) }))
    case "add_platform_way":
      return canonicalJson(
        try await vault.addPlatformWay(
          with.proof(), platformSecret: with.secret("platform_secret"),
          replaced: (with.fields["replaced"] as? NSNumber)?.uint16Value, deviceSecret: with.deviceSecret()))
    case "remove_way":
      try await vault.removeWay(with.proof(), id: with.whole("id"), deviceSecret: with.deviceSecret())
      return "null"
    case "set_lock_policy":
      try await vault.setLockPolicy(
        with.record("policy").lockPolicy(), proof: with.maybe("proof") == nil ? nil : with.proof(),
        deviceSecret: with.deviceSecret())
      return "null"
    case "rotate_key":
      return canonicalJson(
        setUp(
          try await vault.rotateKey(
            with.proof(), to: with.secret("new_passcode"), deviceSecret: with.deviceSecret())))
    case "rotation_left": return canonicalJson(try await vault.rotationLeft() as Any)
    case "recovery_code_noted":
      try await vault.recoveryCodeNoted()
      return "null"
    case "change_count": return canonicalJson(try await vault.changeCount())
    case "changes_since": return canonicalJson(try await vault.changes(since: with.whole("since")))
    default: throw Misspelt(what: call)
    }
  }

  /// Puts kept values where `$name` stands, and a path below one where it is `$name/rest`.
  private func filled(_ value: Any) -> Any {
    switch value {
    case let text as String where text.hasPrefix("$"): named(text)
    case let fields as [String: Any]: fields.mapValues(filled)
    case let list as [Any]: list.map(filled)
    default: value
    }
  }

  private func named(_ text: String) -> Any {
    let name = String(text.dropFirst().prefix { $0 != "/" })
    guard let folder = kept[name] as? String, text.contains("/") else { return kept[name] ?? text }
    return folder + text.dropFirst(1 + name.count)
  }

  private mutating func keep(_ names: [String: String], from line: String) throws {
    for (name, path) in names {
      var value = try JSONSerialization.jsonObject(with: Data(line.utf8), options: .fragmentsAllowed)
      for part in path.split(separator: ".") {
        let inner: Any? =
          Int(part).flatMap { index in (value as? [Any])?[index] } ?? (value as? [String: Any])?[String(part)]
        guard let inner else { throw Misspelt(what: path) }
        value = inner
      }
      kept[name] = value
    }
  }
}

/// A clock that shows what the scenario says.
final class ScriptClock: GradusClock, @unchecked Sendable {
  private let gate = NSLock()
  private var shown = ClockReading(wall: "", monotonicMs: 0, boot: "")

  var now: ClockReading {
    get { gate.withLock { shown } }
    set { gate.withLock { shown = newValue } }
  }

  func reading() -> ClockReading { now }
}

/// A verb's answer that is one text.
private func digest(_ text: String) -> String {
  "{\"bytes\":\(text.utf8.count),\"fnv1a_64\":\"\(fnv1a(text))\"}"
}

/// FNV-1a with 64 bits over the text's UTF-8.
func fnv1a(_ text: String) -> String {
  let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
