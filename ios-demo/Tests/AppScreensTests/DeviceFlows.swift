@testable import AppLogic
@testable import AppScreens
import Foundation
import Gallery
import Gradus
@_spi(StandIn) import SwiftUI
import Testing

/// Devices: added, looked at, cared for, put away, and chosen for a session, on the real core.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct DeviceFlows {
  private let rod = "Rod 9/10"

  private func view(_ stage: Stage) async throws -> DevicesView {
    let diary = try #require(stage.diary)
    return try await diary.vault.devices(try #require(diary.person).id)
  }

  private func device(_ stage: Stage) async throws -> DeviceView {
    try #require(try await view(stage).devices.first)
  }

  @Test func aDeviceIsAddedWithEverythingThatIsAskedOfIt() async throws {
    let stage = try await Stage.due()
    try await stage.press(.devices)
    #expect(stage.screen.shows(stage.words(.devicesNone)) && stage.screen.shows("For Mia"))
    try await stage.press(.deviceAdd)
    #expect(!stage.screen.controls.contains { $0.traits.contains("selected") })
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    for phrase in [Phrase.deviceName, .deviceShape, .deviceSize, .deviceMaterial, .deviceHold, .deviceFlaws] {
      #expect(missing.contains(stage.words(phrase)), "\(phrase)")
    }
    #expect(!missing.contains(stage.words(.deviceFirst)), "a new one has none")
    try await stage.screen.type("12", into: stage.words(.month))
    try await stage.screen.type("often", into: stage.words(.deviceDisinfect))
    try await stage.press(.save)
    let again = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    #expect(again.contains(stage.words(.deviceFirst)) && again.contains(stage.words(.deviceDisinfect)))
    try await stage.screen.type("3", into: stage.words(.day))
    try await stage.screen.type("3", into: stage.words(.month))
    try await stage.screen.type("2026", into: stage.words(.year))
    try await stage.screen.type("5", into: stage.words(.deviceDisinfect))
    try await stage.screen.type("300", into: stage.words(.deviceReplace))
    try await stage.addRod(sizes: ("9", "10,5"))
    #expect(stage.diary?.path == [.devices] && stage.screen.shows("Saved."))
    let added = try await device(stage)
    #expect(added.name == rod && added.sizesTenthsMm == [90, 105] && added.state == .unchecked)
    #expect(added.line.contains("20"), "the mark of its grip")
    #expect(added.due.map(\.by) == ["2026-03-08", "2026-12-28"], "as its maker says, from its first use on")
    for text in [added.line, added.sentence] + added.due.filter(\.due).map(\.sentence) {
      #expect(stage.screen.shows(text), "\(text)")
    }
    // Sizes of the plan that no device has.
    let lacking = try #require(try await view(stage).lacking)
    #expect(lacking.contains("11 mm") && stage.screen.shows(lacking))
  }

  @Test func whatIsNoDeviceIsRefusedWithItsReasons() async throws {
    let stage = try await Stage.due()
    try await stage.toNewDevice()
    try await stage.screen.type("Toy", into: stage.words(.deviceName))
    for button in ["Something else", "Metal", "Neither", "It is weighted"] { try await stage.screen.press(button) }
    try await stage.screen.type("9", into: stage.words(.deviceSize))
    try await stage.press(.save)
    #expect(stage.screen.shows("could be lost inside") && stage.screen.shows("weighted devices are a hazard"))
    #expect(stage.diary?.path == [.devices, .newDevice])
    #expect(try await view(stage).devices.isEmpty)
  }

  @Test func flow31EachQuestionAboutADeviceNeedsAnAnswer() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceLook)
    let asked = try await device(stage).questions
    #expect(asked.count >= 6)
    for question in asked {
      for answer in ["Yes", "No", "Not sure"] {
        let control = try #require(stage.screen.control("\(question.sentence) \(answer)"))
        #expect(!control.traits.contains("selected"), "nothing is chosen beforehand")
      }
    }
    try await stage.screen.press("\(asked[0].sentence) Yes")
    try await stage.press(.save)
    let missing = try #require(stage.screen.texts.first { $0.hasPrefix("Still to do:") })
    #expect(!missing.contains(asked[0].sentence))
    for question in asked.dropFirst() { #expect(missing.contains(question.sentence)) }
    try await stage.look()
    #expect(stage.diary?.path == [.devices] && stage.screen.shows("Saved."))
    #expect(try await device(stage).state == .ready)
  }

  @Test func whatBarsADeviceIsSaidWithWhatItRestsOn() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceLook)
    try await stage.look(["cracks": .no, "straight": .notSure])
    let barred = try await device(stage)
    #expect(barred.state == .barred && barred.bars.count == 2)
    try await stage.screen.press(stage.words(.deviceOpen, rod))
    for bar in barred.bars {
      #expect(stage.screen.shows(bar.sentence) && stage.screen.shows(stage.words.basis(bar.basis, bar.sources)))
    }
    for fit in barred.disinfection { #expect(stage.screen.shows(fit.sentence)) }
    // What is broken stays so.
    try await stage.press(.deviceLook)
    try await stage.look()
    #expect(try await device(stage).bars.map(\.code) == ["no_crack"])
  }

  /// Not by its sentence alone: a title, and the colour of danger.
  @Test func aBarredDeviceLooksLikeADanger() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    let danger = Color(Palette.light.danger)
    let marked = { stage.screen.tree.all.filter { $0.kind == .text && $0.text == "Do not use" } }
    #expect(marked().isEmpty && stage.screen.shows("Look at it first"))
    try await stage.press(.deviceLook)
    try await stage.look(["cracks": .no])
    for _ in 0..<2 {
      #expect(marked().map(\.colour) == [danger], "in the list, and on its page")
      if stage.diary?.path == [.devices] { try await stage.screen.press(stage.words(.deviceOpen, rod)) }
    }
  }

  @Test func whatIsDoneWithADeviceIsWrittenDown() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceCared)
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") })
    try await stage.screen.press("Washed with soap and warm water")
    try await stage.press(.save)
    try await stage.screen.press(stage.words(.deviceOpen, rod))
    try await stage.press(.deviceCared)
    try await stage.screen.press("Disinfected in boiling water")
    try await stage.press(.save)
    try await stage.screen.press(stage.words(.deviceOpen, rod))
    try await stage.press(.deviceRetire)
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") })
    try await stage.screen.press("It is lost")
    try await stage.press(.save)
    let gone = try await device(stage)
    #expect(gone.state == .retired && stage.screen.shows(gone.sentence))
    #expect(stage.screen.control(stage.words(.deviceOpen, rod)) == nil, "nothing more is done with it")
    let diary = try #require(stage.diary)
    let told = try await diary.vault.timeline(try #require(diary.person).id).items.map(\.sentence)
    for word in ["Device cleaned", "Device disinfected", "it is lost"] {
      #expect(told.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test func whetherALubricantSuitsIsTheCoresWord() async throws {
    let stage = try await Stage.due()
    try await stage.press(.devices)
    try await stage.press(.lubricantTitle)
    try await stage.screen.press("Silicone-based")
    #expect(!stage.screen.shows(stage.words(.lubricantAnswer)))
    for (surface, said) in [("A device of silicone", Phrase.fitNo), ("Metal", .fitYes)] {
      try await stage.screen.press(surface)
      let fit = try lubricantFit(lubricant: "silicone", surface: said == .fitNo ? "silicone" : "metal")
      #expect(fit.verdict == said && stage.screen.shows("\(stage.words(.lubricantAnswer)): \(stage.words(said))"))
      #expect(stage.screen.shows(fit.sentence) && stage.screen.shows(stage.words.basis(fit.basis, fit.sources)))
    }
  }

  private func toChooser(_ stage: Stage) async throws {
    stage.diary?.path = []
    await stage.screen.settle()
    try await stage.screen.press("Start for Mia")
    try await stage.screen.press(stage.words(.runDeviceNow, stage.words(.runDeviceNone)))
  }

  @Test func aSessionIsHeldWithADeviceThatWasLookedAt() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await toChooser(stage)
    #expect(stage.screen.controls.last?.spoken == "Stop")
    #expect(stage.screen.control(rod) == nil, "it is looked at first")
    try await stage.screen.press(stage.words(.runDeviceLook, rod))
    try await stage.press(.save)
    #expect(stage.screen.texts.contains { $0.hasPrefix("Still to do:") })
    #expect(stage.screen.controls.last?.spoken == "Stop")
    try await stage.look()
    #expect(stage.screen.control(stage.words(.runDeviceNow, rod)) != nil)
    #expect(try stage.run.checks.contains { $0.sentence.contains(rod) }, "its check list is about it")
    await stage.diary?.load()
    await stage.screen.settle()
    #expect(stage.screen.control(stage.words(.runDeviceNow, rod)) != nil, "whoever comes back finds it chosen")
    try await stage.tickAll()
    #expect(stage.screen.control(stage.words(.runDeviceNow, rod)) == nil, "no longer, once the list is done")
    try await stage.press(.eventIn)
    try await stage.toRunLog()
    try await stage.answerRunLog(why: nil)
    let entry = try #require(try await stage.sessions().last?.entry)
    let diary = try #require(stage.diary)
    let kept = try await diary.vault.entryDetails(try #require(diary.person).id, entry: entry)
    guard case .session(let draft) = kept else { throw Unexpected() }
    let used = try await device(stage)
    #expect(draft.device == used.id)
  }

  /// One that is barred, or has another size, is no choice and says why; what was ticked stays ticked.
  @Test func onlyADeviceThatMayGoInIsAChoice() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceLook)
    try await stage.look(["cracks": .no])
    try await stage.press(.deviceAdd)
    try await stage.addRod("Rod 11/12", sizes: ("11", "12"))
    try await stage.screen.press(stage.words(.deviceOpen, "Rod 11/12"))
    try await stage.press(.deviceLook)
    try await stage.look()
    stage.diary?.path = []
    await stage.screen.settle()
    try await stage.screen.press("Start for Mia")
    let first = try #require(try stage.run.checks.first)
    try await stage.screen.press(first.sentence)
    let run = try #require(stage.diary?.run)
    await run.askDevice()
    await stage.screen.settle()
    let barred = try #require(run.devices.first { $0.name == rod })
    #expect(stage.screen.shows(barred.sentence) && stage.screen.shows("Do not use"))
    #expect(stage.screen.shows("Another size: this session needs") && !stage.screen.shows("Ready"))
    for name in [rod, "Rod 11/12"] {
      #expect(stage.screen.control(name) == nil && stage.screen.control(stage.words(.runDeviceLook, name)) == nil)
    }
    for device in run.devices { await run.choose(device) }
    try await stage.press(.runDeviceNone)
    #expect(run.chosen == nil && run.asked == nil)
    #expect(try stage.run.checks.first { $0.item == first.item }?.ticked == true, "nothing was begun anew")
    try await stage.tickAll()
    #expect(stage.screen.control("It is in") != nil)
  }

  /// Another hand bars it while the list stands on the screen: the core is asked before anything is given up.
  @Test func aDeviceThatWasBarredMeanwhileTakesNothingAway() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceLook)
    try await stage.look()
    stage.diary?.path = []
    await stage.screen.settle()
    try await stage.screen.press("Start for Mia")
    let first = try #require(try stage.run.checks.first)
    try await stage.screen.press(first.sentence)
    try await stage.screen.press(stage.words(.runDeviceNow, stage.words(.runDeviceNone)))
    let (ready, person) = (try await device(stage), try stage.run.person.id)
    let answers = ready.questions.map { FactAnswer(id: $0.id, answer: "false") }
    let cracked = DeviceCare.checked(answers: answers)
    _ = try await stage.vault?.record(.careForDevice(person: person, device: ready.id, at: nil, care: cracked))
    try await stage.screen.press(rod)
    #expect(stage.screen.shows("Do not use") && stage.screen.control(rod) == nil)
    try await stage.press(.runReturn)
    #expect(try stage.run.checks.first { $0.item == first.item }?.ticked == true)
    #expect(try stage.run.stage == .checkList && stage.screen.control("Stop") != nil)
  }

  /// The core refuses a device as the session is begun anew with it: what was ticked stands, with the device of before.
  @Test func aLateRefusalLeavesTheSessionAsItWas() async throws {
    let stage = try await Stage.due()
    try await stage.toRod()
    try await stage.press(.deviceLook)
    try await stage.look()
    try await stage.press(.deviceAdd)
    try await stage.addRod("Long rod", depth: "150")
    try await stage.screen.press(stage.words(.deviceOpen, "Long rod"))
    try await stage.press(.deviceLook)
    try await stage.look()
    stage.diary?.path = []
    await stage.screen.settle()
    try await stage.screen.press("Start for Mia")
    let run = try #require(stage.diary?.run)
    await run.askDevice()
    await stage.screen.settle()
    try await stage.screen.press(rod)
    let ticked = try stage.run.checks.dropLast().map(\.sentence)
    for sentence in ticked { try await stage.screen.press(sentence) }
    await run.askDevice()
    await stage.screen.settle()
    let offered = run.devices.filter { run.mayTake($0) }.map(\.name)
    #expect(Set(offered) == ["Long rod", rod], "nobody can know before")
    try await stage.screen.press("Long rod")
    #expect(run.asked == nil && stage.screen.shows("The plan allows 30 mm at the most."), "why is said")
    #expect(run.chosen == rod && stage.screen.control(stage.words(.runDeviceNow, rod)) != nil)
    #expect(try stage.run.checks.filter(\.ticked).map(\.sentence) == ticked)
    #expect(try stage.run.checks.contains { $0.sentence.contains(rod) }, "its check list is about it")
    try await stage.screen.press(try #require(try stage.run.checks.last).sentence)
    #expect(stage.screen.control("It is in") != nil)
  }

  @Test func aSessionWithoutADeviceOfTheListIsHeldAsBefore() async throws {
    let stage = try await Stage.due()
    try await stage.screen.press("Start for Mia")
    #expect(!stage.screen.controls.contains { $0.spoken.hasPrefix("Device:") }, "there is none to choose")
    let listed = try await Stage.due()
    try await listed.toRod()
    try await toChooser(listed)
    try await listed.press(.runDeviceNone)
    #expect(try listed.run.stage == .checkList && listed.diary?.run?.asked == nil)
  }
}

private struct Unexpected: Error {}
