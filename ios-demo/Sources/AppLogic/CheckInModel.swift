import Gradus
import Observation

/// The check-in: one question on a screen, nothing preselected, each answerable with "not sure".
///
/// What is asked, in which order, and what cannot wait until the end, is the core's word. Going back takes nothing back:
/// what was said counts, and is written on leaving, until the same question is answered otherwise. An emergency is written
/// down before it is shown: nothing that ends the app may lose it. A slip that is corrected afterwards is written too.
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
  /// What was written down in the midst of the questions, with the answers that it holds.
  private var written: (answers: [FactAnswer], recorded: Recorded)?

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
    let before = offered
    offered = []
    await move(to: before, ahead: [])
  }

  /// Forgets what was answered before, and asks all of it.
  public func beginAnew() async {
    await diary.forgetKept()
    offered = []
    await move(to: [], ahead: [])
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
      await diary.finish(try await write(standing, of: person), saying: words(.saved), mayBeSlip: true)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// Writes down what was answered; once, where the answers are the same.
  private func write(_ standing: InterviewView, of person: PersonRef) async throws(GradusError) -> Recorded {
    if let written, written.answers == standing.answers { return written.recorded }
    let recorded = try await diary.vault.record(.checkIn(person: person.id, answers: standing.answers, note: nil))
    written = (standing.answers, recorded)
    return recorded
  }

  private func move(to replies: [InterviewReply], ahead: [InterviewReply]) async {
    guard let person = diary.person else { return }
    do {
      let view = try await diary.vault.interview(person.id, replies: replies)
      standing = ahead.isEmpty ? view : try await diary.vault.interview(person.id, replies: replies + ahead)
      (self.view, self.replies, self.ahead) = (view, replies, ahead)
      await keepEmergency(of: person)
      await keep(replies + ahead, of: person)
      show()
      if view.next == nil { await finish() }
    } catch .Invalid(let fields) {
      // A slip is told while the thermometer is still in the hand.
      let range = words(.checkinNumberWrong, view?.next?.least ?? "", view?.next?.greatest ?? "")
      missing = "\(range) (\(fields.map(\.wrong).joined(separator: "; ")))"
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// The phone may end the app while the emergency is in front: it is on the disk before. One that cannot be written down is
  /// said all the same.
  private func keepEmergency(of person: PersonRef) async {
    trouble = nil
    guard let standing, standing.urgent, standing.soFar?.disposition == .emergency else { return }
    guard standing.soFar?.sentence != shown else { return }
    do {
      _ = try await write(standing, of: person)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  /// What a lock or the end of the app would break off is kept. What is urgent is written down instead.
  private func keep(_ all: [InterviewReply], of person: PersonRef) async {
    guard !isKept, !all.isEmpty else { return }
    do {
      _ = try await diary.vault.keepInterview(person.id, replies: all)
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func show() {
    (chosen, number, missing) = (nil, "", nil)
    if let said = ahead.first(where: { $0.id == view?.next?.id })?.answer {
      if numberName != nil, said != unknown { number = said } else { chosen = said }
    }
    guard let standing else { return }
    diary.leaving = Leaving(
      triage: standing.soFar, answers: isKept ? standing.answers : nil,
      recorded: written.flatMap { $0.answers == standing.answers ? $0.recorded : nil })
    let urgent = standing.urgent ? standing.soFar : nil
    call = urgent?.sentence == shown ? nil : urgent.map(answer)
    shown = urgent?.sentence
  }

  private func answer(_ triage: TriageView) -> Answer {
    Answer(triage, words, zone: diary.device.zone)
  }
}

/// What leaving the check-in now must not lose, and what became of it.
struct Leaving {
  /// What the answers so far ask for; shown once more. `nil` where they ask for nothing.
  let triage: TriageView?
  /// To be written down, because somebody has to be reached today; `nil` where nothing is.
  let answers: [FactAnswer]?
  var recorded: Recorded?
  var trouble: Trouble?
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
