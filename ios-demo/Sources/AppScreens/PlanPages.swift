import AppLogic
import Gradus
import SwiftUI

/// The plan as it stands.
struct ThePlanScreen: View {
  @State private var model: ThePlanModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: ThePlanModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    Group {
      if model.isDeciding, let proposal = model.proposal { decide(proposal) } else { plan }
    }
    .task { await model.load() }
  }

  private var plan: some View {
    DiaryPage(diary: model.diary, title: words(.thePlan), trouble: model.trouble) {
      if let plan = model.plan {
        Text(plan.title).font(.title3)
        Card { LadderRows(rungs: model.rungs, words: words) }
        stage
        Card { ForEach(plan.summary, id: \.self) { Line(text: $0) } }
        if let preview = model.preview {
          future(.planWell, preview.well)
          future(.planBad, preview.badWeek)
        }
        ClinicNumbers(contacts: plan.contacts, words: words)
        Card(title: words(.planHistory)) {
          ForEach(Array(model.history.enumerated()), id: \.offset) { Line(text: $0.element) }
        }
      } else {
        Text(words(.noPlan)).font(.body)
      }
      Card { LinkRow(title: words(.setting)) { model.diary.go(to: .setting) } }
    } bar: {
      if model.proposal != nil {
        Button(words(.planStage)) { model.isDeciding = true }.buttonStyle(MainButton(palette: palette))
      }
    }
  }

  @ViewBuilder private var stage: some View {
    if let stage = model.preview?.stage {
      Card(title: words(.planSoFar)) {
        Text(stage.sentence).font(.body)
        if let proposal = stage.proposal { Text(proposal).font(.headline) }
        ForEach(stage.reasons, id: \.code) { Line(text: $0.sentence) }
      }
    }
  }

  private func future(_ title: Phrase, _ path: PreviewPath) -> some View {
    Card(title: words(title)) {
      Text(path.sentence).font(.body)
      ForEach(path.weeks, id: \.fromDate) { week in
        VStack(alignment: .leading, spacing: 2) {
          ForEach(model.lines(week), id: \.self) { Text($0).font(.subheadline) }
        }
      }
      if let ends = path.ends { Text(ends).font(.body) }
    }
  }

  private func decide(_ proposal: String) -> some View {
    DiaryPage(diary: model.diary, title: words(.planStage), trouble: model.trouble) {
      Text(proposal).font(.title3)
      ForEach(model.preview?.stage?.reasons ?? [], id: \.code) { Line(text: $0.sentence) }
    } bar: {
      WorkButton(title: words(.planStageYes), words: words, work: work) { await model.takeStage() }
      Button(words(.planStageNo)) { model.isDeciding = false }.buttonStyle(QuietButton(palette: palette))
    }
  }
}

/// Each size of a ladder with its marks.
struct LadderRows: View {
  let rungs: [ProgressModel.Rung]
  let words: Wording
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    VStack(alignment: .leading, spacing: size.isAccessibilitySize ? 18 : 8) {
      row(words(.columnSize), words(.columnMark)).accessibilityAddTraits(.isHeader)
      ForEach(rungs) { rung in row(rung.size, rung.marks) }
    }
  }

  private func row(_ leading: String, _ trailing: String) -> some View {
    Sides {
      Text(leading).font(.body)
    } trailing: {
      if !trailing.isEmpty { Text(trailing).font(.body).fontWeight(.medium) }
    }
    .accessibilityElement(children: .combine)
  }
}

/// Why a planned session was not held.
struct SkipScreen: View {
  @State private var model: AbsenceModel
  let occurrence: String
  let work: Work

  init(diary: DiaryModel, occurrence: String, work: Work) {
    _model = State(wrappedValue: AbsenceModel(diary: diary))
    (self.occurrence, self.work) = (occurrence, work)
  }

  var body: some View {
    @Bindable var model = model
    FormPage(
      diary: model.diary, title: model.words(.skipTitle), missing: model.missing, trouble: model.trouble, work: work
    ) {
      await model.skip(occurrence)
    } content: {
      Text(model.words(.skipText)).font(.body)
      Choices(choices: model.reasons) {
        $0.id == model.reason
      } choose: {
        model.reason = $0.id
      }
    }
  }
}

/// Pauses the plan, or ends a pause.
struct PauseScreen: View {
  @State private var model: AbsenceModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: AbsenceModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    if let pause = model.diary.today?.pause { goesOn(pause) } else { form }
  }

  /// No second pause is begun under one that goes on.
  private func goesOn(_ pause: PauseView) -> some View {
    DiaryPage(diary: model.diary, title: words(.pauseTitle), trouble: model.trouble) {
      PauseCard(diary: model.diary, pause: pause, isNew: true)
    } bar: {
      WorkButton(title: words(.pauseEnd), words: words, work: work) { await model.endPause() }
    }
  }

  private var form: some View {
    @Bindable var model = model
    return FormPage(
      diary: model.diary, title: words(.pauseTitle), missing: model.missing, trouble: model.trouble, work: work
    ) {
      await model.pause()
    } content: {
      Question(title: words(.pauseWhy), choices: model.reasons, chosen: $model.reason)
      Text(words(.pauseUntil)).font(.title3).accessibilityAddTraits(.isHeader)
      DayFields(words: words, typed: $model.last, prefix: words(.pauseUntil))
    }
  }
}

/// Everything that happened.
struct TimelineScreen: View {
  @State private var model: TimelineModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: TimelineModel(diary: diary))
    self.work = work
  }

  var body: some View {
    DiaryPage(diary: model.diary, title: model.words(.timeline), trouble: model.trouble ?? model.diary.trouble) {
      if model.isRead, model.items.isEmpty { Text(model.words(.timelineEmpty)).font(.body) }
      ForEach(model.items, id: \.entry) { item in
        VStack(alignment: .leading, spacing: 2) {
          Text(model.moment(item)).font(.subheadline).foregroundStyle(Color(palette.quiet))
          Text(item.sentence).font(.body).foregroundStyle(Color(item.isTakenOut ? palette.quiet : palette.text))
        }
        .accessibilityElement(children: .combine)
        if item.entry == model.diary.slip { TakeBack(diary: model.diary, work: work) }
      }
    } bar: {
    }
    .task(id: model.diary.revision) { await model.load() }
  }
}

/// Whose diary is on the screen.
struct PeopleScreen: View {
  let diary: DiaryModel
  let work: Work
  @Environment(\.palette) private var palette

  private var choices: [Choice] {
    diary.people.map { person in
      let born = person.bornDay.map { diary.words.day($0.start(in: .gmt), in: .gmt) } ?? person.born
      return Choice(person.id, diary.words(.peopleBorn, person.name, born))
    }
  }

  var body: some View {
    DiaryPage(diary: diary, title: diary.words(.peopleTitle), isAboutPerson: false) {
      Choices(choices: choices) {
        $0.id == diary.person?.id
      } choose: { choice in
        work.start { await diary.select(choice.id) }
      }
    } bar: {
      Button(diary.words(.peopleAdd)) { diary.go(to: .newPerson) }.buttonStyle(QuietButton(palette: palette))
    }
  }
}
