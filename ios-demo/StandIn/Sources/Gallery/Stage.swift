import AppLogic
import AppScreens
import Foundation
import Gradus
import GradusTestKit
@_spi(StandIn) import SwiftUI

/// The whole app on the real core, with a phone that tests and pictures hold in their hands.
@MainActor
package final class Stage {
  package let folder: URL
  package let clock: HandClock
  package let keeper = MemoryKeeper()
  package let notebook: MemoryNotebook
  package let signals = MemorySignals()
  package let app: AppModel
  package let screen: Screen<AppScreen>

  /// With a folder, an app that is started again on what is there.
  package init(
    language: String = "en", region: String = "DE", folder: URL? = nil, clock: HandClock? = nil,
    notebook: MemoryNotebook = MemoryNotebook()
  ) {
    let fresh = FileManager.default.temporaryDirectory.appendingPathComponent("stage-\(UUID().uuidString)")
    self.folder = folder ?? fresh
    self.notebook = notebook
    self.clock = clock ?? Self.morning()
    let device = Device(
      folder: self.folder.appendingPathComponent("diary"), clock: self.clock, keeper: keeper,
      notebook: notebook, signals: signals, stretch: .light, words: Wording(language: language), region: region,
      zone: Self.zone)
    try? FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    let app = AppModel(device: device)
    self.app = app
    screen = Screen(isBusy: { app.work.isRunning }) { AppScreen(app: app) }
  }

  /// An app in which somebody who is ready-made is open.
  package static func practice(_ people: [PracticePerson], language: String = "en") async throws -> Stage {
    let stage = Stage(language: language)
    await stage.app.open(try await Vault.practice(people: people, clock: stage.clock))
    await stage.screen.settle()
    return stage
  }

  package var diary: DiaryModel? {
    if case .open(let diary) = app.place { diary } else { nil }
  }

  package var words: Wording { app.words }

  package func press(_ phrase: Phrase) async throws { try await screen.press(words(phrase)) }

  /// Lets time pass, as the phone tells it once a second.
  package func pass(_ time: Duration) async {
    clock.advance(by: time)
    await app.tick()
    await screen.settle()
  }

  /// Removes what was written.
  package func clear() {
    try? FileManager.default.removeItem(at: folder)
  }

  private static let zone = TimeZone(secondsFromGMT: 3600) ?? .gmt

  private static func morning() -> HandClock {
    guard let clock = HandClock("2026-03-16T08:30:00+01:00") else { fatalError("a moment") }
    return clock
  }
}

/// A phone's sounds, touches and notices, written down.
package final class MemorySignals: Signals, @unchecked Sendable {
  private let gate = NSLock()
  private var kept: (ahead: [Cue], played: [Cue], isAwake: Bool, notice: PublicNotice?) = ([], [], false, nil)

  package init() {}

  /// What is set for later.
  package var ahead: [Cue] { gate.withLock { kept.ahead } }
  /// What was heard and felt, in order.
  package var played: [Cue] { gate.withLock { kept.played } }
  package var isAwake: Bool { gate.withLock { kept.isAwake } }
  package var notice: PublicNotice? { gate.withLock { kept.notice } }

  package func set(_ cues: [Cue]) { gate.withLock { kept.ahead = cues } }
  package func play(_ cue: Cue) { gate.withLock { kept.played.append(cue) } }
  package func stayAwake(_ isOn: Bool) { gate.withLock { kept.isAwake = isOn } }
  package func show(_ notice: PublicNotice?) { gate.withLock { kept.notice = notice } }
}

/// Settings in memory.
package final class MemoryNotebook: Notebook, @unchecked Sendable {
  private let gate = NSLock()
  private var texts: [NotebookEntry: String] = [:]

  package init() {}

  package func text(_ name: NotebookEntry) -> String? { gate.withLock { texts[name] } }
  package func write(_ text: String?, for name: NotebookEntry) { gate.withLock { texts[name] = text } }
}
