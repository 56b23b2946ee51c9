import AppLogic
import SwiftUI

/// A published form or a pasted text, what the clinic said, and a look before it is used.
struct PlanScreen: View {
  @State private var model: PlanModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: PlanModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    Group {
      switch model.step {
      case .choose: choose
      case .fill: fill
      case .look: look
      }
    }
    .task { await model.load() }
  }

  private var choose: some View {
    @Bindable var model = model
    return DiaryPage(diary: model.diary, title: words(.planTitle), trouble: model.trouble) {
      Text(words(.planText)).font(.body)
      Card(title: words(.planForms)) {
        VStack(spacing: 0) {
          ForEach(model.forms) { form in
            LinkRow(title: form.words) { work.start { await model.choose(form.id) } }
          }
        }
      }
      Field(name: words(.planPaste), text: $model.pasted, kind: .long)
    } bar: {
      WorkButton(title: words(.planRead), words: words, work: work) { await model.usePasted() }
    }
  }

  private var fill: some View {
    @Bindable var model = model
    return DiaryPage(diary: model.diary, title: words(.blanksTitle), trouble: model.trouble) {
      Text(words(.blanksText)).font(.body)
      ForEach(model.blanks) { blank in
        Field(name: blank.ask, text: value(of: blank.id, $model.blanks))
      }
    } bar: {
      WorkButton(title: words(.next), words: words, work: work) { await model.look() }
      Button(words(.planForms)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var look: some View {
    DiaryPage(diary: model.diary, title: words(.planCheckTitle), trouble: model.trouble) {
      if let plan = model.plan {
        Text(plan.title).font(.title3)
        if let replaces = model.replaces, let replaced = model.replaced {
          Text(replaces).font(.body)
          if !replaced.changes.isEmpty {
            Card(title: words(.planChanges)) { lines(replaced.changes.map(\.sentence)) }
          }
        }
        Card { lines(plan.summary) }
        if !plan.missing.isEmpty { Card(title: words(.planMissing)) { lines(plan.missing) } }
        if !plan.warnings.isEmpty { Card(title: words(.planWarnings)) { lines(plan.warnings) } }
      }
    } bar: {
      WorkButton(title: words(.planAdopt), words: words, work: work) { await model.adopt() }
      Button(words(.planChange)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private func lines(_ lines: [String]) -> some View {
    ForEach(lines, id: \.self) { Line(text: $0) }
  }

  private func value(of id: String, _ blanks: Binding<[PlanModel.Blank]>) -> Binding<String> {
    Binding {
      blanks.wrappedValue.first { $0.id == id }?.value ?? ""
    } set: { text in
      guard let place = blanks.wrappedValue.firstIndex(where: { $0.id == id }) else { return }
      blanks.wrappedValue[place].value = text
    }
  }
}
