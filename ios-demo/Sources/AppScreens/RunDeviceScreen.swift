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
      EnglishNote(words: words)
      ForEach(model.devices, id: \.id) { device in
        VStack(alignment: .leading, spacing: 6) {
          Choices(choices: [Choice(device.id, device.name)]) { _ in
            model.chosen == device.name
          } choose: { _ in
            work.start { await model.choose(device) }
          }
          Text(device.line).font(.subheadline).foregroundStyle(Color(palette.quiet))
          Sign(symbol: device.symbol, text: device.sentence)
        }
      }
    } bar: {
      Button(words(.runDeviceNone)) { work.start { await model.choose(nil) } }
        .buttonStyle(QuietButton(palette: palette))
      Button(words(.runReturn)) { model.asked = nil }.buttonStyle(QuietButton(palette: palette))
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
