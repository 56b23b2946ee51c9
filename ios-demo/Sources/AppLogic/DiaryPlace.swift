import Foundation

// The folder of the diary and what lies beside it: one that is being made, and damaged ones that another took the place of.
extension Device {
  /// Where a diary is made whose recovery code nobody holds yet.
  var draft: URL { folder.appendingPathExtension("new") }

  func discardDraft() {
    try? FileManager.default.removeItem(at: draft)
  }

  /// Puts the draft where no diary is; says whether that was done.
  func placeDraft() -> Bool {
    if !hasVault { try? FileManager.default.removeItem(at: folder) }
    return move(draft, to: folder)
  }

  /// Puts the draft in the place of a diary that does not open, whose files are kept under another name. Where that fails
  /// everything is as it was.
  func replaceByDraft() -> Bool {
    guard hasVault else { return placeDraft() }
    let aside = folder.appendingPathExtension("replaced-\(UUID().uuidString)")
    guard move(folder, to: aside) else { return false }
    if move(draft, to: folder) { return true }
    _ = move(aside, to: folder)
    return false
  }

  private func move(_ from: URL, to place: URL) -> Bool {
    (try? FileManager.default.moveItem(at: from, to: place)) != nil
  }
}
