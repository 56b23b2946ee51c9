import Gradus
import Observation

/// The check-in: one question on a screen, nothing preselected, each answerable with "not sure".
///
/// What is asked, in which order, and what cannot wait until the end, is the core's word. Going back takes nothing back:
/// what was said counts until the same question is answered otherwise. Every answer is kept as it is given, and what is
/// urgent is written down before it is shown, so that a lock has nothing to write. What is answered or put right after that
/// is told of the same check-in: it stands in the diary once.
@MainActor
@Observable
public final class CheckInModel {
  /// `true`, `false`, `unknown` or a level that was chosen; `nil` while nothing is.
  public private(set) var chosen: String?
  public var number = "" { didSet { if !number.isEmpty { chosen = nil } } }
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  /// What has to be done before the next question. Shown once, and again when it changes.
  public private(set) var call: Answer?
  public let diary: DiaryModel
  /// What was answered before a lock or the end of the app, as long as nobody said whether to go on with it.
  private var offered: [InterviewReply] = []
  private var replies: [InterviewReply] = []
  /// What was gone back over and not answered again yet.
  private var ahead: [InterviewReply] = []
  /// The question at hand.
  private var view: InterviewView?
  /// The core's word on all that was said, also on what was gone back over.
  private var standing: InterviewView?
  private var shown: String?
  /// The urgent sentence that the core has written down.
  private var reported: String?
  /// The check-in as it stands in the diary already, with the answers that it holds.
  private var written: (entry: String, answers: [FactAnswer])?

  public init(diary: DiaryModel) {
    self.diary = diary
  }

  /// Puts the first question, once; or asks whether to go on with what was answered before.
  public func begin() async {
    guard view == nil, let person = diary.person else { return }
    let begun = diary.begunWith
    diary.begunWith = []
    if begun.isEmpty { offered = await diary.kept(of: person) }
    if offered.isEmpty { await move(to: begun, ahead: []) }
  }

  /// Whether to go on with what was answered before is what is asked now.
  public var isOffering: Bool { !offered.isEmpty }

  /// Goes on where the answers were broken off.
  public func takeUp() async {
    await move(to: offered, ahead: [])
    endOffer()
  }

  /// Forgets what was answered before, and asks all of it.
  public func beginAnew() async {
    await diary.forgetKept()
    await move(to: [], ahead: [])
    endOffer()
  }

  /// Where no question came up the offer stands, beside what went wrong.
  private func endOffer() {
    if view != nil { offered = [] }
  }

  public var words: Wording { diary.words }
  public var name: String { diary.person?.name ?? "" }
  /// Counted from 1.
  public var place: Int { replies.count + 1 }
  public var canGoBack: Bool { !replies.isEmpty }
  /// Whether only the rest is left.
  public var isFurther: Bool { view?.part == .further }
  /// How many questions of this part are left.
  public var left: UInt32 { view?.left ?? 0 }
  /// Whether somebody has to be reached today: then the other questions can wait.
  public var isUrgent: Bool { standing?.urgent == true }
  /// Whether leaving writes down what was said: somebody has to be reached, or an emergency stands there already.
  public var isKept: Bool { isUrgent || written != nil }
  /// Whether the check-in may end here; while questions are left, it says then that it is not finished.
  public var mayFinish: Bool { standing?.mayFinish == true }

  public var question: String { view?.next?.words(for: diary.person) ?? "" }

  public var help: String { view?.next?.help ?? "" }

  /// What can be chosen: the id that the core reads, and the words.
  public var choices: [Choice] { view?.next?.choices(words) ?? [] }

  /// What the field for a number is called; `nil` where none is asked for.
  public var numberName: String? { view?.next?.numberName(words) }

  public func choose(_ id: String) {
    number = ""
    (chosen, missing) = (id, nil)
  }

  /// Takes the answer and goes on; without one, says what is missing. When all is asked, writes it down.
  public func next() async {
    guard let question = view?.next else { return await finish() }
    let typed = number.filter { !$0.isWhitespace }.replacingOccurrences(of: ",", with: ".")
    guard let answer = chosen ?? (typed.isEmpty ? nil : typed) else {
      missing = words(.checkinMissing, self.question)
      return
    }
    let reply = InterviewReply(id: question.id, answer: answer)
    await move(to: replies + [reply], ahead: ahead.filter { $0.id != reply.id })
  }

  /// Leaves the questions; what the answers asked for is said once more.
  public func leave() {
    diary.leave()
  }

  /// To the question before, with what was answered.
  public func back() async {
    guard let last = replies.last else { return }
    await move(to: replies.dropLast(), ahead: [last] + ahead)
  }

