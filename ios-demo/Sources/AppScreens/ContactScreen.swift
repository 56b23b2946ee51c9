import AppLogic
import SwiftUI

/// What the clinic said.
struct ContactScreen: View {
  @State private var model: ContactModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: ContactModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    Page(
      title: words(.contactTitle), about: words(.forPerson, model.name),
      exit: (words(.quickExit), { model.diary.lock() })
    ) {
      Field(name: words(.contactWho), text: $model.who)
      Field(name: words(.contactSaid), text: $model.said, kind: .long)
      Text(words(.contactOutcome)).font(.title3).accessibilityAddTraits(.isHeader)
      Choices(choices: model.outcomes) {
        $0.id == model.outcome
      } choose: {
        model.outcome = $0.id
      }
      TroubleCard(trouble: model.trouble, words: words) {}
    } bar: {
      Missing(text: model.missing)
      Button(words(work.isRunning ? .working : .save)) { work.start { await model.save() } }
        .buttonStyle(MainButton(palette: palette))
        .disabled(work.isRunning)
    }
  }
}

/// Which number the emergency screen dials.
struct EmergencyNumberScreen: View {
  @Bindable var diary: DiaryModel
  @Environment(\.palette) private var palette

  var body: some View {
    Page(title: diary.words(.numberTitle), exit: (diary.words(.quickExit), { diary.lock() })) {
      Text(diary.words(.numberText)).font(.body)
      Field(name: diary.words(.numberField), text: $diary.emergencyNumber, kind: .number)
      TroubleCard(trouble: diary.trouble, words: diary.words) {}
    } bar: {
      Button(diary.words(.save)) { diary.saveEmergencyNumber() }.buttonStyle(MainButton(palette: palette))
    }
  }
}
