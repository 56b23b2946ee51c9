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
  private var about: String { words(.forPerson, model.diary.person?.name ?? "") }

  var body: some View {
    Group {
      switch model.step {
      case .choose: choose
      case .fill: fill
      case .look: look
      }
    }
    .task { model.load() }
  }

  private var choose: some View {
    @Bindable var model = model
    return Page(title: words(.planTitle), about: about, exit: exit) {
      Text(words(.planText)).font(.body)
      Card(title: words(.planForms)) {
        ForEach(model.forms) { form in
          Button(form.words) { model.choose(form.id) }.buttonStyle(QuietButton(palette: palette))
        }
      }
      Field(name: words(.planPaste), text: $model.pasted, kind: .long)
      trouble
    } bar: {
      Button(words(.planRead)) { model.usePasted() }.buttonStyle(MainButton(palette: palette))
    }
  }

  private var fill: some View {
    @Bindable var model = model
    return Page(title: words(.blanksTitle), about: about, exit: exit) {
      Text(words(.blanksText)).font(.body)
      ForEach(model.blanks) { blank in
        Field(name: blank.ask, text: value(of: blank.id, $model.blanks))
      }
      trouble
    } bar: {
      Button(words(.next)) { model.look() }.buttonStyle(MainButton(palette: palette))
      Button(words(.planForms)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var look: some View {
    Page(title: words(.planCheckTitle), about: about, exit: exit) {
      if let plan = model.plan {
        Text(plan.title).font(.title3)
        Card { lines(plan.summary) }
        if !plan.missing.isEmpty { Card(title: words(.planMissing)) { lines(plan.missing) } }
        if !plan.warnings.isEmpty { Card(title: words(.planWarnings)) { lines(plan.warnings) } }
      }
      trouble
    } bar: {
      Button(words(work.isRunning ? .working : .planAdopt)) { work.start { await model.adopt() } }
        .buttonStyle(MainButton(palette: palette))
        .disabled(work.isRunning)
      Button(words(.planChange)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var exit: (String, @MainActor () -> Void) { (words(.quickExit), { model.diary.lock() }) }

  private var trouble: some View { TroubleCard(trouble: model.trouble, words: words) {} }

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
