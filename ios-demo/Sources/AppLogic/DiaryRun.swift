import Gradus

// The session that goes on, seen from the diary.
extension DiaryModel {
  /// Begins a session of the person on the screen: what the plan asks for now.
  public func startRun() async {
    guard let person else { return }
    do {
      enter(try await vault.startRun(person.id))
    } catch {
      fail(error)
    }
  }

  /// Back to the session that goes on.
  public func returnToRun() async {
    do {
      try await land()
    } catch {
      fail(error)
    }
  }

  /// Puts the session that goes on in front; there is none where it was written down elsewhere meanwhile.
  func land() async throws(GradusError) {
    guard let person else { return }
    guard let view = try await vault.run(person.id) else { return watch.end() }
    enter(view)
  }

  private func enter(_ view: RunView) {
    notices = []
    run = RunModel(diary: self, view: view)
    path = [.run]
  }

  /// Amounts of blood, in the core's own words.
  var bloodLevels: [Choice] {
    let fact = (try? facts())?.first { $0.id == "session_bleeding" }
    return fact?.levelWords.map { Choice($0.id, $0.words) } ?? []
  }

  /// A session was left in which nothing went in.
  func leaveRun() async {
    endRun()
    await finish(nil, saying: words(.runNothing))
  }

  /// A session was written down. What ended it opens the questions, filled in.
  func finishRun(_ done: RunRecorded) async {
    endRun()
    await finish(done.recorded, saying: words(.saved))
    guard !done.checkIn.isEmpty else { return }
    begunWith = done.checkIn.map { InterviewReply(id: $0.id, answer: $0.answer) }
    path = [.checkIn]
  }

  private func endRun() {
    run = nil
    watch.end()
  }
}
