import Foundation
import Gradus
import GradusTestKit
import Testing

/// Each verb, on a practice vault and on a real folder.
@Suite(.timeLimit(.minutes(30))) struct VerbTests {
  enum Place: CaseIterable {
    case memory, disk
  }

  @Test(arguments: Place.allCases) func aWeekWithAnAdult(_ place: Place) async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault =
      switch place {
      case .memory: try await Vault.practice(seed: 3, clock: clock)
      case .disk: try await vaultOnDisk(scratch, clock)
      }
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    #expect(try await vault.people().map(\.id) == [ada])
    #expect(try await vault.person("Ada").bornDay == CivilDay(year: 1981, month: 7, day: 4))
    #expect(try await vault.today(ada).plan == nil)

    let form = try #require(try publishedPlans().first { $0.name == "adult-stenosis-form" })
    let adopted = try await vault.record(.adoptPlan(person: ada, text: form.text, fills: Self.filledIn))
    let plan = try await vault.plan(ada)
    #expect(plan.version == adopted.entry)
    #expect(plan.effectiveDay == CivilDay("2026-03-16"))
    #expect(plan.ladderTenthsMm == [120, 130, 140])
    #expect(try await vault.planHistory(ada) == [plan])

    try await hold(vault, ada)
    try await fallIll(vault, ada, clock)
    try await lookBack(vault, ada)
    #expect(try await vault.verify().sound)
    let lived = canonicalJson(try await vault.timeline(ada))
    try vault.lock()
    if place == .disk {
      let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
      #expect(canonicalJson(try await again.timeline(ada)) == lived)
    }
  }

  @Test func aCheckInAsksAndCallsInItsMidst() async throws {
    let clock = morning()
    let vault = try await Vault.practice(seed: 7, people: [.infantAfterAnoplasty], clock: clock)
    var replies: [InterviewReply] = []
    var view = try await vault.interview("Mia")
    #expect(view.part == .required)
    #expect(!view.mayFinish)
    let said = ["drowsy": "false", "vomiting": "none", "belly_distended": "false", "temperature_c": "38.4"]
    while !view.urgent {
      let next = try #require(view.next)
      let answer = said[next.id]
      replies.append(InterviewReply(id: next.id, answer: answer))
      view = try await vault.interview("Mia", replies: replies)
    }
    #expect(replies.last?.id == "temperature_c")
    let call = try #require(view.soFar)
    #expect(call.disposition == .emergency)
    #expect(call.contacts.map(\.phone) == ["+44 1632 960 114"])
    #expect(view.mayFinish)
    let recorded = try await vault.record(.checkIn(person: "Mia", answers: view.answers, note: nil))
    #expect(recorded.triage?.sentence == call.sentence)
    #expect(try await vault.today("Mia").contacts == call.contacts)
    #expect(try await vault.plan("Mia").contacts == call.contacts)
    let twice = [InterviewReply(id: "worry", answer: "none"), InterviewReply(id: "worry", answer: nil)]
    #expect(await refusal { _ = try await vault.interview("Mia", replies: twice) }.map(\.kind) == "invalid")
    #expect(try interviewWithoutVault(replies: [], now: clock.reading()).next?.id == "drowsy")
  }

  @Test func theSettingAsksWhatTheVaultDoesNotTell() async throws {
    let clock = morning()
    let vault = try await Vault.practice(seed: 7, people: [.infantAfterAnoplasty], clock: clock)
    var answers: [FactAnswer] = []
    var view = try await vault.setting("Mia")
    #expect(view.setting == .professional)
    var screens = 0
    while let screen = view.screens.first {
      answers += screen.questions.map { FactAnswer(id: $0.id, answer: $0.levels.first ?? $0.least ?? "false") }
      view = try await vault.setting("Mia", answers: answers)
      screens += 1
    }
    #expect(screens == 2)
    #expect(view.setting == .home)
    #expect(view.reasons.contains { $0.id == "SH2" && $0.sources.first?.id == "S8" })
    #expect(view.contacts.map(\.phone) == ["+44 1632 960 114"])
    let wrong = [FactAnswer(id: "bleeding", answer: "none")]
    #expect(await refusal { _ = try await vault.setting("Mia", answers: wrong) }.map(\.kind) == "invalid")
    #expect(try settingWithoutVault(answers: [], now: clock.reading()).setting == .professional)
    #expect(try settingFacts().contains { $0.id == "clinic_start" })
  }

  @Test func aNewPlanIsLookedAtBeforeItIsAdopted() async throws {
    let vault = try await Vault.practice(seed: 3, clock: morning())
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    let form = try #require(try publishedPlans().first { $0.name == "adult-stenosis-form" }).text
    #expect(try await vault.planReplaced(ada, text: form, fills: Self.filledIn) == nil)
    _ = try await vault.record(.adoptPlan(person: ada, text: form, fills: Self.filledIn))

    let changed = ["ladder.goal_mm": "13", "start.on": "2026-03-20"]
    let fills = Self.filledIn.map { Fill(field: $0.field, value: changed[$0.field] ?? $0.value) }
    let view = try #require(try await vault.planReplaced(ada, text: form, fills: fills))
    #expect(view.sinceDay == CivilDay("2026-03-16"))
    #expect(view.untilDay == CivilDay("2026-03-20"))
    let goal = try #require(view.changes.first { $0.field == "ladder.goal_mm" })
    #expect(goal.before == "14" && goal.after == "13" && !goal.sentence.isEmpty)
    let alone = try await vault.planFor(ada, text: form, fills: fills)
    #expect(alone.goalTenthsMm == 130 && alone.version == nil)
    #expect(await refusal { _ = try await vault.planFor(ada, text: form) }?.kind == "invalid")
    #expect(await refusal { _ = try await vault.planFor("Nobody", text: form, fills: fills) }?.kind == "not_found")
    #expect(try await vault.planHistory(ada).count == 1)
    #expect(await refusal { _ = try await vault.planReplaced(ada, text: form) }?.kind == "invalid")
    let again = await refusal { _ = try await vault.planReplaced(ada, text: form, fills: Self.filledIn) }
    #expect(again?.kind == "refused")
    _ = try await vault.record(.adoptPlan(person: ada, text: form, fills: fills))
    let coming = try #require(try await vault.today(ada).nextPlan)
    #expect(coming.beginsDay == CivilDay("2026-03-20") && coming.title == view.title)
    let bea = try await vault.record(.addPerson(draft: .adult("Bea"))).person
    _ = try await vault.record(.adoptPlan(person: bea, text: form, fills: fills))
    #expect(try await vault.today(bea).planBeginsDay == CivilDay("2026-03-20"))
    #expect(try await vault.today(bea).nextPlan == nil)
  }

  @Test func theDateOfTheOperationIsKnownFromThePerson() async throws {
    let vault = try await Vault.practice(seed: 3, clock: morning())
    let operated = PersonDraft(
      name: "Mia", born: try #require(CivilDay("2026-01-20")), role: "caregiver",
      background: ["anorectal_malformation"], operations: [("psarp", try #require(CivilDay("2026-02-17")))])
    _ = try await vault.record(.addPerson(draft: operated))
    _ = try await vault.record(.addPerson(draft: .adult("Ada")))
    #expect(try await vault.planKnown("Mia") == [Fill(field: "start.operation", value: "2026-02-17")])
    #expect(try await vault.planKnown("Ada").isEmpty)
  }

  private func hold(_ vault: Vault, _ ada: String) async throws {
    let before = try await vault.today(ada)
    #expect(before.civilDay == CivilDay("2026-03-16"))
    #expect(before.slots.map(\.status) == [.due])
    let draft = SessionDraft(
      size: "12", ease: "easy", holds: [.seconds(90)], held: Rfc3339.date("2026-03-16T08:10:00+01:00"),
      in: TimeZone(secondsFromGMT: 3600) ?? .gmt, painPeak: "1", bleeding: "none", cleaned: true, note: "fine")
    let logged = try await vault.record(.logSession(person: ada, draft: draft))
    #expect(logged.triage == nil)
    let after = try await vault.today(ada)
    #expect(after.slots.map(\.status) == [.done])
    #expect(before.notBeforeMoment == nil)
    #expect(after.notBeforeMoment == Rfc3339.date("2026-03-16T20:10:00+01:00"))
    let progress = try await vault.progress(ada)
    #expect(progress.kind == .hold)
    #expect(
      await refusal { _ = try await vault.record(.takeStep(person: ada, toTenthsMm: 130)) }
        .map(\.kind) == "refused")
    let item = try #require(try await vault.timeline(ada).items.first { $0.entry == logged.entry })
    #expect(item.moment == Rfc3339.date("2026-03-16T07:10:00Z"))
  }

  private func fallIll(_ vault: Vault, _ ada: String, _ clock: HandClock) async throws {
    clock.advance(by: .seconds(24 * 3600))
    _ = try await vault.record(.skip(person: ada, occurrence: nil, reason: "illness"))
    let answers = [FactAnswer(id: "temperature_c", answer: "39.5"), FactAnswer(id: "fever", answer: "true")]
    let known = Set(try facts().map(\.id))
    let checkIn = try await vault.record(
      .checkIn(person: ada, answers: answers.filter { known.contains($0.id) }, note: "hot"))
    let triage = try #require(checkIn.triage)
    #expect(triage.disposition != .continue)
    let gate = try await vault.today(ada).gate
    #expect(gate.gate != .allow)
    _ = try await vault.record(
      .recordContact(
        person: ada, draft: ContactDraft(who: "Dr Brandt", said: "go on", outcome: "resume", about: ["all"])))
    #expect(try await vault.today(ada).gate.gate != .blocked)
    _ = try await vault.record(
      .recordVisit(person: ada, draft: VisitDraft(kind: "calibration", who: "Dr Brandt", calibrated: "13")))
    var draft = PersonDraft.adult("Ada B.")
    draft.background = ["hirschsprung"]
    _ = try await vault.record(.changePerson(person: ada, draft: draft))
    #expect(try await vault.personDetails(ada) == draft)
    #expect(try await vault.people().map(\.name) == ["Ada B."])
  }

  private func lookBack(_ vault: Vault, _ ada: String) async throws {
    let csv = "date,time,size,pain,bleeding\n2026-03-10,20:00,12 mm,1,none\n2026-03-11,20:00,12 mm,2,none\n"
    let preview = try await vault.importSessions(ada, csv: csv)
    #expect(preview.taken == 2 && !preview.written)
    let written = try await vault.importSessions(ada, csv: csv, write: true)
    #expect(written.taken == 2 && written.written)
    #expect(try await vault.importSessions(ada, csv: csv).alreadyThere == 2)

    let days = (CivilDay("2026-03-10"), CivilDay("2026-03-11"))
    let part = try await vault.timeline(ada, from: days.0, to: days.1)
    #expect(part.items.map(\.kind) == ["session", "session"])
    #expect(part.firstDay == days.0 && part.lastDay == days.1)
    let size = try #require(try await vault.trends(ada, from: days.0, to: days.1).charts.first { $0.id == "size" })
    #expect(size.series[0].points.count == 2 && size.svg?.hasPrefix("<svg") == true && !size.sentence.isEmpty)
    let page = try await vault.reportHtml(ada, from: days.0, to: days.1)
    #expect(page.contains("<svg") && page.contains("Ada B."))
    #expect(try await !vault.reportHtml(ada).contains(">hot<"))
  }

  /// What the form for adults leaves blank.
  static var filledIn: [Fill] {
    [
      ("prescriber", "Dr Example"), ("device.kind", "graded"), ("device.material", "silicone"), ("device.base", "true"),
      ("ladder.sizes_mm", "[12, 13, 14]"), ("ladder.start_mm", "12"), ("ladder.goal_mm", "14"),
      ("precondition[1].met_on", "2026-03-09"), ("start.on", "2026-03-16"),
      ("phase[1].per_day", "1"), ("phase[1].min_gap_h", "12"),
      ("phase[1].insertions", "1"), ("phase[1].hold_s", "{ min = 60, target = 90, max = 300 }"),
      ("step_up.days_at_size", "7"), ("step_up.sessions_in_a_row", "3"), ("step_up.max_pain", "3"),
      ("review_by", "2026-04-15"), ("contact[1].name", "Surgical clinic"), ("contact[1].phone", "+44 1632 960 115"),
    ].map { Fill(field: $0.0, value: $0.1) }
  }

  @Test func theProposedStepIsTaken() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let proposal = try await vault.progress("Mia")
    #expect(proposal.kind == .advance)
    let size = try #require(proposal.toTenthsMm)
    _ = try await vault.record(.takeStep(person: "Mia", toTenthsMm: size))
    #expect(try await vault.today("Mia").sizeTenthsMm == size)
  }

  @Test func aPracticeVaultFollowsItsSeed() async throws {
    let clock = morning()
    let (first, second) = (
      try await Vault.withAdult(seed: 9, clock: clock), try await Vault.withAdult(seed: 9, clock: clock)
    )
    let other = try await Vault.withAdult(seed: 10, clock: clock)
    let ids = (try await first.person().id, try await second.person().id, try await other.person().id)
    #expect(ids.0 == ids.1)
    #expect(ids.0 != ids.2)
    let (one, two) = (try await first.today("Robin"), try await second.today("Robin"))
    #expect(canonicalJson(one) == canonicalJson(two))
  }

  /// The whole folder is put back, mark and all: only a code that was kept elsewhere can tell.
  @Test func aCodeThatWasKeptElsewhereTellsAnOlderCopy() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let early = try await vault.verify().freshnessCode
    try vault.lock()
    let copy = scratch.folder.appendingPathComponent("copy")
    try FileManager.default.copyItem(at: scratch.vault, to: copy)

    let again = try await Vault.open(scratch.vault, passcode: sesame(), clock: clock)
    _ = try await again.record(.addPerson(draft: .adult("Ada")))
    let late = try await again.verify().freshnessCode
    #expect(try await again.verify().freshness == nil)
    #expect(try await again.verify(notOlderThan: early).freshness == .fresh)
    #expect(try await again.verify(notOlderThan: late).freshness == .fresh)
    #expect(await refusal { _ = try await again.verify(notOlderThan: "half a code") }?.kind == "invalid")

    let older = try await Vault.open(copy, passcode: sesame(), clock: clock)
    #expect(try await older.verify().sound)
    let found = try await older.verify(notOlderThan: late)
    #expect(found.freshness == .rolledBack && !found.sound && !found.problems.isEmpty)
    let elsewhere = try await Vault.practice(seed: 3, clock: clock)
    #expect(try await elsewhere.verify(notOlderThan: late).freshness == .unknown)
  }

  @Test func theStandardStretchOpensToo() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    _ = try await Vault.create(scratch.vault, passcode: sesame(), clock: clock)
    try await Vault.open(scratch.vault, passcode: sesame(), clock: clock).lock()
  }
}
