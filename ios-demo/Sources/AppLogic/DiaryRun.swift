import Gradus

// The session that goes on, seen from the diary.
extension DiaryModel {
  /// Begins a session of the person on the screen: what the plan asks for now.
  public func startRun() async {
    guard let person else { return }
    // A stop that nobody heard of belongs to a session before this one.
    device.forgetStop()
    do {
      // Which device is asked on the check list, which says so where every listed one is barred.
      enter(try await vault.startRun(person.id, draft: .notListed))
      await readPermission()
      // Why stands before the phone's own question, and the session waits for no answer.
      if permission == .notAsked, !wasTold { run?.asked = .notices }
      await run?.readDevices()
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

  /// Stops the session that goes on. Its moment is kept first, so that neither what runs nor a lock can take it away, and the
  /// phone's signs end at once.
  func stop() {
    device.noteStop()
    watch.end()
    work.atOnce { await self.heedStop() }
  }

  /// Tells the core of a stop with the moment at which it was pressed, also when that was while the diary was locked.
  func heedStop() async {
    guard let moment = device.stopMoment, !people.isEmpty else { return }
    do {
      for one in try await running() {
        let view = try await vault.runEvent(one, "stop", at: moment)
        if run?.view.person.id == one { run?.take(view) }
      }
      device.forgetStop()
    } catch {
      // Of a diary that was locked meanwhile the moment stays, and is told when it is open again.
      guard error != .Locked else { return }
      if let run { run.fail(error) } else { fail(error) }
    }
  }

  /// Whose session goes on.
  private func running() async throws(GradusError) -> [String] {
    if let run { return [run.view.person.id] }
    var found: [String] = []
    for one in people {
      do {
        if let view = try await vault.run(one.id), !view.isOver { found.append(one.id) }
      } catch .Refused {
        // Begun by a newer version: Today says so, and it keeps the Stop of nobody else.
        continue
      }
    }
    return found
  }

  /// Puts the session that goes on in front; there is none where it was written down elsewhere meanwhile.
  func land() async throws(GradusError) {
    guard let person else { return }
    guard let view = try await vault.run(person.id) else { return watch.end() }
    enter(view)
    if view.stage == .checkList { await run?.readDevices() }
  }

  private func enter(_ view: RunView) {
    (notices, unshown) = ([], nil)
    run = RunModel(diary: self, view: view)
    path = [.run]
  }

  /// Reads the core's words for amounts of blood, once: those in which it is told while a session goes on. All facts are a long
  /// list, which is made off the main thread.
  func readBlood() async throws {
    guard bloodLevels.isEmpty else { return }
    let language = words.language
    let list = try await Task.detached { try facts(language: language) }.value
    bloodLevels = list.first { $0.id == "bleeding" }?.levelWords.map { Choice($0.id, $0.words) } ?? []
  }

  /// A session was left in which nothing went in.
  func leaveRun() async {
    endRun()
    await finish(nil, saying: words(.runNothing))
  }

  /// A session was written down. What ended it opens the questions, filled in.
  func finishRun(_ done: RunRecorded) async {
    endRun()
    // What was held step by step was held: the core takes it back by no tap.
    await finish(done.recorded, saying: words(.saved))
    guard !done.checkIn.isEmpty else { return }
    begunWith = done.checkIn.map { InterviewReply(id: $0.id, answer: $0.answer) }
    path = [.checkIn]
  }

  /// The session that was on the screen was written down elsewhere.
  func closeRun() async {
    endRun()
    await finish(nil, saying: nil)
  }

  private func endRun() {
    run = nil
    watch.end()
  }
}
