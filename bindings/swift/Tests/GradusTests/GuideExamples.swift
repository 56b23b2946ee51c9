import Foundation
import Gradus
import GradusTestKit
import Testing

// The code of GUIDE.md. What stands between `guide:` and `end` is in the guide, to the letter; a test compares them.

// guide: first run
/// Makes the vault beside its place, shows the recovery code and asks for it back, as often as it takes. Only then does
/// the vault take its place: an app that ends before leaves no diary whose code nobody knows.
@MainActor
func firstRun(
  in folder: URL, typed: String, showAndAskBack: (String) async throws -> String
) async throws -> Vault {
  let (passcode, draft) = (Secret(typed: typed), folder.appendingPathExtension("new"))
  try? FileManager.default.removeItem(at: draft)
  let new = try await Vault.create(draft, passcode: passcode.copy())
  defer { new.recoveryCode.wipe() }
  let code = new.recoveryCode.withBytes { String(decoding: $0, as: UTF8.self) }
  var opens = false
  while !opens {
    do {
      try await Vault.recover(draft, recoveryCode: Secret(typed: showAndAskBack(code))).lock()
      opens = true
    } catch GradusError.WrongSecret, GradusError.Invalid {
      // A slip of the pen: once more.
    }
  }
  try FileManager.default.moveItem(at: draft, to: folder)
  return try await Vault.open(folder, passcode: passcode)
}
// end

// guide: person and plan
/// Somebody new, named from now on by the id that this gives.
func addChild(_ vault: Vault, name: String, born: CivilDay, operated: CivilDay) async throws(GradusError) -> String {
  let child = PersonDraft(
    name: name, born: born, role: "caregiver", background: ["anorectal_malformation"],
    operations: [("psarp", operated)])
  return try await vault.record(.addPerson(draft: child)).person
}

/// From a form to the plan in force. `ask` gets each blank as the clinic is asked for it, with what the vault knows
/// already, to be confirmed; `agree` shows the plan and what it takes the place of. A wrong answer is thrown, by its field.
@MainActor
func adoptPlan(
  _ vault: Vault, for person: String, form: PublishedPlan, ask: (BlankView, _ known: String?) async -> String,
  agree: (PlanView, PlanReplaced?) async -> Bool
) async throws -> Bool {
  let known = try await vault.planKnown(person)
  var fills: [Fill] = []
  for blank in try planBlanks(text: form.text) {
    let value = await ask(blank, known.first { $0.field == blank.field }?.value)
    fills.append(Fill(field: blank.field, value: value))
  }
  let plan = try await vault.planFor(person, text: form.text, fills: fills)
  let replaced = try await vault.planReplaced(person, text: form.text, fills: fills)
  guard await agree(plan, replaced) else { return false }
  _ = try await vault.record(.adoptPlan(person: person, text: form.text, fills: fills))
  return true
}
// end

// guide: today
/// What the first screen shows. A view is finished: every sentence stands in it.
@MainActor
final class TodayModel {
  private(set) var today: TodayView?
  private var follows = false
  private let vault: Vault
  private let person: String

  init(_ vault: Vault, person: String) {
    self.vault = vault
    self.person = person
  }

  /// Runs as long as the screen is there: `.task { try? await model.follow() }`. Where the vault is locked it ends, and
  /// nothing of the diary stays behind.
  func follow() async throws(GradusError) {
    let changes = vault.changes
    follows = true
    defer { (follows, today) = (false, nil) }
    try await refresh()
    for await change in changes where change.people.contains(person) {
      try await refresh()
    }
  }

  /// Call it also when the app comes to the front, and at midnight: time is no change.
  func refresh() async throws(GradusError) {
    let view = try await vault.today(person)
    if follows { today = view }
  }
}
// end

// guide: session
/// Writes a session down as the form has it: `nil` where it did not ask. Gives what to show next: the triage's answer
/// where the session holds a danger sign.
func finish(
  _ vault: Vault, person: String, size: String, ease: String, holds: [Duration], pain: String?, bleeding: String?
) async throws -> TriageView? {
  let draft = SessionDraft(size: size, ease: ease, holds: holds, painPeak: pain, bleeding: bleeding)
  return try await vault.record(.logSession(person: person, draft: draft)).triage
}
// end

// guide: check-in
/// How a check-in ends before its last question. Only `left` takes back what was kept: a lock, or the app going to the
/// background, is `locked`.
enum Ending { case finish, left, locked }

/// What was done with a question: "true", "false", "unknown", a number or a level; or the end.
enum Said { case answer(String), end(Ending) }

