import Gradus
import Observation

/// A passcode that is typed twice, so that a slip of the finger locks nobody out.
public struct TypedTwice: Sendable {
  public var first = ""
  public var again = ""

  /// What is wrong with it; `nil` where nothing is.
  var gap: Phrase? { first.isEmpty ? .passcodeEmpty : first == again ? nil : .passcodeDiffers }

  /// The passcode; both fields are emptied.
  mutating func take() -> Secret {
    defer { (first, again) = ("", "") }
    return Secret(typed: first)
  }
}

/// Another passcode in the place of the one that there is.
@MainActor
@Observable
public final class PasscodeModel {
  public var new = TypedTwice()
  public let proof: ProofModel

  public init(diary: DiaryModel) {
    proof = ProofModel(diary: diary)
  }

  /// Changes it. What the keystore holds opens the diary as before: it holds no passcode.
  public func save() async {
    guard proof.isComplete(but: new.gap) else { return }
    let (diary, typed) = (proof.diary, new.take())
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      try await diary.vault.changePasscode(proof, to: typed)
      return true
    }
    guard done == true else { return }
    diary.device.noteTyped()
    await diary.finish(nil, saying: diary.words(.passcodeChanged), to: [.settings])
  }
}

/// Another recovery code, or a whole new key with a passcode and a recovery code of its own. The code is shown once, then two of
/// its groups are asked back. Until they were typed the core tells at each opening that the new code may not be on paper.
@MainActor
@Observable
public final class RecoveryCodeModel {
  public enum Step: Equatable, Sendable { case proof, code, groups }

  public private(set) var step = Step.proof
  public private(set) var code = ""
  public var groups = ["", ""]
  /// The passcode of the new key.
  public var new = TypedTwice()
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let proof: ProofModel
  /// Whether the key is renewed too: somebody may know what opens the diary, or have a copy of it.
  public let isKey: Bool

  public init(diary: DiaryModel, isKey: Bool = false) {
    proof = ProofModel(diary: diary)
    self.isKey = isKey
  }

  private var diary: DiaryModel { proof.diary }
  private var words: Wording { diary.words }

  /// Which groups of the code are asked back, from 1: neither the first nor the last, which are kept in mind for a moment.
  public var asked: [Int] { [2, max(3, parts.count - 1)] }

  private var parts: [String] { code.split(separator: "-").map(String.init) }

  /// One step on.
  public func next() async {
    (missing, trouble) = (nil, nil)
    switch step {
    case .proof: await renew()
    case .code: step = .groups
    case .groups: await check()
    }
  }

  /// The code is shown again, as long as nobody has said that it is on paper.
  public func showCode() {
    (step, groups, missing) = (.code, ["", ""], nil)
  }

  private func renew() async {
    guard proof.isComplete(but: isKey ? new.gap : nil) else { return }
    let (vault, isKey, typed) = (diary.vault, isKey, new.take())
    let made: Secret? = await proof.prove { (proof) throws(GradusError) in
      guard isKey else { return try await vault.renewRecoveryCode(proof) }
      return try await vault.rotateKey(proof, to: typed).recoveryCode
    }
    guard let made else { return }
    code = made.withBytes { String(decoding: $0, as: UTF8.self) }
    made.wipe()
    step = .code
    if isKey {
      // Every other way in has ended with the old key.
      await diary.device.forgetKeeper()
      diary.device.noteTyped()
    }
    await diary.readRenewed()
  }

  private func check() async {
    let isRight = zip(asked, groups).allSatisfy { place, typed in
      parts.indices.contains(place - 1) && typed.uppercased().filter { !$0.isWhitespace } == parts[place - 1]
    }
    guard isRight else { return missing = words(.retypeWrong) }
    do {
      try await diary.noteCode()
      (code, groups) = ("", ["", ""])
      await diary.finish(nil, saying: words(isKey ? .keyRenewed : .codeRenewed), to: [.settings])
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

/// Face or finger beside the passcode: a way that the phone's keystore holds, added and taken away.
@MainActor
@Observable
public final class KeeperModel {
  public let proof: ProofModel
  /// Whether it is there, as the page was opened.
  public let isOn: Bool

  public init(diary: DiaryModel) {
    proof = ProofModel(diary: diary)
    isOn = diary.device.usesKeeper
  }

  /// Adds it, or takes it away.
  public func change() async {
    guard proof.isComplete() else { return }
    let (diary, isOn) = (proof.diary, isOn)
    let (device, vault, words) = (diary.device, diary.vault, diary.words)
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      guard isOn else { return try await device.addKeeper(to: vault, proof) }
      try await device.removeKeeper(from: vault, proof)
      return true
    }
    switch done {
    case true?: await diary.finish(nil, saying: words(isOn ? .keeperRemoved : .keeperAdded), to: [.settings])
    case false?: proof.trouble = Trouble(words(.keeperRefused))
    case nil: break
    }
  }
}

/// A weaker lock than the one that there is: a longer delay, or erasing later or never.
@MainActor
@Observable
public final class WeakerLockModel {
  public let proof: ProofModel

  public init(diary: DiaryModel) {
    proof = ProofModel(diary: diary)
  }

  public func save() async {
    let diary = proof.diary
    guard proof.isComplete(), let wanted = diary.wantedPolicy else { return }
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      try await diary.set(wanted, proof)
      return true
    }
    if done == true { await diary.finish(nil, saying: diary.words(.saved), to: [.settings]) }
  }
}
