import AppLogic
import SwiftUI

/// Asks for the present passcode, and twice for the new one.
struct PasscodeScreen: View {
  @State private var model: PasscodeModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: PasscodeModel(diary: diary))
    self.work = work
  }

  var body: some View {
    @Bindable var model = model
    ProofPage(proof: model.proof, title: .passcodeChange, button: .save, work: work) {
      await model.save()
    } content: {
      NewPasscode(new: $model.new, words: model.proof.diary.words)
    }
  }
}

/// Asks twice for a passcode that is to come.
struct NewPasscode: View {
  let new: Binding<TypedTwice>
  let words: Wording

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      Text(words(.passcodeText)).font(.body)
      Field(name: words(.passcodeNew), text: new.first, kind: .secret)
      Field(name: words(.passcodeAgain), text: new.again, kind: .secret)
    }
  }
}

/// Adds face or finger beside the passcode, or takes it away.
struct KeeperScreen: View {
  @State private var model: KeeperModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: KeeperModel(diary: diary))
    self.work = work
  }

  var body: some View {
    let change: Phrase = model.isOn ? .keeperRemove : .keeperAdd
    return ProofPage(proof: model.proof, title: change, button: change, work: work) {
      await model.change()
    } content: {
      Text(model.proof.diary.words(model.isOn ? .keeperRemoveText : .keeperAddText)).font(.body)
    }
  }
}

/// Asks for the passcode before the lock becomes weaker.
struct WeakerLockScreen: View {
  @State private var model: WeakerLockModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: WeakerLockModel(diary: diary))
    self.work = work
  }

  var body: some View {
    ProofPage(proof: model.proof, title: .weakerTitle, button: .save, work: work) {
      await model.save()
    } content: {
      Text(model.proof.diary.words(.weakerText)).font(.body)
    }
  }
}

/// Makes another recovery code, alone or with a new key, shows it once, and asks for two of its groups.
struct RecoveryCodeScreen: View {
  @State private var model: RecoveryCodeModel
  let work: Work
  @Environment(\.palette) private var palette

  init(diary: DiaryModel, work: Work, isKey: Bool = false) {
    _model = State(wrappedValue: RecoveryCodeModel(diary: diary, isKey: isKey))
    self.work = work
  }

  private var words: Wording { model.proof.diary.words }

  var body: some View {
    switch model.step {
    case .proof: proof
    case .code: code
    case .groups: groups
    }
  }

  private var proof: some View {
    @Bindable var model = model
    return ProofPage(
      proof: model.proof, title: model.isKey ? .keyRenew : .codeRenew,
      button: model.isKey ? .keyRenewYes : .codeRenewYes, work: work
    ) {
      await model.next()
    } content: {
      Text(words(model.isKey ? .keyRenewText : .codeRenewText)).font(.body)
      if model.isKey {
        Text(words(.keyRenewRest)).font(.body)
        NewPasscode(new: $model.new, words: words)
      }
    }
  }

  private var code: some View {
    page(.codeTitle) {
      Card { Text(model.code).font(.title2.monospaced()).privacySensitive() }
      Text(words(.codePaper)).font(.body)
    } bar: {
      next(.codeWritten)
    }
  }

  private var groups: some View {
    page(.retypeTitle) {
      group(0)
      group(1)
    } bar: {
      next(.next)
      Button(words(.seeCode)) { model.showCode() }.buttonStyle(QuietButton(palette: palette))
    }
  }

  private func group(_ place: Int) -> some View {
    let typed = Binding {
      model.groups[place]
    } set: {
      model.groups[place] = $0
    }
    return Field(name: words(.codeGroup, "\(model.asked[place])"), text: typed)
  }

  /// Nothing leads back from a code that is in force already and that nobody has on paper yet.
  private func page(
    _ title: Phrase, @ViewBuilder content: () -> some View, @ViewBuilder bar: () -> some View
  ) -> some View {
    let (content, bar) = (content(), bar())
    return DiaryPage(diary: model.proof.diary, title: words(title), isAboutPerson: false, trouble: model.trouble) {
      content
    } bar: {
      Missing(text: model.missing)
      bar
    }
    .navigationBarBackButtonHidden(true)
  }

  private func next(_ phrase: Phrase) -> some View {
    WorkButton(title: words(phrase), words: words, work: work) { await model.next() }
  }
}

/// A change that asks for the passcode anew: what it means, the passcode, and the one button.
private struct ProofPage<Content: View>: View {
  let proof: ProofModel
  let title: Phrase
  let button: Phrase
  let work: Work
  let job: @MainActor () async -> Void
  @ViewBuilder let content: Content

  private var words: Wording { proof.diary.words }

  var body: some View {
    // While a wait runs, the count says more than what went wrong.
    let shown = proof.isWaiting ? nil : proof.trouble
    return DiaryPage(diary: proof.diary, title: words(title), isAboutPerson: false, trouble: shown) {
      content
      ProofFields(proof: proof)
    } bar: {
      Missing(text: proof.missing)
      WorkButton(title: words(button), words: words, work: work, job: job).disabled(proof.isWaiting)
    }
  }
}
