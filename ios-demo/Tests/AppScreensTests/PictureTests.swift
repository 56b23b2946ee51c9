import Foundation
import Gallery
@_spi(StandIn) import SwiftUI
import Testing

/// The pictures that the checkout keeps are of the screens as they are.
@MainActor
@Suite(.timeLimit(.minutes(30))) struct PictureTests {
  private static let folder = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { place, _ in
    place.deletingLastPathComponent()
  }.appendingPathComponent("docs/screens/ios")

  @Test func noPictureIsOlderThanItsScreen() async throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("marks.txt"), encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let kept = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".png") }
    #expect(Set(files) == Set(kept.keys.map { "\($0).png" }), "a picture for each mark, and no other")
    let (english, spanish) = (try await Gallery.all(language: "en"), try await Gallery.all(language: "es"))
    #expect(Set(kept.keys).isSubset(of: english.map(\.name)))
    let stale = zip(english, spanish).filter { one, other in
      kept[one.name].map { $0 != Gallery.mark(of: Gallery.page(one, spanish: other)) } ?? false
    }
    #expect(stale.map(\.0.name) == [], "draw them anew: ios-demo/draw-screens SCREEN...")
  }

  @Test func aWordIsAnotherPictureAndACodeOrTheSpeedOfTheMachineIsNot() {
    let (one, other) = ("<p>A1B2-C3D4-E5F6-G7H8</p>", "<p>Z9Y8-X7W6-V5U4-T3S2</p>")
    #expect(Gallery.mark(of: one) == Gallery.mark(of: other))
    let quick = { (time: String) in "<p>all in less than \(time). Los prueba todos en menos de \(time).</p>" }
    #expect(Gallery.mark(of: quick("62 minutes")) == Gallery.mark(of: quick("2 hours")))
    #expect(Gallery.mark(of: one) != Gallery.mark(of: one + "."))
  }
}
