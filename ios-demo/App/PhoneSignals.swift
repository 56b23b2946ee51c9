#if canImport(UIKit)
  import AppLogic
  import AudioToolbox
  import Foundation
  import UIKit
  import UserNotifications

  /// A session's sounds, touches and notices on a phone. While the app sleeps, local notifications make the sounds that it
  /// cannot make; they say nothing.
  final class PhoneSignals: NSObject, Signals {
    private static let stop = "stop"
    private static let person = "person"

    /// What somebody did with a notice. For the button the phone starts the app in the background, without unlocking anything.
    @MainActor var answered: @MainActor (NoticeAnswer) async -> Void = { _ in }

    /// How each kind of notice is shown. None of them asks to be told that it was swiped away.
    func begin(with categories: [NoticeCategory]) {
      let all = categories.map { category in
        // Its button neither opens the app nor asks for a passcode.
        let stop = category.button.map { UNNotificationAction(identifier: Self.stop, title: $0, options: []) }
        return UNNotificationCategory(
          identifier: category.kind.rawValue, actions: [stop].compactMap { $0 }, intentIdentifiers: [],
          hiddenPreviewsBodyPlaceholder: category.hidden, options: [])
      }
      UNUserNotificationCenter.current().setNotificationCategories(Set(all))
    }

    /// The only place from which anything is posted.
    func post(_ notices: [PhoneNotice], inPlaceOf kind: PhoneNotice.Kind) {
      let center = UNUserNotificationCenter.current()
      let ids = (0..<kind.room).map { "\(kind.rawValue)-\($0)" }
      // The system takes away when it likes; one that is posted under the same id takes the place of what waits by itself.
      let surplus = Array(ids.dropFirst(notices.count))
      center.removePendingNotificationRequests(withIdentifiers: surplus)
      center.removeDeliveredNotifications(withIdentifiers: kind == .reminder ? ids : surplus)
      for (id, notice) in zip(ids, notices) {
        let content = UNMutableNotificationContent()
        (content.title, content.categoryIdentifier) = (notice.text, kind.rawValue)
        content.sound = notice.sounds ? .default : nil
        content.interruptionLevel = notice.sounds ? .timeSensitive : .passive
        content.userInfo = notice.person.map { [Self.person: $0] } ?? [:]
        let request = UNNotificationRequest(identifier: id, content: content, trigger: Self.trigger(notice.time))
        center.add(request)
      }
    }

    private static func trigger(_ time: PhoneNotice.Time) -> UNNotificationTrigger? {
      switch time {
      case .now: nil
      case .seconds(let seconds): UNTimeIntervalNotificationTrigger(timeInterval: seconds, repeats: false)
      // Without a zone it is the time on the wall, also after a journey.
      case .civil(let at): UNCalendarNotificationTrigger(dateMatching: at, repeats: false)
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

    func permission() async -> NoticePermission {
      let settings = await UNUserNotificationCenter.current().notificationSettings()
      switch settings.authorizationStatus {
      case .notDetermined: return .notAsked
      case .denied: return .refused
      default: break
      }
      return [settings.timeSensitiveSetting, settings.soundSetting].contains(.disabled) ? .heldBack : .allowed
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
      _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
      withCompletionHandler done: @escaping () -> Void
    ) {
      let person = response.notification.request.content.userInfo[Self.person] as? String
      let answer: NoticeAnswer =
        switch response.actionIdentifier {
        case Self.stop: .stopped
        case UNNotificationDefaultActionIdentifier: .opened(person: person)
        default: .putAway
        }
      // The phone asserts that its handler is called on the main thread; an `async` variant calls it elsewhere.
      nonisolated(unsafe) let done = done
      Task { @MainActor in
        // As long as this is not over, the phone lets the app run.
        await answered(answer)
        done()
      }
    }

    /// In front, the app makes a session's sounds itself; its notice goes to the list, for when the phone is put down.
    nonisolated func userNotificationCenter(
      _ center: UNUserNotificationCenter, willPresent notification: UNNotification,
      withCompletionHandler done: @escaping (UNNotificationPresentationOptions) -> Void
    ) {
      let shown: UNNotificationPresentationOptions =
        switch PhoneNotice.Kind(rawValue: notification.request.content.categoryIdentifier) {
        case .reminder: [.banner, .list, .sound]
        case .session: [.list]
        case .cue, nil: []
        }
      nonisolated(unsafe) let done = done
      Task { @MainActor in done(shown) }
    }
  }
#endif
