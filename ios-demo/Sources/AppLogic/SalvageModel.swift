import Gradus
import Observation

/// The last resort, for a diary that nothing mends and of which there is no copy: what holds of it goes into a new one. Nothing
/// is done before it was asked for twice. What is lost is told first, because nothing keeps that list; then the new diary takes
/// the damaged one's place, once its recovery code was typed back. Whoever leaves before begins anew. The damaged files are kept.
@MainActor
@Observable
public final class SalvageModel {
  public enum Step: Equatable, Sendable { case question, secrets, told, code, retype }

  public private(set) var step = Step.question
  /// What opened the damaged diary: its passcode, or its recovery code.
  public var old = ""
  public private(set) var usesRecovery = false
  public var new = TypedTwice()
  public private(set) var code = ""
  public var codeAgain = ""
  /// What was saved and what was not.
  public private(set) var told: SalvageView?
  public private(set) var trouble: Trouble?
  /// How many wrong passcodes are left.
  public let tries: Tries
  @ObservationIgnored private let device: Device
  @ObservationIgnored private let placed: @MainActor (Secret) async -> Void
  @ObservationIgnored private let erased: @MainActor () async -> Void
  @ObservationIgnored private let restore: @MainActor () -> Void
  @ObservationIgnored private var secret: Secret?

  init(
    device: Device, placed: @escaping @MainActor (Secret) async -> Void, erased: @escaping @MainActor () async -> Void,
    restore: @escaping @MainActor () -> Void
  ) {
    (self.device, self.placed, self.erased, self.restore) = (device, placed, erased, restore)
    tries = Tries(device: device)
  }

  /// Nothing stays of a diary that has not taken its place, and nothing that opens one.
  func end() {
    secret?.wipe()
    (secret, told, old, new, code, codeAgain) = (nil, nil, "", TypedTwice(), "", "")
    device.discardDraft()
  }

  public var words: Wording { device.words }

  /// Whether a passcode is not taken yet.
  public var isWaiting: Bool { tries.waitMs != nil && !usesRecovery }

  /// How much of each person's log was saved.
  public var saved: [String] { told?.people.map { words(.rescuePerson, $0.name, "\($0.entries)") } ?? [] }

  public func changeSecret() {
    usesRecovery.toggle()
    (old, trouble) = ("", nil)
  }

  public func showCode() {
    (step, trouble) = (.code, nil)
  }

  /// The button under a trouble: another try, or a copy after all.
  public func goForward() {
    if trouble?.forward == .restore { return restore() }
    trouble = nil
  }

  /// One step on.
  public func next() async {
    trouble = nil
    switch step {
    case .question:
      step = .secrets
      try? await tries.count()
    case .secrets: await save()
    case .told: step = .code
    case .code: step = .retype
    case .retype: await takePlace()
    }
  }

  private func save() async {
    guard !old.isEmpty else { return say(usesRecovery ? .retypeTitle : .passcodeEmpty) }
    if let gap = new.gap { return say(gap) }
    let (typed, passcode) = (Secret(typed: old), new.take())
    old = ""
    device.discardDraft()
    secret = passcode.copy()
    await attempt { () throws(GradusError) in
      let proof: Proof = usesRecovery ? .recoveryCode(typed) : .passcode(typed)
      let made = try await Vault.salvage(
        device.folder, proof, into: device.draft, newPasscode: passcode, language: device.words.language,
        clock: device.clock)
      code = made.vault.recoveryCode.withBytes { String(decoding: $0, as: UTF8.self) }
      made.vault.recoveryCode.wipe()
      (told, step) = (made.view, .told)
    }
    try? await tries.count()
  }

  private func takePlace() async {
    guard FirstRunModel.bare(codeAgain) == FirstRunModel.bare(code) else { return say(.retypeWrong) }
    guard let passcode = secret, device.replaceByDraft() else { return say(.troubleStorage) }
    (secret, code, codeAgain) = (nil, "", "")
    // What the keystore holds opened the damaged diary.
    await device.forgetKeeper()
    await placed(passcode)
  }

  private func attempt(_ work: () async throws(GradusError) -> Void) async {
    do {
      try await work()
    } catch .Erased {
      await erased()
    } catch {
      trouble = Trouble(error, in: words)
    }
  }

  private func say(_ phrase: Phrase) {
    trouble = Trouble(words(phrase))
  }
}