  /// What has to be done was read; the question behind it comes up.
  public func goOn() {
    call = nil
  }

  /// Once more what has to be done.
  public func showCall() {
    call = standing?.soFar.map(answer)
  }

  /// Writes down what was answered so far.
  public func finish() async {
    guard let person = diary.person, let standing else { return }
    do {
      let recorded = try await write(standing, of: person)
      await diary.finish(recorded, saying: words(.saved), mayBeSlip: true, after: standing)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// Somebody goes away from the questions. Where somebody has to be reached, all that was said goes into the diary; what
  /// the answers ask for is said once more. Whether nothing is left to be done.
  private func left() async -> Bool {
    guard isKept, let person = diary.person, let standing else {
      diary.show(self.standing?.soFar)
      return true
    }
    do {
      let recorded = try await write(standing, of: person)
      await diary.finish(recorded, saying: words(.checkinKept), mayBeSlip: true, after: standing)
      return true
    } catch {
      diary.show(standing.soFar)
      diary.notices = [words(.checkinNotKept), Trouble(error, in: words).words]
      return false
    }
  }

  /// Writes down what was answered, once: of what stands there already, what is different. `nil` where nothing is.
  private func write(_ standing: InterviewView, of person: PersonRef) async throws(GradusError) -> Recorded? {
    guard let written else {
      return try await diary.record(.checkIn(person: person.id, answers: standing.answers, note: nil))
    }
    guard Set(written.answers) != Set(standing.answers) else { return nil }
    let whole = Correction.checkIn(answers: standing.answers, note: nil)
    return try await diary.record(.amend(person: person.id, entry: written.entry, change: whole))
  }

  private func move(to replies: [InterviewReply], ahead: [InterviewReply]) async {
    guard let person = diary.person else { return }
    do {
      let view = try await diary.vault.interview(person.id, replies: replies)
      standing = ahead.isEmpty ? view : try await diary.vault.interview(person.id, replies: replies + ahead)
      (self.view, self.replies, self.ahead) = (view, replies, ahead)
      await keep(replies + ahead, of: person)
      show()
      if view.next == nil { await finish() }
    } catch .Invalid(let fields) {
      // A slip is told while the thermometer is still in the hand. The core's own words for it are English.
      let range = words(.checkinNumberWrong, view?.next?.least ?? "", view?.next?.greatest ?? "")
      let reasons = words.language == "en" ? " (\(fields.map(\.wrong).joined(separator: "; ")))" : ""
      missing = range + reasons
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// A lock waits for nothing, and the phone may end the app while an emergency is in front: all of it is on the disk before.
  /// What cannot be kept is said all the same.
  private func keep(_ all: [InterviewReply], of person: PersonRef) async {
    trouble = nil
    guard !all.isEmpty else { return }
    do {
      let kept = try await diary.write { vault throws(GradusError) in
        try await vault.keepInterview(person.id, replies: all)
      }
      guard kept.urgent, kept.soFar?.sentence != reported else { return }
      written = try await newest(of: person)
      reported = kept.soFar?.sentence
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// The check-in that was written down last: the core has just done so, or had before a lock broke the questions off.
  private func newest(of person: PersonRef) async throws(GradusError) -> (entry: String, answers: [FactAnswer])? {
    let items = try await diary.vault.timeline(person.id).items
    guard let entry = items.last(where: { $0.kind == "check_in" && !$0.isTakenOut })?.entry else { return nil }
    let details = try await diary.vault.entryDetails(person.id, entry: entry)
    guard case .checkIn(let answers, _) = details else { return nil }
    return (entry, answers)
  }

  private func show() {
    (chosen, number, missing) = (nil, "", nil)
    if let said = ahead.first(where: { $0.id == view?.next?.id })?.answer {
      if numberName != nil, said != unknown { number = said } else { chosen = said }
    }
    guard let standing else { return }
    diary.leaving = { await self.left() }
    let urgent = standing.urgent ? standing.soFar : nil
    call = urgent?.sentence == shown ? nil : urgent.map(answer)
    shown = urgent?.sentence
  }

  private func answer(_ triage: TriageView) -> Answer {
    Answer(triage, words, zone: diary.device.zone)
  }
}

/// One thing that can be chosen.
public struct Choice: Identifiable, Equatable, Sendable {
  /// What the core reads.
  public let id: String
  /// What a person reads.
  public let words: String
  /// What a person hears, where the words alone do not say what they are about.
  public let spoken: String

  public init(_ id: String, _ words: String, spoken: String? = nil) {
    (self.id, self.words, self.spoken) = (id, words, spoken ?? words)
  }
}
