// What a call costs from Swift. Printed, not asserted: the figures belong to the machine they were taken on.

import Dispatch
import Foundation
import Gradus
import GradusTestKit

@main struct Bench {
  static func main() async throws {
    if let copy = ProcessInfo.processInfo.environment["GRADUS_LIBRARY_COPY"] { load(copy) }
    let started = DispatchTime.now().uptimeNanoseconds
    uniffiEnsureGradusFfiInitialized()
    row("first call: UniFFI compares checksums", since(started))
    guard let clock = HandClock("2026-03-16T08:30:00+01:00") else { return }
    try await calls(clock)
    try await screens(clock)
    try await year(clock)
  }
}

/// In nanoseconds: by the wall's clock, and what this program had of the processor, all its threads together.
struct Took {
  let wall: UInt64
  let cpu: UInt64
}

func took(_ call: () async throws -> Void) async rethrows -> Took {
  let (before, worked) = (DispatchTime.now().uptimeNanoseconds, processorTime())
  try await call()
  let wall = DispatchTime.now().uptimeNanoseconds - before
  return Took(wall: wall, cpu: processorTime() - worked)
}

func processorTime() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func runs(_ count: Int, _ call: () async throws -> Void) async rethrows -> [Took] {
  var runs: [Took] = []
  for _ in 0..<count { runs.append(try await took(call)) }
  return runs
}

func since(_ start: UInt64) -> Double {
  Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000
}

/// The program is linked with the library and has it already: a copy at another path is loaded anew.
func load(_ copy: String) {
  let started = DispatchTime.now().uptimeNanoseconds
  guard dlopen(copy, RTLD_NOW | RTLD_LOCAL) != nil else { return print("the copy of the library did not load") }
  row("library load", since(started))
}

func row(_ what: String, _ microseconds: Double, _ note: String = "") {
  let name = what.padding(toLength: 48, withPad: " ", startingAt: 0)
  print(name + String(format: "%12.1f us  ", microseconds) + note)
}

/// The median of so many runs and the least, which says what a quiet machine needs.
func row(_ what: String, _ runs: [Took], _ note: String = "") {
  let (wall, cpu) = (runs.map(\.wall).sorted(), runs.map(\.cpu).sorted())
  let told = [wall[0], cpu[cpu.count / 2], cpu[0]].map { Double($0) / 1_000 }
  let more = String(format: "least %.1f; of CPU %.1f, least %.1f  ", told[0], told[1], told[2])
  row(what, Double(wall[wall.count / 2]) / 1_000, more + note)
}

func calls(_ clock: HandClock) async throws {
  let handle = try CoreVault.practiceWith(seed: 1, people: [.infantAfterAnoplasty], now: clock.reading())
  row("the cheapest call, without the actor", try await runs(2_000) { _ = try handle.changeCount() })
  let vault = try await Vault.withInfant(clock: clock)
  row("the same through the actor", try await runs(2_000) { _ = try await vault.changeCount() })
  row("clock reading", await runs(2_000) { _ = SystemClock().reading() })
}

/// The calls that each screen makes, as the demo apps make them: the same list in each language.
func screens(_ clock: HandClock) async throws {
  let vault = try await Vault.withInfant(clock: clock)
  row("what a check-in may ask: facts", try await runs(200) { _ = try facts() })
  row("screen: people, 1 call", try await runs(200) { _ = try await vault.people() })
  row("screen: today, 1 call", try await runs(200) { _ = try await vault.today("Mia") })
  row("screen: plan, 1 call", try await runs(200) { _ = try await vault.plan("Mia") })
  let onAndroid = try await runs(200) {
    _ = try await vault.today("Mia")
    try await rungsAndCharts(vault)
  }
  row("screen: progress on Android, 3 calls", onAndroid)
  let onPhones = try await runs(200) {
    _ = try await vault.progress("Mia")
    try await rungsAndCharts(vault)
  }
  row("screen: progress on iOS, 3 calls", onPhones)
  let replies = try await allLeftOpen(vault)
  row("screen: check-in, 1 call: the first question", try await runs(200) { _ = try await vault.interview("Mia") })
  row(
    "screen: check-in, 1 call: after \(replies.count) replies",
    try await runs(200) { _ = try await vault.interview("Mia", replies: replies) })
  row("screen: timeline, 1 call", try await runs(200) { _ = try await vault.timeline("Mia") })
  row("screen: report, 1 call", try await runs(50) { _ = try await vault.reportHtml("Mia") })
}

