@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// A report: of which days, what goes out, and what is left of it on the phone.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct ReportFlows {
  private func open() async throws -> Stage {
    let stage = try await Stage.practice([.infantAfterAnoplasty])
    try await stage.press(.report)
    return stage
  }

  private func page(_ stage: Stage, from first: String?, withNotes: Bool = false) async throws -> String {
    let diary = try #require(stage.diary)
    return try await diary.vault.reportHtml(
      try #require(diary.person).id, from: first.flatMap { CivilDay($0) }, to: CivilDay("2026-03-16"),
      withNotes: withNotes)
  }

  private func text(_ file: URL?) throws -> String { try String(contentsOf: #require(file), encoding: .utf8) }

  @Test func flow44TheReportHasTheDaysThatWereChosenWithTodayAndNoNotes() async throws {
    let stage = try await open()
    defer { stage.clear() }
    try await stage.press(.reportShow)
    #expect(stage.screen.shows("Still to do: " + stage.words(.reportSpan)) && stage.sharing.shown.isEmpty)
    let note = "slept badly after it"
    let diary = try #require(stage.diary)
    let held = SessionDraft(
      size: "9", ease: "easy", holds: [.seconds(30)], occurrence: nil, painPeak: "1", bleeding: "none", stopReason: nil,
      note: note)
    _ = try await diary.vault.record(.logSession(person: try #require(diary.person).id, draft: held))
    for (span, first) in [("7", "2026-03-10"), ("30", "2026-02-15"), ("all", nil)] as [(String, String?)] {
      try await stage.screen.press(stage.words.choices("report_span", [span])[0].words)
      try await stage.press(.reportShow)
      let wanted = try await page(stage, from: first)
      #expect(try text(stage.sharing.shown.last) == wanted && !wanted.contains(note), "\(span)")
    }
    try await stage.screen.press(stage.words.choices("report_notes", ["with"])[0].words)
    try await stage.press(.reportShow)
    let whole = try await page(stage, from: nil, withNotes: true)
    #expect(try text(stage.sharing.shown.last) == whole && whole.contains(note))
  }

  @Test func flow44WhatIsShownIsTheFileThatGoesOut() async throws {
    let stage = try await open()
    defer { stage.clear() }
    try await stage.screen.press(stage.words.choices("report_span", ["7"])[0].words)
    try await stage.press(.reportShow)
    try await stage.press(.reportShare)
    #expect(stage.sharing.shared == stage.sharing.shown && stage.sharing.shared.count == 1)
    #expect(stage.sharing.shared.first?.lastPathComponent == "report.html", "its name names nobody")
    // Another choice is another file; what is on its way to somebody stays as it is.
    let before = try text(stage.sharing.shared.first)
    try await stage.screen.press(stage.words.choices("report_span", ["all"])[0].words)
    try await stage.press(.reportShare)
    #expect(stage.sharing.shared.count == 2 && stage.sharing.shared[0] != stage.sharing.shared[1])
    #expect(try text(stage.sharing.shared[0]) == before)
    #expect(try text(stage.sharing.shared[1]) != before)
  }

  @Test func flow44TheFileIsSweptAtTheNextStartAndNotWhileItIsShared() async throws {
    let stage = try await open()
    defer { stage.clear() }
    try await stage.screen.press(stage.words.choices("report_span", ["7"])[0].words)
    try await stage.press(.reportShare)
    let file = try #require(stage.sharing.shared.first)
    try await stage.screen.press("Quick exit")
    #expect(stage.sharing.ended > 0 && FileManager.default.fileExists(atPath: file.path), "somebody may be reading it")
    _ = Stage(folder: stage.folder)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test func aReportThatCannotBeWrittenGoesNowhereAndWhyIsSaid() async throws {
    let stage = try await open()
    defer { stage.clear() }
    try Data().write(to: stage.app.device.reports)
    try await stage.screen.press(stage.words.choices("report_span", ["7"])[0].words)
    try await stage.press(.reportShare)
    #expect(stage.screen.shows(stage.words(.troubleStorage)) && stage.sharing.shared.isEmpty)
  }

  @Test func flow07SharingAReportDoesNotTriggerTheLock() async throws {
    let stage = try await open()
    defer { stage.clear() }
    try await stage.screen.press(stage.words.choices("report_span", ["7"])[0].words)
    try await stage.press(.reportShare)
    stage.screen.scenePhase = .background
    await stage.screen.settle()
    #expect(stage.screen.texts == ["Gradus demo"])
    stage.clock.advance(by: .milliseconds(119_999))
    stage.screen.scenePhase = .active
    await stage.screen.settle()
    #expect(stage.diary?.path == [.report])
  }
}
