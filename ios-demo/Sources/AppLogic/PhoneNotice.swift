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

  public enum Kind: String, CaseIterable, Sendable {
    case cue, session, reminder

    /// How many of it may wait or stand at once, the next ones. A phone of Apple's keeps 64 of an app and drops the others
    /// without a word; a session has an end and an overrun to sound, and the core asks for 60 reminders at most.
    public var room: Int {
      switch self {
      case .cue: 3
      case .session: 1
      case .reminder: 60
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
    }
  }

  /// All that others may read of it.
  public var text: String {
    switch self {
    case .cue: ""
    case .session(let notice): notice.time
    case .reminder(let reminder): reminder.text
    }
  }

  public var time: Time {
    switch self {
    case .cue(let cue): .seconds(cue.seconds)
    case .session: .now
    case .reminder(let reminder): .civil(reminder.at)
    }
  }

  public var sounds: Bool { kind != .session }

  /// Whose day it opens. Nobody reads it: the phone hands it back when the notice is opened.
  public var person: String? { if case .reminder(let reminder) = self { reminder.person } else { nil } }
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
  public let text: String

  /// `nil` where the core's time cannot be read.
  init?(_ view: ReminderView, text: String) {
    let numbers = view.at.split { "-T:".contains($0) }.compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    // Without a calendar a phone reads them in its own, where the year may be another: 2026 is 2569 in Thailand.
    at = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: numbers[0], month: numbers[1], day: numbers[2],
      hour: numbers[3], minute: numbers[4], second: numbers[5])
    (person, self.text) = (view.person, text)
  }
}

/// How the phone shows a kind of notice to an owner who wants no previews: in words that are fixed, too.
public struct NoticeCategory: Equatable, Sendable {
  public let kind: PhoneNotice.Kind
  /// What its button says, where it has one.
  public let button: String?
  public let hidden: String

  /// One for each kind.
  public static func all(_ words: Wording) -> [NoticeCategory] {
    PhoneNotice.Kind.allCases.map { kind in
      NoticeCategory(kind: kind, button: kind == .session ? words(.stop) : nil, hidden: words(.reminder))
    }
  }
}

/// What somebody did with a notice.
public enum NoticeAnswer: Equatable, Sendable {
  /// It was tapped, and leads to the day of whom it is about, if of anybody.
  case opened(person: String?)
  /// Its Stop was pressed.
  case stopped
  /// It was swiped away, or whatever else a phone may offer: that says nothing, and nothing comes of it.
  case putAway
}

extension Signals {
  /// Posts these in place of every notice of the kind that waits or stands; no more than there is room for.
  func replace(_ kind: PhoneNotice.Kind, with notices: [PhoneNotice]) {
    post(Array(notices.prefix(kind.room)), inPlaceOf: kind)
  }
}
