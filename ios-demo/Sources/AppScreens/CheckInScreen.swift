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
      if model.isOffering { offer } else if let call = model.call { first(call) } else { question }
    }
    // The system's way back would leave the questions where another one leads to the question before: each is named.
    .navigationBarBackButtonHidden(true)
    .task { await model.begin() }
  }

  /// Whether to go on with what a lock broke off.
  private var offer: some View {
    DiaryPage(diary: model.diary, title: words(.checkinReturn), trouble: model.trouble) {
      Text(words(.checkinReturnText)).font(.body)
    } bar: {
      WorkButton(title: words(.checkinReturnYes), words: words, work: work) { await model.takeUp() }
      quiet(.checkinReturnNo) { work.start { await model.beginAnew() } }
      quiet(.checkinLeave) { model.leave() }
    }
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
      quiet(model.isKept ? .checkinLeaveUrgent : .checkinLeave) { model.leave() }
    }
  }

  /// The whole screen, with the buttons that call, before anything else is asked.
  private func first(_ call: Answer) -> some View {
    let palette = call.disposition == .emergency ? self.palette.alarmed : self.palette
    return DiaryPage(diary: model.diary, title: words(call.title), trouble: model.trouble) {
      Instruction(diary: model.diary, answer: call)
      Text(words(.checkinFirst)).font(.headline)
    } bar: {
      quiet(.checkinGoOn, palette) { model.goOn() }
      quiet(.checkinFinish, palette) { work.start { await model.finish() } }
      if model.canGoBack { quiet(.previousQuestion, palette) { work.start { await model.back() } } }
    }
    .environment(\.palette, palette)
  }

  @ViewBuilder private var back: some View {
    if model.canGoBack { quiet(.previousQuestion) { work.start { await model.back() } } }
  }

  private func quiet(
    _ phrase: Phrase, _ colours: Palette? = nil, _ action: @escaping @MainActor () -> Void
  ) -> some View {
    Button(words(phrase), action: action).buttonStyle(QuietButton(palette: colours ?? palette))
  }
}
