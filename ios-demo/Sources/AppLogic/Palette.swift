import Foundation

/// The colours of the app, one set for light and one for dark. Red is for danger and nothing else.
public struct Palette: Equatable, Sendable {
  public let page: Tone
  public let card: Tone
  public let text: Tone
  public let quiet: Tone
  public let accent: Tone
  public let onAccent: Tone
  /// Danger as a sign.
  public let danger: Tone
  /// Danger as the button that calls.
  public let alarm: Tone
  public let onAlarm: Tone
  public let line: Tone

  public static let light = Palette(
    page: Tone(0xF6F5F1), card: Tone(0xFFFFFF), text: Tone(0x1D2523), quiet: Tone(0x55605C), accent: Tone(0x1F6259),
    onAccent: Tone(0xFFFFFF), danger: Tone(0xA81E1E), alarm: Tone(0xA81E1E), onAlarm: Tone(0xFFFFFF),
    line: Tone(0x7C8783))

  public static let dark = Palette(
    page: Tone(0x101514), card: Tone(0x1B2321), text: Tone(0xECF1EE), quiet: Tone(0xA9B6B1), accent: Tone(0x7FD0C2),
    onAccent: Tone(0x06201C), danger: Tone(0xFF9C94), alarm: Tone(0xC62828), onAlarm: Tone(0xFFFFFF),
    line: Tone(0x70807A))

  /// The same on a screen that says that there is danger: nobody takes it for another one.
  public var alarmed: Palette {
    let isDark = self == .dark
    let (ground, ink) = isDark ? (Tone(0x330C09), Tone(0xFFE4E0)) : (Tone(0xFBE6E3), Tone(0x4A100C))
    return Palette(
      page: ground, card: isDark ? Tone(0x4A1713) : Tone(0xFFF7F6), text: ink, quiet: ink, accent: ink,
      onAccent: ground,
      danger: danger, alarm: isDark ? Tone(0xFFB4AB) : alarm, onAlarm: isDark ? ground : onAlarm, line: danger)
  }

  /// Every pair in which the first is written on the second.
  public var written: [(name: String, on: Tone, under: Tone)] {
    [
      ("text on page", text, page), ("text on card", text, card), ("quiet on page", quiet, page),
      ("quiet on card", quiet, card), ("accent on page", accent, page), ("accent on card", accent, card),
      ("onAccent on accent", onAccent, accent), ("danger on page", danger, page), ("danger on card", danger, card),
      ("onAlarm on alarm", onAlarm, alarm), ("page on text", page, text),
    ]
  }

  /// Every pair in which a shape must be told from what lies behind it.
  public var drawn: [(name: String, on: Tone, under: Tone)] {
    [
      ("line on page", line, page), ("line on card", line, card), ("accent on card", accent, card),
      ("alarm on page", alarm, page),
    ]
  }
}

/// A colour in sRGB.
public struct Tone: Equatable, Sendable {
  public let red: Double
  public let green: Double
  public let blue: Double

  public init(_ hex: Int) {
    (red, green, blue) = (Double(hex >> 16 & 255) / 255, Double(hex >> 8 & 255) / 255, Double(hex & 255) / 255)
  }

  /// Contrast of two colours after WCAG 2, from 1 to 21.
  public func contrast(to other: Tone) -> Double {
    let (bright, dim) = (max(luminance, other.luminance), min(luminance, other.luminance))
    return (bright + 0.05) / (dim + 0.05)
  }

  private var luminance: Double {
    func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055) }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  private func power(_ base: Double) -> Double { pow(base, 2.4) }
}
