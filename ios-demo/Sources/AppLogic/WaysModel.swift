import Gradus
import Observation

/// Another passcode in the place of the one that there is.
@MainActor
@Observable
public final class PasscodeModel {
  public var passcode = ""
  public var again = ""
  public private(set) var missing: String?
  public let proof: ProofModel
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
    proof = ProofModel(diary: diary)
  }

  public var words: Wording { diary.words }

  /// Changes it. What the keystore holds opens the diary as before: it holds no passcode.
  public func save() async {
    missing = nil
    proof.clear()
    guard !proof.isEmpty else { return missing = proof.missing }
    guard !passcode.isEmpty else { return missing = words(.passcodeEmpty) }
    guard passcode == again else { return missing = words(.passcodeDiffers) }
    let new = Secret(typed: passcode)
    (passcode, again) = ("", "")
    let vault = diary.vault
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      try await vault.changePasscode(proof, to: new)
      return true
    }
    guard done == true else { return }
    diary.device.noteTyped()
    await diary.finish(nil, saying: words(.passcodeChanged), to: [.settings])
  }
}

/// Another recovery code: shown once, then two of its groups are asked back. Until they were typed the core tells at each
/// opening that the new code may not be on paper.
@MainActor
@Observable
public final class RecoveryCodeModel {
  public enum Step: Equatable, Sendable { case proof, code, groups }

  public private(set) var step = Step.proof
  public private(set) var code = ""
  public var groups = ["", ""]
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let proof: ProofModel
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
    proof = ProofModel(diary: diary)
  }

  public var words: Wording { diary.words }

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
    proof.clear()
    guard !proof.isEmpty else { return missing = proof.missing }
    let vault = diary.vault
    let made: Secret? = await proof.prove { (proof) throws(GradusError) in try await vault.renewRecoveryCode(proof) }
    guard let made else { return }
    code = made.withBytes { String(decoding: $0, as: UTF8.self) }
    made.wipe()
    step = .code
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
      await diary.finish(nil, saying: words(.codeRenewed), to: [.settings])
    } catch {
      trouble = Trouble(error, in: words)
    }
  }
}

/// Face or finger beside the passcode: a way that the phone's keystore holds, added and taken away.
@MainActor
@Observable
public final class KeeperModel {
  public private(set) var missing: String?
  public private(set) var trouble: Trouble?
  public let proof: ProofModel
  public let diary: DiaryModel
  /// Whether it is there, as the page was opened.
  public let isOn: Bool

  public init(diary: DiaryModel) {
    self.diary = diary
    proof = ProofModel(diary: diary)
    isOn = diary.device.usesKeeper
  }

  public var words: Wording { diary.words }

  /// Adds it, or takes it away.
  public func change() async {
    (missing, trouble) = (nil, nil)
    proof.clear()
    guard !proof.isEmpty else { return missing = proof.missing }
    let (device, vault, isOn) = (diary.device, diary.vault, isOn)
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      guard isOn else { return try await device.addKeeper(to: vault, proof) }
      try await device.removeKeeper(from: vault, proof)
      return true
    }
    switch done {
    case true?: await diary.finish(nil, saying: words(isOn ? .keeperRemoved : .keeperAdded), to: [.settings])
    case false?: trouble = Trouble(words(.keeperRefused))
    case nil: break
    }
  }
}

/// A weaker lock than the one that there is: a longer delay, or erasing later or never.
@MainActor
@Observable
public final class WeakerLockModel {
  public private(set) var missing: String?
  public let proof: ProofModel
  public let diary: DiaryModel

  public init(diary: DiaryModel) {
    self.diary = diary
    proof = ProofModel(diary: diary)
  }

  public var words: Wording { diary.words }

  public func save() async {
    missing = nil
    proof.clear()
    guard !proof.isEmpty else { return missing = proof.missing }
    guard let wanted = diary.wantedPolicy else { return }
    let diary = diary
    let done: Bool? = await proof.prove { (proof) throws(GradusError) in
      try await diary.set(wanted, proof)
      return true
    }
    if done == true { await diary.finish(nil, saying: words(.saved), to: [.settings]) }
  }
}
