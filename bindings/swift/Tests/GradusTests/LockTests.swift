import Foundation
import Gradus
import GradusTestKit
import Testing

/// Locking works from anywhere, past everything that waits.
@Suite(.timeLimit(.minutes(30))) struct LockTests {
  @Test func everyVerbAnswersLockedAfterwards() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let atOnce = LockPolicyView(lockAfterS: 0, staysOpenWithoutScreen: false, eraseAfter: nil)
    try vault.lock()
    try vault.lock()
    let verbs: [(String, () async throws -> Void)] = [
      ("record", { _ = try await vault.record(.skip(person: "Mia", occurrence: nil, reason: "travel")) }),
      ("importSessions", { _ = try await vault.importSessions("Mia", csv: "date,size\n") }),
      ("setLanguage", { _ = try await vault.setLanguage("es") }),
      ("changePasscode", { try await vault.changePasscode(.passcode(sesame()), to: sesame()) }),
      ("renewRecoveryCode", { _ = try await vault.renewRecoveryCode(.passcode(sesame())) }),
      ("addPlatformWay", { _ = try await vault.addPlatformWay(.passcode(sesame()), platformSecret: finger()) }),
      ("removeWay", { try await vault.removeWay(.passcode(sesame()), id: 3) }),
      ("setLockPolicy", { try await vault.setLockPolicy(atOnce) }),
      ("people", { _ = try await vault.people() }),
      ("person", { _ = try await vault.person() }),
      ("personDetails", { _ = try await vault.personDetails("Mia") }),
      ("entryDetails", { _ = try await vault.entryDetails("Mia", entry: "") }),
      ("today", { _ = try await vault.today("Mia") }),
      ("inboxNews", { _ = try await vault.inboxNews() }),
      ("interview", { _ = try await vault.interview("Mia") }),
      ("keepInterview", { _ = try await vault.keepInterview("Mia", replies: []) }),
      ("keptInterview", { _ = try await vault.keptInterview("Mia") }),
      ("setting", { _ = try await vault.setting("Mia") }),
      ("startRun", { _ = try await vault.startRun("Mia") }),
      ("run", { _ = try await vault.run("Mia") }),
      ("runEvent", { _ = try await vault.runEvent("Mia", "stop") }),
      ("finishRun", { _ = try await vault.finishRun("Mia") }),
      ("abandonRun", { try await vault.abandonRun("Mia") }),
      ("plan", { _ = try await vault.plan("Mia") }),
      ("planHistory", { _ = try await vault.planHistory("Mia") }),
      ("planFor", { _ = try await vault.planFor("Mia", text: "") }),
      ("planReplaced", { _ = try await vault.planReplaced("Mia", text: "") }),
      ("planKnown", { _ = try await vault.planKnown("Mia") }),
      ("devices", { _ = try await vault.devices("Mia") }),
      ("reminders", { _ = try await vault.reminders() }),
      ("planPreview", { _ = try await vault.planPreview("Mia", weeks: 1) }),
      ("progress", { _ = try await vault.progress("Mia") }),
      ("timeline", { _ = try await vault.timeline("Mia") }),
      ("trends", { _ = try await vault.trends("Mia") }),
      ("reportHtml", { _ = try await vault.reportHtml("Mia") }),
      ("verify", { _ = try await vault.verify() }),
      ("rotateKey", { _ = try await vault.rotateKey(.passcode(sesame()), to: sesame()) }),
      ("rotationLeft", { _ = try await vault.rotationLeft() }),
      ("recoveryCodeNoted", { try await vault.recoveryCodeNoted() }),
      ("changeCount", { _ = try await vault.changeCount() }),
      ("changes", { _ = try await vault.changes(since: 0) }),
    ]
    for (name, verb) in verbs {
      #expect(await refusal(verb) == .Locked, "\(name)")
    }
    let source =
      try Checkout.text("bindings/swift/Sources/Gradus/Vault.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Ways.swift")
    for line in source.split(separator: "\n") where line.hasPrefix("  public func ") {
      let name = line.dropFirst("  public func ".count).prefix { $0 != "(" }
      #expect(verbs.contains { $0.0 == name }, "\(name) is not tried after a lock")
    }
  }

  /// A call that has begun and stands still does not keep the vault from being locked, nor do those behind it.
  @Test func lockDoesNotWaitInTheQueue() async throws {
    let clock = HaltingClock(morning())
    let vault = try await Vault.withInfant(clock: clock)
    clock.halt()
    let running = Task { await refusal { _ = try await vault.today("Mia") } }
    await clock.untilSomebodyReads()
    let waiting = (1...20).map { _ in Task { await refusal { _ = try await vault.reportHtml("Mia") } } }
    try vault.lock()
    clock.goOn()
    #expect(await running.value == .Locked)
    for call in waiting {
      #expect(await call.value == .Locked)
    }
  }

  /// A long call in the core breaks off, and has written nothing; or it was nearly done, and has written everything.
  @Test func lockBreaksALongCallOff() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let halting = HaltingClock(clock)
    _ = try await Vault.create(scratch.vault, passcode: sesame(), stretch: .light, clock: clock)
    let vault = try await Vault.open(scratch.vault, passcode: sesame(), clock: halting)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    let before = try await vault.changeCount()

    let csv = diary(rows: 4_000)
    halting.halt()
    let running = Task { await refusal { _ = try await vault.importSessions(ada, csv: csv, write: true) } }
    await halting.untilSomebodyReads()
    halting.goOn()
    try vault.lock()
    let thrown = await running.value

    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    let after = try await again.changeCount()
    #expect(thrown == nil || thrown == .Locked)
    if thrown == .Locked {
      #expect(after == before)
    } else {
      #expect(after >= before + 4_000)
    }
    #expect(try await again.verify().sound)
  }

  @Test func manyMayLockAtOnce() async throws {
    let vault = try await Vault.withAdult(clock: morning())
    await withTaskGroup(of: GradusError?.self) { tasks in
      for _ in 1...32 {
        tasks.addTask { await refusal { try vault.lock() } }
      }
      for await thrown in tasks {
        #expect(thrown == nil)
      }
    }
    #expect(await refusal { _ = try await vault.people() } == .Locked)
  }

  /// Calls run on the vault's own thread, so that one that stands still leaves Swift's shared threads free.
  @Test func aCallThatStandsStillHoldsNoSharedThread() async throws {
    let clocks = (1...16).map { _ in HaltingClock(morning()) }
    var calls: [Task<GradusError?, Never>] = []
    for clock in clocks {
      let vault = try await Vault.withInfant(clock: clock)
      clock.halt()
      calls.append(Task { await refusal { _ = try await vault.today("Mia") } })
    }
    for clock in clocks {
      await clock.untilSomebodyReads()
    }
    // All sixteen stand still, more than there are shared threads; and yet this runs.
    #expect(await Task.detached { 6 * 7 }.value == 42)
    clocks.forEach { $0.goOn() }
    for call in calls {
      #expect(await call.value == nil)
    }
  }
}

