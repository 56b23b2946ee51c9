#if canImport(UIKit)
  import AppLogic
  import AppScreens
  import Foundation
  import Gradus
  import SwiftUI
  import UIKit
  import UserNotifications

  /// The app as a phone runs it. Everything that can be tested without a phone is in AppLogic and AppScreens.
  @main
  struct GradusDemoApp: App {
    @State private var app: AppModel

    /// The phone hands the button of a notice to whoever listens when the app has begun.
    init() {
      let signals = PhoneSignals()
      let app = AppModel(device: .phone(signals))
      signals.answered = {
        app.answer($0)
        await app.work.rest()
      }
      signals.begin(with: NoticeCategory.all(app.words))
      UNUserNotificationCenter.current().delegate = signals
      _app = State(initialValue: app)
    }

    var body: some Scene {
      WindowGroup {
        AppScreen(app: app)
          .task {
            while !Task.isCancelled {
              await app.tick()
              try? await Task.sleep(for: .milliseconds(500))
            }
          }
          .task {
            let locked = NotificationCenter.default.notifications(
              named: UIApplication.protectedDataWillBecomeUnavailableNotification)
            for await _ in locked.map({ _ in true }) { app.lockWithPhone() }
          }
      }
    }
  }

  extension Device {
    /// This phone: the diary in the app's own container, out of every backup, closed while the phone is locked.
    @MainActor
    static func phone(_ signals: PhoneSignals = PhoneSignals()) -> Device {
      let words = Wording.preferred()
      return Device(
        folder: place(), clock: SystemClock(), keeper: Keychain(service: "org.gradus.demo", reason: words(.appName)),
        notebook: SystemNotebook(), signals: signals, sharing: PhoneSharing(), words: words,
        region: Locale.current.region?.identifier ?? "", zone: .autoupdatingCurrent)
    }

    private static func place() -> URL {
      var home = URL.applicationSupportDirectory.appending(path: "gradus")
      try? FileManager.default.createDirectory(
        at: home, withIntermediateDirectories: true, attributes: [.protectionKey: FileProtectionType.complete])
      var values = URLResourceValues()
      values.isExcludedFromBackup = true
      try? home.setResourceValues(values)
      return home.appending(path: "diary")
    }
  }

  #Preview("First run") {
    AppScreen(app: AppModel(device: .phone()))
  }
#endif
