import Foundation

// What a person enters, with Foundation's dates and with a default for everything that may be left unsaid. The words are
// the core's own: `Vault.record` parses them and names each field that is wrong.

/// What the core reads instead of an answer that nobody could give.
public let unknown = "unknown"

extension PersonDraft {
  /// A person as they are entered.
  ///
  /// - Parameters:
  ///   - background: names of conditions, or `["none"]`; not empty, because what nobody asked is not a no.
  ///   - operations: kinds with their days, such as `("psarp", day)`.
  public init(
    name: String, born: CivilDay, role: String, background: [String], operations: [(kind: String, day: CivilDay)] = []
  ) {
    self.init(
      name: name, born: born.description, role: role, background: background,
      operations: operations.map { "\($0.kind)=\($0.day)" })
  }
}

extension SessionDraft {
  /// A session as it is entered; what is left out was not asked. Without `held`, it was held now. Pain is 0 to 10 or
  /// ``unknown``. A hold that is negative or longer than the field holds is written as the longest, which the core refuses.
  public init(
    size: String, ease: String, holds: [Duration], held: Date? = nil, in zone: TimeZone = .autoupdatingCurrent,
    occurrence: String? = nil, painBefore: String? = nil, painPeak: String? = nil, painAfter: String? = nil,
    painMinutes: String? = nil, bleeding: String? = nil, bleedingMinutes: String? = nil, warmUp: [String] = [],
    lubricant: String? = nil, adjuncts: [String] = [], stopReason: String? = nil, device: String? = nil,
    cleaned: Bool? = nil, note: String? = nil
  ) {
    self.init(
      at: held.map { Rfc3339.text($0, in: zone) }, occurrence: occurrence, size: size,
      holdsS: holds.map { UInt32(exactly: $0.components.seconds) ?? .max }, ease: ease, painBefore: painBefore,
      painPeak: painPeak, painAfter: painAfter, painMinutes: painMinutes, bleeding: bleeding,
      bleedingMinutes: bleedingMinutes, warmUp: warmUp, lubricant: lubricant, adjuncts: adjuncts,
      stopReason: stopReason, device: device, cleaned: cleaned, note: note)
  }
}

extension ContactDraft {
  /// A talk with the clinic that was held at this moment; one that is held now needs none. `about` names answers of the
  /// triage, or is `["all"]`. `nextVisit` is the visit that was agreed.
  public init(
    who: String, said: String, outcome: String, about: [String], held: Date, in zone: TimeZone = .autoupdatingCurrent,
    nextVisit: CivilDay? = nil
  ) {
    let at = Rfc3339.text(held, in: zone)
    self.init(at: at, who: who, said: said, outcome: outcome, about: about, nextVisit: nextVisit?.description)
  }
}

extension VisitDraft {
  /// A visit to the clinic. Without `held`, it was now.
  public init(
    kind: String, who: String, held: Date? = nil, in zone: TimeZone = .autoupdatingCurrent, calibrated: String? = nil,
    sizeSet: String? = nil, advice: String? = nil
  ) {
    let at = held.map { Rfc3339.text($0, in: zone) }
    self.init(at: at, kind: kind, who: who, calibrated: calibrated, sizeSet: sizeSet, advice: advice)
  }
}
