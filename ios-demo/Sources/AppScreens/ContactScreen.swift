import AppLogic
import SwiftUI

/// What the clinic said.
struct ContactScreen: View {
  @State private var model: ContactModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: ContactModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(
      diary: model.diary, title: words(.contactTitle), missing: model.missing, trouble: model.trouble, work: work
    ) {
      await model.save()
    } content: {
      Field(name: words(.contactWho), text: $model.who)
      Field(name: words(.contactSaid), text: $model.said, kind: .long)
      Question(title: words(.contactOutcome), choices: model.outcomes, chosen: $model.outcome)
      if model.namesSize { Field(name: words(.contactSize), text: $model.size, kind: .number) }
    }
  }
}

/// Which number the emergency screen dials.
struct EmergencyNumberScreen: View {
  @Bindable var diary: DiaryModel
  @Environment(\.palette) private var palette

  var body: some View {
    DiaryPage(diary: diary, title: diary.words(.numberTitle), isAboutPerson: false, trouble: diary.trouble) {
      Text(diary.words(.numberText)).font(.body)
      Field(name: diary.words(.numberField), text: $diary.emergencyNumber, kind: .number)
    } bar: {
      Button(diary.words(.save)) { diary.saveEmergencyNumber() }.buttonStyle(MainButton(palette: palette))
    }
  }
}
