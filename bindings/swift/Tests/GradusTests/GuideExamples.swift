import Foundation
import Gradus
import GradusTestKit
import Testing

// The code of GUIDE.md. What stands between `guide:` and `end` is in the guide, to the letter; a test compares them.

// guide: first run
/// Makes the vault and shows the recovery code, once, for as long as `show` takes.
func firstRun(in folder: URL, typed: String, show: (String) async -> Void) async throws -> Vault {
  let passcode = Secret(typed: typed)
  let new = try await Vault.create(folder, passcode: passcode.copy())
  await show(new.recoveryCode.withBytes { String(decoding: $0, as: UTF8.self) })
  new.recoveryCode.wipe()
  return try await Vault.open(folder, passcode: passcode)
}
// end

// guide: today
/// What the first screen shows. A view is finished: every sentence stands in it.
@MainActor
final class TodayModel {
  private(set) var today: TodayView?
  private let vault: Vault
  private let person: String

  init(_ vault: Vault, person: String) {
    self.vault = vault
    self.person = person
  }

  /// Call it when the screen appears, when the app comes to the front, and at midnight.
  func refresh() async throws(GradusError) {
    today = try await vault.today(person)
  }

  /// Runs as long as the screen is there: `.task { try? await model.follow() }`.
  func follow() async throws(GradusError) {
    let changes = vault.changes
    try await refresh()
    for await change in changes where change.people.contains(person) {
      try await refresh()
    }
  }
}
// end

// guide: session
/// Writes a session down and gives what to show next: the triage's answer where the session holds a danger sign.
func finish(_ vault: Vault, person: String, size: String, holds: [Duration], pain: Int?) async throws -> TriageView? {
  let draft = SessionDraft(
    size: size, ease: "easy", holds: holds, painPeak: pain.map(String.init) ?? unknown, bleeding: "none")
  return try await vault.record(.logSession(person: person, draft: draft)).triage
}
// end

// guide: check-in
/// How a check-in ends before its last question. Only `left` takes back what was kept: a lock, or the app going to the
/// background, is `locked`.
enum Ending { case finish, left, locked }

/// What was done with a question: "true", "false", "unknown", a number or a level; or the end.
enum Said { case answer(String), end(Ending) }

/// Asks what the core says is to be asked, and says whether a button that ends it may stand there. `stop` shows what cannot
/// wait until the end, before the next question; it gives `nil` for "go on".
func checkIn(
  _ vault: Vault, _ person: PersonRef, ask: (String, FactQuestion, _ mayFinish: Bool) async -> Said,
  stop: (TriageView) async -> Ending?
) async throws -> TriageView? {
  var replies: [InterviewReply] = []
  var view = try await vault.interview(person.id)
  var told: String?
  var written: [FactAnswer]?
  var ending = Ending.finish
  asking: while let question = view.next {
    let words = person.role == "caregiver" ? question.questionAbout : question.question
    switch await ask(words, question, view.mayFinish) {
    case .answer(let answer): replies.append(InterviewReply(id: question.id, answer: answer))
    case .end(let how):
      ending = how
      break asking
    }
    // On the disk before the next question, and in the diary where it is urgent: a lock takes nothing away.
    view = try await vault.keepInterview(person.id, replies: replies)
    guard view.urgent, let call = view.soFar, call.sentence != told else { continue }
    (told, written) = (call.sentence, view.answers)
    if let how = await stop(call) {
      ending = how
      break
    }
  }
  // What was kept is offered after the unlock.
  if ending == .locked { return nil }
  if ending == .left, view.next != nil, !view.urgent || view.answers == written {
    // What was kept is not offered again. Whom to call is shown all the same.
    _ = try await vault.keepInterview(person.id, replies: [])
    return view.soFar
  }
  return try await vault.record(.checkIn(person: person.id, answers: view.answers, note: nil)).triage
}
// end

// guide: errors
/// Where an error leads. Every call throws this one type, so the compiler checks that no case is left out.
func screen(after error: GradusError) -> String {
  switch error {
  case .Locked, .WrongSecret: "unlock"
  case .TooManyTries(let seconds): "wait \(seconds) seconds, or take the recovery code"
  case .DeviceSecretGone: "take the recovery code, then set a passcode for this phone"
  case .EasyPasscode(let guesses, _, let seconds): "another one: \(guesses) of its kind are tried in \(seconds) seconds"
  case .Erased: "say that the diary is gone from this phone; offer to restore it"
  case .SecretNeeded: "ask for the passcode or the recovery code, and hand it in"
  case .InboxFull: "unlock, then write it down in the open diary"
  case .LastWay: "this way stays; offer to renew the recovery code"
  case .Invalid(let fields): "form: " + fields.map { "\($0.field) \($0.wrong); \($0.right)" }.joined(separator: ", ")
  case .NotFound(_, let right): "choose: " + right
  case .Refused(let why): "message: " + why
  case .NewerVersion: "update the app"
  case .Damaged(_, _, let what, mendable: true): "offer to mend: " + what
  case .Damaged(_, _, let what, mendable: false): "offer the backup: " + what
  case .Busy: "close the other app"
  case .Storage: "free some space, try again"
  case .Internal: "unlock again"
  }
}
// end

