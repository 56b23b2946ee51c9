#if canImport(UIKit)
  import AppLogic
  import AudioToolbox
  import Foundation
  import UIKit
  import UserNotifications

  /// A session's sounds, touches and notices on a phone. While the app sleeps, local notifications make the sounds that it
  /// cannot make; they say nothing.
  final class PhoneSignals: NSObject, Signals {
    private static let cues = (0..<64).map { "run-cue-\($0)" }
    private static let notice = "run-notice"
    private static let stop = "stop"

    /// What the button of the notice does. The phone starts the app for it in the background, without unlocking anything.
    @MainActor var stopped: @MainActor () -> Void = {}

    func set(_ cues: [Cue]) {
      let center = UNUserNotificationCenter.current()
      center.removePendingNotificationRequests(withIdentifiers: Self.cues)
      for (id, cue) in zip(Self.cues, cues.filter { $0.sounds && $0.seconds > 0 }) {
        let content = UNMutableNotificationContent()
        (content.sound, content.interruptionLevel) = (.default, .timeSensitive)
        let trigger = UNTimeIntervalNotificationTrigger(timeInterval: cue.seconds, repeats: false)
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

    /// Its button neither opens the app nor asks for a passcode.
    func show(_ notice: PublicNotice?) {
      let center = UNUserNotificationCenter.current()
      guard let notice else {
        center.removePendingNotificationRequests(withIdentifiers: [Self.notice])
        return center.removeDeliveredNotifications(withIdentifiers: [Self.notice])
      }
      let stop = UNNotificationAction(identifier: Self.stop, title: notice.stop, options: [])
      let category = UNNotificationCategory(identifier: Self.notice, actions: [stop], intentIdentifiers: [])
      center.setNotificationCategories([category])
      let content = UNMutableNotificationContent()
      (content.title, content.categoryIdentifier, content.interruptionLevel) = (notice.time, Self.notice, .passive)
      center.add(UNNotificationRequest(identifier: Self.notice, content: content, trigger: nil))
    }

    func permission() async -> NoticePermission {
      switch await UNUserNotificationCenter.current().notificationSettings().authorizationStatus {
      case .notDetermined: .notAsked
      case .denied: .refused
      default: .allowed
      }
    }

    /// An error of the system is no answer; what it allows is read afterwards in any case.
    func askPermission() async -> NoticePermission {
      _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
      return await permission()
    }

    func openSettings() {
      Task { @MainActor in
        guard let link = URL(string: UIApplication.openNotificationSettingsURLString) else { return }
        await UIApplication.shared.open(link)
      }
    }
  }

  extension PhoneSignals: UNUserNotificationCenterDelegate {
    nonisolated func userNotificationCenter(
      _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
    ) async {
      guard response.actionIdentifier == Self.stop else { return }
      await MainActor.run { stopped() }
    }

    /// In front, the app makes its own sounds; the notice goes to the list, for when the phone is put down.
    nonisolated func userNotificationCenter(
      _ center: UNUserNotificationCenter, willPresent notification: UNNotification
    ) async -> UNNotificationPresentationOptions {
      notification.request.identifier == Self.notice ? [.list] : []
    }
  }
#endif
