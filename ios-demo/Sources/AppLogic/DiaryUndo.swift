import Gradus

// What was just written down and may have been a slip.
extension DiaryModel {
  /// For how long it can be taken back where it was written down; from then on, in the timeline.
  static let undoMs: UInt64 = 10_000

  /// Time has passed while the diary is in front. What lies under a page that must be read is not offered yet.
  func passUndo(_ nowMs: UInt64) {
    guard offersUndo, answer == nil else { return }
    let since = undoSince ?? nowMs
    undoSince = since
    // A count that began anew says nothing of how long it was.
    if nowMs < since || nowMs - since >= Self.undoMs { offersUndo = false }
  }

  /// What can be taken back from now on; nothing where it is no slip.
  func offerUndo(of entry: String?) {
    (slip, offersUndo, undoSince) = (entry, entry != nil, nil)
  }

  /// Takes out what was just written down. What is not untold by a tap the core refuses, and says why.
  public func takeBack() async {
    guard let entry = slip, let person else { return }
    offerUndo(of: nil)
    do {
      let recorded = try await record(.takeOut(person: person.id, entry: entry))
      await finish(recorded, saying: words(.takenBack), to: path)
    } catch {
      notices = []
      fail(error)
    }
  }
}
