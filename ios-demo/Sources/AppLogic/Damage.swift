import Gradus

/// A diary that does not open because a file of it is damaged: what that means, and whether it can be repaired. An older state
/// of itself is none: it is whole, and has a page of its own.
public struct Damage: Equatable, Sendable {
  public let words: String
  public let isMendable: Bool
  /// Whether something may be left to be saved: its keys are there, and so is the file with the entries.
  public let maySave: Bool
  /// The file, by its name, for somebody who helps.
  public let file: String

  init?(_ error: GradusError, in words: Wording) {
    guard case .Damaged(let file, let kind, _, let isMendable) = error else { return nil }
    switch What(file: file, kind: kind, isMendable: isMendable) {
    case .mendable: (self.words, self.isMendable, maySave) = (words(.troubleDamaged), true, false)
    case .lost(let phrase):
      (self.words, self.isMendable) = (words(phrase), false)
      maySave = ![.damageKeys, .damageGone].contains(phrase)
    case .older: return nil
    }
    self.file = file
  }

  /// What kind of damage it is, by the file and by what is wrong with it.
  enum What: Equatable {
    case mendable, older, lost(Phrase)

    init(file: String, kind: String, isMendable: Bool) {
      switch (file, kind) {
      case _ where isMendable: self = .mendable
      // It says so, or the mark that would know is gone.
      case (_, "rolled_back"), ("vault.mark", "missing"): self = .older
      case ("vault.hdr", _), ("vault.hdr2", _): self = .lost(.damageKeys)
      case ("vault.db", "missing"): self = .lost(.damageGone)
      case ("vault.db", "truncated"): self = .lost(.damageCut)
      case ("vault.db", _): self = .lost(.damageEntries)
      default: self = .lost(.troubleLost)
      }
    }
  }
}
