import Gradus

// What comes back with an unlock: a check-in that was broken off, and what was noted while the diary was locked.
extension DiaryModel {
  /// The core tells it once.
  func readNews() async throws(GradusError) {
    let told = try await vault.inboxNews()
    news += told.sentences
    isNewsGrave = isNewsGrave || told.alarming
  }

  /// The news were read.
  public func closeNews() {
    (news, isNewsGrave) = ([], false)
  }

  /// To the questions that a lock broke off; there it is asked whether to go on. Nothing leads past a session.
  func returnToCheckIn() async {
    guard run == nil, path.isEmpty, let person else { return }
    let replies = await kept(of: person)
    guard !replies.isEmpty else { return }
    path = [.checkIn]
    // That somebody has to be reached is said before anything is asked.
    guard answer == nil, let view = try? await vault.interview(person.id, replies: replies), view.urgent else { return }
    show(view.soFar)
  }

  /// Somebody went back from the check-in.
  func leftCheckIn() async {
    let isDone = await leaving?() ?? true
    leaving = nil
    // What could not be written down is offered once more.
    if isDone { await forgetKept() }
  }

  /// What was answered of a check-in that is not over. What cannot be read is asked anew.
  func kept(of person: PersonRef) async -> [InterviewReply] {
    (try? await vault.keptInterview(person.id)) ?? []
  }

  /// Forgets it. What cannot be forgotten is offered once more, and counts for nothing.
  func forgetKept() async {
    guard let person else { return }
    _ = try? await vault.keepInterview(person.id, replies: [])
  }
}
