import Foundation
import Testing

/// Nothing that the core offers is missing here: `bindings/ffi/API.md` lists it, and a test of the core holds that list.
@Suite struct SurfaceTests {
  @Test func everyVerbOfTheHandleIsAVerbOfTheVault() throws {
    let verbs = try listed(under: "## Object `Gradus`").filter { !$0.hasPrefix("Gradus.") }
    #expect(verbs.count > 15)
    let vault =
      try Checkout.text("bindings/swift/Sources/Gradus/Vault.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Ways.swift")
    for verb in verbs {
      let name = verb == "changes_since" ? "changes(since" : camel(verb) + "("
      #expect(vault.contains("func \(name)"), "\(verb)")
      #expect(vault.contains("handle.\(camel(verb))("), "\(verb)")
    }
  }

  @Test func everyDoorOfAFolderIsOneOfTheVault() throws {
    let opening =
      try Checkout.text("bindings/swift/Sources/Gradus/Opening.swift")
      + Checkout.text("bindings/swift/Sources/Gradus/Salvage.swift")
    let doors = try listed(under: "## Functions").filter {
      $0.contains("vault") && !$0.hasSuffix("_without_vault") || $0.contains("older")
    }
    let constructors = try listed(under: "## Object `Gradus`").filter { $0.hasPrefix("Gradus.") }
    #expect(doors.count >= 6 && constructors.count >= 4)
    for door in doors { #expect(opening.contains(camel(door) + "("), "\(door)") }
    for one in constructors {
      #expect(opening.contains("CoreVault." + camel(String(one.dropFirst(7))) + "("), "\(one)")
    }
  }

  /// The names that the listing has under a heading, up to the next one.
  private func listed(under heading: String) throws -> [String] {
    let lines = try Checkout.text("bindings/ffi/API.md").split(separator: "\n").drop { $0 != heading }.dropFirst()
    return lines.prefix { !$0.hasPrefix("## ") }.compactMap { line in
      line.hasPrefix("- `") ? String(line.dropFirst(3).prefix { $0 != "(" }) : nil
    }
  }

  private func camel(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.dropFirst().reduce(String(words.first ?? "")) { $0 + $1.capitalized }
  }
}
