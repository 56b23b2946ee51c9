import AppLogic
import SwiftUI

/// One question, its answers, and nothing preselected; or what has to be done before the next one.
struct CheckInScreen: View {
  @Environment(\.palette) private var palette
  @State private var model: CheckInModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: CheckInModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    Group {
      if let call = model.call { first(call) } else { question }
    }
    .task { await model.begin() }
  }

  private var question: some View {
    @Bindable var model = model
    return DiaryPage(diary: model.diary, title: words(.questionNumber, "\(model.place)"), trouble: model.trouble) {
      if model.isUrgent { quiet(.checkinCall) { model.showCall() } }
      Text(model.question).font(.title2).accessibilityAddTraits(.isHeader)
      if !model.help.isEmpty { Text(model.help).font(.body).foregroundStyle(Color(palette.quiet)) }
      if let name = model.numberName { Field(name: name, text: $model.number, kind: .number) }
      Choices(choices: model.choices) {
        $0.id == model.chosen
      } choose: {
        model.choose($0.id)
      }
      if model.isFurther {
        Text(words(.questionsLeft, "\(model.left)")).font(.callout).foregroundStyle(Color(palette.quiet))
      }
      if model.mayFinish { quiet(.checkinFinish) { work.start { await model.finish() } } }
    } bar: {
      Missing(text: model.missing)
      WorkButton(title: words(.next), words: words, work: work) { await model.next() }
      back
    }
  }

  /// The whole screen, with the buttons that call, before anything else is asked.
  private func first(_ call: Answer) -> some View {
    DiaryPage(diary: model.diary, title: words(call.title), trouble: model.trouble) {
      Instruction(diary: model.diary, answer: call)
      Text(words(.checkinFirst)).font(.headline)
    } bar: {
      quiet(.checkinGoOn) { model.goOn() }
      quiet(.checkinFinish) { work.start { await model.finish() } }
      back
    }
  }

  @ViewBuilder private var back: some View {
    if model.canGoBack { quiet(.previousQuestion) { work.start { await model.back() } } }
  }

  private func quiet(_ phrase: Phrase, _ action: @escaping @MainActor () -> Void) -> some View {
    Button(words(phrase), action: action).buttonStyle(QuietButton(palette: palette))
  }
}
