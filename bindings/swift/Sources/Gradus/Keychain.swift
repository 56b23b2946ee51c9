#if canImport(Security) && canImport(LocalAuthentication)
  import Foundation
  import LocalAuthentication
  import Security

  /// Apple's keychain: on this device only, gone when the passcode of the phone or the set of fingers and faces changes,
  /// never in a backup, and readable only after the owner has shown face or finger.
  public struct Keychain: SecretKeeper {
    private let service: String
    private let reason: String

    /// `reason` is what the system's prompt says; it must name neither a person nor a condition.
    public init(service: String, reason: String) {
      self.service = service
      self.reason = reason
    }

    public func keep(_ name: String, _ secret: Secret) async throws(KeeperError) {
      defer { secret.wipe() }
      var refused: Unmanaged<CFError>?
      guard
        let access = SecAccessControlCreateWithFlags(
          nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, .biometryCurrentSet, &refused)
      else {
        refused?.release()
        throw KeeperError(code: errSecParam)
      }
      try await forget(name)
      var copied = secret.withBytes { Data($0) }
      defer { copied.resetBytes(in: 0..<copied.count) }
      var item = place(name)
      item[kSecAttrAccessControl] = access
      item[kSecValueData] = copied
      let status = SecItemAdd(item as CFDictionary, nil)
      guard status == errSecSuccess else { throw KeeperError(code: status) }
    }

    public func recall(_ name: String) async -> Recalled {
      let (place, reason) = (place(name), reason)
      // The call waits for the owner, so it must not hold one of Swift's shared threads.
      return await withCheckedContinuation { waiting in
        DispatchQueue.global(qos: .userInitiated).async {
          waiting.resume(returning: Self.ask(place, reason))
        }
      }
    }

    public func forget(_ name: String) async throws(KeeperError) {
      let status = SecItemDelete(place(name) as CFDictionary)
      guard status == errSecSuccess || status == errSecItemNotFound else { throw KeeperError(code: status) }
    }

    private func place(_ name: String) -> [CFString: any Sendable] {
      [kSecClass: kSecClassGenericPassword as String, kSecAttrService: service, kSecAttrAccount: name]
    }

    private static func ask(_ place: [CFString: any Sendable], _ reason: String) -> Recalled {
      let prompt = LAContext()
      prompt.localizedReason = reason
      var query: [CFString: Any] = place
      query[kSecUseAuthenticationContext] = prompt
      query[kSecReturnData] = true
      var found: CFTypeRef?
      switch SecItemCopyMatching(query as CFDictionary, &found) {
      case errSecSuccess:
        guard var bytes = found as? Data else { return .nothing }
        found = nil
        return .secret(Secret(wiping: &bytes))
      case errSecItemNotFound: return .nothing
      case errSecUserCanceled, errSecAuthFailed: return .declined
      case let status: return .unavailable(code: status)
      }
    }
  }
#endif
