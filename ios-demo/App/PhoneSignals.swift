#if canImport(UIKit)
  import AppLogic
  import AudioToolbox
  import Foundation
  import UIKit
  import UserNotifications

  /// A session's sounds, touches and notices on a phone. While the app sleeps, local notifications make the sounds that it
  /// cannot make; they say nothing.
  final class PhoneSignals: NSObject, Signals {
    private static let person = "person"
    private static let occurrence = "occurrence"

    /// What somebody did with a notice. For the button the phone starts the app in the background, without unlocking anything.
    @MainActor var answered: @MainActor (NoticeAnswer) async -> Void = { _ in }

    /// How each kind of notice is shown. None of them asks to be told that it was swiped away.
    func begin(with categories: [NoticeCategory]) {
      let all = categories.map { category in
        // No button opens the app or asks for its passcode; where one writes, the phone itself asks who holds it.
        let actions = zip(category.buttons, category.titles).map { button, title in
          UNNotificationAction(
            identifier: button.rawValue, title: title, options: button.needsUnlock ? [.authenticationRequired] : [])
        }
        return UNNotificationCategory(
          identifier: category.id, actions: actions, intentIdentifiers: [],
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
      center.removeDeliveredNotifications(withIdentifiers: kind == .reminder || kind == .unwritten ? ids : surplus)
      for (id, notice) in zip(ids, notices) {
        let content = UNMutableNotificationContent()
        (content.title, content.categoryIdentifier) = (notice.text, notice.category)
        content.sound = notice.sounds ? .default : nil
        content.interruptionLevel = notice.sounds ? .timeSensitive : .passive
        let carried = [Self.person: notice.person, Self.occurrence: notice.occurrence]
        content.userInfo = carried.compactMapValues { $0 }
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
      let carried = response.notification.request.content.userInfo
      let (person, occurrence) = (carried[Self.person] as? String, carried[Self.occurrence] as? String)
      let answer = Self.answer(response.actionIdentifier, person: person, occurrence: occurrence)
      // The phone asserts that its handler is called on the main thread; an `async` variant calls it elsewhere.
      nonisolated(unsafe) let done = done
      Task { @MainActor in
        // As long as this is not over, the phone lets the app run.
        await answered(answer)
        done()
      }
    }

    /// The kind is the first word of its category's name.
    private nonisolated static func kind(of category: String) -> PhoneNotice.Kind? {
      category.split(separator: "-").first.flatMap { PhoneNotice.Kind(rawValue: String($0)) }
    }

    private nonisolated static func answer(_ action: String, person: String?, occurrence: String?) -> NoticeAnswer {
      if action == UNNotificationDefaultActionIdentifier { return .opened(person: person) }
      guard let button = NoticeButton(rawValue: action) else { return .putAway }
      if button == .stop { return .stopped }
      return Noted(person: person, occurrence: occurrence, button: button).map { .noted($0) } ?? .putAway
    }

    /// In front, the app makes a session's sounds itself; its notice goes to the list, for when the phone is put down.
    nonisolated func userNotificationCenter(
      _ center: UNUserNotificationCenter, willPresent notification: UNNotification,
      withCompletionHandler done: @escaping (UNNotificationPresentationOptions) -> Void
    ) {
      let shown: UNNotificationPresentationOptions =
        switch Self.kind(of: notification.request.content.categoryIdentifier) {
        case .reminder, .unwritten: [.banner, .list, .sound]
        case .session: [.list]
        case .cue, nil: []
        }
      nonisolated(unsafe) let done = done
      Task { @MainActor in done(shown) }
    }
  }
#endif
