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
  package let keeper: MemoryKeeper
  package let notebook: MemoryNotebook
  package let signals: MemorySignals
  package let sharing = MemorySharing()
  package let app: AppModel
  /// The vault of an app in which somebody ready-made is open: another hand that writes in it.
  package private(set) var vault: Vault?
  package let screen: Screen<AppScreen>

  /// With a folder, an app that is started again on what is there.
  package init(
    language: String = "en", region: String = "DE", folder: URL? = nil, clock: HandClock? = nil,
    notebook: MemoryNotebook = MemoryNotebook(), signals: MemorySignals = MemorySignals(),
    keeper: MemoryKeeper = MemoryKeeper()
  ) {
    let fresh = FileManager.default.temporaryDirectory.appendingPathComponent("stage-\(UUID().uuidString)")
    self.folder = folder ?? fresh
    (self.notebook, self.signals, self.keeper) = (notebook, signals, keeper)
    self.clock = clock ?? Self.morning()
    let device = Device(
      folder: self.folder.appendingPathComponent("diary"), clock: self.clock, keeper: keeper,
      notebook: notebook, signals: signals, sharing: sharing, stretch: .light, words: Wording(language: language),
      region: region, zone: Self.zone)
    try? FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    let app = AppModel(device: device)
    self.app = app
    screen = Screen(isBusy: { !app.work.isIdle }) { AppScreen(app: app) }
  }

  /// An app in which somebody who is ready-made is open.
  package static func practice(
    _ people: [PracticePerson], language: String = "en", signals: MemorySignals = MemorySignals()
  ) async throws -> Stage {
    let stage = Stage(language: language, signals: signals)
    let vault = try await Vault.practice(people: people, clock: stage.clock)
    stage.vault = vault
    await stage.app.open(vault)
    await stage.screen.settle()
    return stage
  }

  package var diary: DiaryModel? {
    if case .open(let diary) = app.place { diary } else { nil }
  }

  package var words: Wording { app.words }

  package func press(_ phrase: Phrase) async throws { try await screen.press(words(phrase)) }

  /// The big button of Today.
  package func pressMain() async throws { try await screen.press(diary?.mainTitle ?? "") }

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
  private var kept: (played: [Cue], isAwake: Bool) = ([], false)
  private var notices: [PhoneNotice.Kind: [PhoneNotice]] = [:]
  private var granted: (now: NoticePermission, asked: NoticePermission)
  private var counts: [PhoneNotice.Kind: Int] = [:]
  private var requests = (asked: 0, settings: 0)

  /// A phone that allows notices, or that asks once and is answered so.
  package init(_ permission: NoticePermission = .allowed, answering answer: NoticePermission = .allowed) {
    granted = (permission, answer)
  }

  /// How often the phone's own question stood on the screen, and how often its settings.
  package var asked: Int { gate.withLock { requests.asked } }
  package var settingsOpened: Int { gate.withLock { requests.settings } }

  /// Somebody changes it in the phone's settings.
  package func change(to permission: NoticePermission) { gate.withLock { granted.now = permission } }

  package func permission() async -> NoticePermission { gate.withLock { granted.now } }
  package func askPermission() async -> NoticePermission {
    gate.withLock {
      if granted.now == .notAsked { (requests.asked, granted.now) = (requests.asked + 1, granted.asked) }
      return granted.now
    }
  }
  package func openSettings() { gate.withLock { requests.settings += 1 } }

  /// What waits or stands of a kind.
  package func standing(_ kind: PhoneNotice.Kind) -> [PhoneNotice] { gate.withLock { notices[kind] ?? [] } }
  /// Somebody swipes everything away that stands; the app is told nothing.
  package func swipeAway() { gate.withLock { notices = [:] } }
  /// What is to sound later.
  package var ahead: [Cue] { standing(.cue).compactMap { if case .cue(let cue) = $0 { cue } else { nil } } }
  /// What was heard and felt, in order.
  package var played: [Cue] { gate.withLock { kept.played } }
  package var isAwake: Bool { gate.withLock { kept.isAwake } }
  package var notice: PublicNotice? {
    standing(.session).compactMap { if case .session(let notice) = $0 { notice } else { nil } }.first
  }
  package var reminders: [Reminder] {
    standing(.reminder).compactMap { if case .reminder(let reminder) = $0 { reminder } else { nil } }
  }
  /// How often notices of a kind were posted.
  package func posted(_ kind: PhoneNotice.Kind = .session) -> Int { gate.withLock { counts[kind] ?? 0 } }

  package func play(_ cue: Cue) { gate.withLock { kept.played.append(cue) } }
  package func stayAwake(_ isOn: Bool) { gate.withLock { kept.isAwake = isOn } }
  /// As a phone does it: what is posted while nothing is allowed is dropped without a word.
  package func post(_ new: [PhoneNotice], inPlaceOf kind: PhoneNotice.Kind) {
    gate.withLock {
      let isGiven = [.allowed, .heldBack].contains(granted.now)
      notices[kind] = isGiven ? new : []
      if isGiven, !new.isEmpty { counts[kind, default: 0] += 1 }
    }
  }
}

/// What a phone showed and handed on, written down.
package final class MemorySharing: Sharing, @unchecked Sendable {
  private let gate = NSLock()
  private var files: (shown: [URL], shared: [URL], ended: Int) = ([], [], 0)

  package var shown: [URL] { gate.withLock { files.shown } }
  package var shared: [URL] { gate.withLock { files.shared } }
  package var ended: Int { gate.withLock { files.ended } }

  package func show(_ file: URL) { gate.withLock { files.shown.append(file) } }
  package func share(_ file: URL) { gate.withLock { files.shared.append(file) } }
  package func end() { gate.withLock { files.ended += 1 } }
}

/// Settings in memory.
package final class MemoryNotebook: Notebook, @unchecked Sendable {
  private let gate = NSLock()
  private var texts: [NotebookEntry: String] = [:]

  package init() {}

  package func text(_ name: NotebookEntry) -> String? { gate.withLock { texts[name] } }
  package func write(_ text: String?, for name: NotebookEntry) { gate.withLock { texts[name] = text } }
}