func rungsAndCharts(_ vault: Vault) async throws {
  _ = try await vault.plan("Mia")
  _ = try await vault.trends("Mia")
}

/// The longest way through a check-in: no question is answered, so that none is spared.
func allLeftOpen(_ vault: Vault) async throws -> [InterviewReply] {
  var replies: [InterviewReply] = []
  while let question = try await vault.interview("Mia", replies: replies).next {
    replies.append(InterviewReply(id: question.id, answer: nil))
  }
  return replies
}

func passcode() -> Secret { Secret(typed: "a walk along the river") }

/// A year of two sessions a day, on the disk: from the opening to the quick exit.
func year(_ clock: HandClock) async throws {
  let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: scratch) }
  let folder = scratch.appendingPathComponent("vault")
  _ = try await Vault.create(folder, passcode: passcode(), clock: clock)
  let vault = try await Vault.open(folder, passcode: passcode(), clock: clock)
  let draft = PersonDraft(name: "Mia", born: "2025-01-01", role: "caregiver", background: ["none"], operations: [])
  _ = try await vault.record(.addPerson(draft: draft))
  let csv = diary(until: clock)
  row(
    "a year: import of 730 sessions",
    try await runs(1) { _ = try await vault.importSessions("Mia", csv: csv, write: true) })
  try vault.lock()
  var (openings, exits): ([Took], [Took]) = ([], [])
  for _ in 0..<10 {
    var opened: Vault?
    openings.append(try await took { opened = try await opening(folder, clock) })
    exits.append(try await took { try opened?.lock() })
  }
  row("a year: opening, 6 calls, stretching included", openings)
  row("a year: quick exit, 1 call", exits)
  try await used(try await Vault.open(folder, passcode: passcode(), clock: clock))
}

func used(_ vault: Vault) async throws {
  let replies = Array(try await allLeftOpen(vault).prefix(1))
  let answers = try await runs(50) {
    // The first question, left open: what comes next is asked, and the reply is on the disk.
    _ = try await vault.interview("Mia", replies: replies)
    _ = try await vault.keepInterview("Mia", replies: replies)
  }
  row("a year: one answer of a check-in, 2 calls", answers)
  let draft = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], painPeak: "1", bleeding: "none")
  let logged = try await runs(50) { _ = try await vault.record(.logSession(person: "Mia", draft: draft)) }
  row("a year: log a session, 1 call", logged)
  row("a year: timeline (bar: 5000)", try await runs(50) { _ = try await vault.timeline("Mia") })
  row("a year: today", try await runs(50) { _ = try await vault.today("Mia") })
  row("a year: trends", try await runs(50) { _ = try await vault.trends("Mia") })
  row("a year: report", try await runs(5) { _ = try await vault.reportHtml("Mia") })
  row("a year: verify", try await runs(5) { _ = try await vault.verify() })
  try vault.lock()
}

/// From the passcode to the first screen.
func opening(_ folder: URL, _ clock: HandClock) async throws -> Vault {
  let vault = try await Vault.open(folder, passcode: passcode(), clock: clock)
  _ = try await vault.setLanguage("en")
  _ = try await vault.inboxNews()
  _ = try await vault.people()
  _ = try await vault.keptInterview("Mia")
  _ = try await vault.today("Mia")
  return vault
}

func diary(until clock: HandClock) -> String {
  var csv = "date,time,size,pain,bleeding\n"
  guard let today = CivilDay(of: clock.now) else { return csv }
  for ago in (1...365).reversed() {
    for time in ["08:00", "19:30"] {
      csv += "\(today.adding(days: -ago)?.description ?? ""),\(time),9 mm,1,none\n"
    }
  }
  return csv
}
