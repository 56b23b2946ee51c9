import AppLogic
import Gradus
import SwiftUI

/// The answer of the triage: one screen for each disposition, the action first.
struct ResultScreen: View {
  let diary: DiaryModel
  let answer: Answer
  @State private var showsWhy = false
  @Environment(\.palette) private var palette
  @Environment(\.openURL) private var openURL
  @Environment(\.dynamicTypeSize) private var size

  private var words: Wording { diary.words }
  private var isEmergency: Bool { answer.disposition == .emergency }

  var body: some View {
    Page(
      title: words(answer.title), about: words(.forPerson, diary.person?.name ?? ""),
      exit: (words(.quickExit), { diary.lock() })
    ) {
      // Very large text would push the button off the screen: then it comes before the sentence.
      if isEmergency, size.isAccessibilitySize { call }
      HStack(alignment: .firstTextBaseline, spacing: 12) {
        Image(systemName: answer.symbol)
          .font(.title)
          .foregroundStyle(Color(isEmergency ? palette.danger : palette.accent))
          .accessibilityHidden(true)
        Text(answer.sentence).font(.title2)
      }
      if isEmergency, !size.isAccessibilitySize { call }
      if answer.wantsCall { clinic }
      if let until = answer.until { Text(until).font(.body) }
      if !answer.advice.isEmpty {
        Card(title: words(.resultWhat)) { ForEach(answer.advice, id: \.self) { Line(text: $0) } }
      }
      Button(words(.why)) { showsWhy.toggle() }.buttonStyle(QuietButton(palette: palette))
      if showsWhy { Reasons(words: words, answer: answer) }
    } bar: {
      buttons
    }
  }

  /// Fills the dialler in. It never calls by itself.
  private var call: some View {
    Button {
      if let link = diary.emergencyLink { openURL(link) }
    } label: {
      HStack(spacing: 10) {
        Image(systemName: "phone.fill").accessibilityHidden(true)
        Text(words(.callNumber, diary.emergencyName))
      }
    }
    .buttonStyle(MainButton(palette: palette, isDanger: true))
  }

  /// The clinic's own numbers, as the plan has them.
  private var clinic: some View {
    Card(title: words(.resultNumbers)) {
      if answer.contacts.isEmpty { Text(words(.resultNoNumber)).font(.body) }
      ForEach(answer.contacts, id: \.phone) { contact in
        Text([contact.name, contact.hours].compactMap { $0 }.joined(separator: ", ")).font(.body)
        Button(words(.callNumber, contact.phone)) {
          if let link = EmergencyNumber.link(contact.phone) { openURL(link) }
        }
        .buttonStyle(MainButton(palette: palette))
      }
    }
  }

  @ViewBuilder private var buttons: some View {
    switch answer.disposition {
    case .emergency, .sameDay:
      if answer.isBlocking { contact }
      done(.readThis)
    case .contact:
      contact
      done(answer.mustBeRead ? .readThis : .toToday)
    case .pauseAndRecheck, .continue:
      done(answer.mustBeRead ? .readThis : .toToday)
    }
  }

  private var contact: some View {
    Button(words(.writeContact)) { diary.recordContactNow() }.buttonStyle(QuietButton(palette: palette))
  }

  @ViewBuilder
  private func done(_ phrase: Phrase) -> some View {
    if isEmergency {
      Button(words(phrase)) { diary.closeAnswer() }.buttonStyle(QuietButton(palette: palette))
    } else {
      Button(words(phrase)) { diary.closeAnswer() }.buttonStyle(MainButton(palette: palette))
    }
  }
}

/// Rules, what they rest on, the facts that were used, and the version of the rules.
struct Reasons: View {
  let words: Wording
  let answer: Answer
  @Environment(\.palette) private var palette

  var body: some View {
    if !answer.reasons.isEmpty {
      Card(title: words(.whyRules)) {
        ForEach(answer.reasons) { reason in
          VStack(alignment: .leading, spacing: 2) {
            Text("\(reason.id) · \(reason.title)").font(.body)
            Text("\(reason.basis). \(reason.sources)").font(.subheadline).foregroundStyle(Color(palette.quiet))
          }
        }
      }
    }
    if !answer.facts.isEmpty {
      Card(title: words(.whyFacts)) { ForEach(answer.facts, id: \.self) { Line(text: $0) } }
    }
    if let pack = answer.pack { Text(pack).font(.subheadline).foregroundStyle(Color(palette.quiet)) }
  }
}

/// Why the gate of Today stands as it does.
struct WhyScreen: View {
  let diary: DiaryModel

  var body: some View {
    Page(
      title: diary.words(.whyTitle), about: diary.words(.forPerson, diary.person?.name ?? ""),
      exit: (diary.words(.quickExit), { diary.lock() })
    ) {
      if let standing = diary.standing {
        Text(standing.sentence).font(.title3)
        Reasons(words: diary.words, answer: standing)
      }
    } bar: {
    }
  }
}
