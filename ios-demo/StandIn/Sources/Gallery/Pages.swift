import AppLogic
import Foundation
@_spi(StandIn) import SwiftUI

// Each screen as one HTML page: light, dark, text of 200 %, right to left, Spanish, and the largest text, side by side.
extension Gallery {
  private static let width = 390.0

  package static func page(_ shot: Shot, spanish: Shot) -> String {
    let phones = [
      phone("light", shot.tree()), phone("dark", shot.tree(.dark), isDark: true),
      phone("text of 200 %", shot.tree(.light, .accessibility2)),
      phone("right to left", shot.tree(.light, .large, .rightToLeft), direction: "rtl"),
      phone("Spanish", spanish.tree()), phone("largest text", shot.tree(.light, .accessibility5)),
    ]
    return """
      <!doctype html><meta charset="utf-8"><title>\(shot.name)</title><style>
      body{margin:0;padding:20px;background:#8d9290;display:flex;gap:20px;align-items:flex-start;
      font-family:Roboto,'DejaVu Sans',sans-serif;width:max-content}
      figure{margin:0;width:\(Int(width))px} figcaption{font-size:15px;color:#111;padding:0 0 8px 4px}
      .phone{width:\(Int(width))px;min-height:780px;border-radius:28px;overflow:hidden;display:flex;flex-direction:column}
      .phone div{unicode-bidi:plaintext}
      [dir=rtl] [style*="text-align:start"]{text-align:right !important}
      [dir=rtl] [style*="text-align:end"]{text-align:left !important}
      </style>\(phones.joined())
      <script>
      const bottoms = [...document.querySelectorAll("figure")].map(one => one.getBoundingClientRect().bottom + 20);
      document.body.setAttribute("data-height", Math.ceil(Math.max(...bottoms)));
      document.body.setAttribute("data-shown", Math.ceil(Math.max(...bottoms.slice(0, 5))));
      </script>
      """
  }

  private static func phone(
    _ name: String, _ tree: Node, direction: String = "ltr", isDark: Bool = false
  ) -> String {
    let colours = isDark ? "background:#101514;color:#ecf1ee" : "background:#f6f5f1;color:#1d2523"
    let frame = "<div class='phone' dir='\(direction)' style='\(colours)'>\(tree.html(width: width))</div>"
    return "<figure><figcaption>\(name) · stand-in rendering</figcaption>\(frame)</figure>"
  }

  /// The same for two pages that show the same, wherever they are drawn (FNV-1a of 64 bits). Recovery codes are made by chance
  /// and do not count.
  package static func mark(of page: String) -> String {
    let code = "\\b[0-9A-Z]{4,}(-[0-9A-Z]{4,}){3,}\\b"
    // How long guessing takes is measured on the machine that draws.
    let lasting = "(all in less than|todos en menos de) [0-9.,]+ \\w+"
    let bare = [(code, "CODE"), (lasting, "$1")].reduce(page) { page, rule in
      page.replacingOccurrences(of: rule.0, with: rule.1, options: .regularExpression)
    }
    let sum = bare.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(sum, radix: 16)
  }
}
