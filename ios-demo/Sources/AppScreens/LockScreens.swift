import AppLogic
import Gradus
import SwiftUI

/// Lock and privacy: when a diary that was left is locked, the ways into it, and its end.
struct SettingsScreen: View {
  let diary: DiaryModel
  let work: Work

  private var words: Wording { diary.words }

  var body: some View {
    let delay = Binding<String?> {
      diary.delay
    } set: { chosen in
      if let chosen { work.start { await diary.choose(delay: chosen) } }
    }
    return DiaryPage(diary: diary, title: words(.settings), isAboutPerson: false, trouble: diary.trouble) {
      Done(diary: diary, work: work)
      Question(
        title: words(.lockDelay), choices: words.choices("delay", DiaryModel.delays.map { "\($0)" }), chosen: delay)
      Card(title: words(.keeperTitle)) {
        Line(text: words(diary.usesKeeper ? .keeperOn : .keeperOff))
        link(diary.usesKeeper ? .keeperRemove : .keeperAdd, .keeper)
      }
      Card {
        link(.passcodeChange, .passcode)
        link(.codeRenew, .recoveryCode)
        link(.keyRenew, .newKey)
      }
      Card(title: words(.eraseAfter)) {
        Line(text: diary.policy.eraseAfter.map { words(.eraseAfterOn, "\($0)") } ?? words(.eraseAfterOff))
        link(.eraseAfterChoose, .eraseAfter)
      }
      Card { link(.erase, .erase) }
    } bar: {
    }
  }

  private func link(_ phrase: Phrase, _ route: Route) -> some View {
    LinkRow(title: words(phrase)) { diary.go(to: route) }
  }
}

/// The passcode asked for anew, or the recovery code in its place, with what is said of wrong ones.
struct ProofFields: View {
  @Bindable var proof: ProofModel
  @Environment(\.palette) private var palette

  private var words: Wording { proof.diary.words }

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      if proof.usesRecovery {
        Field(name: words(.recoveryCode), text: $proof.recoveryCode)
      } else {
        Field(name: words(.passcodeNow), text: $proof.passcode, kind: .secret)
        TriesCard(tries: proof.tries, words: words)
      }
      Button(words(proof.usesRecovery ? .unlockPasscode : .recoverInstead)) { proof.changeSecret() }
        .buttonStyle(QuietButton(palette: palette))
    }
    .task { await proof.load() }
  }
}

/// Where somebody stands who typed a wrong passcode. What counts is not said aloud with each second.
struct TriesCard: View {
  let tries: Tries
  let words: Wording

  var body: some View {
    if let left = tries.left { Text(words(.triesLeft, "\(left)")).font(.body) }
    if let wait = tries.waitMs {
      Card {
        Line(text: words(.triesWait))
        Text(words(.triesNext, Wording.clock(wait + 999))).font(.title3)
      }
    }
    if let most = tries.beforeErase { Text(words(.triesBeforeErase, "\(most)")).font(.body) }
  }
}

/// What a new key or a new recovery code left to be told, until it is said to be on paper.
struct RenewedCard: View {
  let diary: DiaryModel
  let renewed: RotationView
  let work: Work
  @Environment(\.palette) private var palette

  private var isCode: Bool { renewed.state == .codeNotNoted }

  var body: some View {
    Card(title: diary.words(.renewedTitle)) {
      Line(text: renewed.sentence)
      Button(diary.words(isCode ? .codeOnPaper : .understood)) { work.start { await diary.closeRenewed() } }
        .buttonStyle(QuietButton(palette: palette))
      if isCode {
        Button(diary.words(.codeRenew)) { diary.go(to: .recoveryCode) }.buttonStyle(QuietButton(palette: palette))
      }
    }
  }
}

/// What became of notes that were made while the diary was locked, where something is missing or was changed.
struct NewsScreen: View {
  let diary: DiaryModel
  let work: Work
  @Environment(\.palette) private var palette

  var body: some View {
    DiaryPage(diary: diary, title: diary.words(.newsTitle), isAboutPerson: false) {
      ForEach(diary.news, id: \.self) { Sign(symbol: "exclamationmark.triangle.fill", text: $0, isDanger: true) }
    } bar: {
      Button(diary.words(.readThis)) { diary.closeNews() }.buttonStyle(MainButton(palette: palette))
    }
    // A session that goes on keeps its Stop.
    .safeAreaInset(edge: .bottom, spacing: 0) {
      if let run = diary.run { RunBar(model: run, work: work, isUnderAnswer: true) }
    }
  }
}

/// Asks for the word, after it was said what goes and what stays.
struct EraseScreen: View {
  @State private var model: EraseModel
  @Environment(\.palette) private var palette

  init(diary: DiaryModel) {
    _model = State(wrappedValue: EraseModel(diary: diary))
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    DiaryPage(diary: model.diary, title: words(.erase), isAboutPerson: false) {
      Sign(symbol: "exclamationmark.triangle.fill", text: words(.eraseWhat), isDanger: true)
      Line(text: words(.eraseLeft))
      Line(text: words(.eraseNoWay))
      Field(name: words(.eraseWordField, words(.eraseWord)), text: $model.word)
    } bar: {
      Missing(text: model.missing)
      Button(words(.erase)) { model.erase() }.buttonStyle(MainButton(palette: palette, isDanger: true))
    }
  }
}

/// After how many wrong passcodes the diary is erased; what that means is said before it is chosen.
struct EraseAfterScreen: View {
  @State private var model: EraseAfterModel
  let work: Work

  init(diary: DiaryModel, work: Work) {
    _model = State(wrappedValue: EraseAfterModel(diary: diary))
    self.work = work
  }

  private var words: Wording { model.words }

  var body: some View {
    @Bindable var model = model
    FormPage(
      diary: model.diary, title: words(.eraseAfter), isAboutPerson: false, missing: model.missing,
      trouble: model.diary.trouble, work: work
    ) {
      await model.save()
    } content: {
      Text(words(.eraseAfterText)).font(.body)
      Text(words(.eraseAfterOthers)).font(.body)
      Choices(choices: model.choices) {
        $0.id == model.chosen
      } choose: {
        model.chosen = $0.id
      }
      if model.isSooner { Field(name: words(.eraseWordField, words(.eraseWord)), text: $model.word) }
    }
  }
}

/// Everything is being erased, or was not erased to the end.
struct ErasingScreen: View {
  let model: ErasingModel
  let work: Work

  var body: some View {
    Page(title: model.words(.erasing)) {
      Text(model.words(.erasingText)).font(.body)
      if let trouble = model.trouble { Sign(symbol: "info.circle", text: trouble.words) }
    } bar: {
      if model.trouble != nil {
        WorkButton(title: model.words(.forwardTry), words: model.words, work: work) { await model.erase() }
      }
    }
  }
}
