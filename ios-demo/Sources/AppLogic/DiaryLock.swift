import Gradus

// What the diary does at a lock, and what a new recovery code left to be told.
extension DiaryModel {
  /// Whether face or finger opens it, beside the passcode.
  public var usesKeeper: Bool { device.usesKeeper }

  /// Seconds after which a diary that was left is locked, to choose from.
  public static let delays: [UInt16] = [0, 30, 60, 300]

  /// The chosen one.
  public var delay: String { "\(policy.lockAfterS)" }

  /// One that lies in memory alone has no policy, and locks at once.
  func readPolicy() async {
    guard device.hasVault, let told = try? await Vault.lockPolicy(device.folder) else { return }
    policy = told
  }

  public func choose(delay: String) async {
    guard let seconds = UInt16(delay) else { return }
    _ = await change { $0.lockAfterS = seconds }
  }

  /// Changes what is done at a lock, where the core takes it; says whether it did. What makes the lock weaker leads to the page
  /// that asks for the passcode.
  func change(_ change: (inout LockPolicyView) -> Void) async -> Bool {
    var new = policy
    change(&new)
    do {
      try await set(new)
      return true
    } catch .SecretNeeded {
      wantedPolicy = new
      go(to: .weakerLock)
    } catch {
      fail(error)
    }
    return false
  }

  /// The same, by whoever has proved that the diary is theirs.
  func set(_ new: LockPolicyView, _ proof: Proof? = nil) async throws(GradusError) {
    try await vault.setLockPolicy(new, proof: proof)
    (policy, wantedPolicy, trouble) = (new, nil, nil)
  }

  func readRenewed() async {
    renewed = try? await vault.rotationLeft()
  }

  /// The new recovery code is on paper.
  func noteCode() async throws(GradusError) {
    try await vault.recoveryCodeNoted()
    renewed = nil
  }

  /// What a new key or a new code left to be told was read: of a code, that it is on paper.
  public func closeRenewed() async {
    do {
      try await noteCode()
    } catch {
      fail(error)
    }
  }
}
