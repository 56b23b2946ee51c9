import Foundation
import Gradus
import GradusTestKit
import Testing

/// What a person logs does not come out where a programmer prints a value.
@Suite struct LoggingTests {
  @Test func viewsPrintTheirTypeAndNoMore() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let today = try await vault.today("Mia")
    #expect("\(today)" == "TodayView")
    #expect(String(reflecting: today) == "TodayView")
    #expect("\(try await vault.timeline("Mia").items.prefix(2))" == "[TimelineItem, TimelineItem]")
    #expect("\(Optional(today.gate) as Any)" == "Optional(GateView)")
    #expect("\(Command.addPerson(draft: .adult("Ada")))" == "Command")
    #expect("\(today.gate.gate)" == "allow")
  }

  @Test func errorsPrintTheirKindAndNoMore() async throws {
    let vault = try await Vault.withInfant(clock: morning())
    let errors = [
      await refusal { _ = try await vault.today("Ada Lovelace") },
      await refusal { _ = try await vault.record(.addPerson(draft: .adult(String(repeating: "Lovelace", count: 20)))) },
    ]
    for (error, kind) in zip(errors, ["not_found", "invalid"]) {
      let error = try #require(error)
      #expect(error.kind == kind)
      for shown in ["\(error)", String(reflecting: error), error.localizedDescription, "\([error])"] {
        #expect(!shown.contains("Lovelace") && !shown.contains("Mia"), "\(kind)")
      }
    }
    let all: [(GradusError, String)] = [
      (.Locked, "locked"), (.WrongSecret, "wrong_secret"), (.Refused(why: "x"), "refused"),
      (.NewerVersion(file: "x"), "newer_version"), (.Busy, "busy"), (.Storage(file: "x", what: "x"), "storage"),
      (.Internal(what: "x"), "internal"), (.TooManyTries(waitSeconds: 30), "too_many_tries"),
      (.DeviceSecretGone, "device_secret_gone"), (.LastWay, "last_way"), (.Erased, "erased"),
      (.SecretNeeded, "secret_needed"), (.InboxFull, "inbox_full"),
      (.EasyPasscode(guesses: 10, perHour: 1, seconds: 36_000), "easy_passcode"),
      (.Damaged(file: "x", kind: "rolled_back", what: "x", mendable: true), "rolled_back"),
    ]
    for (error, kind) in all {
      #expect(error.kind == kind)
      #expect("\(error)" == "GradusError.\(kind)")
    }
  }

  /// A new value of the core must be put into one of the two lists.
  @Test func noValueIsForgotten() throws {
    let harmless: Set = [
      "BlankView", "ClockReading", "ErasedView", "FactQuestion", "LevelWords", "LockPolicyView", "PackView",
      "PasscodeTries", "PublishedPlan", "RotationView", "RuleExplained", "VerifyView", "WayInView",
    ]
    let core = try Checkout.text("bindings/swift/Sources/GradusCore/GradusCore.swift")
    let unprinted = try Checkout.text("bindings/swift/Sources/Gradus/Unprinted.swift")
    var seen = 0
    for line in core.split(separator: "\n") where line.hasPrefix("public struct ") && line.contains(": Equatable") {
      let name = String(line.dropFirst("public struct ".count).prefix { $0 != ":" })
      seen += 1
      #expect(harmless.contains(name) || unprinted.contains("extension \(name): Unprinted"), "\(name)")
    }
    #expect(seen > 30)
  }
}

/// What the packages promise about themselves.
@Suite struct PromiseTests {
  @Test func docCommentsArrive() throws {
    let core = try Checkout.text("bindings/swift/Sources/GradusCore/GradusCore.swift")
    for words in [
      "What happened between two civil dates (`YYYY-MM-DD`), both included",
      "Size used, such as `12` or `12.5 mm` or `Hegar 12`.", "The vault is locked; ask for the passcode",
    ] {
      #expect(core.contains(words), "\(words)")
    }
    let lines = core.split(separator: "\n", omittingEmptySubsequences: false)
    for (before, line) in zip(lines, lines.dropFirst()) where line.hasPrefix("open func ") {
      #expect(before.hasSuffix("*/"), "\(line) has no comment")
    }
  }

  /// Whatever the core can do is a verb of the vault.
  @Test func everyVerbOfTheCoreIsOnTheVault() throws {
    let core = try Checkout.text("bindings/swift/Sources/GradusCore/GradusCore.swift")
    let layer =
      try Checkout.text("bindings/swift/Sources/Gradus/Vault.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Opening.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Ways.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Salvage.swift")
    var verbs = 0
    for line in core.split(separator: "\n") where line.hasPrefix("open func ") || line.hasPrefix("public static func ")
    {
      let name = line.prefix { $0 != "(" }.split(separator: " ").last?.filter { $0 != "`" } ?? ""
      guard !["read", "write", "lift", "lower"].contains(name) else { continue }
      verbs += 1
      #expect(layer.contains("handle.\(name)(") || layer.contains("CoreVault.\(name)("), "\(name)")
    }
    #expect(verbs > 15)
    // Free functions that take a secret are verbs of the vault too, so that the secret is wiped.
    for line in core.split(separator: "\n") where line.hasPrefix("public func ") && line.contains(": Data,") {
      let name = line.dropFirst("public func ".count).prefix { $0 != "(" }
      #expect(layer.contains("try \(name)(") || layer.contains("GradusCore.\(name)("), "\(name)")
    }
  }

  @Test func thePrivacyManifestSaysThatNothingIsCollected() throws {
    let text = try Checkout.text("bindings/swift/Sources/Gradus/PrivacyInfo.xcprivacy")
    let list = try PropertyListSerialization.propertyList(from: Data(text.utf8), format: nil) as? [String: Any]
    #expect(list?["NSPrivacyTracking"] as? Bool == false)
    #expect((list?["NSPrivacyTrackingDomains"] as? [Any])?.isEmpty == true)
    #expect((list?["NSPrivacyCollectedDataTypes"] as? [Any])?.isEmpty == true)
    #expect((list?["NSPrivacyAccessedAPITypes"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test func canonicalJsonIsEscapedAsLittleAsPossible() {
    let odd = Fill(field: "a\"b\\c/d\n\r\t\u{8}\u{c}\u{1}\u{1f}\u{7f}é🙂", value: "")
    #expect(
      canonicalJson(odd) == #"{"field":"a\"b\\c/d\n\r\t\b\f\u0001\u001f"# + "\u{7f}é🙂" + #"","value":""}"#)
    #expect(canonicalJson([GateWord.sameSize]) == #"["same_size"]"#)
    #expect(canonicalJson(GradusError.WrongSecret) == #"{"error":"wrong_secret"}"#)
    #expect(canonicalJson(GradusError.Refused(why: "no")) == #"{"error":{"refused":{"why":"no"}}}"#)
  }
}
