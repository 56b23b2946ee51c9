import Gradus

// A way into the diary that the phone's keystore holds: a secret of its own, made by chance, which opens the diary after a
// face or a finger. The passcode itself is kept nowhere, and the keystore is never the only way in.
extension Device {
  /// The name under which the keystore holds it.
  static let kept = "platform"

  /// Whether face or finger was chosen.
  var usesKeeper: Bool { notebook.text(.usesKeeper) == "yes" }

  /// Lets the keystore open this diary from now on, in the place of what opened it so before; says whether the keystore took
  /// it. Nothing is changed where that refuses, and what it took is forgotten where the diary refuses.
  func addKeeper(to vault: Vault, _ proof: Proof) async throws(GradusError) -> Bool {
    let secret = random()
    guard (try? await keeper.keep(Self.kept, secret.copy())) != nil else { return false }
    do {
      let before = try await platformWay()
      _ = try await vault.addPlatformWay(proof, platformSecret: secret, replaced: before)
    } catch {
      await forgetKeeper()
      throw error
    }
    notebook.write("yes", for: .usesKeeper)
    return true
  }

  /// Closes the way in the diary itself, so that it is closed whatever the keystore does: what that may still give out opens
  /// nothing.
  func removeKeeper(from vault: Vault, _ proof: Proof) async throws(GradusError) {
    if let way = try await platformWay() { try await vault.removeWay(proof, id: way) }
    await forgetKeeper()
  }

  /// The keystore holds nothing of this diary any more, as far as it can be told.
  func forgetKeeper() async {
    notebook.write(nil, for: .usesKeeper)
    try? await keeper.forget(Self.kept)
  }

  /// There is one at most: another takes its place.
  private func platformWay() async throws(GradusError) -> UInt16? {
    try await Vault.waysIn(folder).first { $0.kind == .platform }?.id
  }
}
