import AppLogic
import SwiftUI

/// Which days a report is about, with notes or without; it is shown before it goes anywhere.
struct ReportScreen: View {
  @State private var model: ReportModel
  let work: Work
  @Environment(\.palette) private var palette
  @Environment(\.excuse) private var excuse

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: ReportModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    DiaryPage(diary: model.diary, title: words(.report), trouble: model.trouble) {
      Text(words(.reportAbout)).font(.body)
      Question(title: words(.reportSpan), choices: model.spans, chosen: $model.span)
      Question(title: words(.reportNotes), choices: model.kinds, chosen: $model.notes)
    } bar: {
      Missing(text: model.missing)
      WorkButton(title: words(.reportShow), words: words, work: work) { await model.show() }
      Button(words(.reportShare)) {
        // Choosing where it goes is no leaving.
        excuse()
        work.start { await model.share() }
      }
      .buttonStyle(QuietButton(palette: palette))
    }
  }
}
