import AppLogic
import Gradus
import SwiftUI

/// Where dilation is to be done: the questions that could change the answer, then the answer.
struct WhereScreen: View {
  @State private var model: SettingModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: SettingModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    Group {
      if let page = model.page {
        questions(page)
      } else {
        DiaryPage(diary: model.diary, title: model.title, trouble: model.trouble) {
          if let view = model.view { SettingAnswer(model: model, view: view) }
        } bar: {
          if model.hasMore {
            Button(words(.settingGoOn)) { model.goOn() }.buttonStyle(MainButton(palette: palette))
          }
        }
      }
    }
    .task { await model.load() }
  }

  private func questions(_ page: SettingScreen) -> some View {
    DiaryPage(diary: model.diary, title: model.title, trouble: model.trouble) {
      Text(words(.settingText)).font(.body)
      ForEach(page.questions, id: \.id) { SettingQuestion(model: model, question: $0) }
    } bar: {
      Missing(text: model.missing)
      WorkButton(title: words(.next), words: words, work: work) { await model.next() }
      Button(words(.settingLook)) { model.look() }.buttonStyle(QuietButton(palette: palette))
    }
  }
}

/// One question, none of whose answers is chosen beforehand.
private struct SettingQuestion: View {
  let model: SettingModel
  let question: FactQuestion
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 10) {
      Text(model.sentence(question)).font(.headline).accessibilityAddTraits(.isHeader)
      if !question.help.isEmpty { Text(question.help).font(.subheadline).foregroundStyle(Color(palette.quiet)) }
      if let name = model.numberName(question) { Field(name: name, text: number, kind: .number) }
      Choices(choices: model.choices(question)) {
        $0.id == model.given[question.id]
      } choose: {
        model.answer(question, $0.id)
      }
    }
  }

  private var number: Binding<String> {
    Binding {
      model.number(question)
    } set: {
      model.answer(question, $0)
    }
  }
}

/// The answer: what it means, with whom to speak, why, what to ask at the visit, and when to look again.
private struct SettingAnswer: View {
  @Bindable var model: SettingModel
  let view: SettingView
  @Environment(\.palette) private var palette

  private var words: Wording { model.words }

  var body: some View {
    Sign(symbol: view.symbol, text: view.sentence, font: .title3)
    Text(view.whom).font(.body)
    ClinicNumbers(contacts: view.contacts, words: words)
    if !view.reasons.isEmpty { reasons }
    list(view.optionsLead, view.options)
    list(words(.settingQuestions), view.questions)
    list(words(.settingOpen), view.notSettled.map(\.says))
    Text(view.lookAgainSentence).font(.body)
    Text(view.signOff).font(.subheadline).foregroundStyle(Color(palette.quiet))
    Text(words(.whyPack, view.pack.version)).font(.subheadline).foregroundStyle(Color(palette.quiet))
  }

  private var reasons: some View {
    Card(title: words(.progressReasons)) {
      ForEach(view.reasons, id: \.id) { reason in
        Line(text: reason.sentence, grounds: model.isWhy ? model.grounds(reason) : [])
      }
      if !model.isWhy {
        Button(words(.why)) { model.isWhy = true }.buttonStyle(QuietButton(palette: palette))
      }
    }
  }

  @ViewBuilder
  private func list(_ title: String, _ lines: [String]) -> some View {
    if !lines.isEmpty { Card(title: title) { ForEach(lines, id: \.self) { Line(text: $0) } } }
  }
}
