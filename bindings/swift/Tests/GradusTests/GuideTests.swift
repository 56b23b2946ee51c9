import Foundation
import Gradus
import GradusTestKit
import Testing

/// The guide's code does what the guide says.
@MainActor @Suite(.timeLimit(.minutes(30))) struct GuideTests {
  @Test func theGuideShowsThisFile() throws {
    let code = try blocks(
      of: Checkout.text("bindings/swift/Tests/GradusTests/GuideExamples.swift"), from: "// guide: ", to: "// end")
    let guide = try blocks(of: Checkout.text("bindings/swift/GUIDE.md"), from: "<!-- guide: ", to: "```\n")
      .reduce(into: [:]) { $0[String($1.key.dropLast(" -->".count))] = $1.value.replacing("```swift\n", with: "") }
    #expect(code.count == 9)
    #expect(Set(guide.keys) == Set(code.keys))
    for (name, text) in code {
      #expect(guide[name] == text, "\(name)")
    }
  }

  /// Name and text of each block that begins with a line `from NAME` and ends before a line `to`.
  private func blocks(of text: String, from: String, to: String) throws -> [String: String] {
    var found: [String: String] = [:]
    for piece in ("\n" + text).components(separatedBy: "\n" + from).dropFirst() {
      let lines = piece.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard lines.count == 2, let end = ("\n" + lines[1]).range(of: "\n" + to) else { continue }
      found[String(lines[0])] = String(("\n" + lines[1])[..<end.lowerBound].dropFirst()) + "\n"
    }
    return found
  }

  @Test func firstRunOpensWhatItMade() async throws {
    let scratch = try Scratch()
    let shown = Shown()
    let vault = try await firstRun(in: scratch.vault, typed: "a long sentence") { code in
      shown.text += "shown "
      // Until the code comes back there is no vault in its place.
      #expect(!FileManager.default.fileExists(atPath: scratch.vault.path))
      return shown.text == "shown " ? "a slip" : code
    }
    #expect(shown.text == "shown shown ")
    #expect(try await vault.people().isEmpty)
    try vault.lock()
  }

  @Test func aFirstRunThatWasBrokenOffLeavesNoDiaryAndBeginsAnew() async throws {
    let scratch = try Scratch()
    await #expect(throws: CancellationError.self) {
      try await firstRun(in: scratch.vault, typed: "a long sentence") { _ in throw CancellationError() }
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.vault.path))
    try await firstRun(in: scratch.vault, typed: "a long sentence") { $0 }.lock()
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["vault"])
  }

  /// The guide from an empty folder to a day with its sessions.
  @Test func theWholeWayLeadsToADay() async throws {
    let vault = try await Vault.practice(clock: morning())
    let (born, operated) = (try #require(CivilDay("2026-01-20")), try #require(CivilDay("2026-02-23")))
    let mia = try await addChild(vault, name: "Mia", born: born, operated: operated)
    let form = try #require(try publishedPlans().first { $0.name == "post-psarp-home" })
    let shown = Shown()
    func adopt(_ agrees: Bool) async throws -> Bool {
      try await adoptPlan(vault, for: mia, form: form) { blank, known in
        known ?? Self.miasPlan[blank.field] ?? ""
      } agree: { plan, replaced in
        shown.text += plan.title
        #expect(replaced == nil && plan.goalTenthsMm == 120)
        return agrees
      }
    }
    #expect(try await adopt(false) == false)
    #expect(try await vault.planHistory(mia).isEmpty && shown.text == "Home dilation after PSARP")
    #expect(try await adopt(true))
    let model = TodayModel(vault, person: mia)
    let following = Task { try await model.follow() }
    while model.today == nil { await Task.yield() }
    #expect(model.today?.sizeTenthsMm == 90 && model.today?.slots.count == 2)
    following.cancel()
  }

  /// What the form leaves to the clinic, but for the day of the operation: that one the vault knows.
  private static let miasPlan = [
    "prescriber": "Dr Brandt", "device.grip_depth_mm": "30", "ladder.start_mm": "9", "ladder.goal_mm": "12",
    "start.on": "2026-03-10", "phase[1].min_gap_h": "6", "step_up.sessions_in_a_row": "6", "step_up.max_pain": "4",
    "review_by": "2026-04-14", "contact[1].name": "Surgical ward", "contact[1].phone": "+44 1632 960 114",
  ]

  @Test func theModelFollowsTheVaultAndKeepsNothingAfterTheLock() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person().id
    let model = TodayModel(vault, person: mia)
    let following = Task { try await model.follow() }
    while model.today == nil { await Task.yield() }
    _ = try await vault.record(.takeStep(person: mia, toTenthsMm: 100))
    while model.today?.sizeTenthsMm != 100 { await Task.yield() }
    try vault.lock()
    // Ends when the vault is locked, with or without a last try to refresh.
    _ = await following.result
    #expect(model.today == nil)
  }

  /// A view that was on its way when the screen went does not come back to it.
  @Test func whatComesAfterTheScreenIsGoneIsNotShown() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let model = TodayModel(vault, person: try await vault.person().id)
    let following = Task { try await model.follow() }
    while model.today == nil { await Task.yield() }
    following.cancel()
    _ = await following.result
    try await model.refresh()
    #expect(model.today == nil)
  }

  @Test func sessionsAreAnsweredAndNothingIsWrittenThatNobodySaid() async throws {
    let clock = morning()
    let vault = try await Vault.withInfant(clock: clock)
    let mia = try await vault.person()
    clock.advance(by: .seconds(11 * 3600))
    func held(_ pain: String?, _ bleeding: String?) async throws -> TriageView? {
      try await finish(
        vault, person: mia.id, size: "9", ease: "easy", holds: [.seconds(30)], pain: pain, bleeding: bleeding)
    }
    #expect(try await held("1", "none") == nil)
    let unsure = try await held(unknown, "none")
    #expect(unsure?.rules.contains { $0.certainty == .doubt } == true)
    let blood = try #require(try await held("1", "red_bowl"))
    #expect(blood.disposition != .continue)
    _ = try await held(nil, nil)
    let last = try #require(try await vault.timeline(mia.id).items.last { $0.kind == "session" })
    guard case .session(let draft) = try await vault.entryDetails(mia.id, entry: last.entry) else {
      Issue.record("not a session")
      return
    }
    #expect(draft.bleeding == nil && draft.painPeak == nil)
  }

  /// The fever is met before the next question, and is in the diary whichever way somebody leaves.
  @Test(arguments: ["goes on, then leaves", "leaves at once", "goes on to the end"])
  func theCheckInMeetsTheEmergency(way: String) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person()
    let (asked, met) = (Shown(), Shown())
    let triage = try await checkIn(vault, mia) { _, question, _ in
      if way == "goes on, then leaves", !met.text.isEmpty { return .end(.left) }
      asked.text += question.id + " "
      return .answer(question.id == "temperature_c" ? "38.4" : calm(question))
    } stop: { call in
      #expect(asked.text.hasSuffix("temperature_c "))
      #expect(call.disposition == .emergency && met.text.isEmpty)
      met.text += call.sentence
      return way == "leaves at once" ? .left : nil
    }
    #expect(!met.text.isEmpty && triage?.sentence == met.text)
    #expect(asked.text.hasSuffix("temperature_c ") == (way != "goes on to the end"))
    // As it was urgent; and once more where more was answered since.
    let times = way == "goes on to the end" ? 2 : 1
    #expect(try await vault.timeline(mia.id).items.filter { $0.kind == "check_in" }.count == times)
    #expect(try await vault.keptInterview(mia.id).isEmpty)
    #expect(try await vault.today(mia.id).gate.gate == .blocked)
  }

  @Test func aCheckInThatIsLeftEarlyWritesNothingAndSaysWhatItAsksFor() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person()
    let triage = try await checkIn(vault, mia) { _, question, _ in
      if question.id == "temperature_c" { return .end(.left) }
      return .answer(question.id == "belly_distended" ? "true" : calm(question))
    } stop: { _ in
      nil
    }
    #expect(triage?.disposition == .contact)
    #expect(try await vault.timeline(mia.id).items.allSatisfy { $0.kind != "check_in" })
    let well = try await checkIn(vault, mia) { _, question, _ in
      .answer(calm(question))
    } stop: { _ in
      .left
    }
    #expect(well?.disposition == .continue)
    #expect(try await vault.timeline(mia.id).items.contains { $0.kind == "check_in" })
  }

  /// A lock keeps every answer for after the unlock, and a button that ends the check-in writes it down.
  @Test(arguments: [Ending.locked, .finish])
  func aCheckInThatIsNotLeftLosesNoAnswer(ending: Ending) async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person()
    let asked = Shown()
    let triage = try await checkIn(vault, mia) { _, question, mayFinish in
      let isOver = ending == .locked ? asked.text == "..." : mayFinish
      asked.text += "."
      return isOver ? .end(ending) : .answer(calm(question))
    } stop: { _ in
      nil
    }
    let entries = try await vault.timeline(mia.id).items.filter { $0.kind == "check_in" }.count
    #expect(entries == (ending == .finish ? 1 : 0) && (triage != nil) == (ending == .finish))
    #expect(try await vault.keptInterview(mia.id).count == (ending == .finish ? 0 : 3))
    let again = Shown()
    let after = try await goOn(vault, mia, offer: { true }) { _, question, _ in
      again.text += "."
      return .answer(calm(question))
    } stop: { _ in
      nil
    }
    // The fourth question is the first to be asked again, and the check-in is whole.
    #expect((after?.disposition == .continue) == (ending == .locked))
    #expect(again.text.isEmpty == (ending == .finish))
    #expect(try await vault.timeline(mia.id).items.filter { $0.kind == "check_in" }.count == 1)
  }

  /// Who goes on with what is urgent meets it again first; who does not go on is not asked again.
  @Test func whatALockBrokeOffIsOfferedOnce() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person()
    let (asked, met) = (Shown(), Shown())
    let ask = { (_: String, question: FactQuestion, _: Bool) async -> Said in
      if asked.text.hasSuffix("temperature_c ") { return .end(.locked) }
      asked.text += question.id + " "
      return .answer(question.id == "temperature_c" ? "38.4" : calm(question))
    }
    let stop = { (call: TriageView) async -> Ending? in
      met.text += "\(call.disposition == .emergency) "
      return nil
    }
    #expect(try await checkIn(vault, mia, ask: ask, stop: stop) == nil)
    #expect(try await goOn(vault, mia, offer: { true }, ask: ask, stop: stop) == nil)
    #expect(met.text == "true true ")
    #expect(try await goOn(vault, mia, offer: { false }, ask: ask, stop: stop) != nil)
    #expect(try await goOn(vault, mia, offer: { true }, ask: ask, stop: stop) == nil)
    #expect(met.text == "true true ")
    #expect(try await vault.timeline(mia.id).items.filter { $0.kind == "check_in" }.count == 1)
  }

  @Test func eachOpeningTellsOfTheCodeAndOfWhatWasNoted() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    let form = try #require(try publishedPlans().first { $0.name == "adult-stenosis-form" }).text
    _ = try await vault.record(.adoptPlan(person: ada, text: form, fills: VerbTests.filledIn))
    #expect(try await news(of: vault).isEmpty)
    _ = try await vault.renewRecoveryCode(.passcode(sesame()))
    try vault.lock()
    _ = try await Vault.logWhileLocked(scratch.vault, person: ada, note: "done", clock: clock)
    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let first = try await news(of: again)
    #expect(first.count >= 2)
    #expect(try await again.rotationLeft()?.sentence == first.first)
    #expect(try await news(of: again) == Array(first.prefix(1)))
    try await again.recoveryCodeNoted()
    #expect(try await news(of: again).isEmpty)
  }

  private func calm(_ question: FactQuestion) -> String {
    switch question.kind {
    case "yes_no": "false"
    case "level": question.levelWords.first?.id ?? unknown
    // The last medicine against fever was long ago.
    default: question.id == "temperature_c" ? "36.8" : (question.unit == "hours" ? question.greatest : "0") ?? "0"
    }
  }

  @Test func everyErrorLeadsSomewhere() {
    let field = WrongField(line: nil, field: "size", wrong: "is empty", right: "write 9 mm")
    #expect(screen(after: .Invalid(fields: [field])) == "form: size is empty; write 9 mm")
    #expect(screen(after: .Damaged(file: "f", kind: "damaged", what: "w", mendable: true)) == "offer to mend: w")
    #expect(screen(after: .Damaged(file: "f", kind: "damaged", what: "w", mendable: false)) == "offer the backup: w")
    for (file, kind) in [("vault.db", "rolled_back"), ("vault.mark", "missing")] {
      let older = GradusError.Damaged(file: file, kind: kind, what: "w", mendable: false)
      #expect(screen(after: older) == "ask if they know why it is older")
    }
    let gone = GradusError.Damaged(file: "vault.db", kind: "missing", what: "w", mendable: false)
    #expect(screen(after: gone) == "offer the backup: w")
    #expect(screen(after: .Locked) == screen(after: .WrongSecret))
  }

  /// The vault itself says what the code above takes for an older state.
  @Test func anOlderStateIsAskedAboutAndNobodyIsSentToABackup() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let (database, mark) = (
      scratch.vault.appendingPathComponent("vault.db"), scratch.vault.appendingPathComponent("vault.mark")
    )
    let before = try Data(contentsOf: database)
    _ = try await vault.record(.addPerson(draft: .adult("Ada")))
    try vault.lock()
    try before.write(to: database)
    for isWithoutMark in [false, true] {
      if isWithoutMark { try FileManager.default.removeItem(at: mark) }
      let error = await refusal { _ = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock) }
      #expect(error.map(screen) == "ask if they know why it is older")
    }
  }

  @Test func threeWaysLeadIn() async throws {
    let (scratch, keeper, clock) = (try Scratch(), MemoryKeeper(), morning())
    let code = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock).recoveryCode
    let asked = Shown()
    let type = { () async -> Typed in
      asked.text += "."
      return asked.text == "." ? .recoveryCode(code) : .passcode(sesame())
    }
    func opened() async throws -> Vault { try await unlock(scratch.vault, with: keeper, typed: type) }
    try await opened().lock()
    let vault = try await opened()
    #expect(asked.text == "..")
    // A wrong passcode allows nothing, and keeps nothing.
    let wrong = await refusal { try await allowFace(vault, passcode: Secret(typed: "not this one"), keeper: keeper) }
    #expect(wrong == .WrongSecret)
    guard case .nothing = await keeper.recall("face") else {
      Issue.record("a secret was kept that opens nothing")
      return
    }
    try await allowFace(vault, passcode: sesame(), keeper: keeper)
    try vault.lock()
    try await opened().lock()
    #expect(asked.text == "..", "the face opened")
    keeper.become(.broken(code: -25_291))
    try await opened().lock()
    #expect(asked.text == "...", "a broken keychain keeps nobody out")
    keeper.become(.willing)
    try await keeper.keep("face", Secret([UInt8](repeating: 7, count: 32)))
    try await opened().lock()
    #expect(asked.text == "....", "a way that was closed keeps nobody out")
  }

  @Test func aKeychainThatFailsOpensNoNewWay() async throws {
    let (scratch, keeper) = (try Scratch(), MemoryKeeper())
    let vault = try await vaultOnDisk(scratch, morning())
    keeper.become(.broken(code: -25_291))
    await #expect(throws: KeeperError.self) {
      try await allowFace(vault, passcode: sesame(), keeper: keeper)
    }
    #expect(try await Vault.waysIn(scratch.vault).map(\.kind) == [.passcode, .recoveryCode])
  }
}

private final class Shown: @unchecked Sendable {
  var text = ""
}
