import AppLogic
import Gradus
import SwiftUI

/// What is due, what stands in the way and why, what else there is to do, and one main button.
struct TodayScreen: View {
  let diary: DiaryModel
  let work: Work
  @Environment(\.palette) private var palette

  private var words: Wording { diary.words }

  var body: some View {
    Page(
      title: diary.person?.name ?? words(.personTitle), about: diary.today.map { _ in words(.todayTitle) },
      exit: (words(.quickExit), { diary.lock() })
    ) {
      TroubleCard(trouble: diary.trouble, words: words) {
        if let trouble = diary.trouble { diary.goForward(from: trouble) }
      }
      news
      if let renewed = diary.renewed { RenewedCard(diary: diary, renewed: renewed, work: work) }
      if let today = diary.today { content(today) } else { Done(diary: diary, work: work) }
    } bar: {
      if let number = diary.mainNumber {
        CallButton(number: number, words: words, isDanger: diary.isEmergency, title: diary.mainTitle)
      } else {
        Button(diary.mainTitle) { diary.begin() }.buttonStyle(MainButton(palette: palette))
      }
    }
    .task { await diary.showToday() }
  }

  /// What became of what was noted while the diary was locked.
  @ViewBuilder private var news: some View {
    if !diary.news.isEmpty {
      Card(title: words(.newsTitle)) {
        lines(diary.news)
        Button(words(.readThis)) { diary.closeNews() }.buttonStyle(QuietButton(palette: palette))
      }
    }
  }

  @ViewBuilder
  private func content(_ today: TodayView) -> some View {
    if let running = today.running {
      if diary.isStopped { Text(today.headline).font(.title3) }
      Sign(symbol: "clock", text: running, font: .title3)
      urgent(today)
      Done(diary: diary, work: work)
    } else {
      Text(today.headline).font(.title3)
      if let pause = today.pause {
        PauseCard(diary: diary, pause: pause, isNew: today.headline != pause.sentence)
      }
      urgent(today)
      Done(diary: diary, work: work)
      if let gap = diary.noticeGap { NoticesCard(diary: diary, gap: gap, work: work) }
      plannedAndDue(today)
      ways(today)
    }
  }

  /// What must not be missed, also beside a session that goes on.
  @ViewBuilder
  private func urgent(_ today: TodayView) -> some View {
    if diary.isEmergency { CallButton(number: diary.emergencyName, words: words, isDanger: true) }
    if today.running == nil && !diary.isPaused || diary.isStopped { GateCard(diary: diary, gate: today.gate) }
    if diary.isStopped { ClinicNumbers(contacts: today.contacts, words: words) }
  }

  @ViewBuilder
  private func plannedAndDue(_ today: TodayView) -> some View {
    if !today.slots.isEmpty, today.pause == nil {
      Card(title: words(.todaySessions)) {
        ForEach(Array(today.slots.enumerated()), id: \.element.occurrence) { place, slot in
          let name = slot.at.map { words(.sessionAt, $0) } ?? words(.sessionNumber, "\(place + 1)")
          SlotRow(name: name, slot: slot)
          if slot.asksWhyNot {
            Button(words(.skipSlot, name)) { diary.go(to: .skip(slot.occurrence)) }
              .buttonStyle(QuietButton(palette: palette))
          }
        }
      }
    }
    if !today.tasks.isEmpty {
      Card(title: words(.tasks)) { ForEach(today.tasks, id: \.sentence) { task in TaskRow(diary: diary, task: task) } }
    }
    if !today.notices.isEmpty { Card(title: words(.notices)) { lines(today.notices) } }
  }

  private func ways(_ today: TodayView) -> some View {
    Card {
      VStack(spacing: 0) {
        link(.logOther, .session)
        link(.checkinOther, .checkIn)
        link(.progress, .progress)
        link(.timeline, .timeline)
        link(.report, .report)
        if today.nextAction.kind != .recordContact { link(.writeContact, .contact) }
        link(.thePlan, .thePlan)
        link(.planTitle, .plan)
        link(.devices, .devices)
        if !diary.isPaused { link(.pauseLink, .pause) }
        link(.people, .people)
        if let person = diary.person {
          LinkRow(title: words(.personChange, person.name)) { diary.go(to: .person) }
        }
        link(.numberTitle, .emergencyNumber)
        link(.settings, .settings)
      }
    }
  }

  private func lines(_ lines: [String]) -> some View {
    ForEach(lines, id: \.self) { Line(text: $0) }
  }

  private func link(_ phrase: Phrase, _ route: Route) -> some View {
    LinkRow(title: words(phrase)) { diary.go(to: route) }
  }
}

/// What keeps the phone from reminding anybody, with the one tap that puts it right.
struct NoticesCard: View {
  let diary: DiaryModel
  let gap: DiaryModel.NoticeGap
  let work: Work
  @Environment(\.palette) private var palette
  @Environment(\.excuse) private var excuse

  private var words: Wording { diary.words }

  var body: some View {
    Card {
      switch gap {
      case .notOffered:
        Sign(symbol: "info.circle", text: words(.noticesOffer))
        Text(words(.noticesNever)).font(.body)
        allow(.noticesYes)
        Button(words(.noticesNo)) { diary.declineNotices() }.buttonStyle(QuietButton(palette: palette))
      case .off:
        Sign(symbol: "bell.slash", text: words(.noticesOff))
        allow(.noticesAllow)
      case .heldBack:
        Sign(symbol: "bell.slash", text: words(.noticesHeld))
        allow(.noticesSettings)
      }
    }
  }

  private func allow(_ phrase: Phrase) -> some View {
    Button(words(phrase)) {
      excuse()
      work.start { await diary.allowNotices() }
    }
    .buttonStyle(QuietButton(palette: palette))
  }
}

/// A pause that goes on: that it does, why, and its days.
struct PauseCard: View {
  let diary: DiaryModel
  let pause: PauseView
  /// Whether its sentence does not stand on the screen yet.
  let isNew: Bool

  var body: some View {
    Card {
      if isNew { Text(pause.sentence).font(.title3) }
      ForEach(diary.told(pause), id: \.self) { Line(text: $0) }
    }
  }
}

/// The gate in force in words, and why, one tap away.
struct GateCard: View {
  let diary: DiaryModel
  let gate: GateView
  @Environment(\.palette) private var palette

  var body: some View {
    Card(title: diary.gateTitle.map { diary.words($0) }) {
      Sign(symbol: diary.gateSymbol, text: gate.sentence, isDanger: diary.isStopped)
      if !gate.rules.isEmpty {
        Button(diary.words(.why)) { diary.go(to: .why) }.buttonStyle(QuietButton(palette: palette))
      }
    }
  }
}

/// One planned session. A missed one is told in the same colour as any other.
struct SlotRow: View {
  let name: String
  let slot: SlotView
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Text(name).font(.subheadline).foregroundStyle(Color(palette.quiet))
      Text(slot.sentence).font(.body).foregroundStyle(Color(palette.text))
    }
    .accessibilityElement(children: .combine)
  }
}

/// Something to do by a time.
struct TaskRow: View {
  let diary: DiaryModel
  let task: TaskView
  @Environment(\.palette) private var palette

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Text(task.sentence).font(.body)
      ForEach(task.reasons, id: \.self) { Text($0).font(.subheadline).foregroundStyle(Color(palette.quiet)) }
      Text(diary.due(task)).font(.subheadline).foregroundStyle(Color(palette.quiet))
    }
    .accessibilityElement(children: .combine)
  }
}
