import Foundation

/// What a damaged vault gave out.
public struct Salvaged: Sendable {
  /// The new vault and its recovery code, once.
  public let vault: NewVault
  /// What was saved and what was not, for the person and for the clinic. The code is in ``vault`` alone.
  public let view: SalvageView
}

extension Vault {
  /// Makes a new vault at `place` with everything that holds of the one in `folder`, which is damaged beyond mending:
  /// each entry whose bytes are what was written, and before which nothing of its writer is lost. It has
  /// `newPasscode` and a recovery code of its own; call ``recoveryCodeNoted()`` on the open vault once that is on
  /// paper. In the damaged folder only a passcode that was tried is counted, and nothing else is changed. Both vaults
  /// are locked when this returns.
  ///
  /// Unless it is proven that nothing is missing, sessions wait in the new vault until every question was answered
  /// again, and the next size until the clinic was spoken to. For a person who has no sound copy, and never unasked.
  /// `proof` is of the damaged vault; with `deviceSecret` the new passcode opens the new one on this device only.
  /// `language` is a tag such as `es`; English without it. Every secret is wiped.
  public static func salvage(
    _ folder: URL, _ proof: Proof, into place: URL, newPasscode: Secret, deviceSecret: Secret? = nil,
    language: String? = nil, clock: any GradusClock = SystemClock()
  ) async throws(GradusError) -> Salvaged {
    let (new, kept) = (newPasscode.taken(), deviceSecret?.taken() ?? Secret([UInt8]()))
    return try await CallQueue().run { () throws(GradusError) -> Salvaged in
      var view = try proof.secret.spend { secret in
        try kept.spend { kept in
          try new.spend {
            let draft = SalvageDraft(into: try path(of: place), trialMs: try trialMs(), language: language)
            return try salvageVault(
              folder: path(of: folder), proof: proof.kind, secret: secret, deviceSecret: kept, newPasscode: $0,
              draft: draft, now: clock.reading())
          }
        }
      }
      let code = Secret(wiping: &view.made.recoveryCode)
      return Salvaged(vault: NewVault(id: view.made.vault, recoveryCode: code), view: view)
    }
  }
}
