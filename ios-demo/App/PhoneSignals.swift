#if canImport(UIKit)
  import AppLogic
  import AudioToolbox
  import Foundation
  import UIKit
  import UserNotifications

  /// A session's sounds, touches and notices on a phone. While the app sleeps, local notifications make the sounds that it
  /// cannot make; they say nothing.
  final class PhoneSignals: Signals {
    private static let cues = (0..<64).map { "run-cue-\($0)" }
    private static let notice = "run-notice"

    func set(_ cues: [Cue]) {
      let center = UNUserNotificationCenter.current()
      center.removePendingNotificationRequests(withIdentifiers: Self.cues)
      for (id, cue) in zip(Self.cues, cues.filter { $0.sounds && $0.after > .zero }) {
        let content = UNMutableNotificationContent()
        (content.sound, content.interruptionLevel) = (.default, .timeSensitive)
        let seconds = max(1, Double(cue.after.components.seconds))
        let trigger = UNTimeIntervalNotificationTrigger(timeInterval: seconds, repeats: false)
        center.add(UNNotificationRequest(identifier: id, content: content, trigger: trigger))
      }
    }

    func play(_ cue: Cue) {
      Task { @MainActor in
        if cue.sounds { AudioServicesPlaySystemSound(1_005) }
        let touch = UINotificationFeedbackGenerator()
        for _ in 0..<cue.pulses { touch.notificationOccurred(.warning) }
        UIAccessibility.post(notification: .announcement, argument: cue.sentence)
      }
    }

    func stayAwake(_ isOn: Bool) {
      Task { @MainActor in UIApplication.shared.isIdleTimerDisabled = isOn }
    }

    /// Its button opens the app, which asks for the passcode and lands on the session.
    func show(_ notice: PublicNotice?) {
      let center = UNUserNotificationCenter.current()
      guard let notice else { return center.removeDeliveredNotifications(withIdentifiers: [Self.notice]) }
      let stop = UNNotificationAction(identifier: "stop", title: notice.stop, options: [.foreground])
      let category = UNNotificationCategory(identifier: Self.notice, actions: [stop], intentIdentifiers: [])
      center.setNotificationCategories([category])
      let content = UNMutableNotificationContent()
      (content.title, content.categoryIdentifier, content.interruptionLevel) = (notice.time, Self.notice, .passive)
      center.add(UNNotificationRequest(identifier: Self.notice, content: content, trigger: nil))
    }
  }
#endif
