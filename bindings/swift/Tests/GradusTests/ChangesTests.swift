import Foundation
import GradusTestKit
import Testing

@testable import Gradus

/// Screens hear of what was written, once, and of nothing else.
@Suite(.timeLimit(.minutes(30))) struct ChangesTests {
  private let session = Command.logSession(
    person: "Mia", draft: SessionDraft(size: "9", ease: "easy", holds: [.seconds(30)]))

  @Test func aWriteArrivesWithWhatIsStale() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let mia = try await vault.person().id
    var changes = vault.changes.makeAsyncIterator()
    _ = try await vault.record(session)
    let first = await changes.next()
    #expect(first?.people == [mia])
    #expect(first?.plans == [])
    #expect(first?.roster == false)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    let second = await changes.next()
    #expect(second?.people == [ada])
    #expect(second?.roster == true)
    let count = try await vault.changeCount()
    #expect(second?.count == count)
  }

  @Test func writesThatComeFasterArriveAsOne() async throws {
    let vault = try await Vault.practice(clock: morning())
    var changes = vault.changes.makeAsyncIterator()
    var people: [String] = []
    for name in ["Ada", "Ben", "Cleo"] {
      people.append(try await vault.record(.addPerson(draft: .adult(name))).person)
    }
    let news = await changes.next()
    #expect(news.map { Set($0.people) } == Set(people))
    try vault.lock()
    #expect(await changes.next() == nil)
  }

  @Test func previewsAndRefusalsAreNoChange() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    var changes = vault.changes.makeAsyncIterator()
    _ = try await vault.importSessions("Mia", csv: diary(rows: 3))
    #expect(await refusal { _ = try await vault.record(.addPerson(draft: .adult(""))) } != nil)
    let written = try await vault.record(session)
    #expect(await changes.next()?.people == [written.person])
    try vault.lock()
    #expect(await changes.next() == nil)
  }

  @Test func anImportArrives() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    var changes = vault.changes.makeAsyncIterator()
    let mia = try await vault.person().id
    let taken = try await vault.importSessions(mia, csv: diary(rows: 3), write: true)
    #expect(taken.written && taken.taken == 3)
    #expect(await changes.next()?.people == [mia])
  }

  @Test func lockingEndsEveryStream() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let listening = (1...8).map { _ in
      let changes = vault.changes
      return Task { await changes.reduce(0) { count, _ in count + 1 } }
    }
    try vault.lock()
    for listener in listening {
      #expect(await listener.value == 0)
    }
    var late = vault.changes.makeAsyncIterator()
    #expect(await late.next() == nil)
  }

  /// As the core after a fault of its own: with `locks`, every later call finds the vault locked.
  private final class FaultyCore: CoreVault, @unchecked Sendable {
    private let locks: Bool
    private var isLocked = false

    init(locks: Bool) {
      self.locks = locks
      super.init(noHandle: NoHandle())
    }

    required init(unsafeFromHandle handle: UInt64) {
      locks = false
      super.init(unsafeFromHandle: handle)
    }

    override func people() throws -> [PersonRef] {
      isLocked = locks
      throw GradusError.Internal(what: "a call broke off")
    }

    override func changeCount() throws -> UInt64 {
      if isLocked { throw GradusError.Locked }
      return 1
    }

    override func lock() throws {}
  }

  /// The core locks the vault by itself where a call broke off, and nobody else tells whoever follows the changes.
  @Test(arguments: [true, false]) func aFaultThatLocksTheVaultEndsEveryStream(locks: Bool) async throws {
    let vault = Vault(FaultyCore(locks: locks), clock: morning(), queue: CallQueue())
    let changes = vault.changes
    let listening = Task { await changes.reduce(0) { count, _ in count + 1 } }
    #expect(await refusal { _ = try await vault.people() }?.kind == "internal")
    if !locks {
      #expect(vault.news.listeners == 1)
      try vault.lock()
    }
    #expect(await listening.value == 0)
  }

  /// Cannot say once what is stale.
  private final class FalteringCore: CoreVault, @unchecked Sendable {
    private var falters = true

    override func changesSince(since: UInt64) throws -> Changes {
      defer { falters = false }
      if falters { throw GradusError.Internal(what: "it could not be read") }
      return try super.changesSince(since: since)
    }
  }

  @Test func whatCouldNotBeToldOfOneWriteIsToldWithTheNext() async throws {
    let made = try CoreVault.practiceWith(seed: 1, people: [.infantAfterAnoplasty], now: morning().reading())
    let core = FalteringCore(unsafeFromHandle: made.uniffiCloneHandle())
    let vault = Vault(core, clock: morning(), queue: CallQueue())
    let mia = try await vault.person().id
    let changes = vault.changes
    let listening = Task { await changes.first { _ in true } }
    _ = try await vault.record(session)
    let ada = try await vault.record(.addPerson(draft: .adult("Ada"))).person
    #expect((await listening.value).map { Set($0.people).isSubset(of: [mia, ada]) && $0.people.contains(ada) } == true)
  }

  @Test func aStreamDoesNotKeepTheVaultOpen() async throws {
    var vault: Vault? = try await Vault.withInfant(clock: morning())
    weak var watched = vault
    var changes = vault?.changes.makeAsyncIterator()
    vault = nil
    #expect(await changes?.next() == nil)
    #expect(watched == nil)
  }

  @Test func aCancelledListenerIsForgotten() async throws {
    let bell = NewsBell(seen: 1)
    let (seen, rings) = bell.listen()
    #expect(seen == 1)
    #expect(bell.listeners == 1)
    let listener = Task { for await _ in rings {} }
    listener.cancel()
    await listener.value
    #expect(bell.listeners == 0)
  }

  @Test func theBellRingsOnlyWhenTheCountMoves() async {
    let quiet = NewsBell(seen: 5)
    let (_, none) = quiet.listen()
    quiet.ring(5)
    quiet.end()
    #expect(await none.reduce(0) { count, _ in count + 1 } == 0)

    let bell = NewsBell(seen: 5)
    let (_, rings) = bell.listen()
    bell.ring(5)
    bell.ring(6)
    bell.ring(7)
    bell.end()
    #expect(await rings.reduce(0) { count, _ in count + 1 } == 1)
    #expect(bell.listen().seen == 7)
  }
}