/// A clock at which a call can be made to stand still.
final class HaltingClock: GradusClock, @unchecked Sendable {
  private let hands: HandClock
  private let gate = NSCondition()
  private var isHalted = false
  private let (readings, reader) = AsyncStream.makeStream(of: Void.self)

  init(_ hands: HandClock) {
    self.hands = hands
  }

  func reading() -> ClockReading {
    gate.lock()
    defer { gate.unlock() }
    if isHalted { reader.yield() }
    while isHalted { gate.wait() }
    return hands.reading()
  }

  func halt() {
    gate.withLock { isHalted = true }
  }

  func goOn() {
    gate.withLock {
      isHalted = false
      gate.broadcast()
    }
  }

  func untilSomebodyReads() async {
    for await _ in readings { return }
  }
}

extension PersonDraft {
  static func adult(_ name: String) -> PersonDraft {
    PersonDraft(name: name, born: "1981-07-04", role: "self", background: ["none"], operations: [])
  }
}

/// A diary in CSV with one session a day, the last one on 1 March 2026.
func diary(rows: Int) -> String {
  let last = CivilDay("2026-03-01")
  let lines = (0..<rows).reversed().map { ago in
    "\(last?.adding(days: -ago)?.description ?? ""),20:00,12 mm,1,none"
  }
  return "date,time,size,pain,bleeding\n" + lines.joined(separator: "\n") + "\n"
}
