import AppLogic
import Gradus
import SwiftUI

/// A session as it goes: what to do now in large letters, the time, one step, what can be told, and Stop.
struct RunScreen: View {
  let model: RunModel
  let work: Work
  @Environment(\.palette) private var surroundings
  @Environment(\.dynamicTypeSize) private var size

  private var words: Wording { model.words }
  private var palette: Palette { model.answer?.disposition == .emergency ? surroundings.alarmed : surroundings }

  var body: some View {
    Group {
      switch model.asked {
      case .amount(let kind): choose(kind == .pain ? .runPainAsk : .runBloodAsk, model.amounts(kind))
      case .leaving: leaving
      case .notices: notices
      case .device: RunDevices(model: model, work: work)
      case .look(let id): RunLook(run: model, id: id, work: work)
      case nil: session
      }
    }
    .safeAreaInset(edge: .bottom, spacing: 0) { RunBar(model: model, work: work) }
    .environment(\.palette, palette)
    // The system's way back, and its swipe, would leave without a word.
    .navigationBarBackButtonHidden(true)
  }

  private var session: some View {
    DiaryPage(diary: model.diary, title: model.view.now, trouble: model.trouble) {
      if let answer = model.answer { Instruction(diary: model.diary, answer: answer) }
      clock
      if let next = model.view.next { Text(next).font(.body) }
      if model.mayChoose {
        LinkRow(title: words(.runDeviceNow, model.chosen ?? words(.runDeviceNone))) {
          work.start { await model.askDevice() }
        }
      }
      if model.view.stage == .checkList { checks }
      // Below everything that can be told, very large letters would hide the step.
      if size.isAccessibilitySize { VStack(spacing: 10) { steps } }
      signs
      if model.mayStop { quiet(.back) { model.asked = .leaving } }
    } bar: {
      if !size.isAccessibilitySize { steps }
    }
  }

  /// Never read out by itself: a screen reader hears the cues, and this when it is asked.
  @ViewBuilder private var clock: some View {
    if let insertion = model.insertion { Text(insertion).font(.title3).foregroundStyle(Color(palette.quiet)) }
    if let left = model.left { Text(left).font(.largeTitle) }
    if let held = model.held { Text(held).font(model.left == nil ? .largeTitle : .title3) }
    if let overrun = model.view.overrun { Sign(symbol: "clock", text: overrun, font: .title3) }
  }

  private var checks: some View {
    VStack(alignment: .leading, spacing: 8) {
      ForEach(model.view.checks, id: \.item) { check in
        Choices(choices: [Choice(check.item, check.sentence)], isMany: true) { _ in
          check.ticked
        } choose: { _ in
          tell("tick:\(check.item)")
        }
      }
    }
  }

  private var signs: some View {
    Card(title: words(.runTell)) {
      ForEach(model.signs, id: \.event) { sign in
        Button(words.label(sign)) { work.follow { await model.press(sign) } }
          .buttonStyle(QuietButton(palette: palette))
      }
    }
  }

  @ViewBuilder private var steps: some View {
    if let step = model.step {
      WorkButton(title: words.label(step), words: words, work: work) { await model.tell(step.event) }
    }
    if model.view.mayFinish {
      Button(words(.runSay)) { model.goToLog() }
        .buttonStyle(QuietButton(palette: palette))
    }
    if model.view.mayAbandon, !model.mayStop {
      WorkButton(title: words(.runAbandon), words: words, work: work) { await model.abandon() }
    }
  }

  private func choose(_ phrase: Phrase, _ choices: [Choice]) -> some View {
    DiaryPage(diary: model.diary, title: words(phrase)) {
      Choices(choices: choices) { _ in
        false
      } choose: {
        tell($0.id)
      }
    } bar: {
      quiet(.runReturn) { model.asked = nil }
    }
  }

  private var leaving: some View {
    DiaryPage(diary: model.diary, title: words(.runGoesOn)) {
      Text(words(.runGoesOnText)).font(.body)
    } bar: {
      Button(words(.runKeepGoing)) { model.asked = nil }.buttonStyle(MainButton(palette: palette))
    }
  }

  /// Why the app would notify, before the phone asks whether it may.
  private var notices: some View {
    DiaryPage(diary: model.diary, title: words(.noticesTitle)) {
      Text(words(.noticesText)).font(.title3)
      Text(words(.noticesNever)).font(.body)
    } bar: {
      WorkButton(title: words(.noticesYes), words: words, work: work) { await model.answerNotices(true) }
      quiet(.noticesNo) { work.follow { await model.answerNotices(false) } }
    }
  }

  private func tell(_ event: String) {
    work.follow { await model.tell(event) }
  }

  private func quiet(_ phrase: Phrase, _ action: @escaping @MainActor () -> Void) -> some View {
    Button(words(phrase), action: action).buttonStyle(QuietButton(palette: palette))
  }
}

/// Stop, fixed at the bottom. No question comes before it, and nothing that runs holds it up.
struct RunBar: View {
  let model: RunModel
  let work: Work
  /// Whether a page that must be read lies over the session: then what is in can be told to be out there, too.
  var isUnderAnswer = false
  @Environment(\.palette) private var palette

  var body: some View {
    if let stop = model.view.actions.first(where: { $0.kind == .stop }) {
      large(stop) { model.stop() }
    } else if isUnderAnswer, model.isInside, let step = model.step {
      large(step) { work.follow { await model.press(step) } }
    }
  }

  private func large(_ button: RunActionView, _ action: @escaping @MainActor () -> Void) -> some View {
    Button(model.words.label(button), action: action)
      .buttonStyle(StopButton(palette: palette))
      .padding(.horizontal, 20)
      .padding(.bottom, 12)
      .background(Color(palette.page))
  }
}

/// What a session that is over cannot say itself.
struct RunLogScreen: View {
  @State private var model: RunLogModel
  let work: Work

  init(run: RunModel, work: Work) {
    _model = State(wrappedValue: RunLogModel(diary: run.diary, run: run.view))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(
      diary: model.diary, title: words(.runLogTitle), missing: model.missing, trouble: model.trouble, work: work
    ) {
      await model.save()
    } content: {
      Card { ForEach(model.reached, id: \.self) { Line(text: $0) } }
      if model.run.asksEase { Question(title: words(.logEase), choices: model.eases, chosen: $model.ease) }
      if model.run.asksWhy { Question(title: words(.runWhy), choices: model.reasons, chosen: $model.why) }
      Question(title: words(.logPain), choices: model.pains, chosen: $model.pain)
      Question(title: words(.logBleeding), choices: model.bleedings, chosen: $model.bleeding)
      Field(name: words(.logNote), text: $model.note, kind: .long)
    }
    .task { await model.load() }
  }
}
