import AppLogic
import SwiftUI

/// One of several, none of which is chosen beforehand.
struct Choices: View {
  let choices: [Choice]
  let chosen: (Choice) -> Bool
  let choose: (Choice) -> Void
  @Environment(\.dynamicTypeSize) private var size

  /// Letters up to which a whole set stands side by side: sizes, and a scale.
  private static let short = 8

  var body: some View {
    if choices.count > 6, choices.allSatisfy({ $0.words.count <= Self.short }) {
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
    return ChoiceButton(choice: choice, isChosen: isChosen, choose: choose) {
      ChoiceMark(isChosen: isChosen)
      Text(choice.words).font(.body).fontWeight(isChosen ? .semibold : .regular).multilineTextAlignment(.leading)
      Spacer(minLength: 0)
    }
  }

  private func tile(_ choice: Choice) -> some View {
    let isChosen = chosen(choice)
    return ChoiceButton(choice: choice, isChosen: isChosen, choose: choose) {
      Spacer(minLength: 0)
      if isChosen { ChoiceMark(isChosen: true) }
      Text(choice.words).font(.body).fontWeight(isChosen ? .semibold : .regular).multilineTextAlignment(.center)
      Spacer(minLength: 0)
    }
  }
}

/// What one of several looks like: chosen is told by a mark, by weight and by its border, not by colour alone.
private struct ChoiceButton<Label: View>: View {
  let choice: Choice
  let isChosen: Bool
  let choose: (Choice) -> Void
  @ViewBuilder let label: Label
  @Environment(\.palette) private var palette

  var body: some View {
    Button {
      choose(choice)
    } label: {
      HStack(spacing: isChosen ? 8 : 12) { label }
        .foregroundStyle(Color(palette.text))
        .padding(.horizontal, 12)
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

private struct ChoiceMark: View {
  let isChosen: Bool
  @Environment(\.palette) private var palette

  var body: some View {
    Image(systemName: isChosen ? "checkmark.circle.fill" : "circle")
      .foregroundStyle(Color(isChosen ? palette.accent : palette.line))
      .accessibilityHidden(true)
  }
}
