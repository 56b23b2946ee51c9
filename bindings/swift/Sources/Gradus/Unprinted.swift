// What a person logs has no place in a log file. Swift would print every field of a value that stands in a string or in
// `print`; these print the name of their type and no more. `dump` and the debugger still show everything.

/// A value that holds what somebody logged, or what follows from it.
public protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible {}

extension Unprinted {
  /// The name of the type.
  public var description: String { "\(Self.self)" }

  /// The name of the type.
  public var debugDescription: String { "\(Self.self)" }
}

extension AssumedView: Unprinted {}
extension Changes: Unprinted {}
extension ColumnChoice: Unprinted {}
extension ColumnUse: Unprinted {}
extension Command: Unprinted {}
extension ContactDraft: Unprinted {}
extension ContactView: Unprinted {}
extension DeviceBarView: Unprinted {}
extension DeviceCare: Unprinted {}
extension DeviceDraft: Unprinted {}
extension DeviceDueView: Unprinted {}
extension DeviceQuestionView: Unprinted {}
extension DeviceView: Unprinted {}
extension DevicesView: Unprinted {}
extension FactAnswer: Unprinted {}
extension FactView: Unprinted {}
extension Fill: Unprinted {}
extension FitView: Unprinted {}
extension GateView: Unprinted {}
extension ImportView: Unprinted {}
extension InboxView: Unprinted {}
extension InterviewReply: Unprinted {}
extension InterviewView: Unprinted {}
extension LeadView: Unprinted {}
extension LockedCueView: Unprinted {}
extension LockedRunView: Unprinted {}
extension LockedView: Unprinted {}
extension NextActionView: Unprinted {}
extension NextPlanView: Unprinted {}
extension OccurrenceView: Unprinted {}
extension PauseView: Unprinted {}
extension PersonDraft: Unprinted {}
extension PersonRef: Unprinted {}
extension PlanChange: Unprinted {}
extension PlanReplaced: Unprinted {}
extension PlanView: Unprinted {}
extension PreviewPath: Unprinted {}
extension PreviewView: Unprinted {}
extension PreviewWeek: Unprinted {}
extension ProposalView: Unprinted {}
extension ReasonView: Unprinted {}
extension Recorded: Unprinted {}
extension ReminderView: Unprinted {}
extension RefusedRow: Unprinted {}
extension RuleView: Unprinted {}
extension RunActionView: Unprinted {}
extension RunCheckView: Unprinted {}
extension RunChoiceView: Unprinted {}
extension RunCueView: Unprinted {}
extension RunDetailsDraft: Unprinted {}
extension RunDeviceView: Unprinted {}
extension RunDraft: Unprinted {}
extension RunInsertionView: Unprinted {}
extension RunRecorded: Unprinted {}
extension RunView: Unprinted {}
extension NotSaved: Unprinted {}
extension SalvageDraft: Unprinted {}
extension SalvageGap: Unprinted {}
extension SalvageView: Unprinted {}
extension SavedPerson: Unprinted {}
extension SessionDraft: Unprinted {}
extension RenewedCode: Unprinted {}
extension SetUp: Unprinted {}
extension SettingReasonView: Unprinted {}
extension SettingScreen: Unprinted {}
extension SettingSource: Unprinted {}
extension SettingView: Unprinted {}
extension SlotView: Unprinted {}
extension StageView: Unprinted {}
extension TaskView: Unprinted {}
extension TimelineItem: Unprinted {}
extension TimelineView: Unprinted {}
extension TrendsView: Unprinted {}
extension ChartView: Unprinted {}
extension ChartSeries: Unprinted {}
extension ChartPoint: Unprinted {}
extension ChartRow: Unprinted {}
extension TodayView: Unprinted {}
extension TriageView: Unprinted {}
extension VisitDraft: Unprinted {}
extension WrongField: Unprinted {}

extension GradusError: CustomStringConvertible, CustomDebugStringConvertible {
  /// A word that can be logged: names of fields and people, and what was wrong with them, are left out.
  public var kind: String {
    switch self {
    case .Locked: "locked"
    case .WrongSecret: "wrong_secret"
    case .TooManyTries: "too_many_tries"
    case .DeviceSecretGone: "device_secret_gone"
    case .EasyPasscode: "easy_passcode"
    case .SecretNeeded: "secret_needed"
    case .InboxFull: "inbox_full"
    case .LastWay: "last_way"
    case .Erased: "erased"
    case .NotFound: "not_found"
    case .Invalid: "invalid"
    case .Refused: "refused"
    case .NewerVersion: "newer_version"
    case .Damaged(_, let kind, _, _): kind
    case .Busy: "busy"
    case .Storage: "storage"
    case .Internal: "internal"
    }
  }

  /// The kind.
  public var description: String { "GradusError.\(kind)" }

  /// The kind.
  public var debugDescription: String { description }
}
