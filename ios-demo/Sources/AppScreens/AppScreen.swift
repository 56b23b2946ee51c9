import AppLogic
import SwiftUI

/// The app: first run, unlock or diary, and a cover over all of it whenever the system might take a picture.
public struct AppScreen: View {
  private let app: AppModel
  @Environment(\.colorScheme) private var scheme
  @Environment(\.scenePhase) private var phase

  public init(app: AppModel) {
    self.app = app
  }

  public var body: some View {
    let palette = scheme == .dark ? Palette.dark : Palette.light
    Group {
      switch app.place {
      case .firstRun(let model): FirstRunScreen(model: model, work: app.work)
      case .unlock(let model): UnlockScreen(model: model, work: app.work)
      case .open(let diary): DiaryScreen(diary: diary, work: app.work)
      case .erasing(let model): ErasingScreen(model: model, work: app.work)
      }
    }
    .overlay { if phase != .active || app.isAway { Cover(words: app.words) } }
    .onChange(of: phase) { _, new in
      if new == .background { app.leave() }
      if new == .active { app.come() }
    }
    .environment(\.excuse) { app.excuse() }
    .environment(\.palette, palette)
  }
}

/// Opaque, from the moment at which the app is no longer in front.
struct Cover: View {
  let words: Wording
  @Environment(\.palette) private var palette

  var body: some View {
    Color(palette.page)
      .overlay { Text(words(.appName)).font(.title2).foregroundStyle(Color(palette.quiet)) }
      .ignoresSafeArea()
  }
}

/// Today and what lies behind it. What must be read lies over everything, and nothing takes it away but its own button.
struct DiaryScreen: View {
  @Bindable var diary: DiaryModel
  let work: Work

  var body: some View {
    if let answer = diary.answer {
      ResultScreen(diary: diary, answer: answer, work: work)
    } else if diary.isNewsGrave {
      NewsScreen(diary: diary, work: work)
    } else {
      NavigationStack(path: $diary.path) {
        TodayScreen(diary: diary, work: work)
          .navigationDestination(for: Route.self) { route in
            destination(route)
          }
      }
    }
  }

  @ViewBuilder
  private func destination(_ route: Route) -> some View {
    switch route {
    case .person: PersonScreen(diary: diary, work: work)
    case .plan: PlanScreen(diary: diary, work: work)
    case .session: SessionScreen(diary: diary, work: work)
    case .checkIn: CheckInScreen(diary: diary, work: work)
    case .progress: ProgressScreen(diary: diary, work: work)
    case .contact: ContactScreen(diary: diary, work: work)
    case .emergencyNumber: EmergencyNumberScreen(diary: diary)
    case .why: WhyScreen(diary: diary)
    case .run: if let run = diary.run { RunScreen(model: run, work: work) }
    case .people: PeopleScreen(diary: diary, work: work)
    case .newPerson: PersonScreen(diary: diary, work: work, isNew: true)
    case .thePlan: ThePlanScreen(diary: diary, work: work)
    case .timeline: TimelineScreen(diary: diary, work: work)
    case .setting: WhereScreen(diary: diary, work: work)
    case .report: ReportScreen(diary: diary, work: work)
    case .settings: SettingsScreen(diary: diary, work: work)
    case .passcode: PasscodeScreen(diary: diary, work: work)
    case .recoveryCode: RecoveryCodeScreen(diary: diary, work: work)
    case .newKey: RecoveryCodeScreen(diary: diary, work: work, isKey: true)
    case .keeper: KeeperScreen(diary: diary, work: work)
    case .eraseAfter: EraseAfterScreen(diary: diary, work: work)
    case .weakerLock: WeakerLockScreen(diary: diary, work: work)
    case .erase: EraseScreen(diary: diary)
    case .pause: PauseScreen(diary: diary, work: work)
    case .skip(let occurrence): SkipScreen(diary: diary, occurrence: occurrence, work: work)
    case .devices: DevicesScreen(diary: diary, work: work)
    case .newDevice: NewDeviceScreen(diary: diary, work: work)
    case .lubricant: LubricantScreen(diary: diary)
    case .device(let id): DeviceScreen(diary: diary, id: id)
    case .checkDevice(let id): DeviceCheckScreen(diary: diary, id: id, work: work)
    case .careForDevice(let id): DeviceCareScreen(diary: diary, id: id, work: work)
    case .retireDevice(let id): DeviceCareScreen(diary: diary, id: id, work: work, isLast: true)
    case .runLog: if let run = diary.run { RunLogScreen(run: run, work: work) }
    }
  }
}
