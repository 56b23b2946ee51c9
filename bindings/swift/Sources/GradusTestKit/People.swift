public import Gradus

extension Vault {
  /// A vault in memory with Mia in it: a baby on the 20th day after her anoplasty, with a week of sessions behind her.
  public static func withInfant(seed: UInt64 = 1, clock: any GradusClock) async throws(GradusError) -> Vault {
    try await practice(seed: seed, people: [.infantAfterAnoplasty], clock: clock)
  }

  /// A vault in memory with Robin in it: an adult with a stricture, in the fifth week of a plan of their own.
  public static func withAdult(seed: UInt64 = 1, clock: any GradusClock) async throws(GradusError) -> Vault {
    try await practice(seed: seed, people: [.adultWithStenosis], clock: clock)
  }
}