// guide: keeper
/// Opens with face or finger, and falls back to the passcode whatever the keystore says.
func unlock(_ folder: URL, with keeper: some SecretKeeper, passcode: () async -> Secret) async throws -> Vault {
  if case .secret(let kept) = await keeper.recall("passcode") {
    do {
      return try await Vault.open(folder, passcode: kept)
    } catch {
      guard error == .WrongSecret else { throw error }
      // The passcode was changed since. Forget the old one, and ask.
      try? await keeper.forget("passcode")
    }
  }
  let typed = await passcode()
  let copy = typed.copy()
  let vault = try await Vault.open(folder, passcode: typed)
  // Kept only once it has opened the vault. No keystore, no harm: next time the passcode is asked for again.
  try? await keeper.keep("passcode", copy)
  return vault
}
// end

// guide: test
@Test func aStepIsProposedAfterAGoodWeek() async throws {
  let clock = try #require(HandClock("2026-03-16T08:30:00+01:00"))
  let vault = try await Vault.withInfant(clock: clock)
  #expect(try await vault.progress("Mia").kind == .advance)
  clock.advance(by: .seconds(12 * 3600))
  #expect(try await vault.today("Mia").slots.contains { $0.status == .due })
}
// end

/// The guide's code does what the guide says.
@Suite(.timeLimit(.minutes(30))) struct GuideTests {
  @Test func theGuideShowsThisFile() throws {
    let code = try blocks(
      of: Checkout.text("bindings/swift/Tests/GradusTests/GuideExamples.swift"), from: "// guide: ", to: "// end")
    let guide = try blocks(of: Checkout.text("bindings/swift/GUIDE.md"), from: "<!-- guide: ", to: "```\n")
      .reduce(into: [:]) { $0[String($1.key.dropLast(" -->".count))] = $1.value.replacing("```swift\n", with: "") }
    #expect(code.count == 7)
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
    let vault = try await firstRun(in: scratch.vault, typed: "a long sentence") { shown.text = $0 }
    #expect(try await vault.people().isEmpty)
    try vault.lock()
    try await Vault.recover(scratch.vault, recoveryCode: Secret(typed: shown.text)).lock()
  }

  @Test @MainActor func theModelFollowsTheVault() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person().id
    let model = TodayModel(vault, person: mia)
    try await model.refresh()
    let before = model.today
    let following = Task { try await model.follow() }
    _ = try await vault.record(.takeStep(person: mia, toTenthsMm: 100))
    while model.today == before { await Task.yield() }
    #expect(model.today?.sizeTenthsMm == 100)
    try vault.lock()
    // Ends when the vault is locked, with or without a last try to refresh.
    _ = await following.result
  }

  @Test func sessionsAndCheckInsAreAnswered() async throws {
    let clock = morning()
    let vault = try await Vault.withInfant(clock: clock)
    let mia = try await vault.person()
    clock.advance(by: .seconds(11 * 3600))
    #expect(try await finish(vault, person: mia.id, size: "9", holds: [.seconds(30)], pain: 1) == nil)
    let unsure = try await finish(vault, person: mia.id, size: "9", holds: [.seconds(30)], pain: nil)
    #expect(unsure?.rules.contains { $0.certainty == .doubt } == true)
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
    #expect(screen(after: .Locked) == screen(after: .WrongSecret))
  }

  @Test func theKeeperIsOnlyAConvenience() async throws {
    let (scratch, keeper) = (try Scratch(), MemoryKeeper())
    try await vaultOnDisk(scratch, morning()).lock()
    let asked = Shown()
    let ask = { () async -> Secret in
      asked.text += "asked "
      return sesame()
    }
    try await unlock(scratch.vault, with: keeper, passcode: ask).lock()
    try await unlock(scratch.vault, with: keeper, passcode: ask).lock()
    #expect(asked.text == "asked ")
    try await keeper.keep("passcode", Secret("an older one".utf8))
    try await unlock(scratch.vault, with: keeper, passcode: ask).lock()
    keeper.become(.broken(code: -25_291))
    try await unlock(scratch.vault, with: keeper, passcode: ask).lock()
    #expect(asked.text == "asked asked asked ")
  }
}

private final class Shown: @unchecked Sendable {
  var text = ""
}
