import AppLogic
import Foundation
import Gallery
@_spi(StandIn) import SwiftUI

// Writes each screen as one HTML page, and what marks it, one line each.
//   draw-screens FOLDER [SCREEN...]

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first.map({ URL(fileURLWithPath: $0) }) else {
  fatalError("usage: draw-screens FOLDER [SCREEN...]")
}
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let wanted = Set(arguments.dropFirst())
let spanish = try await Gallery.all(language: "es")
var marks = ""
for (shot, other) in zip(try await Gallery.all(language: "en"), spanish)
where wanted.isEmpty || wanted.contains(shot.name) {
  let page = Gallery.page(shot, spanish: other)
  try page.write(to: folder.appendingPathComponent("\(shot.name).html"), atomically: true, encoding: .utf8)
  marks += "\(shot.name) \(Gallery.mark(of: page))\n"
}
try marks.write(to: folder.appendingPathComponent("marks.txt"), atomically: true, encoding: .utf8)