/// Asks what the core says is to be asked, and says whether a button that ends it may stand there. `stop` shows what
/// cannot wait until the end, before the next question; it gives `nil` for "go on". `kept` are answers to go on with.
@MainActor
func checkIn(
  _ vault: Vault, _ person: PersonRef, from kept: [InterviewReply] = [],
  ask: (String, FactQuestion, _ mayFinish: Bool) async -> Said, stop: (TriageView) async -> Ending?
) async throws -> TriageView? {
  var replies = kept
  var view = try await vault.interview(person.id, replies: replies)
  var told: String?
  var ending = Ending.finish
  asking: while true {
    if view.urgent, let call = view.soFar, call.sentence != told {
      told = call.sentence
      if let how = await stop(call) {
        ending = how
        break
      }
    }
    guard let question = view.next else { break }
    let words = person.role == "caregiver" ? question.questionAbout : question.question
    switch await ask(words, question, view.mayFinish) {
    case .answer(let answer): replies.append(InterviewReply(id: question.id, answer: answer))
    case .end(let how):
      ending = how
      break asking
    }
    // On the disk before the next question, and in the diary where it is urgent: a lock takes nothing away.
    view = try await vault.keepInterview(person.id, replies: replies)
  }
  // What was kept is offered after the unlock.
  if ending == .locked { return nil }
  if ending == .left, view.next != nil, !view.urgent {
    // What was kept is not offered again. Whom to call is shown all the same.
    _ = try await vault.keepInterview(person.id, replies: [])
    return view.soFar
  }
  // What is urgent stands in the diary already: the same answers are not written twice.
  return try await vault.record(.checkIn(person: person.id, answers: view.answers, note: nil)).triage
}

/// A check-in that a lock broke off, if there is one: goes on with its answers, or forgets them and says whom to call.
@MainActor
func goOn(
  _ vault: Vault, _ person: PersonRef, offer: () async -> Bool,
  ask: (String, FactQuestion, _ mayFinish: Bool) async -> Said, stop: (TriageView) async -> Ending?
) async throws -> TriageView? {
  let kept = try await vault.keptInterview(person.id)
  guard !kept.isEmpty else { return nil }
  if await offer() { return try await checkIn(vault, person, from: kept, ask: ask, stop: stop) }
  let view = try await vault.interview(person.id, replies: kept)
  _ = try await vault.keepInterview(person.id, replies: [])
  return view.soFar
}
// end

// guide: after opening
/// What is told after each opening, before the first screen: of the recovery code, and of what was noted while locked.
/// The notes are told this once.
func news(of vault: Vault) async throws(GradusError) -> [String] {
  let code = try await vault.rotationLeft()?.sentence
  return [code].compactMap { $0 } + (try await vault.inboxNews().sentences)
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
  // An older state is whole: a backup in its place loses more. Where the mark is gone, it may be one.
  case .Damaged(_, "rolled_back", _, _), .Damaged("vault.mark", "missing", _, _): "ask if they know why it is older"
  case .Damaged(_, _, let what, _): "offer the backup: " + what
  case .Busy: "close the other app"
  case .Storage: "free some space, try again"
  case .Internal: "unlock again"
  }
}
// end

// guide: ways in
/// What somebody typed at the lock.
enum Typed { case passcode(Secret), recoveryCode(Secret) }

/// Opens with face or finger, and wherever that does not work with what is typed.
@MainActor
func unlock(_ folder: URL, with keeper: some SecretKeeper, typed: () async -> Typed) async throws -> Vault {
  if case .secret(let kept) = await keeper.recall("face") {
    do {
      return try await Vault.open(folder, platformSecret: kept)
    } catch {
      guard error == .WrongSecret else { throw error }
      // Its way was closed. Forget it, and ask.
      try? await keeper.forget("face")
    }
  }
  switch await typed() {
  case .passcode(let passcode): return try await Vault.open(folder, passcode: passcode)
  // Have a new passcode set next: whoever takes this way has forgotten the old one.
  case .recoveryCode(let code): return try await Vault.recover(folder, recoveryCode: code)
  }
}

/// Lets a face or a finger open the vault from now on, once the passcode was typed.
func allowFace(_ vault: Vault, passcode: Secret, keeper: some SecretKeeper) async throws {
  var bytes = (1...32).map { _ in UInt8.random(in: .min ... .max) }
  let secret = Secret(wiping: &bytes)
  try await keeper.keep("face", secret.copy())
  do {
    _ = try await vault.addPlatformWay(.passcode(passcode), platformSecret: secret)
  } catch {
    try? await keeper.forget("face")
    throw error
  }
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
