import Foundation
import Gradus
import GradusTestKit
import Testing

/// Whatever is done wrong ends in a typed error, never in a crash. Calls after a lock are in LockTests.
@Suite(.timeLimit(.minutes(30))) struct MisuseTests {
  @Test func manyTasksAtOnce() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let before = try await vault.changeCount()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for number in 0..<64 {
        tasks.addTask {
          switch number % 4 {
          case 0: _ = try await vault.record(.addPerson(draft: .adult("Person \(number)")))
          case 1: _ = try await vault.today("Mia")
          case 2: _ = try await vault.timeline("Mia")
          default: _ = try await vault.verify()
          }
        }
      }
      try await tasks.waitForAll()
    }
    #expect(try await vault.people().count == 17)
    let after = try await vault.changeCount()
    #expect(after == before + 16)
  }

  /// What is told to be written is written, and nothing else is.
  @Test func tasksThatWriteWhileAnotherLocks() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let ended = await withTaskGroup(of: GradusError??.self) { tasks in
      for number in 0..<40 {
        tasks.addTask {
          if number == 20 { try? vault.lock() }
          return .some(await refusal { _ = try await vault.record(.addPerson(draft: .adult("Person \(number)"))) })
        }
      }
      return await tasks.reduce(into: [GradusError?]()) { if let one = $1 { $0.append(one) } }
    }
    #expect(ended.allSatisfy { $0 == nil || $0 == .Locked } && ended.contains(.Locked))
    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    #expect(try await again.people().count == ended.filter { $0 == nil }.count)
    #expect(try await again.verify().sound)
  }

  @Test(arguments: ["NaN", "nan", "inf", "-1", "1e400", "11", "١", "", " ", "1\u{0}", "🙂"])
  func absurdPain(_ pain: String) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let draft = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], painPeak: pain)
    #expect(await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) } == ["pain_peak"])
  }

  @Test(arguments: ["NaN", "-9", "0", "1e9", "99999999999999999999", "9.55", "Hegar", "", "9 mm 9"])
  func absurdSizes(_ size: String) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let draft = SessionDraft(size: size, ease: "easy", holds: [.seconds(30)])
    #expect(await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) } == ["size"])
  }

  @Test(arguments: [Duration.seconds(-1), .seconds(Int64.max), .seconds(1_000_000)])
  func absurdHolds(_ hold: Duration) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let draft = SessionDraft(size: "9", ease: "easy", holds: [hold])
    let wrong = await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) }
    #expect(wrong.count == 1 && wrong[0].hasPrefix("holds_s"))
  }

  @Test func everyWrongFieldOfADraftIsNamedAtOnce() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let before = try await vault.changeCount()
    let draft = SessionDraft(
      size: "-1", ease: "", holds: [.seconds(30)], held: morning().now.addingTimeInterval(365 * 86_400),
      painPeak: "NaN", painMinutes: "-5", bleeding: "gallons")
    let wrong = await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) }
    #expect(wrong.sorted() == ["at", "bleeding", "ease", "pain_minutes", "pain_peak", "size"])
    #expect(await refusal { _ = try await vault.record(.takeStep(person: "Mia", toTenthsMm: .max)) } != nil)
    #expect(try await vault.changeCount() == before)
  }

  @Test func absurdReplies() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    func wrong(_ replies: [(String, String?)]) async -> [String] {
      let replies = replies.map { InterviewReply(id: $0.0, answer: $0.1) }
      let (known, unknown) = (
        await wrongFields { _ = try await vault.interview("Mia", replies: replies) },
        await wrongFields { _ = try interviewWithoutVault(replies: replies, now: morning().reading()) }
      )
      #expect(known == unknown)
      return known
    }
    for answer in ["NaN", "", "38.55", "1e2", "45.1", "🙂", "\u{0}"] {
      #expect(await wrong([("temperature_c", answer)]) == ["temperature_c"], "\(answer)")
    }
    #expect(await wrong([("worry", "none"), ("worry", nil)]) == ["worry"])
    #expect(await wrong([("", nil), ("no_such", "true")]).count == 2)
    #expect(await wrong(Array(repeating: ("worry", "none"), count: 10_000)).count == 9_999)
  }

  @Test func codesThatAreNone() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let code = try await vault.verify().freshnessCode
    for wrong in [
      "", "half a code", String(code.dropLast()), code + "0", "مريم 🙂", String(repeating: "1", count: 1 << 20),
    ] {
      let named = await wrongFields { _ = try await vault.verify(notOlderThan: wrong) }
      #expect(named == ["freshness_code"], "\(wrong.prefix(20))")
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, 253_402_300_800, -62_135_596_801])
  func absurdMoments(_ seconds: Double) async throws {
    let date = Date(timeIntervalSince1970: seconds)
    #expect(CivilDay(of: date, in: .gmt) == nil)
    let vault = try await Vault.withInfant(clock: morning())
    let draft = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], held: date)
    #expect(await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) } == ["at"])
    #expect(await wrongFields { _ = try await Vault.practice(clock: HandClock(date)) } == ["now.wall"])
  }

  @Test func aClockThatTalksNonsense() async throws {
    for (wall, boot) in [("", ""), ("yesterday", ""), ("2026-02-30T08:00:00Z", ""), ("2026-03-16T08:00:00Z", "x")] {
      let wrong = await wrongFields { _ = try await Vault.practice(clock: Nonsense(wall: wall, boot: boot)) }
      #expect(wrong.count == 1 && wrong[0].hasPrefix("now."), "\(wall) \(boot)")
    }
  }

  @Test(arguments: ["NaN", "38,1", "1e2", "maybe", "∞"])
  func factsAreWholeWordsOrNumbers(_ answer: String) {
    let answers = [FactAnswer(id: "temperature_c", answer: answer)]
    #expect {
      try triage(answers: answers, now: morning().reading())
    } throws: {
      ($0 as? GradusError)?.kind == "invalid"
    }
  }

  @Test func hugeTexts() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let huge = String(repeating: "длинно 🙂 ", count: 500_000)
    #expect(await wrongFields { _ = try await vault.record(.addPerson(draft: .adult(huge))) } == ["name"])
    #expect(await refusal { _ = try await vault.today(huge) }?.kind == "not_found")
    #expect(await refusal { _ = try await vault.importSessions("Mia", csv: huge) } != nil)
    let noted = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], note: huge)
    #expect(await wrongFields { _ = try await vault.record(.logSession(person: "Mia", draft: noted)) } == ["note"])
    #expect(await refusal { _ = try await vault.record(.adoptPlan(person: "Mia", text: huge, fills: [])) } != nil)
    #expect(await refusal { _ = try await vault.planReplaced("Mia", text: huge) } != nil)
    #expect(await refusal { _ = try planCheck(text: huge, fills: []) } != nil)
    let lost = await refusal { _ = try await vault.plan(huge) }
    #expect(!canonicalJson(lost ?? .Locked).contains("длинно"))
    #expect(await refusal { _ = try await Vault.open(URL(fileURLWithPath: "/" + huge), passcode: sesame()) } != nil)
    #expect(try await vault.verify().sound)
  }

  @Test func aDiaryAboveTheLimit() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let limit = String(repeating: " ", count: 64 << 20)
    #expect(await wrongFields { _ = try await vault.importSessions("Mia", csv: limit + " ") } == ["csv"])
    // The longest that may pass is the core's to refuse: it has no header row.
    let thrown = await refusal { _ = try await vault.importSessions("Mia", csv: limit) }
    #expect(thrown != nil && !"\(canonicalJson(thrown ?? .Locked))".contains("64 MiB"))
  }

  @Test(arguments: ["👩🏽‍🍼", "مريم", "שרה", "José", "e\u{301}", "李", "a\u{200D}b"])
  func namesOfEveryScriptComeBack(_ name: String) async throws {
    let vault = try await Vault.practice(clock: morning())
    let id = try await vault.record(.addPerson(draft: .adult(name))).person
    let kept = try await vault.people().map { Array($0.name.unicodeScalars) }
    #expect(kept == [Array(name.unicodeScalars)])
    #expect(try await vault.person(name).id == id)
    #expect(try await vault.reportHtml(id).contains(name))
  }

  @Test func notesOfEveryScriptComeBack() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    for note in ["👩🏽‍🍼 gut", "ميا \u{202E}abc", "שלום", "\u{FEFF}", "\u{FFFF}", "e\u{301}"] {
      let draft = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], note: note)
      let thrown = await refusal { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) }
      #expect(thrown == nil, "\(note)")
      let page = try await vault.reportHtml("Mia", withNotes: true)
      // What turns the text that follows it round is not let out.
      #expect(page.contains(note) == !note.contains("\u{202E}") && !page.contains("\u{202E}"), "\(note)")
    }
    #expect(try await vault.verify().sound)
  }

  @Test(arguments: ["", " ", "Mi", "mia\u{0}", "👩🏽‍🍼", "\u{202E}aiM", "'; drop table entries; --", "../Mia"])
  func nobodyIsFoundByAnythingElse(_ name: String) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    for call in [
      { _ = try await vault.today(name) }, { _ = try await vault.interview(name) },
      { _ = try await vault.planKnown(name) },
    ] as [() async throws -> Void] {
      #expect(await refusal(call)?.kind == "not_found")
    }
  }

  @Test func aPasscodeIsAny1024BytesAndNotOneMore() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let bytes = (0..<1024).map { UInt8(truncatingIfNeeded: $0) }
    let long = Secret(bytes + [1])
    #expect(
      await wrongFields { _ = try await Vault.create(scratch.vault, passcode: long, stretch: .light, clock: clock) }
        == ["passcode"])
    _ = try await Vault.create(scratch.vault, passcode: Secret(bytes), stretch: .light, clock: clock)
    let short = Secret(bytes.dropLast())
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: short, clock: clock) } == .WrongSecret)
    let huge = Secret([UInt8](repeating: 7, count: 20_000_000))
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: huge, clock: clock) } != nil)
    #expect(long.isEmpty && short.isEmpty && huge.isEmpty)
    try await Vault.open(scratch.vault, passcode: Secret(bytes), clock: clock).lock()
  }

  @Test func emptySecretsOpenNothing() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let empty = Secret([UInt8]())
    #expect(
      await refusal { _ = try await Vault.create(scratch.vault, passcode: empty, stretch: .light, clock: clock) } != nil
    )
    #expect(!FileManager.default.fileExists(atPath: scratch.vault.path + "/vault.hdr"))
    try await vaultOnDisk(scratch, clock).lock()
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: empty, clock: clock) } != nil)
    #expect(await refusal { _ = try await Vault.recover(scratch.vault, recoveryCode: empty, clock: clock) } != nil)
    #expect(await refusal { _ = try await Vault.mend(scratch.vault, passcode: empty, clock: clock) } != nil)
    let wiped = sesame()
    wiped.wipe()
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: wiped, clock: clock) } != nil)
  }

  @Test func aSecondHandleIsToldThatItIsBusy() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let first = try await vaultOnDisk(scratch, clock)
    #expect(await refusal { _ = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock) } == .Busy)
    _ = try await first.record(.addPerson(draft: .adult("Ada")))
    try first.lock()
    let second = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    #expect(try await second.people().map(\.name) == ["Ada"])
  }

  @Test func placesThatAreNoVault() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let file = scratch.folder.appendingPathComponent("file")
    try Data("no vault".utf8).write(to: file)
    let places = [
      scratch.folder, scratch.vault, file, file.appendingPathComponent("below"), URL(fileURLWithPath: "/dev/null"),
      URL(fileURLWithPath: "/proc"),
    ]
    for place in places {
      #expect(await refusal { _ = try await Vault.open(place, passcode: sesame(), clock: clock) } != nil, "\(place)")
    }
    for place in places where place != scratch.vault {
      let made = await refusal { _ = try await Vault.create(place, passcode: sesame(), stretch: .light, clock: clock) }
      #expect(made != nil, "\(place)")
    }
    #expect(try Data(contentsOf: file) == Data("no vault".utf8))
    let web = try #require(URL(string: "https://example.org/vault"))
    let passcode = sesame()
    #expect(await wrongFields { _ = try await Vault.create(web, passcode: passcode, clock: clock) } == ["folder"])
    #expect(await wrongFields { _ = try await Vault.open(web, passcode: sesame(), clock: clock) } == ["folder"])
    #expect(passcode.isEmpty)
  }

  /// The last one who holds a vault lets it go while a call is running: the call ends well, and nothing is left behind.
  @Test func aHandleDroppedDuringACall() async throws {
    let clock = HaltingClock(morning())
    var vault: Vault? = try await Vault.withInfant(clock: clock)
    weak var watched = vault
    clock.halt()
    let running = Task { [vault] in try await vault?.reportHtml("Mia").count }
    await clock.untilSomebodyReads()
    vault = nil
    clock.goOn()
    #expect(try await running.value ?? 0 > 10_000)
    #expect(watched == nil)
  }

  #if os(Linux)
    @Test func vaultsThatAreLetGoCloseTheirFiles() async throws {
      let (scratch, clock) = (try Scratch(), morning())
      try await vaultOnDisk(scratch, clock).lock()
      for _ in 1...5 {
        _ = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
        // Opens only where the one before is closed.
        try await Vault.open(scratch.vault, passcode: sesame(), clock: clock).lock()
      }
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0) }
      #expect(!open.contains { $0.hasPrefix(scratch.folder.path) })
    }
  #endif
}

private struct Nonsense: GradusClock {
  let wall: String
  let boot: String

  func reading() -> ClockReading {
    ClockReading(wall: wall, monotonicMs: .max, boot: boot)
  }
}

/// The fields that a call says are wrong; empty where it says anything else, or nothing.
func wrongFields(_ call: () async throws -> Void) async -> [String] {
  guard case .Invalid(let fields) = await refusal(call) else { return [] }
  return fields.map(\.field)
}
