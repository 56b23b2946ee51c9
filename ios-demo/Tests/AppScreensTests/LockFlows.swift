@testable import AppLogic
import Foundation
import Gallery
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI
import Testing

/// Flow targets of the lock: when it falls, what does not make it fall, and when the passcode is asked for.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct LockFlows {
  /// A diary in memory locks at once; one on the disk keeps what was chosen.
  private func open(delay: String?) async throws -> Stage {
    guard let delay else { return try await Stage.practice([.infantAfterAnoplasty]) }
    let stage = Stage()
    try await stage.toDiary()
    try await stage.addMia()
    try await stage.press(.settings)
    try await stage.screen.press(delay)
    try await stage.prove(.save)
    try await stage.screen.press("Back")
    return stage
  }

  /// A phone that somebody left unlocked is not kept open for longer by another hand.
  @Test func flow05ALongerDelayAsksForThePasscodeAndAShorterOneDoesNot() async throws {
    let stage = try await open(delay: "After 1 minute")
    defer { stage.clear() }
    let folder = stage.app.device.folder
    try await stage.press(.settings)
    try await stage.screen.press("After 5 minutes")
    #expect(stage.screen.shows(stage.words(.weakerText)))
    try await stage.press(.save)
    #expect(stage.screen.shows(stage.words(.proofMissing)))
    try await stage.prove(.save, with: "not this one")
    #expect(stage.screen.shows(stage.words(.proofWrong)))
    #expect(try await Vault.lockPolicy(folder).lockAfterS == 60)
    try await stage.prove(.save)
    #expect(stage.diary?.path == [.settings] && stage.diary?.policy.lockAfterS == 300)
    #expect(try await Vault.lockPolicy(folder).lockAfterS == 300)
    try await stage.screen.press("After 30 seconds")
    #expect(stage.diary?.path == [.settings])
    #expect(try await Vault.lockPolicy(folder).lockAfterS == 30)
  }

  private func be(_ phase: ScenePhase, _ stage: Stage) async {
    stage.screen.scenePhase = phase
    await stage.screen.settle()
  }

  @Test(arguments: [("After 30 seconds", 30), ("After 1 minute", 60), ("After 5 minutes", 300)])
  func flow05TheLockFallsWhenItsTimeIsOver(name: String, seconds: Int) async throws {
    let stage = try await open(delay: name)
    defer { stage.clear() }
    await be(.background, stage)
    #expect(stage.screen.texts == ["Gradus demo"], "nothing is shown meanwhile")
    stage.clock.advance(by: .milliseconds(seconds * 1000 - 1))
    await be(.active, stage)
    #expect(stage.diary != nil && stage.screen.shows("Mia"))
    await be(.background, stage)
    stage.clock.advance(by: .seconds(seconds))
    await be(.active, stage)
    #expect(stage.diary == nil && stage.screen.control("Passcode") != nil)
  }

  @Test func flow05WhatWasChosenStands() async throws {
    let stage = try await open(delay: "After 1 minute")
    defer { stage.clear() }
    // It is the diary's own, and outlives the app.
    try #require(stage.diary).vault.lock()
    let again = Stage(folder: stage.folder, clock: stage.clock)
    try await again.unlock()
    try await again.press(.settings)
    #expect(again.screen.control("After 1 minute")?.traits.contains("selected") == true)
    try await again.screen.press("At once")
    #expect(again.screen.control("After 1 minute")?.traits.contains("selected") == false)
    await be(.background, again)
    #expect(again.diary == nil)
  }

  /// A delay is for somebody who comes back to a phone that is still open.
  @Test func flow05APhoneThatIsLockedLocksTheDiary() async throws {
    let stage = try await open(delay: "After 5 minutes")
    defer { stage.clear() }
    stage.app.lockWithPhone()
    await stage.screen.settle()
    #expect(stage.diary == nil && stage.screen.control("Passcode") != nil)
  }

  @Test func aDiaryInMemorySaysThatItKeepsNoDelay() async throws {
    let stage = try await open(delay: nil)
    try await stage.press(.settings)
    try await stage.screen.press("After 1 minute")
    #expect(stage.screen.shows(stage.words(.troubleRefused)))
    #expect(stage.screen.control("At once")?.traits.contains("selected") == true)
  }

  @Test func flow06TheKeysGoInTheBackgroundByTheClockThatNobodySets() async throws {
    let stage = try await open(delay: "After 30 seconds")
    defer { stage.clear() }
    let vault = try #require(stage.diary).vault
    await be(.background, stage)
    // Somebody sets the clock: no time has passed, neither way.
    stage.clock.setWall(stage.clock.now.addingTimeInterval(-86_400))
    await stage.pass(.seconds(29))
    #expect(stage.diary != nil)
    await stage.pass(.seconds(1))
    #expect(stage.diary == nil)
    await #expect(throws: GradusError.Locked) { try await vault.people() }
    let rebooted = try await open(delay: "After 5 minutes")
    defer { rebooted.clear() }
    await be(.background, rebooted)
    rebooted.clock.reboot()
    await rebooted.pass(.seconds(1))
    #expect(rebooted.diary == nil, "nobody knows how long it was")
  }

  /// A call that has come to the core and stands still there does not keep the keys: the lock does not wait until it has ended.
  @Test func flow11TheKeysGoAtOnceWhateverTheCoreWorksOn() async throws {
    let stage = Stage()
    let (vault, core) = try CountedCore.practice([.infantAfterAnoplasty], clock: stage.clock)
    await stage.app.open(vault)
    await stage.screen.settle()
    let person = try #require(stage.diary?.person).id
    let standing = core.hold("planPreview")
    let preview = Task { () -> GradusError? in
      do throws(GradusError) {
        _ = try await vault.planPreview(person, weeks: 1)
        return nil
      } catch {
        return error
      }
    }
    stage.app.work.start { _ = await preview.value }
    await until { core.taken().contains("planPreview") }
    stage.app.lock()
    #expect(stage.app.work.isRunning && stage.diary == nil, "it is still on its way back")
    standing.signal()
    await #expect(throws: GradusError.Locked) { try await vault.people() }
    #expect(await preview.value == .Locked, "the keys were gone before it went on")
    await stage.screen.settle()
    #expect(!stage.app.work.isRunning && stage.screen.control("Passcode") != nil)
  }

  /// What the clinic said, on its way to the disk as the app is locked.
  private func saving() async throws -> (stage: Stage, vault: Vault, contact: ContactModel, goOn: DispatchSemaphore) {
    let stage = Stage()
    let (vault, core) = try CountedCore.practice([.infantAfterAnoplasty], clock: stage.clock)
    await stage.app.open(vault)
    await stage.screen.settle()
    let contact = ContactModel(diary: try #require(stage.diary))
    (contact.who, contact.said, contact.outcome) = ("Dr Marsh", "Go on.", "resume")
    let standing = core.hold("record")
    stage.app.work.start { await contact.save() }
    await until { core.taken().contains("record") }
    stage.app.lock()
    #expect(stage.diary == nil && stage.app.work.isRunning, "out of sight at once")
    return (stage, vault, contact, standing)
  }

  @Test func flow08WhatIsBeingSavedIsSavedOutOfSightAndThenTheKeysGo() async throws {
    let (stage, vault, contact, goOn) = try await saving()
    goOn.signal()
    await stage.screen.settle()
    #expect(contact.trouble == nil, "it is in the diary")
    await #expect(throws: GradusError.Locked) { try await vault.people() }
    #expect(stage.screen.control("Passcode") != nil && !stage.screen.shows(stage.words(.unlockUnsaved)))
  }

  @Test func flow08WhatCouldNotBeSavedIsToldWhereThePasscodeIsAskedFor() async throws {
    let (stage, vault, contact, goOn) = try await saving()
    try vault.lock()
    goOn.signal()
    await stage.screen.settle()
    #expect(contact.trouble != nil && stage.screen.shows(stage.words(.unlockUnsaved)))
  }

  /// What waits for the phone does not hold the keys; what breaks off then locks nothing again.
  @Test func flow11TheKeysGoAtOnceWhateverWaitsForThePhone() async throws {
    let stage = try await open(delay: nil)
    let diary = try #require(stage.diary)
    let (wait, go) = AsyncStream<Void>.makeStream()
    stage.app.work.start {
      for await _ in wait {}
      await diary.showToday()
    }
    stage.app.lock()
    await #expect(throws: GradusError.Locked) { try await diary.vault.people() }
    #expect(stage.app.work.isRunning && stage.diary == nil)
    guard case .unlock(let model) = stage.app.place else { return #expect(Bool(false), "the passcode is asked for") }
    model.passcode = "half typed"
    go.finish()
    await stage.screen.settle()
    guard case .unlock(let now) = stage.app.place else { return #expect(Bool(false), "it is still asked for") }
    #expect(now === model && now.passcode == "half typed")
  }

  @Test func flow07OurOwnDiallerDoesNotTriggerTheLockForTwoMinutes() async throws {
    let stage = try await open(delay: nil)
    try await stage.press(.thePlan)
    try await stage.screen.press("Call +44 1632 960 114")
    await be(.background, stage)
    stage.clock.advance(by: .milliseconds(119_999))
    await be(.active, stage)
    #expect(stage.diary?.path == [.thePlan])
    // Two minutes from the call on, and not from each leaving.
    await be(.background, stage)
    await stage.pass(.milliseconds(1))
    #expect(stage.diary == nil)
    let later = try await open(delay: nil)
    try await later.press(.thePlan)
    try await later.screen.press("Call +44 1632 960 114")
    later.clock.advance(by: .seconds(120))
    await be(.background, later)
    #expect(later.diary == nil, "that was somebody leaving")
  }

  @Test func flow04AfterFourteenDaysThePasscodeIsAskedForAndWhyIsSaid() async throws {
    let stage = Stage()
    defer { stage.clear() }
    try await stage.toDiary(keeper: true)
    for day in 1...2 {
      stage.clock.advance(by: .seconds(14 * 86_400 - 1))
      try await stage.screen.press("Quick exit")
      #expect(stage.diary != nil, "a finger is enough, time \(day)")
      stage.clock.advance(by: .seconds(1))
      try await stage.screen.press("Quick exit")
      #expect(stage.diary == nil && stage.screen.shows("It has been 14 days."))
      try await stage.screen.press("Use fingerprint or face")
      #expect(stage.diary == nil && stage.screen.control("Passcode") != nil)
      try await stage.screen.type(Stage.passcode, into: "Passcode")
      try await stage.press(.unlock)
      #expect(stage.diary != nil)
    }
    // A clock that was set back before that day says nothing.
    stage.clock.setWall(stage.clock.now.addingTimeInterval(-60))
    try await stage.screen.press("Quick exit")
    #expect(stage.screen.shows("It has been 14 days."))
  }
}
