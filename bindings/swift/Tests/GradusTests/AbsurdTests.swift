import Foundation
import Gradus
import GradusTestKit
import Testing

/// What no shell would make up: the field is named, and nothing is written.
@Suite struct AbsurdTests {
  private let noEvents =
    ["", "IN", "\u{0}", "tick:", "tick:99", "tick:-1", "pain:", "pain:11", "pain:NaN", "blood:litres"]
    + [String(repeating: "x", count: 1_000_000)]

  @Test func whatIsNoEventOfASession() async throws {
    let clock = morning()
    let vault = try await Vault.withInfant(clock: clock)
    clock.advance(by: .seconds(8 * 3600))
    let begun = try await vault.startRun("Mia")
    for event in noEvents {
      let wrong = await wrongFields { _ = try await vault.runEvent("Mia", event) }
      #expect(wrong == ["event"], "\(event.prefix(20))")
    }
    #expect(try await vault.run("Mia")?.checks == begun.checks)
  }

  @Test func everythingThatIsWrongAboutADeviceIsNamedAtOnce() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let before = try await vault.changeCount()
    let draft = DeviceDraft(
      name: "\u{0}", shape: "ball", sizes: ["NaN", "-9", String(repeating: "9", count: 1_000_000)], material: "",
      base: true, flaws: ["none at all"], firstUse: "2026-02-30")
    let wrong = await wrongFields { _ = try await vault.record(.addDevice(person: "Mia", draft: draft)) }
    #expect(Set(wrong) == ["name", "shape", "sizes", "material", "flaws", "first_use"])
    #expect(try await vault.changeCount() == before)
  }

  @Test func aWayInAndALockOutOfBoundsChangeNothing() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let (ways, policy) = (try await Vault.waysIn(scratch.vault), try await Vault.lockPolicy(scratch.vault))
    for length in [0, 31, 1025, 100_000] {
      let absurd = Secret([UInt8](repeating: 0x5e, count: length))
      let wrong = await wrongFields {
        _ = try await vault.addPlatformWay(.passcode(sesame()), platformSecret: absurd)
      }
      #expect(wrong.count == 1, "\(length)")
    }
    for most in [0, 7, 31, 255] as [UInt8] {
      let absurd = LockPolicyView(lockAfterS: .max, staysOpenWithoutScreen: false, eraseAfter: most)
      let wrong = await wrongFields { try await vault.setLockPolicy(absurd, proof: .passcode(sesame())) }
      #expect(wrong == ["lock_after_s", "erase_after"], "\(most)")
    }
    #expect(try await Vault.waysIn(scratch.vault) == ways)
    #expect(try await Vault.lockPolicy(scratch.vault) == policy)
  }

  @Test func whatIsNoNoteIsToldWhileItIsLocked() async throws {
    let (scratch, clock) = (try Scratch(), morning())
    let vault = try await vaultOnDisk(scratch, clock)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    try vault.lock()
    for note in ["", "Done", "\u{0}", String(repeating: "x", count: 1_000_000)] {
      let wrong = await wrongFields {
        _ = try await Vault.logWhileLocked(scratch.vault, person: ada, note: note, clock: clock)
      }
      #expect(wrong == ["note"], "\(note.prefix(20))")
    }
    #expect(try await Vault.whileLocked(scratch.vault, clock: clock).waiting == 0)
  }
}
