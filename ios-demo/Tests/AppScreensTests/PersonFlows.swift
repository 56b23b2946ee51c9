@testable import AppLogic
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// Changing what is written about somebody: it begins with what stands, and nothing goes unsaid.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct PersonFlows {
  private let dated = PersonDraft(
    name: "Mia", born: "2026-01-02", role: "caregiver",
    background: ["anorectal_malformation", "hirschsprung=2026-02-01", "preterm:34"],
    operations: ["pull_through", "anoplasty=2026-02-24"])

  private let operation = "PSARP / Anoplasty, 24 February 2026"

  /// A diary about the one above, at the form that changes her.
  private func changing() async throws -> Stage {
    let stage = try await Stage.practice([])
    let diary = try #require(stage.diary)
    _ = try await diary.vault.record(.addPerson(draft: dated))
    await diary.load()
    await stage.screen.settle()
    try await open(stage)
    return stage
  }

  private func open(_ stage: Stage) async throws {
    try await stage.screen.press(stage.words(.personChange, "Mia"))
  }

  private func written(_ stage: Stage) async throws -> PersonDraft {
    let diary = try #require(stage.diary)
    return try await diary.vault.personDetails(try #require(diary.person).id)
  }

  private func isChosen(_ label: String, _ stage: Stage) -> Bool? {
    stage.screen.control(label)?.traits.contains("selected")
  }

  @Test func whatStandsIsShownChosenAndStaysAsItIs() async throws {
    let stage = try await changing()
    #expect(try await written(stage) == dated)
    #expect(stage.screen.shows("Everything that is written stands here."))
    for label in ["Somebody I look after", "Anorectal malformation", "Hirschsprung disease"] {
      #expect(isChosen(label, stage) == true, "\(label)")
    }
    #expect(isChosen("Blood thinners", stage) == false && isChosen("None of these", stage) == false)
    let values = ["Name that you use at home": "Mia", "Year": "2026", stage.words(.pretermWeeks): "34"]
    for (label, value) in values { #expect(stage.screen.control(label)?.value == value, "\(label)") }
    #expect(stage.screen.texts.contains("Pull-through") && stage.screen.texts.contains(operation))
    try await stage.press(.save)
    #expect(stage.screen.shows("Saved."))
    #expect(try await written(stage) == dated, "with every day")
  }

  @Test func aNameIsChangedAndSomethingIsAddedUnasked() async throws {
    let stage = try await changing()
    let before = try #require(stage.diary?.person)
    try await stage.screen.type("Mia Rose", into: "Name that you use at home")
    try await stage.screen.type("35", into: stage.words(.pretermWeeks))
    try await stage.screen.press("A stoma")
    try await stage.press(.save)
    #expect(stage.screen.shows("Saved.") && stage.screen.shows("Mia Rose"))
    let after = try await written(stage)
    #expect(Set(after.background) == Set(dated.background.dropLast() + ["preterm:35", "stoma"]))
    #expect(after.operations == dated.operations)
    #expect(stage.diary?.person?.id == before.id && stage.diary?.person?.born == before.born)
  }

  @Test func nothingStandsIsShownToo() async throws {
    let stage = try await Stage.practice([])
    let diary = try #require(stage.diary)
    let none = PersonDraft(name: "Mia", born: "2026-01-02", role: "caregiver", background: ["none"], operations: [])
    _ = try await diary.vault.record(.addPerson(draft: none))
    await diary.load()
    await stage.screen.settle()
    try await open(stage)
    #expect(isChosen("None of these", stage) == true)
    try await stage.press(.save)
    #expect(try await written(stage) == none)
  }

  @Test func takingOutAsksForAYesThatNamesIt() async throws {
    let stage = try await changing()
    try await stage.screen.press("Hirschsprung disease")
    try await stage.screen.type("", into: stage.words(.pretermWeeks))
    try await stage.screen.press("Remove Pull-through")
    try await stage.press(.save)
    for name in ["Hirschsprung disease", "Born early", "Pull-through"] {
      #expect(stage.screen.texts.contains("Is this no longer true: \(name)?"))
      #expect(try await written(stage) == dated, "nothing is written before the last yes")
      try await stage.screen.press("Yes, take out: \(name)")
    }
    #expect(stage.screen.shows("Saved."))
    let after = try await written(stage)
    #expect(after.background == ["anorectal_malformation"] && after.operations == ["anoplasty=2026-02-24"])
  }

  @Test func aNoPutsItBackAsItStood() async throws {
    let stage = try await changing()
    try await stage.screen.press("None of these")
    try await stage.screen.type("", into: stage.words(.pretermWeeks))
    try await stage.screen.press("Remove \(operation)")
    try await stage.press(.save)
    for name in ["Anorectal malformation", "Hirschsprung disease", "Born early", operation] {
      try await stage.screen.press("No, keep: \(name)")
    }
    #expect(stage.screen.shows("Saved."))
    #expect(try await written(stage) == dated)
  }

  @Test func allOfItIsTakenOutByName() async throws {
    let stage = try await changing()
    try await stage.screen.press("None of these")
    try await stage.screen.type("", into: stage.words(.pretermWeeks))
    try await stage.press(.save)
    for name in ["Anorectal malformation", "Hirschsprung disease", "Born early"] {
      try await stage.screen.press("Yes, take out: \(name)")
    }
    let after = try await written(stage)
    #expect(after.background == ["none"] && after.operations == dated.operations)
  }

  /// The day of an operation is put right, and the operation stays, under whichever of its two names.
  @Test func anotherDayTakesNothingOut() async throws {
    let stage = try await changing()
    try await stage.screen.press("Remove \(operation)")
    try await stage.screen.press("PSARP")
    for (label, text) in [("Day", "25"), ("Month", "2"), ("Year", "2026")] {
      try await stage.screen.type(text, into: label, nth: 1)
    }
    try await stage.press(.operationKeep)
    try await stage.press(.save)
    #expect(stage.screen.shows("Saved."))
    #expect(try await written(stage).operations == ["pull_through", "anoplasty=2026-02-25"])
  }

  @Test func quickExitFromTheQuestionWritesNothing() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary()
    try await stage.addMia()
    let before = try await written(stage)
    try await open(stage)
    try await stage.screen.press("Remove \(operation)")
    try await stage.press(.save)
    #expect(stage.screen.shows("Is this no longer true"))
    try await stage.reopen()
    #expect(try await written(stage) == before)
  }
}
