import AppLogic
import Gradus
import SwiftUI

/// The answer of the triage: one screen for each disposition, the action first.
struct ResultScreen: View {
  let diary: DiaryModel
  let answer: Answer
  let work: Work
  @State private var showsWhy = false
  @Environment(\.palette) private var surroundings

  private var words: Wording { diary.words }
  private var palette: Palette { answer.disposition == .emergency ? surroundings.alarmed : surroundings }

  var body: some View {
    DiaryPage(diary: diary, title: words(answer.title)) {
      Instruction(diary: diary, answer: answer)
      Button(words(.why)) { showsWhy.toggle() }.buttonStyle(QuietButton(palette: palette))
      if showsWhy { Reasons(words: words, person: diary.person, answer: answer) }
    } bar: {
      buttons
    }
    // A session that goes on keeps its Stop.
    .safeAreaInset(edge: .bottom, spacing: 0) {
      if let run = diary.run { RunBar(model: run, work: work, isUnderAnswer: true) }
    }
    .environment(\.palette, palette)
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
    if answer.disposition == .emergency {
      Button(words(phrase)) { diary.closeAnswer() }.buttonStyle(QuietButton(palette: palette))
    } else {
      Button(words(phrase)) { diary.closeAnswer() }.buttonStyle(MainButton(palette: palette))
    }
  }
}

/// What to do, in the order of doing it: emergency care and its number, the clinic's numbers, everything else.
struct Instruction: View {
  let diary: DiaryModel
  let answer: Answer
  @Environment(\.dynamicTypeSize) private var size

  private var words: Wording { diary.words }
  private var isEmergency: Bool { answer.disposition == .emergency }

  var body: some View {
    // Very large text would push the button off the screen: then it comes before the sentence.
    if isEmergency, size.isAccessibilitySize { call }
    Sign(symbol: answer.symbol, text: answer.sentence, font: .title2, isDanger: isEmergency)
    if isEmergency, !size.isAccessibilitySize { call }
    if answer.wantsCall { ClinicNumbers(contacts: answer.contacts, words: words) }
    if let until = answer.until { Text(until).font(.body) }
    if !answer.advice.isEmpty {
      Card(title: words(.resultWhat)) { ForEach(answer.advice, id: \.self) { Line(text: $0) } }
    }
  }

  private var call: some View {
    CallButton(number: diary.emergencyName, words: words, isDanger: true)
  }
}

/// The clinic's own numbers, as the plan has them.
struct ClinicNumbers: View {
  let contacts: [ContactView]
  let words: Wording

  var body: some View {
    Card(title: words(.resultNumbers)) {
      if contacts.isEmpty { Text(words(.resultNoNumber)).font(.body) }
      ForEach(contacts, id: \.phone) { contact in
        Text([contact.name, contact.hours].compactMap { $0 }.joined(separator: ", ")).font(.body)
        if let note = contact.note { Text(note).font(.subheadline) }
        CallButton(number: contact.phone, words: words)
      }
    }
  }
}

/// Fills the dialler in. It never calls by itself.
struct CallButton: View {
  let number: String
  let words: Wording
  var isDanger = false
  /// What it says in place of the number.
  var title: String?
  @Environment(\.palette) private var palette
  @Environment(\.openURL) private var openURL
  @Environment(\.excuse) private var excuse
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    Button {
      excuse()
      if let link = EmergencyNumber.link(number) { openURL(link) }
    } label: {
      HStack(spacing: 10) {
        if !size.isAccessibilitySize { Image(systemName: "phone.fill").accessibilityHidden(true) }
        // A number is not torn apart: whoever reads it out or copies it would lose the place.
        Text(title ?? words(.callNumber, Wording.unbroken(number)))
          .lineLimit(2)
          .minimumScaleFactor(0.4)
      }
    }
    .buttonStyle(MainButton(palette: palette, isDanger: isDanger))
    .accessibilityLabel(title ?? words(.callNumber, number))
  }
}

/// Rules, what they rest on, the facts that were used, the version of the rules and who signed them.
struct Reasons: View {
  let words: Wording
  let person: PersonRef?
  let answer: Answer
  @Environment(\.palette) private var palette

  private var facts: [Answer.Fact] { answer.grounds(words, for: person) }

  var body: some View {
    if let about = answer.about { Text(about).font(.body) }
    if !answer.reasons.isEmpty {
      Card(title: words(.whyRules)) {
        ForEach(answer.reasons) { reason in
          VStack(alignment: .leading, spacing: 2) {
            Text("\(reason.id) · \(reason.title)").font(.body)
            Text("\(reason.basis) · \(reason.sources)").font(.subheadline).foregroundStyle(Color(palette.quiet))
          }
        }
      }
    }
    if !facts.isEmpty {
      Card(title: words(.whyFacts)) {
        ForEach(facts) { fact in
          VStack(alignment: .leading, spacing: 2) {
            Text(fact.question).font(.subheadline).foregroundStyle(Color(palette.quiet))
            Text(fact.answer).font(.body)
          }
        }
      }
    }
    ForEach(answer.pack, id: \.self) { Text($0).font(.subheadline).foregroundStyle(Color(palette.quiet)) }
  }
}

/// Why the gate of Today stands as it does.
struct WhyScreen: View {
  let diary: DiaryModel

  var body: some View {
    DiaryPage(diary: diary, title: diary.words(.whyTitle)) {
      if let standing = diary.standing {
        Text(standing.sentence).font(.title3)
        Reasons(words: diary.words, person: diary.person, answer: standing)
      }
    } bar: {
    }
  }
}
