import AppLogic
import Gradus
import SwiftUI

/// Which device a session is held with, asked over its check list.
struct RunDevices: View {
  let model: RunModel
  let work: Work
  @Environment(\.palette) private var palette

  private var words: Wording { model.words }

  var body: some View {
    DiaryPage(diary: model.diary, title: words(.runDevice)) {
      ForEach(model.devices, id: \.id) { card($0) }
    } bar: {
      Button(words(.runDeviceNone)) { work.start { await model.choose(nil) } }
        .buttonStyle(QuietButton(palette: palette))
      Button(words(.runReturn)) { model.asked = nil }.buttonStyle(QuietButton(palette: palette))
    }
  }

  /// Only one that can be taken is a choice; every other says why it is none.
  private func card(_ device: DeviceView) -> some View {
    Card {
      if model.mayTake(device) {
        Choices(choices: [Choice(device.id, device.name)]) { _ in
          model.view.device?.id == device.id
        } choose: { _ in
          work.start { await model.choose(device) }
        }
      } else {
        Text(device.name).font(.title3).accessibilityAddTraits(.isHeader)
      }
      Text(device.line).font(.subheadline).foregroundStyle(Color(palette.quiet))
      if device.state != .barred, let misfit = model.misfit(device) {
        Sign(symbol: "minus.circle", text: misfit)
      } else {
        Standing(device: device, words: words)
      }
      if model.mayLook(device) {
        LinkRow(title: words(.runDeviceLook, device.name)) { model.asked = .look(device.id) }
      }
    }
  }
}

/// A device that nobody looked at today is looked at before it is taken.
struct RunLook: View {
  let run: RunModel
  let id: String
  let work: Work
  @State private var model: DeviceCheckModel
  @Environment(\.palette) private var palette

  init(run: RunModel, id: String, work: Work) {
    (self.run, self.id, self.work) = (run, id, work)
    _model = State(wrappedValue: DeviceCheckModel(diary: run.diary, id: id))
  }

  private var words: Wording { model.words }

  var body: some View {
    DiaryPage(diary: run.diary, title: model.device?.name ?? words(.devices), trouble: model.trouble) {
      DeviceQuestions(model: model)
    } bar: {
      Missing(text: model.missing)
      WorkButton(title: words(.save), words: words, work: work) { await run.looked(model, at: id) }
      Button(words(.runReturn)) { run.asked = nil }.buttonStyle(QuietButton(palette: palette))
    }
    .task { await model.load() }
  }
}
