import Gradus

// A question of the core, as it stands on a screen.
extension FactQuestion {
  /// What can be chosen: the id that the core reads, and the words. "Not sure" is always one of them.
  func choices(_ words: Wording) -> [Choice] {
    let yesNo = kind == "yes_no" ? [Choice("true", words(.yes)), Choice("false", words(.no))] : []
    return yesNo + levelWords.map { Choice($0.id, $0.words) } + [Choice(unknown, words(.notSure))]
  }

  /// What the field for a number is called; `nil` where none is asked for.
  func numberName(_ words: Wording) -> String? {
    guard kind == "number" else { return nil }
    let units: [String: Phrase] = [
      "C": .unitC, "days": .unitDays, "hours": .unitHours, "minutes": .unitMinutes, "times": .unitTimes,
    ]
    // A scale says more by its ends than by "points".
    if unit == "points" { return words(.checkinScale, least ?? "", greatest ?? "") }
    return unit.flatMap { units[$0] }.map { words(.checkinNumberUnit, words($0)) } ?? words(.checkinNumber)
  }

  /// An answer as it was picked: yes, no or not sure, a level in its words, a number with its unit.
  func answered(_ value: String, _ words: Wording) -> String {
    if let choice = choices(words).first(where: { $0.id == value }) { return choice.words }
    return kind == "number" ? [value, unit].compactMap { $0 }.joined(separator: " ") : value
  }

  /// As the reader is asked: somebody who looks after the person, or the person.
  func words(for person: PersonRef?) -> String { person?.role == "caregiver" ? questionAbout : question }
}
