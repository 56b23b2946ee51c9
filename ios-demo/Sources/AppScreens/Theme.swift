import AppLogic
import SwiftUI

extension Color {
  init(_ tone: Tone) {
    self.init(.sRGB, red: tone.red, green: tone.green, blue: tone.blue)
  }
}

private struct PaletteKey: EnvironmentKey {
  static let defaultValue = Palette.light
}

extension EnvironmentValues {
  /// The colours for light or dark.
  var palette: Palette {
    get { self[PaletteKey.self] }
    set { self[PaletteKey.self] = newValue }
  }
}

/// The one thing to do next.
struct MainButton: ButtonStyle {
  let palette: Palette
  var isDanger = false

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.headline)
      .multilineTextAlignment(.center)
      .foregroundStyle(Color(isDanger ? palette.onAlarm : palette.onAccent))
      .padding(.horizontal, 16)
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity, minHeight: isDanger ? 72 : 56)
      .background(Color(isDanger ? palette.alarm : palette.accent), in: RoundedRectangle(cornerRadius: 16))
  }
}

/// Everything else that can be done.
struct QuietButton: ButtonStyle {
  let palette: Palette
  var isWide = true

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.body)
      .fontWeight(.medium)
      .multilineTextAlignment(.center)
      .foregroundStyle(Color(palette.accent))
      .padding(.horizontal, isWide ? 12 : 0)
      .padding(.vertical, 8)
      .frame(minWidth: 48, maxWidth: isWide ? .infinity : nil, minHeight: 48)
      .overlay(RoundedRectangle(cornerRadius: 16).strokeBorder(Color(palette.line), lineWidth: isWide ? 1 : 0))
  }
}
