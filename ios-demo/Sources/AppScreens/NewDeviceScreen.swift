import AppLogic
import Gradus
import SwiftUI

/// Adds a device: what it is, its sizes, its material, what holds it, and what may be wrong with it.
struct NewDeviceScreen: View {
  @State private var model: NewDeviceModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: NewDeviceModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(diary: model.diary, title: words(.deviceAdd), missing: model.missing, trouble: model.trouble, work: work) {
      await model.save()
    } content: {
      Text(words(.deviceAddText)).font(.body)
      Field(name: words(.deviceName), text: $model.name)
      Question(title: words(.deviceShape), choices: model.shapes, chosen: $model.shape)
      Field(name: words(.deviceSize), text: $model.size, kind: .number)
      Field(name: words(.deviceOther), text: $model.otherSize, kind: .number)
      Question(title: words(.deviceMaterial), choices: model.materials, chosen: $model.material)
      Question(title: words(.deviceHold), choices: model.holds, chosen: $model.hold)
      if model.hasGrip { Field(name: words(.deviceDepth), text: $model.depth, kind: .number) }
      flaws
      Text(words(.deviceFirst)).font(.title3).accessibilityAddTraits(.isHeader)
      DayFields(words: words, typed: $model.firstUse, prefix: words(.deviceFirst))
      Field(name: words(.deviceDisinfect), text: $model.disinfectDays, kind: .number)
      Field(name: words(.deviceReplace), text: $model.replaceDays, kind: .number)
    }
  }

  private var flaws: some View {
    VStack(alignment: .leading, spacing: 10) {
      Text(words(.deviceFlaws)).font(.title3).accessibilityAddTraits(.isHeader)
      Choices(choices: model.kinds, isMany: true) {
        model.flaws.contains($0.id)
      } choose: {
        model.toggle($0.id)
      }
      Choices(choices: [Choice("none", words(.deviceFlawless))], isMany: true) { _ in
        model.hasNone
      } choose: { _ in
        model.chooseNone()
      }
    }
  }
}

/// What is asked of a device before it is used: Yes, No or Not sure to each.
struct DeviceQuestions: View {
  let model: DeviceCheckModel
  private var words: Wording { model.words }

  var body: some View {
    Text(words(.deviceLookText)).font(.body)
    ForEach(model.device?.questions ?? [], id: \.id) { question in
      VStack(alignment: .leading, spacing: 10) {
        Text(question.sentence).font(.headline).accessibilityAddTraits(.isHeader)
        Answers(choices: model.answers(to: question), given: model.given[question.id]) {
          model.answer(question, $0)
        }
      }
    }
  }
}

/// A few short answers side by side; one below the other where the text is very large.
struct Answers: View {
  let choices: [Choice]
  let given: String?
  let choose: (String) -> Void
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    if size.isAccessibilitySize {
      VStack(spacing: 8) { tiles }
    } else {
      HStack(spacing: 8) { tiles }
    }
  }

  private var tiles: some View {
    ForEach(choices) { choice in
      Choices(choices: [choice], isTiled: true) {
        $0.id == given
      } choose: {
        choose($0.id)
      }
    }
  }
}

/// Looks at a device, from the list.
struct DeviceCheckScreen: View {
  @State private var model: DeviceCheckModel
  let work: Work

  init(diary: DiaryModel, id: String, work: Work) {
    _model = State(wrappedValue: DeviceCheckModel(diary: diary, id: id))
    self.work = work
  }

  var body: some View {
    FormPage(
      diary: model.diary, title: model.device?.name ?? model.words(.devices), missing: model.missing,
      trouble: model.trouble, work: work
    ) {
      await model.saveAndReturn()
    } content: {
      DeviceQuestions(model: model)
    }
    .task { await model.load() }
  }
}

/// Whether a lubricant suits a device or a glove.
struct LubricantScreen: View {
  @State private var model: LubricantModel

  init(diary: DiaryModel) {
    _model = State(wrappedValue: LubricantModel(diary: diary))
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    DiaryPage(diary: model.diary, title: words(.lubricantTitle), isAboutPerson: false, trouble: model.trouble) {
      Question(title: words(.lubricantWhat), choices: model.lubricants, chosen: $model.lubricant)
      Question(title: words(.lubricantOn), choices: model.surfaces, chosen: $model.surface)
    } bar: {
      if let fit = model.fit {
        Fit(fit: fit, name: words(.lubricantAnswer), words: words).frame(maxWidth: .infinity, alignment: .leading)
      }
    }
  }
}
