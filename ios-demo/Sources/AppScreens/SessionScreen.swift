import AppLogic
import SwiftUI

/// Writes a session down.
struct SessionScreen: View {
  @State private var model: SessionModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: SessionModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(diary: model.diary, title: words(.logTitle), missing: model.missing, trouble: model.trouble, work: work) {
      await model.save()
    } content: {
      if let slot = model.slot { Text(slot.sentence).font(.body) }
      Question(title: words(.logSize), choices: model.sizes, chosen: $model.size)
      Field(name: "\(words(.logHolds)). \(words(.logHoldsHint))", text: $model.seconds, kind: .number)
      Question(title: words(.logEase), choices: model.eases, chosen: $model.ease)
      Question(title: words(.logPain), choices: model.pains, chosen: $model.pain)
      Question(title: words(.logBleeding), choices: model.bleedings, chosen: $model.bleeding)
      Question(title: words(.logEarly), choices: model.stopReasons, chosen: $model.stopReason)
      Field(name: words(.logNote), text: $model.note, kind: .long)
    }
    .task { await model.load() }
  }
}
