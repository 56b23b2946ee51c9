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

  var body: some View {
    ScrollView {
      VStack(alignment: .leading, spacing: 20) {
        Sides {
          Text(title).font(.title).accessibilityAddTraits(.isHeader)
        } trailing: {
          if let exit {
            Button(exit.name, action: exit.action).buttonStyle(QuietButton(palette: palette, isWide: false))
          }
        }
        if let about { Text(about).font(.headline).foregroundStyle(Color(palette.quiet)) }
        content
      }
      .padding(.horizontal, 20)
      .padding(.vertical, 16)
      .frame(maxWidth: .infinity, alignment: .topLeading)
    }
    .safeAreaInset(edge: .bottom, spacing: 0) {
      VStack(spacing: 10) { bar }
        .padding(.horizontal, 20)
        .padding(.vertical, 12)
        .frame(maxWidth: .infinity)
        .background(Color(palette.page))
    }
    .foregroundStyle(Color(palette.text))
    .background(Color(palette.page))
  }
}

/// Two things side by side; one below the other where the text is very large.
struct Sides<Leading: View, Trailing: View>: View {
  @ViewBuilder let leading: Leading
  @ViewBuilder let trailing: Trailing
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      VStack(alignment: .leading, spacing: 8) {
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

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      if let title { Text(title).font(.title3).accessibilityAddTraits(.isHeader) }
      content
    }
    .padding(16)
    .frame(maxWidth: .infinity, alignment: .leading)
    .background(Color(palette.card), in: RoundedRectangle(cornerRadius: 20))
  }
}

/// A line of text that stands in a list.
struct Line: View {
  let text: String
  @Environment(\.palette) private var palette

  var body: some View {
    HStack(alignment: .firstTextBaseline, spacing: 10) {
      Text("•").foregroundStyle(Color(palette.accent)).accessibilityHidden(true)
      Text(text).font(.body)
    }
  }
}

/// One of several, none of which is chosen beforehand.
struct Choices: View {
  let choices: [Choice]
  let chosen: (Choice) -> Bool
  let choose: (Choice) -> Void
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      ForEach(choices) { choice in
        let isChosen = chosen(choice)
        Button {
          choose(choice)
        } label: {
          HStack(spacing: 12) {
            Image(systemName: isChosen ? "checkmark.circle.fill" : "circle")
              .foregroundStyle(Color(isChosen ? palette.accent : palette.line))
              .accessibilityHidden(true)
            Text(choice.words)
              .font(.body)
              .fontWeight(isChosen ? .semibold : .regular)
              .multilineTextAlignment(.leading)
              .foregroundStyle(Color(palette.text))
            Spacer(minLength: 0)
          }
          .padding(.horizontal, 14)
          .padding(.vertical, 10)
          .frame(maxWidth: .infinity, minHeight: 52, alignment: .leading)
          .background(Color(palette.card), in: RoundedRectangle(cornerRadius: 14))
          .overlay(
            RoundedRectangle(cornerRadius: 14)
              .strokeBorder(Color(isChosen ? palette.accent : palette.line), lineWidth: isChosen ? 2 : 1))
        }
        .buttonStyle(.plain)
        .accessibilityLabel(choice.words)
        .accessibilityAddTraits(isChosen ? .isSelected : [])
      }
    }
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
        case .secret: SecureField("", text: text).textContentType(.password)
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
        HStack(alignment: .firstTextBaseline, spacing: 10) {
          Image(systemName: "info.circle").foregroundStyle(Color(palette.accent)).accessibilityHidden(true)
          Text(trouble.words).font(.body)
        }
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
  @Environment(\.palette) private var palette

  var body: some View {
    if let text {
      HStack(alignment: .firstTextBaseline, spacing: 8) {
        Image(systemName: "info.circle").accessibilityHidden(true)
        Text(text).font(.callout).fontWeight(.medium)
      }
      .foregroundStyle(Color(palette.text))
      .frame(maxWidth: .infinity, alignment: .leading)
    }
  }
}

/// Day, month and year, none of which is filled in beforehand: a date that somebody only confirmed is no birth date.
struct DayFields: View {
  let words: Wording
  let day: Binding<String>
  let month: Binding<String>
  let year: Binding<String>
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
    field(.day, day)
    field(.month, month)
    field(.year, year)
  }

  private func field(_ phrase: Phrase, _ text: Binding<String>) -> some View {
    Field(name: words(phrase), text: text, kind: .number).accessibilityHint(prefix)
  }
}
