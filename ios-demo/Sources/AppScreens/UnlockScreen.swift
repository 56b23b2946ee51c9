import AppLogic
import SwiftUI

/// The passcode is always there; face or finger stands beside it.
struct UnlockScreen: View {
  @Bindable var model: UnlockModel
  let work: Work
  @Environment(\.palette) private var palette
  @Environment(\.scenePhase) private var phase

  private var words: Wording { model.words }

  var body: some View {
    if let salvage = model.salvage {
      SalvageScreen(model: salvage, work: work) { model.leaveSalvage() }
    } else if model.isOlder {
      older
    } else if let damage = model.damage {
      damaged(damage)
    } else {
      unlock
    }
  }

  /// What an older state means, and the two ways on: a newer copy, or this one by somebody who knows why.
  private var older: some View {
    Page(title: words(.olderTitle)) {
      Text(words(.olderLost)).font(.body)
      Text(words(.olderOnly)).font(.body)
      secret
      TroubleCard(trouble: model.trouble, words: words) { work.start { await model.goForward() } }
    } bar: {
      Button(words(.forwardRestore)) { model.restore() }.buttonStyle(MainButton(palette: palette))
      Button(words(.olderAccept)) { work.start { await model.acceptOlder() } }
        .buttonStyle(QuietButton(palette: palette))
      change
      back
    }
  }

  /// What is damaged, what that means, and the one way forward. Where there is no copy, what still holds can be saved: that
  /// stands last.
  private func damaged(_ damage: Damage) -> some View {
    Page(title: words(.damageTitle)) {
      Sign(symbol: "exclamationmark.circle.fill", text: damage.words)
      Text(words(damage.isMendable ? .damageMend : .damageKept)).font(.body)
      if damage.isMendable {
        secret
        if !model.usesRecovery { TriesCard(tries: model.tries, words: words) }
      }
      TroubleCard(trouble: model.trouble, words: words) { work.start { await model.goForward() } }
      Text(words(.damageFile, damage.file)).font(.callout).foregroundStyle(Color(palette.quiet))
    } bar: {
      if damage.isMendable {
        WorkButton(title: words(.forwardMend), words: words, work: work) { await model.mend() }
          .disabled(model.isWaiting)
        change
      } else {
        Button(words(.forwardRestore)) { model.restore() }.buttonStyle(MainButton(palette: palette))
      }
      back
      if damage.maySave {
        Button(words(.rescueLink)) { model.beginSalvage() }.buttonStyle(QuietButton(palette: palette))
      }
    }
  }

  private var change: some View {
    Button(words(model.usesRecovery ? .unlockPasscode : .recoveryCode)) { model.changeSecret() }
      .buttonStyle(QuietButton(palette: palette))
  }

  private var back: some View {
    Button(words(.back)) { model.leaveAsIs() }.buttonStyle(QuietButton(palette: palette))
  }

  @ViewBuilder private var secret: some View {
    if model.usesRecovery {
      Field(name: words(.recoveryCode), text: $model.recoveryCode)
    } else {
      Field(name: words(.passcode), text: $model.passcode, kind: .secret)
    }
  }

  private var unlock: some View {
    Page(title: words(model.usesRecovery ? .recoverTitle : .unlockTitle)) {
      if let stopped = model.stopped {
        Sign(
          symbol: model.mustTakeOut ? "exclamationmark.triangle.fill" : "checkmark.circle.fill", text: stopped,
          font: .title3)
      }
      if let running = model.running { Sign(symbol: "clock", text: running, font: .title3) }
      if model.usesRecovery { Text(words(.recoverText)).font(.body) }
      secret
      if let notice = model.notice { Text(notice).font(.body) }
      if !model.usesRecovery { TriesCard(tries: model.tries, words: words) }
      TroubleCard(trouble: model.trouble, words: words) { work.start { await model.goForward() } }
    } bar: {
      WorkButton(title: words(model.usesRecovery ? .recover : .unlock), words: words, work: work) {
        await model.unlock()
      }
      .disabled(model.isWaiting)
      if model.offersKeeper, !model.isWaiting {
        Button(words(.unlockKeeper)) { work.start { await model.askKeeper(again: true) } }
          .buttonStyle(QuietButton(palette: palette))
      }
      Button(words(model.usesRecovery ? .unlockPasscode : .unlockRecovery)) { model.changeSecret() }
        .buttonStyle(QuietButton(palette: palette))
    }
    // A session that goes on keeps its Stop, and no passcode comes before it.
    .safeAreaInset(edge: .bottom, spacing: 0) {
      if model.mayStop {
        Button(words(.stop)) { model.stop() }
          .buttonStyle(StopButton(palette: palette))
          .padding(.horizontal, 20)
          .padding(.bottom, 12)
          .background(Color(palette.page))
      }
    }
    .task(id: phase) {
      // The screen appears as the app leaves, too; nobody is there then to show a finger.
      guard phase == .active else { return }
      work.follow {
        await model.countTries()
        await model.lookBehind()
        await model.askKeeper()
      }
    }
  }
}
