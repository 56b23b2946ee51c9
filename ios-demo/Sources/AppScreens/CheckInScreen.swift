import AppLogic
import SwiftUI

/// One question, its answers, and nothing preselected.
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
    @Bindable var model = model
    Page(
      title: words(.questionNumber, "\(model.place)"), about: words(.forPerson, model.name),
      exit: (words(.quickExit), { model.diary.lock() })
    ) {
      Text(model.question).font(.title2).accessibilityAddTraits(.isHeader)
      if !model.help.isEmpty { Text(model.help).font(.body).foregroundStyle(Color(palette.quiet)) }
      if let unit = model.unit {
        Field(
          name: unit.isEmpty ? words(.checkinNumber) : words(.checkinNumberUnit, unit), text: $model.number,
          kind: .number)
      }
      Choices(choices: model.choices) {
        $0.id == model.chosen
      } choose: {
        model.choose($0.id)
      }
      if model.isFurther { further }
      TroubleCard(trouble: model.trouble, words: words) {}
    } bar: {
      Missing(text: model.missing)
      Button(words(work.isRunning ? .working : .next)) { work.start { await model.next() } }
        .buttonStyle(MainButton(palette: palette))
        .disabled(work.isRunning)
      if model.canGoBack {
        Button(words(.previousQuestion)) { model.back() }.buttonStyle(QuietButton(palette: palette))
      }
    }
    .task { model.begin() }
  }

  @ViewBuilder private var further: some View {
    Text(words(.questionsLeft, "\(model.left)")).font(.callout).foregroundStyle(Color(palette.quiet))
    Button(words(.leaveOut)) { work.start { await model.leaveOut() } }.buttonStyle(QuietButton(palette: palette))
    Button(words(.checkinFinish)) { work.start { await model.finishHere() } }
      .buttonStyle(QuietButton(palette: palette))
  }
}
