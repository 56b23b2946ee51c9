import AppLogic
import SwiftUI

/// What still holds of a damaged diary, in a new one: asked for anew, with a new passcode; then what could not be saved, and the
/// recovery code, typed back.
struct SalvageScreen: View {
  @Bindable var model: SalvageModel
  let work: Work
  /// Leaves it, and everything as it is.
  let leave: @MainActor () -> Void
  @Environment(\.palette) private var palette

  private var words: Wording { model.words }

  var body: some View {
    switch model.step {
    case .question: question
    case .secrets: secrets
    case .code: code
    case .retype: retype
    case .told: told
    }
  }

  private var question: some View {
    Page(title: words(.rescueTitle)) {
      Sign(symbol: "exclamationmark.triangle.fill", text: words(.rescueCopy))
      Text(words(.rescueWhat)).font(.body)
      Text(words(.rescueLost)).font(.body)
      Text(words(.rescueKept)).font(.body)
    } bar: {
      Button(words(.back)) { leave() }.buttonStyle(MainButton(palette: palette))
      Button(words(.rescueYes)) { work.start { await model.next() } }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var secrets: some View {
    Page(title: words(.rescueTitle)) {
      Text(words(.rescueOld)).font(.body)
      if model.usesRecovery {
        Field(name: words(.recoveryCode), text: $model.old)
      } else {
        Field(name: words(.passcodeNow), text: $model.old, kind: .secret)
        TriesCard(tries: model.tries, words: words)
      }
      Button(words(model.usesRecovery ? .unlockPasscode : .recoverInstead)) { model.changeSecret() }
        .buttonStyle(QuietButton(palette: palette))
      NewPasscode(new: $model.new, words: words)
      trouble
    } bar: {
      main(.rescueSave).disabled(model.isWaiting)
      Button(words(.back)) { leave() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var code: some View {
    Page(title: words(.codeTitle)) {
      Card { Text(model.code).font(.title2.monospaced()).privacySensitive() }
      Text(words(.codePaper)).font(.body)
    } bar: {
      main(.codeWritten)
    }
  }

  private var retype: some View {
    Page(title: words(.retypeTitle)) {
      Text(words(.retypeText)).font(.body)
      Field(name: words(.recoveryCode), text: $model.codeAgain)
      trouble
    } bar: {
      main(.rescueOpen)
      Button(words(.seeCode)) { model.showCode() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  @ViewBuilder private var told: some View {
    let view = model.told
    Page(title: words(.rescueTold)) {
      ForEach(Array((view?.sentences ?? []).enumerated()), id: \.offset) { place, sentence in
        if place == 0, view?.whole == false {
          Sign(symbol: "exclamationmark.triangle.fill", text: sentence, font: .title3)
        } else {
          Text(sentence).font(.body)
        }
      }
      if !model.saved.isEmpty {
        Card(title: words(.rescueSaved)) { ForEach(model.saved, id: \.self) { Line(text: $0) } }
      }
      if let lost = view?.notSaved, !lost.isEmpty {
        Card(title: words(.rescueNotSaved)) {
          ForEach(Array(lost.enumerated()), id: \.offset) { Line(text: $0.element.sentence) }
        }
        Text(words(.rescueOnce)).font(.body)
      }
      trouble
    } bar: {
      main(.next)
      Button(words(.back)) { leave() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private func main(_ phrase: Phrase) -> some View {
    WorkButton(title: words(phrase), words: words, work: work) { await model.next() }
  }

  private var trouble: some View {
    TroubleCard(trouble: model.trouble, words: words) { model.goForward() }
  }
}
