import AppLogic
import SwiftUI

/// Start or restore, what the app is for, passcode, recovery code and its retyping, emergency number.
struct FirstRunScreen: View {
  @Bindable var model: FirstRunModel
  let work: Work
  @Environment(\.palette) private var palette

  private var words: Wording { model.words }

  var body: some View {
    switch model.step {
    case .welcome: welcome
    case .use: use
    case .passcode: passcode
    case .code: code
    case .retype: retype
    case .emergency: emergency
    case .restore: RestoreScreen(model: model, work: work)
    }
  }

  private var welcome: some View {
    Page(title: words(.welcomeTitle)) {
      if let said = model.said { Sign(symbol: "checkmark.circle.fill", text: said) }
      Text(words(.welcomeText)).font(.body)
    } bar: {
      main(.start)
      Button(words(.restore)) { model.chooseRestore() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var use: some View {
    Page(title: words(.intendedTitle)) {
      Card {
        Line(text: words(.intended1))
        Line(text: words(.intended2))
        Line(text: words(.intended3))
      }
    } bar: {
      main(.understood)
      back
    }
  }

  private var passcode: some View {
    Page(title: words(.passcodeTitle)) {
      Text(words(.passcodeText)).font(.body)
      Field(name: words(.passcode), text: $model.new.first, kind: .secret)
      Field(name: words(.passcodeAgain), text: $model.new.again, kind: .secret)
      Toggle(isOn: $model.usesKeeper) { Text(words(.unlockKeeper)).font(.body) }
        .frame(minHeight: 52)
      trouble
    } bar: {
      main(.next)
      back
    }
  }

  private var code: some View {
    Page(title: words(.codeTitle)) {
      Card {
        Text(model.code)
          .font(.title2.monospaced())
          .privacySensitive()
      }
      Text(words(.codeLost)).font(.headline)
      Text(words(.codePaper)).font(.body)
    } bar: {
      main(.codeWritten)
      back
    }
  }

  private var retype: some View {
    Page(title: words(.retypeTitle)) {
      Text(words(.retypeText)).font(.body)
      Field(name: words(.recoveryCode), text: $model.codeAgain)
      trouble
    } bar: {
      main(.next)
      Button(words(.seeCode)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private var emergency: some View {
    Page(title: words(.numberTitle)) {
      Text(words(.numberText)).font(.body)
      Field(name: words(.numberField), text: $model.emergencyNumber, kind: .number)
      trouble
    } bar: {
      main(.next)
    }
  }

  private func main(_ phrase: Phrase) -> some View {
    WorkButton(title: words(phrase), words: words, work: work) { await model.next() }
  }

  private var back: some View {
    Button(words(.back)) { model.back() }.buttonStyle(QuietButton(palette: palette))
  }

  private var trouble: some View {
    TroubleCard(trouble: model.trouble, words: words) { work.start { await model.goForward() } }
  }
}

/// Brings a copy of a diary back.
struct RestoreScreen: View {
  @Bindable var model: FirstRunModel
  let work: Work
  @State private var isChoosing = false
  @Environment(\.palette) private var palette

  private var words: Wording { model.words }

  var body: some View {
    if model.isOlder { older } else { choice }
  }

  /// What an older state means, and the two ways on: a newer copy, or this one by somebody who knows why.
  private var older: some View {
    Page(title: words(.olderTitle)) {
      Text(words(.olderLost)).font(.body)
      Text(words(.olderOnly)).font(.body)
      trouble
    } bar: {
      Button(words(.back)) { model.back() }.buttonStyle(MainButton(palette: palette))
      Button(words(.olderAccept)) { work.start { await model.acceptOlder() } }
        .buttonStyle(QuietButton(palette: palette))
    }
  }

  private var trouble: some View {
    TroubleCard(trouble: model.trouble, words: words) { work.start { await model.goForward() } }
  }

  private var choice: some View {
    Page(title: words(.restoreTitle)) {
      Text(words(.restoreText)).font(.body)
      Button(words(.restoreChoose)) { isChoosing = true }.buttonStyle(QuietButton(palette: palette))
      if model.restoreFolder != nil { Text(words(.restoreChosen)).font(.body) }
      Field(name: words(.recoveryCode), text: $model.restoreCode)
      trouble
    } bar: {
      WorkButton(title: words(.restore), words: words, work: work) { await model.next() }
      Button(words(.back)) { model.back() }.buttonStyle(QuietButton(palette: palette))
    }
    .fileImporter(isPresented: $isChoosing, allowedContentTypes: [.folder]) { result in
      if case .success(let folder) = result { model.restoreFolder = folder }
    }
  }
}
