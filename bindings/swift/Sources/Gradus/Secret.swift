import Foundation

/// A passcode or a recovery code, in memory of its own that is overwritten when it has done its work.
///
/// Every call that takes a secret wipes it when it ends, however it ends; hand in a ``copy()`` to keep one. The core reads
/// the bytes where they lie. What Swift cannot promise: a `String` that a text field made, an array that somebody copied,
/// and what the system swapped out or wrote into a crash report lie outside our reach. Take bytes from the keyboard or the
/// keychain with `init(wiping:)` where you can, and let go of strings at once.
///
/// Safe to use from any task. Printing, dumping or logging one shows nothing.
public final class Secret: @unchecked Sendable {
  private let gate = NSLock()
  private let memory: UnsafeMutableRawBufferPointer
  private var isWiped = false

  /// Unused bytes before the secret; see ``spend(_:)``.
  private static let margin = 16

  private var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: memory[(isWiped ? memory.count : Self.margin)...])
  }

  /// Copies these bytes. The caller's own stay as they are.
  public init(_ source: some Collection<UInt8>) {
    memory = .allocate(byteCount: Self.margin + source.count, alignment: 1)
    memory.initializeMemory(as: UInt8.self, repeating: 0)
    UnsafeMutableRawBufferPointer(rebasing: memory[Self.margin...]).copyBytes(from: source)
  }

  /// Takes these bytes and overwrites the caller's array with zeros. An array that shares its memory with another one is
  /// copied by Swift as it is changed: then the other one still holds the secret.
  public convenience init(wiping source: inout [UInt8]) {
    self.init(source)
    source.withUnsafeMutableBytes { erase($0) }
  }

  /// Takes these bytes and overwrites the caller's data with zeros, under the same condition as for an array.
  public convenience init(wiping source: inout Data) {
    self.init(source)
    source.withUnsafeMutableBytes { erase($0) }
  }

  /// Copies what was typed, as UTF-8 in composed form (NFC), as every shell does: keyboards differ in whether a letter and its
  /// accent are one character or two. The string itself cannot be wiped: forget it as soon as this returns.
  public convenience init(typed text: String) {
    self.init(Array(text.precomposedStringWithCanonicalMapping.utf8))
  }

  deinit {
    erase(memory)
    memory.deallocate()
  }

  /// Whether there is nothing in it, because it was wiped or never was.
  public var isEmpty: Bool {
    gate.withLock { bytes.isEmpty }
  }

  /// Another secret with the same bytes; empty where this one was wiped.
  public func copy() -> Secret {
    withBytes { Secret($0) }
  }

  /// Lends the bytes for the time of `use`, where they lie; none where they were wiped. Do not let them out of it.
  public func withBytes<Answer>(
    _ use: (UnsafeRawBufferPointer) throws -> Answer
  ) rethrows -> Answer {
    try gate.withLock { try use(bytes) }
  }

  /// Overwrites the bytes now. Waits for a call that is reading them.
  public func wipe() {
    gate.withLock {
      erase(memory)
      isWiped = true
    }
  }

  /// Lends the bytes to one call of the core and wipes them, whether it ended well or not.
  func spend<Answer>(_ use: (Data) throws -> Answer) throws(GradusError) -> Answer {
    defer { wipe() }
    return try typed {
      try gate.withLock {
        guard let start = memory.baseAddress, !bytes.isEmpty else { return try use(Data()) }
        // Points at our memory. Foundation copies what is short, or begins at 0, into the value itself, which nobody
        // wipes: hence the margin, which makes it long, and is cut off again.
        let lent = Data(bytesNoCopy: start, count: memory.count, deallocator: .none)
        return try use(lent[Self.margin...])
      }
    }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "Secret" }
  public var debugDescription: String { "Secret" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Overwrites memory in a way that no optimiser takes out.
func erase(_ bytes: UnsafeMutableRawBufferPointer) {
  guard let start = bytes.baseAddress else { return }
  #if canImport(Darwin)
    memset_s(start, bytes.count, 0, bytes.count)
  #else
    explicit_bzero(start, bytes.count)
  #endif
}
