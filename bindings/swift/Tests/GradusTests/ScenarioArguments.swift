import Foundation
import Gradus

/// The arguments of one step, spelled as `tests/scenario/README.md` says.
struct Arguments {
  let fields: [String: Any]

  init(_ fields: [String: Any]) {
    self.fields = fields
  }

  func text(_ name: String) throws -> String {
    guard let text = fields[name] as? String else { throw Misspelt(what: name) }
    return text
  }

  func maybe(_ name: String) -> String? { fields[name] as? String }

  func texts(_ name: String) -> [String] { fields[name] as? [String] ?? [] }

  func whole<Number: BinaryInteger>(_ name: String) throws -> Number {
    guard let number = fields[name] as? NSNumber else { throw Misspelt(what: name) }
    return Number(number.uint64Value)
  }

  func truth(_ name: String) throws -> Bool {
    guard let truth = fields[name] as? Bool else { throw Misspelt(what: name) }
    return truth
  }

  /// Secrets are texts here, as UTF-8.
  func secret(_ name: String) throws -> Secret { Secret(typed: try text(name)) }

  func proof() throws -> Proof {
    try text("proof") == "recovery_code" ? .recoveryCode(secret("secret")) : .passcode(secret("secret"))
  }

  /// What the keystore holds, where it holds anything.
  func deviceSecret() -> Secret? {
    maybe("device_secret").flatMap { $0.isEmpty ? nil : Secret(typed: $0) }
  }

  func place(_ name: String) throws -> URL { URL(fileURLWithPath: try text(name)) }

  func lockPolicy() throws -> LockPolicyView {
    LockPolicyView(
      lockAfterS: try whole("lock_after_s"), staysOpenWithoutScreen: try truth("stays_open_without_screen"),
      eraseAfter: (fields["erase_after"] as? NSNumber).map { $0.uint8Value })
  }

  func record(_ name: String) throws -> Arguments {
    guard let fields = fields[name] as? [String: Any] else { throw Misspelt(what: name) }
    return Arguments(fields)
  }

  func records(_ name: String) -> [Arguments] {
    (fields[name] as? [[String: Any]] ?? []).map(Arguments.init)
  }

  func day(_ name: String) throws -> CivilDay? {
    guard let text = maybe(name) else { return nil }
    guard let day = CivilDay(text) else { throw Misspelt(what: name) }
    return day
  }

  var fills: [Fill] {
    get throws { try records("fills").map { Fill(field: try $0.text("field"), value: try $0.text("value")) } }
  }

  var answers: [FactAnswer] {
    get throws { try records("answers").map { FactAnswer(id: try $0.text("id"), answer: try $0.text("answer")) } }
  }

  var replies: [InterviewReply] {
    get throws { try records("replies").map { InterviewReply(id: try $0.text("id"), answer: $0.maybe("answer")) } }
  }

  var mapping: [ColumnChoice] {
    get throws {
      try records("mapping").map { ColumnChoice(column: try $0.text("column"), field: try $0.text("field")) }
    }
  }

  var people: [PracticePerson] {
    get throws {
      try texts("people").map { name in
        switch name {
        case "infant_after_anoplasty": .infantAfterAnoplasty
        case "adult_with_stenosis": .adultWithStenosis
        default: throw Misspelt(what: name)
        }
      }
    }
  }

  func command() throws -> Command {
    guard let (name, fields) = try record("command").fields.first, let fields = fields as? [String: Any] else {
      throw Misspelt(what: "command")
    }
    let with = Arguments(fields)
    if name == "add_person" { return .addPerson(draft: try with.record("draft").personDraft()) }
    let person = try with.text("person")
    switch name {
    case "change_person": return .changePerson(person: person, draft: try with.record("draft").personDraft())
    case "adopt_plan": return .adoptPlan(person: person, text: try with.text("text"), fills: try with.fills)
    case "log_session": return .logSession(person: person, draft: try with.record("draft").sessionDraft())
    case "skip":
      return .skip(person: person, occurrence: with.maybe("occurrence"), reason: try with.text("reason"))
    case "check_in": return .checkIn(person: person, answers: try with.answers, note: with.maybe("note"))
    case "take_step": return .takeStep(person: person, toTenthsMm: try with.whole("to_tenths_mm"))
    case "take_stage":
      return .takeStage(
        person: person, stage: try with.text("stage"), clinicSaid: try with.truth("clinic_said"))
    case "record_visit": return .recordVisit(person: person, draft: try with.record("draft").visitDraft())
    case "record_contact": return .recordContact(person: person, draft: try with.record("draft").contactDraft())
    case "observe":
      return .observe(
        person: person, at: with.maybe("at"), what: try with.record("what").observed(), note: with.maybe("note"))
    case "pause":
      return .pause(
        person: person, reason: try with.text("reason"), fromDate: with.maybe("from_date"),
        toDate: with.maybe("to_date"))
    case "end_pause": return .endPause(person: person)
    case "add_device": return .addDevice(person: person, draft: try with.record("draft").deviceDraft())
    case "care_for_device":
      return .careForDevice(
        person: person, device: try with.text("device"), at: with.maybe("at"),
        care: try with.record("care").deviceCare())
    case "amend":
      return .amend(person: person, entry: try with.text("entry"), change: try with.record("change").correction())
    case "take_out": return .takeOut(person: person, entry: try with.text("entry"))
    case "undo": return .undo(person: person, entry: try with.text("entry"))
    default: throw Misspelt(what: name)
    }
  }

