import AppLogic
import SwiftUI

/// A whole screen: a heading, whom it is about, what scrolls, and what stays at the bottom.
struct Page<Content: View, Bar: View>: View {
  let title: String
  var about: String?
  var exit: (name: String, action: @MainActor () -> Void)?
  @ViewBuilder let content: Content
  @ViewBuilder let bar: Bar
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size

  /// Very large letters need the room at the edges.
  private var edge: Double { size.isAccessibilitySize ? 14 : 20 }

  var body: some View {
    ScrollView {
      VStack(alignment: .leading, spacing: 20) {
        heading
        content
        // Very large buttons that stay would leave no room for what they are about.
        if size.isAccessibilitySize { VStack(spacing: 10) { bar } }
      }
      .padding(.horizontal, edge)
      .padding(.vertical, 16)
      .frame(maxWidth: .infinity, alignment: .topLeading)
    }
    .safeAreaInset(edge: .bottom, spacing: 0) {
      if !size.isAccessibilitySize {
        VStack(spacing: 10) { bar }
          .padding(.horizontal, edge)
          .padding(.vertical, 12)
          .frame(maxWidth: .infinity)
          .background(Color(palette.page))
      }
    }
    .foregroundStyle(Color(palette.text))
    .background(Color(palette.page))
  }

  private var heading: some View {
    VStack(alignment: .leading, spacing: 2) {
      Sides {
        Text(title).font(.title).accessibilityAddTraits(.isHeader)
      } trailing: {
        if let exit {
          Button(exit.name, action: exit.action).buttonStyle(QuietButton(palette: palette, isWide: false))
        }
      }
      if let about { Text(about).font(.headline).foregroundStyle(Color(palette.quiet)) }
    }
  }
}

/// Two things side by side; one below the other where the text is very large.
struct Sides<Leading: View, Trailing: View>: View {
  @ViewBuilder let leading: Leading
  @ViewBuilder let trailing: Trailing
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      VStack(alignment: .leading, spacing: 2) {
        leading
        trailing
      }
      .frame(maxWidth: .infinity, alignment: .leading)
    } else {
      HStack(alignment: .center, spacing: 12) {
        leading
        Spacer(minLength: 8)
        trailing
      }
    }
  }
}

/// Things that belong together, under a heading.
struct Card<Content: View>: View {
  var title: String?
  @ViewBuilder let content: Content
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      if let title { Text(title).font(.title3).accessibilityAddTraits(.isHeader) }
      content
    }
    .padding(size.isAccessibilitySize ? 12 : 16)
    .frame(maxWidth: .infinity, alignment: .leading)
    .background(Color(palette.card), in: RoundedRectangle(cornerRadius: 20))
  }
}

/// A line of text that stands in a list, with what it rests on under it, in the same column.
struct Line: View {
  let text: String
  var grounds: [String] = []
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      words
    } else {
      HStack(alignment: .firstTextBaseline, spacing: 10) {
        Text("•").foregroundStyle(Color(palette.accent)).accessibilityHidden(true)
        words
      }
    }
  }

  private var words: some View {
    VStack(alignment: .leading, spacing: 2) {
      Text(text).font(.body)
      ForEach(grounds, id: \.self) { Text($0).font(.subheadline).foregroundStyle(Color(palette.quiet)) }
    }
  }
}

/// A symbol beside its text; above it where the text is very large.
struct Sign: View {
  let symbol: String
  let text: String
  var font = Font.body
  var isDanger = false
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      VStack(alignment: .leading, spacing: 4) { parts }
    } else {
      HStack(alignment: .firstTextBaseline, spacing: 10) { parts }
    }
  }

  @ViewBuilder private var parts: some View {
    Image(systemName: symbol)
      .font(font)
      .foregroundStyle(Color(isDanger ? palette.danger : palette.accent))
      .accessibilityHidden(true)
    Text(text).font(font)
  }
}

/// A way to another screen: a row of a list.
struct LinkRow: View {
  let title: String
  let action: @MainActor () -> Void
  @Environment(\.palette) private var palette

  var body: some View {
    Button(action: action) {
      HStack(spacing: 12) {
        Text(title)
          .font(.body)
          .fontWeight(.medium)
          .multilineTextAlignment(.leading)
          .foregroundStyle(Color(palette.accent))
        Spacer(minLength: 0)
        Image(systemName: "chevron.forward").foregroundStyle(Color(palette.quiet)).accessibilityHidden(true)
      }
      .padding(.vertical, 6)
      .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
    }
    .buttonStyle(.plain)
    .accessibilityLabel(title)
  }
}

/// A field with its name above it.
struct Field: View {
  let name: String
  let text: Binding<String>
  var kind = Kind.words
  @Environment(\.palette) private var palette

  enum Kind { case words, secret, number, long }

  var body: some View {
    VStack(alignment: .leading, spacing: 6) {
      Text(name).font(.subheadline).foregroundStyle(Color(palette.quiet)).accessibilityHidden(true)
      Group {
        switch kind {
        // Told that it is a password, the phone would offer to keep it in an account that others may share.
        case .secret: SecureField("", text: text)
        case .long: TextField("", text: text, axis: .vertical)
        case .number: TextField("", text: text).numberPad()
        case .words: TextField("", text: text)
        }
      }
      .accessibilityLabel(name)
      .autocorrectionDisabled()
      .padding(.horizontal, 14)
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity, minHeight: 52)
      .background(Color(palette.card), in: RoundedRectangle(cornerRadius: 14))
      .overlay(RoundedRectangle(cornerRadius: 14).strokeBorder(Color(palette.line), lineWidth: 1))
    }
  }
}

extension View {
  /// The keyboard with digits, where there is one.
  fileprivate func numberPad() -> some View {
    #if canImport(UIKit)
      keyboardType(.decimalPad)
    #else
      self
    #endif
  }
}

/// What went wrong and the one way forward.
struct TroubleCard: View {
  let trouble: Trouble?
  let words: Wording
  let forward: @MainActor () -> Void
  @Environment(\.palette) private var palette

  var body: some View {
    if let trouble {
      Card {
        Sign(symbol: "info.circle", text: trouble.words)
        if trouble.forward != .again {
          Button(words(Phrase(trouble.forward)), action: forward).buttonStyle(QuietButton(palette: palette))
        }
      }
    }
  }
}

/// What is still missing, where Next was pressed too early.
struct Missing: View {
  let text: String?

  var body: some View {
    if let text {
      Sign(symbol: "info.circle", text: text, font: .callout).frame(maxWidth: .infinity, alignment: .leading)
    }
  }
}

/// Day, month and year, none of which is filled in beforehand: a date that somebody only confirmed is no birth date.
struct DayFields: View {
  let words: Wording
  let typed: Binding<TypedDay>
  let prefix: String
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      VStack(alignment: .leading, spacing: 12) { fields }
    } else {
      HStack(spacing: 12) { fields }
    }
  }

  @ViewBuilder private var fields: some View {
    field(.day, \.day)
    field(.month, \.month)
    field(.year, \.year)
  }

  private func field(_ phrase: Phrase, _ part: WritableKeyPath<TypedDay, String>) -> some View {
    let text = Binding {
      typed.wrappedValue[keyPath: part]
    } set: {
      typed.wrappedValue[keyPath: part] = $0
    }
    return Field(name: words(phrase), text: text, kind: .number).accessibilityHint(prefix)
  }
}
