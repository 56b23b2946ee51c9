import Gradus

// What the diary posts on the phone, and whether it may.
extension DiaryModel {
  /// What stands in the way of notices, and could be changed.
  public enum NoticeGap: Equatable, Sendable { case notOffered, off, heldBack }

  /// `nil` where nothing does, or where there is nothing yet to be reminded of.
  public var noticeGap: NoticeGap? {
    switch permission {
    case .allowed: nil
    case .heldBack: .heldBack
    case .refused: .off
    case .notAsked: wasTold ? .off : hasReminders ? .notOffered : nil
    }
  }

  func readPermission() async {
    await take(await device.signals.permission())
  }

  /// A phone drops what is posted before it allows anything: after a yes all of it is posted again.
  private func take(_ new: NoticePermission) async {
    let isGained = !permission.isGiven && new.isGiven
    permission = new
    guard isGained else { return }
    await run?.signalAnew()
    await remind()
  }

  /// The one tap that lets the app notify: the phone's question, or its settings where that was answered.
  public func allowNotices() async {
    wasTold = true
    await readPermission()
    guard permission == .notAsked else { return device.signals.openSettings() }
    await take(await device.signals.askPermission())
  }

  /// Not now: nothing is asked of the phone.
  public func declineNotices() {
    wasTold = true
  }

  /// What the reminders were asked for with. While it is the same, they are.
  struct Reminded: Equatable {
    let count: UInt64
    /// The session that goes on: nobody is called to it.
    let occurrence: String?
    let isRunning: Bool
    /// How often something went in, and whether it is in now: the core has it asked about.
    let isInside: Bool
    let done: Int
  }

  /// Posts the reminders anew where something was written down since, a session was begun or left, or something went in or out.
  func keepReminders() async {
    guard let now = await standing(), now != reminded else { return }
    await remind()
  }

  private func standing() async -> Reminded? {
    guard let count = try? await vault.changeCount() else { return nil }
    return Reminded(
      count: count, occurrence: run?.view.occurrence, isRunning: run != nil, isInside: run?.isInside ?? false,
      done: run?.view.doneS.count ?? 0)
  }

  /// Takes back every reminder that waits or stands, and posts those that the core asks for now.
  func remind() async {
    do {
      let now = await standing()
      let reminders = try await vault.reminders().compactMap { Reminder($0, text: words(.reminder)) }
      device.signals.replace(.reminder, with: reminders.map { .reminder($0) })
      device.signals.replace(.unwritten, with: [])
      (reminded, hasReminders) = (now, !reminders.isEmpty)
    } catch {
      fail(error)
    }
  }
}
