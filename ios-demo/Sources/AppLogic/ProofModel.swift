import Gradus
import Observation

/// The passcode, asked for anew before a way into the diary changes: an unlocked phone may be in somebody else's hand. Wrong
/// ones are counted and waited for as at the lock; the recovery code does as well, and never waits.
@MainActor
@Observable
public final class ProofModel {
  public var passcode = ""
  public var recoveryCode = ""
  /// Whether the recovery code is asked for in place of the passcode.
  public private(set) var usesRecovery = false
  /// What is still to be typed.
  public private(set) var missing: String?
  public internal(set) var trouble: Trouble?
  public let diary: DiaryModel

  init(diary: DiaryModel) {
    self.diary = diary
  }

  private var words: Wording { diary.words }

  public var tries: Tries { diary.tries }

  /// Whether a passcode is not taken yet.
  public var isWaiting: Bool { tries.waitMs != nil && !usesRecovery }

  /// Whether everything was typed, but for what the caller misses besides; what is missing is said.
  func isComplete(but gap: Phrase? = nil) -> Bool {
    let isEmpty = usesRecovery ? recoveryCode.isEmpty : passcode.isEmpty
    let open = isEmpty ? (usesRecovery ? .retypeTitle : .proofMissing) : gap
    (missing, trouble) = (open.map { words($0) }, nil)
    return open == nil
  }

  public func changeSecret() {
    usesRecovery.toggle()
    (passcode, recoveryCode, trouble) = ("", "", nil)
  }

  public func load() async {
    try? await tries.count()
  }

  /// Hands what was typed to the call that asks for it; the field is emptied whatever comes of it. `nil` where the call was
  /// refused, and then `trouble` says why.
  func prove<Answer: Sendable>(_ call: (Proof) async throws(GradusError) -> Answer) async -> Answer? {
    let typed = Secret(typed: usesRecovery ? recoveryCode : passcode)
    let proof: Proof = usesRecovery ? .recoveryCode(typed) : .passcode(typed)
    (passcode, recoveryCode, trouble) = ("", "", nil)
    do {
      let answer = try await call(proof)
      if !usesRecovery { diary.device.noteTyped() }
      try? await tries.count()
      return answer
    } catch {
      trouble = error == .WrongSecret ? Trouble(words(.proofWrong)) : Trouble(error, in: words)
      try? await tries.count()
      return nil
    }
  }
}