  private func correction() throws -> Correction {
    guard let (name, fields) = fields.first, let fields = fields as? [String: Any] else {
      throw Misspelt(what: "change")
    }
    let with = Arguments(fields)
    switch name {
    case "session": return .session(draft: try with.record("draft").sessionDraft())
    case "skip": return .skip(occurrence: with.maybe("occurrence"), reason: try with.text("reason"))
    case "check_in": return .checkIn(answers: try with.answers, note: with.maybe("note"))
    case "observation":
      return .observation(at: with.maybe("at"), what: try with.record("what").observed(), note: with.maybe("note"))
    case "visit": return .visit(draft: try with.record("draft").visitDraft())
    case "device": return .device(draft: try with.record("draft").deviceDraft())
    case "device_care":
      return .deviceCare(at: with.maybe("at"), care: try with.record("care").deviceCare())
    default: throw Misspelt(what: name)
    }
  }

  private func observed() throws -> Observed {
    guard let (name, fields) = fields.first, let fields = fields as? [String: Any] else {
      throw Misspelt(what: "what")
    }
    let with = Arguments(fields)
    func small(_ name: String) -> UInt8? { (fields[name] as? NSNumber)?.uint8Value }
    switch name {
    case "temperature":
      return .temperature(
        value: try with.text("value"), method: try with.text("method"), antipyreticAt: with.maybe("antipyretic_at"))
    case "stool":
      return .stool(
        bristol: small("bristol"), count: small("count"), blood: with.maybe("blood"),
        bloodMixed: with.maybe("blood_mixed"), colour: with.maybe("colour"), outlet: with.maybe("outlet"))
    case "continence":
      return .continence(scale: try with.text("scale"), score: try with.whole("score"), most: small("most"))
    case "flacc": return .flacc(score: try with.whole("score"))
    case "distress": return .distress(score: try with.whole("score"))
    default: throw Misspelt(what: name)
    }
  }

  private func personDraft() throws -> PersonDraft {
    PersonDraft(
      name: try text("name"), born: try text("born"), role: try text("role"), background: texts("background"),
      operations: texts("operations"))
  }

  private func sessionDraft() throws -> SessionDraft {
    SessionDraft(
      at: maybe("at"), occurrence: maybe("occurrence"), size: try text("size"),
      holdsS: (fields["holds_s"] as? [NSNumber] ?? []).map(\.uint32Value), ease: try text("ease"),
      painBefore: maybe("pain_before"), painPeak: maybe("pain_peak"), painAfter: maybe("pain_after"),
      painMinutes: maybe("pain_minutes"), bleeding: maybe("bleeding"), bleedingMinutes: maybe("bleeding_minutes"),
      warmUp: texts("warm_up"), lubricant: maybe("lubricant"), adjuncts: texts("adjuncts"),
      stopReason: maybe("stop_reason"), device: maybe("device"), cleaned: fields["cleaned"] as? Bool,
      note: maybe("note"))
  }

  func runDetails() -> RunDetailsDraft {
    RunDetailsDraft(
      ease: maybe("ease"), painBefore: maybe("pain_before"), painPeak: maybe("pain_peak"),
      painAfter: maybe("pain_after"), painMinutes: maybe("pain_minutes"), bleeding: maybe("bleeding"),
      bleedingMinutes: maybe("bleeding_minutes"), lubricant: maybe("lubricant"), adjuncts: maybe("adjuncts"),
      stopReason: maybe("stop_reason"), device: maybe("device"), cleaned: fields["cleaned"] as? Bool,
      note: maybe("note"))
  }

  private func deviceDraft() throws -> DeviceDraft {
    func days(_ name: String) -> UInt16? { (fields[name] as? NSNumber)?.uint16Value }
    return DeviceDraft(
      name: try text("name"), shape: try text("shape"), sizes: texts("sizes"), material: try text("material"),
      base: try truth("base"), gripDepthMm: days("grip_depth_mm"), flaws: texts("flaws"),
      firstUse: maybe("first_use"), disinfectEveryDays: days("disinfect_every_days"),
      replaceAfterDays: days("replace_after_days"))
  }

  private func deviceCare() throws -> DeviceCare {
    guard let (name, fields) = fields.first, let fields = fields as? [String: Any] else {
      throw Misspelt(what: "care")
    }
    let with = Arguments(fields)
    switch name {
    case "checked": return .checked(answers: try with.answers)
    case "cleaned": return .cleaned(disinfected: with.maybe("disinfected"))
    case "retired": return .retired(reason: try with.text("reason"))
    default: throw Misspelt(what: name)
    }
  }

  private func visitDraft() throws -> VisitDraft {
    VisitDraft(
      at: maybe("at"), kind: try text("kind"), who: try text("who"), calibrated: maybe("calibrated"),
      sizeSet: maybe("size_set"), advice: maybe("advice"))
  }

  private func contactDraft() throws -> ContactDraft {
    ContactDraft(
      at: maybe("at"), who: try text("who"), said: try text("said"), outcome: try text("outcome"),
      about: texts("about"), nextVisit: maybe("next_visit"))
  }
}

/// The scenario says something that this runner does not know.
struct Misspelt: Error {
  let what: String
}
