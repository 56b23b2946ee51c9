import Foundation

// The core writes dates and moments as text. Each property below is that text as Foundation has it; `nil` where the core
// gives none. `...Day` is a civil day, `...Time` a civil time for a calendar trigger, `...Moment` an instant.

extension PersonRef {
  /// Birth date.
  public var bornDay: CivilDay? { CivilDay(born) }
}

extension TodayView {
  /// The day that the view is about.
  public var civilDay: CivilDay? { CivilDay(date) }

  /// Until when the plan's pause since the last session runs; `nil` when it is over or there is none.
  public var notBeforeMoment: Date? { notBefore.flatMap(Rfc3339.date) }

  /// The day on which the plan begins; `nil` once it has begun, and while it leaves the day open.
  public var planBeginsDay: CivilDay? { planBegins.flatMap { CivilDay($0) } }
}

extension NextPlanView {
  /// The day on which it takes the other one's place.
  public var beginsDay: CivilDay? { CivilDay(begins) }
}

extension SlotView {
  /// Hour and minute, if the plan names a time.
  public var atTime: DateComponents? { at.flatMap(clockTime) }
}

extension OccurrenceView {
  /// The day on which the plan asks for it.
  public var civilDay: CivilDay? { CivilDay(date) }

  /// Hour and minute, if the plan names a time.
  public var atTime: DateComponents? { at.flatMap(clockTime) }
}

extension PlanView {
  /// First day on which it holds; `nil` while the plan leaves that open.
  public var effectiveDay: CivilDay? { effective.flatMap { CivilDay($0) } }
}

extension PlanReplaced {
  /// The day since which the plan in force has been in force.
  public var sinceDay: CivilDay? { CivilDay(since) }

  /// The day from which the new one takes its place.
  public var untilDay: CivilDay? { CivilDay(until) }
}

extension TimelineView {
  /// First day.
  public var firstDay: CivilDay? { CivilDay(fromDate) }

  /// Last day, included.
  public var lastDay: CivilDay? { CivilDay(toDate) }
}

extension TimelineItem {
  /// When it happened.
  public var moment: Date? { Rfc3339.date(at) }
}

extension TaskView {
  /// By when.
  public var dueMoment: Date? { Rfc3339.date(due) }
}

extension GateView {
  /// Earliest moment of the next session, when the answer is to wait.
  public var untilMoment: Date? { until.flatMap(Rfc3339.date) }
}

extension TriageView {
  /// Earliest moment of the next session, when the answer is to wait.
  public var untilMoment: Date? { until.flatMap(Rfc3339.date) }
}

private func clockTime(_ text: String) -> DateComponents? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
  guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour), (0..<60).contains(minute)
  else { return nil }
  return DateComponents(hour: hour, minute: minute)
}
