import AppLogic
import Gradus
import SwiftUI

/// What somebody has to put in: what is ready, what is not and why, what is due, and which sizes of the plan are lacking.
struct DevicesScreen: View {
  @State private var model: DevicesModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: DevicesModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    DiaryPage(diary: model.diary, title: words(.devices), trouble: model.trouble ?? model.diary.trouble) {
      Done(diary: model.diary, work: work)
      if let view = model.view {
        if view.devices.isEmpty { Text(words(.devicesNone)).font(.body) }
        if let lacking = view.lacking { Sign(symbol: "info.circle", text: lacking) }
        ForEach(view.devices, id: \.id) { card($0) }
      }
      Card { LinkRow(title: words(.lubricantTitle)) { model.diary.go(to: .lubricant) } }
    } bar: {
      Button(words(.deviceAdd)) { model.diary.go(to: .newDevice) }.buttonStyle(MainButton(palette: palette))
    }
    .task(id: model.diary.revision) { await model.load() }
  }

  private func card(_ device: DeviceView) -> some View {
    Card(title: device.name) {
      Text(device.line).font(.subheadline).foregroundStyle(Color(palette.quiet))
      Standing(device: device, words: words)
      ForEach(device.due.filter(\.due), id: \.kind) { Sign(symbol: "clock", text: $0.sentence) }
      if device.isInUse {
        LinkRow(title: words(.deviceOpen, device.name)) { model.diary.go(to: .device(device.id)) }
      }
    }
  }
}

/// One device: its state and why, what is due, what suits it, and what can be done with it.
struct DeviceScreen: View {
  @State private var model: DevicesModel
  let id: String
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, id: String) {
    _model = State(wrappedValue: DevicesModel(diary: diary, id: id))
    self.id = id
  }

  private var words: Wording { model.words }

  var body: some View {
    DiaryPage(diary: model.diary, title: model.device?.name ?? words(.devices), trouble: model.trouble) {
      if let device = model.device {
        Text(device.line).font(.body)
        Standing(device: device, words: words)
        if !device.bars.isEmpty { bars(device) }
        due(device)
        suits(device)
      }
    } bar: {
      if model.device?.isInUse == true {
        Button(words(.deviceLook)) { model.diary.go(to: .checkDevice(id)) }
          .buttonStyle(MainButton(palette: palette))
        Button(words(.deviceCared)) { model.diary.go(to: .careForDevice(id)) }
          .buttonStyle(QuietButton(palette: palette))
        Button(words(.deviceRetire)) { model.diary.go(to: .retireDevice(id)) }
          .buttonStyle(QuietButton(palette: palette))
      }
    }
    .task { await model.load() }
  }

  private func bars(_ device: DeviceView) -> some View {
    Card(title: words(.deviceBars)) {
      ForEach(device.bars, id: \.code) { bar in
        Fact(text: bar.sentence, basis: words.basis(bar.basis, bar.sources))
      }
    }
  }

  private func due(_ device: DeviceView) -> some View {
    Card(title: words(.deviceDue)) {
      ForEach(device.due, id: \.kind) { due in
        Fact(text: due.sentence, basis: words.basis(due.basis, due.sources))
      }
    }
  }

  private func suits(_ device: DeviceView) -> some View {
    Card(title: words(.deviceSuits)) {
      if let lubricant = device.lubricant { Fit(fit: lubricant, name: words(.deviceLubricant), words: words) }
      ForEach(device.disinfection, id: \.what) { fit in
        Fit(fit: fit, name: words.choices("care", [fit.what])[0].words, words: words)
      }
    }
  }
}

/// Whether a device may be used, as a symbol and in few words, and the core's own sentence.
struct Standing: View {
  let device: DeviceView
  let words: Wording
  @Environment(\.palette) private var palette

  private var isBarred: Bool { device.state == .barred }

  var body: some View {
    VStack(alignment: .leading, spacing: 4) {
      Sign(symbol: device.symbol, text: words(device.standing), font: .headline, isDanger: isBarred)
        .foregroundStyle(Color(isBarred ? palette.danger : palette.text))
      Text(device.sentence).font(.body)
    }
    .accessibilityElement(children: .combine)
  }
}

/// Something that the core says, and on what it rests.
struct Fact: View {
  let text: String
  let basis: String
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Text(text).font(.body)
      Text(basis).font(.subheadline).foregroundStyle(Color(palette.quiet))
    }
    .accessibilityElement(children: .combine)
  }
}

/// Whether something suits a device, why, and on what that rests.
struct Fit: View {
  let fit: FitView
  let name: String
  let words: Wording
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Sign(symbol: fit.symbol, text: "\(name): \(words(fit.verdict))", font: .headline)
      Fact(text: fit.sentence, basis: words.basis(fit.basis, fit.sources))
    }
    .accessibilityElement(children: .combine)
  }
}

/// Writes down that a device was washed or disinfected, or puts it away for good.
struct DeviceCareScreen: View {
  @State private var model: DevicesModel
  let isLast: Bool
  let work: Work

  init(diary: DiaryModel, id: String, work: Work, isLast: Bool = false) {
    _model = State(wrappedValue: DevicesModel(diary: diary, id: id))
    (self.isLast, self.work) = (isLast, work)
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(
      diary: model.diary, title: model.device?.name ?? words(.devices), missing: model.missing, trouble: model.trouble,
      work: work
    ) {
      if isLast { await model.retire() } else { await model.saveCare() }
    } content: {
      if isLast {
        Text(words(.retireText)).font(.body)
        Question(title: words(.retireTitle), choices: model.reasons, chosen: $model.reason)
      } else {
        Question(title: words(.careTitle), choices: model.cares, chosen: $model.care)
        Card(title: words(.deviceSuits)) {
          ForEach(model.device?.disinfection ?? [], id: \.what) { fit in
            Fit(fit: fit, name: words.choices("care", [fit.what])[0].words, words: words)
          }
        }
      }
    }
    .task { await model.load() }
  }
}
