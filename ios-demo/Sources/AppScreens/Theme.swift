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

private struct ExcuseKey: EnvironmentKey {
  static let defaultValue: @MainActor @Sendable () -> Void = {}
}

extension EnvironmentValues {
  /// Says that the app itself brings something else in front.
  var excuse: @MainActor @Sendable () -> Void {
    get { self[ExcuseKey.self] }
    set { self[ExcuseKey.self] = newValue }
  }

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

/// Ends a session. It has the size of two buttons, and a colour of its own that says no danger.
struct StopButton: ButtonStyle {
  let palette: Palette

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.title2)
      .foregroundStyle(Color(palette.page))
      .padding(.vertical, 8)
      .frame(maxWidth: .infinity, minHeight: 72)
      .background(Color(palette.text), in: RoundedRectangle(cornerRadius: 16))
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
