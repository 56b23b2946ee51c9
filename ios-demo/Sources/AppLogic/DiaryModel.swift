import Foundation
import Gradus
import Observation

/// Where somebody can go from Today.
public enum Route: Hashable, Sendable {
  case person, plan, session, checkIn, progress, contact, emergencyNumber, why
}

/// The open diary: Today, what lies behind it, and the answer that must be read before anything else.
@MainActor
@Observable
public final class DiaryModel {
  public var path: [Route] = []
  public private(set) var person: PersonRef?
  public private(set) var today: TodayView?
  public private(set) var trouble: Trouble?
  /// Full screen over everything until it was read.
  public private(set) var answer: Answer?
  /// What was just done, in a sentence.
  public private(set) var notices: [String] = []
  /// The emergency number, while it is being changed.
  public var emergencyNumber: String
  public let device: Device
  let vault: Vault
  @ObservationIgnored var locked: @MainActor () -> Void = {}

  init(vault: Vault, device: Device) {
    (self.vault, self.device) = (vault, device)
    emergencyNumber = device.emergencyNumber
  }

  public var words: Wording { device.words }

  /// Loads Today. What still holds sessions back is shown again, whole, until the clinic was spoken to.
  public func load() async {
    do {
      person = try await vault.people().first
      try await refresh()
      guard let today, today.gate.gate == .blocked else { return }
      answer = Answer(standing: today, sentence: today.headline, words)
    } catch {
      fail(error)
    }
  }

  /// Loads Today as it is now.
  func refresh() async throws(GradusError) {
    guard let person else { return }
    today = try await vault.today(person.id)
    trouble = nil
  }

  /// The passing of time is no change: asked again whenever Today is shown.
  public func showToday() async {
    do {
      try await refresh()
    } catch {
      fail(error)
    }
  }

  /// What the one big button does.
  public enum MainAction: Equatable, Sendable {
    case addPerson, bringPlan, logSession, checkIn, recordContact
  }

  /// The next thing to do, by the core's own words: no plan, a gate, or nothing in the way.
  public var mainAction: MainAction {
    guard let today else { return .addPerson }
    guard today.plan != nil else { return .bringPlan }
    switch today.gate.gate {
    case .allow, .sameSize, .stepDown: return .logSession
    case .wait: return .checkIn
    case .blocked: return .recordContact
    }
  }

  /// The person's name stands on whatever is begun.
  public var mainTitle: String {
    let name = person?.name ?? ""
    switch mainAction {
    case .addPerson: return words(.peopleAdd)
    case .bringPlan: return words(.importFor, name)
    case .logSession: return words(.logFor, name)
    case .checkIn: return words(.checkinFor, name)
    case .recordContact: return words(.writeContact)
    }
  }

  public func begin() {
    switch mainAction {
    case .addPerson: go(to: .person)
    case .bringPlan: go(to: .plan)
    case .logSession: go(to: .session)
    case .checkIn: go(to: .checkIn)
    case .recordContact: go(to: .contact)
    }
  }

  public func go(to route: Route) {
    notices = []
    path.append(route)
  }

  /// Back to Today, with what the core has to say about what was done.
  func finish(_ recorded: Recorded?, saying sentence: String) async {
    path = []
    notices = [sentence] + (recorded?.notices ?? [])
    await reload()
    // Whatever the triage answered is shown; an answer that nobody sees helps nobody.
    if let triage = recorded?.triage { answer = Answer(triage, words, zone: device.zone) }
  }

  private func reload() async {
    do {
      person = try await vault.people().first
      try await refresh()
    } catch {
      fail(error)
    }
  }

  /// The answer was read.
  public func closeAnswer() {
    answer = nil
  }

  /// From the answer to the form for what the clinic said.
  public func recordContactNow() {
    answer = nil
    path = [.contact]
  }

  public func saveEmergencyNumber() {
    guard EmergencyNumber.link(emergencyNumber) != nil else {
      trouble = Trouble(words(.numberWrong))
      return
    }
    trouble = nil
    device.notebook.write(emergencyNumber, for: .emergencyNumber)
    path = []
  }

  /// What the dialler is filled with.
  public var emergencyLink: URL? { EmergencyNumber.link(device.emergencyNumber) }

  public var emergencyName: String { device.emergencyNumber }

  /// Why the gate stands as it does.
  public var standing: Answer? {
    today.map { Answer(standing: $0, sentence: $0.gate.sentence, words) }
  }

  /// The gate in force as a word; none while nothing stands in the way.
  public var gateTitle: Phrase? {
    switch today?.gate.gate {
    case .allow, nil: nil
    case .sameSize: .gateSame
    case .stepDown: .gateDown
    case .wait: .gateWait
    case .blocked: .gateBlocked
    }
  }

  /// The same as a symbol.
  public var gateSymbol: String {
    switch today?.gate.gate {
    case .allow, nil: "checkmark.circle.fill"
    case .sameSize, .stepDown: "minus.circle"
    case .wait: "clock"
    case .blocked: "hand.raised.fill"
    }
  }

  /// By when something is to be done.
  public func due(_ task: TaskView) -> String {
    let moment = task.dueMoment.map { words.moment($0, in: device.zone) } ?? task.due
    return words(task.overdue ? .taskOverdue : .taskDue, moment)
  }

  /// Keys gone, at once.
  public func lock() {
    locked()
  }

  func shut() {
    try? vault.lock()
    (person, today, answer, path, notices) = (nil, nil, nil, [], [])
  }

  private func fail(_ error: GradusError) {
    trouble = Trouble(error, in: words)
    if error == .Locked { locked() }
  }

  /// What the button under a trouble does.
  public func goForward() async {
    if trouble?.forward == .unlock { return lock() }
    trouble = nil
    await showToday()
  }
}
