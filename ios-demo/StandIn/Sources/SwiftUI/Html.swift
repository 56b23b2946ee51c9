import Foundation

extension Node {
  /// The tree as HTML, for a picture `width` points wide.
  @_spi(StandIn)
  public func html(width: Double) -> String {
    draw(in: .column, width: width)
  }

  private enum Flow { case column, row }

  private func draw(in flow: Flow, width: Double) -> String {
    var css = css
    stretch(&css, flow)
    switch kind {
    case .text: return tag("div", css.merging(type(in: width)) { own, _ in own }, escaped(text))
    case .image: return tag("div", css.merging(type(in: width)) { own, _ in own }, Self.likeness(of: text))
    case .spacer: return tag("div", css.merging(["flex": "1"]) { own, _ in own }, "")
    case .canvas:
      let size = CGSize(width: width - 72, height: 180)
      let frame = "<svg viewBox='0 0 \(size.width) \(size.height)' style='width:100%;height:180px'>"
      return tag("div", css, frame + (draw?(size) ?? "") + "</svg>")
    case .field, .secure, .editor: return tag("div", css.merging(type(in: width)) { own, _ in own }, typed)
    case .toggle: return toggle(css, width)
    default: return container(&css, width)
    }
  }

  private func container(_ css: inout [String: String], _ width: Double) -> String {
    if kind == .pile { css["position"] = "relative" }
    if kind == .lid { css.merge(["position": "absolute", "inset": "0", "pointer-events": "none"]) { $1 } }
    if kind == .button, !isEnabled { css["opacity"] = "0.45" }
    if kind == .button, children.isEmpty {
      css.merge(["padding": "4px 14px 0", "color": "inherit", "font-size": "28px", "line-height": "1"]) { $1 }
      return tag("div", css, escaped(text))
    }
    css["display"] = kind == .grid ? "grid" : "flex"
    let isRow = kind == .row || isFramed
    css["flex-direction"] = isRow ? "row" : "column"
    if kind == .button || kind == .scroll || kind == .pile || kind == .lid { css["align-items"] = "stretch" }
    if kind == .box, !isFramed { css["align-items"] = "stretch" }
    if isFramed { css["align-items"] = self.css["align-items"] }
    let inside = children.map { $0.draw(in: isRow ? .row : .column, width: width) }.joined()
    return tag("div", css, inside)
  }

  /// A frame places its content by alignment.
  private var isFramed: Bool { css["justify-content"] != nil }

  private var wide: Bool {
    fillsWidth ?? (kind != .lid && children.contains { kind == .row && $0.kind == .spacer || $0.wide })
  }

  private var tall: Bool {
    fillsHeight ?? (kind != .lid && children.contains { kind == .column && $0.kind == .spacer || $0.tall })
  }

  private func stretch(_ css: inout [String: String], _ flow: Flow) {
    css["min-width"] = css["min-width"] ?? "0"
    // What is short keeps its size, and what is long gives way.
    if flow == .row, !wide, kind == .image || kind == .button || text.count == 1 { css["flex-shrink"] = "0" }
    if wide { css[flow == .row ? "flex" : "align-self"] = flow == .row ? "1 1 0" : "stretch" }
    if tall { css[flow == .row ? "align-self" : "flex"] = flow == .row ? "stretch" : "1 0 auto" }
  }

  private func type(in width: Double) -> [String: String] {
    let font = style.font ?? .body
    var css = [
      "font-size": "\(font.size(at: fontSize) * scale(in: width))px",
      "font-weight": "\((style.weight ?? font.heft).rawValue)",
      "text-align": style.alignment.rawValue, "overflow-wrap": "anywhere", "line-height": "1.3",
    ]
    if let color = style.color { css["color"] = color.css }
    if font.isMono { css["font-family"] = "'Roboto Mono','DejaVu Sans Mono',monospace" }
    return css
  }

  /// Text that may shrink does so until its longest word fits into a button of the page.
  private func scale(in width: Double) -> Double {
    let longest = text.split(separator: " ").map(\.count).max() ?? 0
    let needed = Double(longest) * (style.font ?? .body).size(at: fontSize) * 0.62
    return style.leastScale < 1 ? min(1, max(style.leastScale, (width - 96) / max(1, needed))) : 1
  }

  private var typed: String {
    let value = value ?? ""
    if value.isEmpty { return "<span style='opacity:.6'>\(escaped(text))</span>" }
    return escaped(kind == .secure ? String(repeating: "•", count: value.count) : value).replacingOccurrences(
      of: "\n", with: "<br>")
  }

  private func toggle(_ css: [String: String], _ width: Double) -> String {
    var css = css
    css.merge(["display": "flex", "align-items": "center", "gap": "12px"]) { $1 }
    let isOn = value == "on"
    let track = "width:51px;height:31px;border-radius:16px;flex-shrink:0;background:\(isOn ? "#34a06c" : "#8a8a8e")"
    let knob =
      "width:27px;height:27px;border-radius:14px;background:#fff;margin:2px \(isOn ? "2px 2px 22px" : "22px 2px 2px")"
    let label = children.map { $0.draw(in: .row, width: width) }.joined()
    return tag("div", css, "<div style='flex:1'>\(label)</div><div style='\(track)'><div style='\(knob)'></div></div>")
  }

  private func tag(_ name: String, _ css: [String: String], _ inside: String) -> String {
    let style = css.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ";")
    return "<\(name) style=\"\(style.replacingOccurrences(of: "\"", with: "'"))\">\(inside)</\(name)>"
  }

  private func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")].reduce(text) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  private static func ringed(_ letter: String) -> String {
    "<span style='display:inline-block;width:1.1em;line-height:1.1;font-size:.8em;text-align:center;"
      + "border:.1em solid;border-radius:1em'>\(letter)</span>"
  }

  /// Something of the same meaning that any font has.
  private static func likeness(of symbol: String) -> String {
    let known = [
      "phone.fill": "☎", "bell.slash": ringed("×"), "eye": "◎",
      "checkmark": "✓", "circle": "○", "checkmark.circle.fill": "✓", "square": "☐", "checkmark.square.fill": "☑",
      "exclamationmark.triangle.fill": "⚠", "exclamationmark.circle.fill": ringed("!"), "pause.circle.fill": "Ⅱ",
      "lock.fill": "⚿", "clock": "◷", "minus.circle": "–",
      "chevron.forward": "›", "hand.raised.fill": "■", "info.circle": ringed("i"), "largecircle.fill.circle": "◉",
    ]
    return known[symbol] ?? "▢"
  }
}
