import AppLogic
import SwiftUI

/// Writes a session down.
struct SessionScreen: View {
  @State private var model: SessionModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: SessionModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    Page(
      title: words(.logTitle), about: words(.forPerson, model.name),
      exit: (words(.quickExit), { model.diary.lock() })
    ) {
      if let slot = model.slot { Text(slot.sentence).font(.body) }
      section(.logSize, model.sizes, $model.size)
      Field(name: "\(words(.logHolds)). \(words(.logHoldsHint))", text: $model.seconds, kind: .number)
      section(.logEase, model.eases, $model.ease)
      section(.logPain, model.pains, $model.pain)
      section(.logBleeding, model.bleedings, $model.bleeding)
      section(.logEarly, model.stopReasons, $model.stopReason)
      Field(name: words(.logNote), text: $model.note, kind: .long)
      TroubleCard(trouble: model.trouble, words: words) {}
    } bar: {
      Missing(text: model.missing)
      Button(words(work.isRunning ? .working : .save)) { work.start { await model.save() } }
        .buttonStyle(MainButton(palette: palette))
        .disabled(work.isRunning)
    }
    .task { await model.load() }
  }

  private func section(_ phrase: Phrase, _ choices: [Choice], _ chosen: Binding<String?>) -> some View {
    VStack(alignment: .leading, spacing: 10) {
      Text(words(phrase)).font(.title3).accessibilityAddTraits(.isHeader)
      Choices(choices: choices) {
        $0.id == chosen.wrappedValue
      } choose: {
        chosen.wrappedValue = $0.id
      }
    }
  }
}
