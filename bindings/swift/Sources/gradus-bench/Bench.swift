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

/// Of so many runs, in microseconds. The least says what a quiet machine needs.
struct Took {
  let median: Double
  let least: Double
}

func median(_ runs: Int, _ call: () async throws -> Void) async rethrows -> Took {
  var times: [UInt64] = []
  for _ in 0..<runs {
    let before = DispatchTime.now().uptimeNanoseconds
    try await call()
    times.append(DispatchTime.now().uptimeNanoseconds - before)
  }
  times.sort()
  return Took(median: Double(times[runs / 2]) / 1_000, least: Double(times[0]) / 1_000)
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
  let name = what.padding(toLength: 44, withPad: " ", startingAt: 0)
  print(name + String(format: "%12.1f us  ", microseconds) + note)
}

func row(_ what: String, _ took: Took, _ note: String = "") {
  row(what, took.median, String(format: "least %.1f us  ", took.least) + note)
}

func calls(_ clock: HandClock) async throws {
  let handle = try CoreVault.practiceWith(seed: 1, people: [.infantAfterAnoplasty], now: clock.reading())
  row("the cheapest call, without the actor", try await median(2_000) { _ = try handle.changeCount() })
  let vault = try await Vault.withInfant(clock: clock)
  row("the same through the actor", try await median(2_000) { _ = try await vault.changeCount() })
  row("clock reading", await median(2_000) { _ = SystemClock().reading() })
}

func screens(_ clock: HandClock) async throws {
  let vault = try await Vault.withInfant(clock: clock)
  row("screen: Today", try await median(200) { _ = try await vault.today("Mia") }, "1 call")
  row("screen: Plan", try await median(200) { _ = try await vault.plan("Mia") }, "1 call")
  row("screen: Progress, a week", try await median(200) { try await progressScreen(vault) }, "2 calls")
  row("screen: People", try await median(200) { _ = try await vault.people() }, "1 call")
  let replies = try await allLeftOpen(vault)
  row("screen: Check-in, its first question", try await median(200) { _ = try await vault.interview("Mia") }, "1 call")
  row(
    "screen: Check-in, after \(replies.count) replies",
    try await median(200) { _ = try await vault.interview("Mia", replies: replies) }, "1 call")
  row("report of a week", try await median(20) { _ = try await vault.reportHtml("Mia") }, "1 call")
  row("log a session", try await median(100) { try await log(vault, clock) }, "1 call")
  row("a vault in memory with a week in it", try await median(10) { _ = try await Vault.withInfant(clock: clock) })
}

func progressScreen(_ vault: Vault) async throws {
  _ = try await vault.progress("Mia")
  _ = try await vault.timeline("Mia")
}

/// The longest way through a check-in: no question is answered, so that none is spared.
func allLeftOpen(_ vault: Vault) async throws -> [InterviewReply] {
  var replies: [InterviewReply] = []
  while let question = try await vault.interview("Mia", replies: replies).next {
    replies.append(InterviewReply(id: question.id, answer: nil))
  }
  return replies
}

func log(_ vault: Vault, _ clock: HandClock) async throws {
  clock.advance(by: .seconds(12 * 3600))
  let draft = SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)], painPeak: "1", bleeding: "none")
  _ = try await vault.record(.logSession(person: "Mia", draft: draft))
}

/// A year of two sessions a day.
func year(_ clock: HandClock) async throws {
  let vault = try await Vault.practice(seed: 2, clock: clock)
  let draft = PersonDraft(name: "Mia", born: "2025-01-01", role: "caregiver", background: ["none"], operations: [])
  guard let today = CivilDay(of: clock.now) else { return }
  _ = try await vault.record(.addPerson(draft: draft))
  var csv = "date,time,size,pain,bleeding\n"
  for ago in (1...365).reversed() {
    for time in ["08:00", "19:30"] {
      csv += "\(today.adding(days: -ago)?.description ?? ""),\(time),9 mm,1,none\n"
    }
  }
  let before = DispatchTime.now().uptimeNanoseconds
  let taken = try await vault.importSessions("Mia", csv: csv, write: true).taken
  let import730 = since(before)
  let items = try await vault.timeline("Mia").items.count
  row("a year of timeline", try await median(50) { _ = try await vault.timeline("Mia") }, "\(items) items; aim: 5000")
  row("a year's Today", try await median(50) { _ = try await vault.today("Mia") })
  row("a year's report", try await median(5) { _ = try await vault.reportHtml("Mia") })
  row("import of a year", import730, "\(taken) sessions")
  row("verify a year", try await median(5) { _ = try await vault.verify() })
}
