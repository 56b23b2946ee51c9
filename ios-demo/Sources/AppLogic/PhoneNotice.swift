import Foundation
import Gradus

/// All that the app ever posts outside of its own screen, where others may read it. There is no other way to post.
public enum PhoneNotice: Equatable, Sendable {
  /// A sound at a time of a session, for when the app cannot make it. It says nothing.
  case cue(Cue)
  /// A session that goes on.
  case session(PublicNotice)
  /// Something is to be done.
  case reminder(Reminder)
  /// A button of a reminder was pressed, and it could not be written down: it says so, and leads where the reminder led.
  case unwritten(Unwritten)

  public enum Kind: String, CaseIterable, Sendable {
    case cue, session, reminder, unwritten

    /// How many of it may wait or stand at once, the next ones. A phone of Apple's keeps 64 of an app and drops the others
    /// without a word; a session has an end and an overrun to sound, and the core asks for 60 reminders at most.
    public var room: Int {
      switch self {
      case .cue: 3
      case .session: 1
      case .reminder: 60
      // It is shown at once, and never waits.
      case .unwritten: 1
      }
    }
  }

  /// When the phone shows it.
  public enum Time: Equatable, Sendable {
    case now
    /// From now on, to the millisecond.
    case seconds(Double)
    /// By the clock on the wall, wherever the phone is then.
    case civil(DateComponents)
  }

  public var kind: Kind {
    switch self {
    case .cue: .cue
    case .session: .session
    case .reminder: .reminder
    case .unwritten: .unwritten
    }
  }

  /// All that others may read of it.
  public var text: String {
    switch self {
    case .cue: ""
    case .session(let notice): notice.time
    case .reminder(let reminder): reminder.text
    case .unwritten(let notice): notice.text
    }
  }

  public var time: Time {
    switch self {
    case .cue(let cue): .seconds(cue.seconds)
    case .session, .unwritten: .now
    case .reminder(let reminder): .civil(reminder.at)
    }
  }

  public var sounds: Bool { kind != .session }

  /// Whose day it opens. Nobody reads it: the phone hands it back when the notice is opened.
  public var person: String? {
    switch self {
    case .cue, .session: nil
    case .reminder(let reminder): reminder.person
    case .unwritten(let notice): notice.person
    }
  }

  /// The planned session that its buttons speak of. Nobody reads it either.
  public var occurrence: String? { if case .reminder(let reminder) = self { reminder.occurrence } else { nil } }

  /// Its buttons: a session that is due can be noted without opening the diary.
  public var buttons: [NoticeButton] {
    switch self {
    case .session: [.stop]
    case .reminder(let reminder) where reminder.occurrence != nil: [.done, .leftOut]
    case .cue, .reminder, .unwritten: []
    }
  }
}

/// What may stand on a notice to be pressed.
public enum NoticeButton: String, CaseIterable, Sendable {
  case stop, done
  case leftOut = "skipped"

  /// What it says.
  func title(_ words: Wording) -> String {
    switch self {
    case .stop: words(.stop)
    case .done: words(.noticeDone)
    case .leftOut: words(.noticeLeftOut)
    }
  }

  /// Whether the phone asks first who holds it. Stop never waits.
  public var needsUnlock: Bool { self != .stop }
}

/// What was pressed on a reminder: that its session was held as planned, or knowingly not held.
public struct Noted: Equatable, Sendable {
  public let person: String
  public let occurrence: String
  public let button: NoticeButton

  /// `nil` where the button notes nothing, or the notice names no session.
  public init?(person: String?, occurrence: String?, button: NoticeButton) {
    guard let person, let occurrence, button != .stop else { return nil }
    (self.person, self.occurrence, self.button) = (person, occurrence, button)
  }
}

extension Noted {
  /// What a button of this reminder says.
  init?(_ reminder: Reminder, _ button: NoticeButton) {
    self.init(person: reminder.person, occurrence: reminder.occurrence, button: button)
  }
}

/// That what was pressed is not written down. Its words are always the same.
public struct Unwritten: Equatable, Sendable {
  public let person: String
  public let text: String
}

/// The whole of what stands on a locked screen during a session: a time, and a button. No person, no body, no size.
public struct PublicNotice: Equatable, Sendable {
  /// Since when the session goes on: a clock that counts would stand still while the app sleeps.
  public let time: String
  /// What the button says.
  public let stop: String
}

/// One of the times at which the core wants somebody reminded. Its words are always the same.
public struct Reminder: Equatable, Sendable {
  /// Year to second, of the Gregorian calendar and without a zone.
  public let at: DateComponents
  /// An id that is made by chance.
  public let person: String
  /// A date, a number and a hash: the planned session, where it reminds of one.
  public let occurrence: String?
  public let text: String

  /// `nil` where the core's time cannot be read.
  init?(_ view: ReminderView, text: String) {
    let numbers = view.at.split { "-T:".contains($0) }.compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    // Without a calendar a phone reads them in its own, where the year may be another: 2026 is 2569 in Thailand.
    at = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: numbers[0], month: numbers[1], day: numbers[2],
      hour: numbers[3], minute: numbers[4], second: numbers[5])
    (person, occurrence, self.text) = (view.person, view.occurrence, text)
  }
}

/// How the phone shows a kind of notice to an owner who wants no previews: in words that are fixed, too.
public struct NoticeCategory: Equatable, Sendable {
  public let kind: PhoneNotice.Kind
  public let buttons: [NoticeButton]
  /// What each button says, in their order.
  public let titles: [String]
  public let hidden: String

  /// The name under which the phone knows it.
  public var id: String { Self.id(kind, buttons) }

  static func id(_ kind: PhoneNotice.Kind, _ buttons: [NoticeButton]) -> String {
    ([kind.rawValue] + buttons.map(\.rawValue)).joined(separator: "-")
  }

  /// One for each kind, and one for reminders of a session, which have buttons.
  public static func all(_ words: Wording) -> [NoticeCategory] {
    let buttons: [(PhoneNotice.Kind, [NoticeButton])] = [
      (.cue, []), (.session, [.stop]), (.reminder, []), (.reminder, [.done, .leftOut]), (.unwritten, []),
    ]
    return buttons.map { kind, buttons in
      NoticeCategory(kind: kind, buttons: buttons, titles: buttons.map { $0.title(words) }, hidden: words(.reminder))
    }
  }
}

extension PhoneNotice {
  /// The name of its category.
  public var category: String { NoticeCategory.id(kind, buttons) }
}

/// What somebody did with a notice.
public enum NoticeAnswer: Equatable, Sendable {
  /// It was tapped, and leads to the day of whom it is about, if of anybody.
  case opened(person: String?)
  /// Its Stop was pressed.
  case stopped
  /// "Done" or "Left out" was pressed on a reminder.
  case noted(Noted)
  /// It was swiped away, or whatever else a phone may offer: that says nothing, and nothing comes of it.
  case putAway
}

extension Signals {
  /// Posts these in place of every notice of the kind that waits or stands; no more than there is room for.
  func replace(_ kind: PhoneNotice.Kind, with notices: [PhoneNotice]) {
    post(Array(notices.prefix(kind.room)), inPlaceOf: kind)
  }
}
