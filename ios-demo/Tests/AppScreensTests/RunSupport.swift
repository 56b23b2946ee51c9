@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// What the tests of sessions share.
extension Stage {
  /// A session of Mia whose device is in.
  static func begun(signals: MemorySignals = MemorySignals()) async throws -> Stage {
    let stage = try await due(signals: signals)
    try await stage.startRun()
    return stage
  }

  /// The same in a diary on the disk.
  static func kept() async throws -> Stage {
    let stage = try await withPlan()
    try await stage.startRun()
    return stage
  }

  /// Lets the file with what is noted while locked be none that can be read; what it gives back puts it right.
  func breakNotes() throws -> () throws -> Void {
    let files = FileManager.default
    let notes = app.device.folder.appendingPathComponent("vault.inbox")
    let aside = folder.appendingPathComponent("aside")
    let wereThere = files.fileExists(atPath: notes.path)
    if wereThere { try files.moveItem(at: notes, to: aside) }
    try files.createDirectory(at: notes, withIntermediateDirectories: false)
    return {
      try files.removeItem(at: notes)
      if wereThere { try files.moveItem(at: aside, to: notes) }
    }
  }

  var run: RunView {
    get throws { try #require(diary?.run).view }
  }

  /// What was heard since the hold began.
  var heard: [Cue] {
    let played = signals.played
    return played.lastIndex { $0.kind == .start }.map { Array(played[$0...]) } ?? []
  }

  func sessions() async throws -> [TimelineItem] {
    let diary = try #require(diary)
    return try await diary.vault.timeline(try #require(diary.person).id).items.filter { $0.kind == "session" }
  }

  /// What the diary says of a stopped session: what is in is taken out first, and counts up to the stop.
  func written() async throws -> String {
    #expect(screen.control("Say how it was") == nil && screen.control("Stop") == nil)
    await pass(.seconds(40))
    try await press(.eventOut)
    #expect(screen.control("Say how it was") != nil)
    let details = RunDetailsDraft(ease: "easy", painPeak: "1", bleeding: "none", stopReason: "interrupted")
    let vault = try #require(diary).vault
    _ = try await vault.finishRun(try run.person.id, details: details)
    return try await sessions().last?.sentence ?? ""
  }

  /// The phone ends the app; later it is started on what the disk has, and unlocked.
  func startedAnew(after meanwhile: (HandClock) -> Void = { _ in }) async throws -> Stage {
    try #require(diary).vault.lock()
    meanwhile(clock)
    let again = Stage(folder: folder, clock: clock, notebook: notebook)
    try await again.unlock()
    return again
  }

  func unlock() async throws {
    try await screen.type(Self.passcode, into: "Passcode")
    try await press(.unlock)
  }

  /// Leaves the app so that the diary is locked, and comes back to the passcode.
  func leaveAndCome() async {
    for phase in [ScenePhase.background, .active] {
      screen.scenePhase = phase
      await screen.settle()
    }
  }

  /// Answers the questions after a session, as calmly as can be.
  func answerRunLog(why: String?) async throws {
    try await screen.press("Easily")
    if let why { try await screen.press(why) }
    try await screen.press("1")
    try await screen.press("None")
    try await press(.save)
  }
}

/// Waits for what another thread does, without a clock.
@MainActor
func until(_ holds: () throws -> Bool) async rethrows {
  for _ in 0..<5_000_000 {
    if try holds() { return }
    await Task.yield()
  }
}
