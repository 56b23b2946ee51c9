import AppLogic
import Foundation
import Gallery
@_spi(StandIn) import SwiftUI

// Writes each screen as one HTML page: light, dark, text of 200 %, right to left, Spanish, and the largest text, side by side.
//   draw-screens FOLDER [SCREEN...]

@MainActor
func page(_ shot: Gallery.Shot, spanish: Gallery.Shot) -> String {
  let light = shot.tree().html(width: width)
  let dark = shot.tree(.dark).html(width: width)
  let double = shot.tree(.light, .accessibility2).html(width: width)
  let largest = shot.tree(.light, .accessibility5).html(width: width)
  let turned = shot.tree(.light, .large, .rightToLeft).html(width: width)
  let other = spanish.tree().html(width: width)
  let phones = [
    phone("light", light), phone("dark", dark, isDark: true), phone("text of 200 %", double),
    phone("right to left", turned, direction: "rtl"),
    phone("Spanish", other), phone("largest text", largest),
  ]
  return """
    <!doctype html><meta charset="utf-8"><title>\(shot.name)</title><style>
    body{margin:0;padding:20px;background:#8d9290;display:flex;gap:20px;align-items:flex-start;
    font-family:Roboto,'DejaVu Sans',sans-serif;width:max-content}
    figure{margin:0;width:\(Int(width))px} figcaption{font-size:15px;color:#111;padding:0 0 8px 4px}
    .phone{width:\(Int(width))px;min-height:780px;border-radius:28px;overflow:hidden;display:flex;flex-direction:column}
    </style>\(phones.joined())
    <script>
    const bottoms = [...document.querySelectorAll("figure")].map(one => one.getBoundingClientRect().bottom + 20);
    document.body.setAttribute("data-height", Math.ceil(Math.max(...bottoms)));
    document.body.setAttribute("data-shown", Math.ceil(Math.max(...bottoms.slice(0, 5))));
    </script>
    """
}

func phone(_ name: String, _ inside: String, direction: String = "ltr", isDark: Bool = false) -> String {
  let colours = isDark ? "background:#101514;color:#ecf1ee" : "background:#f6f5f1;color:#1d2523"
  let frame = "<div class='phone' dir='\(direction)' style='\(colours)'>\(inside)</div>"
  return "<figure><figcaption>\(name) · stand-in rendering</figcaption>\(frame)</figure>"
}

let width = 390.0
let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first.map({ URL(fileURLWithPath: $0) }) else {
  fatalError("usage: draw-screens FOLDER [SCREEN...]")
}
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let wanted = Set(arguments.dropFirst())
let spanish = try await Gallery.all(language: "es")
for (shot, other) in zip(try await Gallery.all(language: "en"), spanish)
where wanted.isEmpty || wanted.contains(shot.name) {
  try page(shot, spanish: other).write(
    to: folder.appendingPathComponent("\(shot.name).html"), atomically: true, encoding: .utf8)
}
