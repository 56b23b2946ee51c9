import AppLogic
import SwiftUI

/// Who the diary is about, and what is true for them.
struct PersonScreen: View {
  @State private var model: PersonModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work, isNew: Bool = false) {
    _model = State(wrappedValue: PersonModel(diary: diary, isNew: isNew))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    Group {
      if let asked = model.asked.first {
        question(asked)
      } else if model.isReady {
        form
      } else {
        DiaryPage(diary: model.diary, title: words(.personTitle), trouble: model.trouble) {
        } bar: {
        }
      }
    }
    .task { await model.load() }
  }

  /// Named, and on a screen of its own: without it, signs are judged more mildly.
  private func question(_ asked: PersonModel.Withdrawal) -> some View {
    DiaryPage(diary: model.diary, title: words(.personGone, asked.name)) {
      Text(words(.personGoneText)).font(.body)
    } bar: {
      Button(words(.personGoneNo, asked.name)) { work.start { await model.keep() } }
        .buttonStyle(QuietButton(palette: palette))
      Button(words(.personGoneYes, asked.name)) { work.start { await model.takeOut() } }
        .buttonStyle(QuietButton(palette: palette))
    }
  }

  private var form: some View {
    @Bindable var model = model
    return FormPage(
      diary: model.diary, title: words(.personTitle), isAboutPerson: false, missing: model.missing,
      trouble: model.trouble, work: work
    ) {
      await model.save()
    } content: {
      if model.isChange { Text(words(.personChangeStands)).font(.body) }
      Choices(choices: model.roles) {
        $0.id == model.role
      } choose: {
        model.role = $0.id
      }
      Field(name: words(.personName), text: $model.name)
      heading(words(.personBorn))
      DayFields(words: words, typed: $model.born, prefix: words(.personBorn))
      background
      Field(name: words(.pretermWeeks), text: $model.pretermWeeks, kind: .number)
      operations
    }
  }

  @ViewBuilder private var background: some View {
    heading(model.name.isEmpty ? words(.backgroundUnnamed) : words(.backgroundTitle, model.name))
    Text(words(.backgroundText)).font(.body)
    Choices(choices: model.conditions, isMany: true) {
      model.background.contains($0.id)
    } choose: {
      model.toggle($0.id)
    }
    Choices(choices: [Choice("none", words(.backgroundNone))], isMany: true) { _ in
      model.hasNone
    } choose: { _ in
      model.chooseNone()
    }
  }

  @ViewBuilder private var operations: some View {
    @Bindable var model = model
    heading(words(.operationsTitle))
    ForEach(model.operations) { operation in
      Text(operation.words).font(.body)
      Button(words(.operationDrop, operation.words)) { model.dropOperation(operation.id) }
        .buttonStyle(QuietButton(palette: palette))
    }
    Card(title: words(.operationAdd)) {
      Choices(choices: model.kinds) {
        $0.id == model.kind
      } choose: {
        model.kind = $0.id
      }
      Text(words(.operationDate)).font(.body)
      DayFields(words: words, typed: $model.operationDay, prefix: words(.operationDate))
      Button(words(.operationKeep)) { model.keepOperation() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private func heading(_ text: String) -> some View {
    Text(text).font(.title3).accessibilityAddTraits(.isHeader)
  }
}
