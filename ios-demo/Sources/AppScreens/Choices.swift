import AppLogic
import SwiftUI

/// One or more of several, none of which is chosen beforehand.
struct Choices: View {
  let choices: [Choice]
  /// Whether they stand in tiles although they are few.
  var isTiled = false
  /// Whether several may be chosen.
  var isMany = false
  let chosen: (Choice) -> Bool
  let choose: (Choice) -> Void
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size

  /// Letters up to which a whole set stands side by side: sizes, and a scale.
  private static let short = 8

  var body: some View {
    if isTiled {
      ForEach(choices) { tile($0) }
    } else if choices.count > 6, choices.allSatisfy({ $0.words.count <= Self.short }) {
      LazyVGrid(columns: [GridItem(.adaptive(minimum: size.isAccessibilitySize ? 150 : 78), spacing: 8)], spacing: 8) {
        ForEach(choices) { tile($0) }
      }
    } else {
      VStack(alignment: .leading, spacing: 8) {
        ForEach(choices) { row($0) }
      }
    }
  }

  private func row(_ choice: Choice) -> some View {
    let isChosen = chosen(choice)
    return button(choice, isFilled: false) {
      HStack(spacing: 12) {
        ChoiceMark(isChosen: isChosen, isMany: isMany)
        Text(choice.words).font(.body).fontWeight(isChosen ? .semibold : .regular).multilineTextAlignment(.leading)
        Spacer(minLength: 0)
      }
      .foregroundStyle(Color(palette.text))
      .padding(.horizontal, 14)
    }
  }

  /// Chosen is told by weight and by a filled tile.
  private func tile(_ choice: Choice) -> some View {
    let isChosen = chosen(choice)
    return button(choice, isFilled: isChosen) {
      Text(choice.words)
        .font(.body)
        .fontWeight(isChosen ? .semibold : .regular)
        .multilineTextAlignment(.center)
        .foregroundStyle(Color(isChosen ? palette.onAccent : palette.text))
        .padding(.horizontal, 4)
    }
  }

  private func button(
    _ choice: Choice, isFilled: Bool, @ViewBuilder label: () -> some View
  ) -> some View {
    let (isChosen, label) = (chosen(choice), label())
    return Button {
      choose(choice)
    } label: {
      label
        .padding(.vertical, 10)
        .frame(maxWidth: .infinity, minHeight: 52)
        .background(Color(isFilled ? palette.accent : palette.card), in: RoundedRectangle(cornerRadius: 14))
        .overlay(
          RoundedRectangle(cornerRadius: 14)
            .strokeBorder(Color(isChosen ? palette.accent : palette.line), lineWidth: isChosen ? 2 : 1))
    }
    .buttonStyle(.plain)
    .accessibilityLabel(choice.spoken)
    .accessibilityAddTraits(isChosen ? .isSelected : [])
  }
}

private struct ChoiceMark: View {
  let isChosen: Bool
  let isMany: Bool
  @Environment(\.palette) private var palette

  private var symbol: String {
    switch (isMany, isChosen) {
    case (true, true): "checkmark.square.fill"
    case (true, false): "square"
    case (false, true): "checkmark.circle.fill"
    case (false, false): "circle"
    }
  }

  var body: some View {
    Image(systemName: symbol)
      .foregroundStyle(Color(isChosen ? palette.accent : palette.line))
      .accessibilityHidden(true)
  }
}
