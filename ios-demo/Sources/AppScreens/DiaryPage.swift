import AppLogic
import SwiftUI

/// The frame of every screen of an open diary: a heading, whom it is about, the way out, and what went wrong with the one way
/// forward.
struct DiaryPage<Content: View, Bar: View>: View {
  let diary: DiaryModel
  let title: String
  var isAboutPerson = true
  var trouble: Trouble?
  @ViewBuilder let content: Content
  @ViewBuilder let bar: Bar

  private var about: String? {
    isAboutPerson ? diary.person.map { diary.words(.forPerson, $0.name) } : nil
  }

  var body: some View {
    Page(title: title, about: about, exit: (diary.words(.quickExit), { diary.lock() })) {
      content
      TroubleCard(trouble: trouble, words: diary.words) {
        if let trouble { diary.goForward(from: trouble) }
      }
    } bar: {
      bar
    }
  }
}

/// What was just done, and the way to take it out again where it was a slip.
struct Done: View {
  let diary: DiaryModel
  let work: Work

  var body: some View {
    if !diary.notices.isEmpty {
      Card {
        ForEach(diary.notices, id: \.self) { Line(text: $0) }
        if diary.offersUndo { TakeBack(diary: diary, work: work) }
      }
    }
  }
}

/// Takes out what was just written down.
struct TakeBack: View {
  let diary: DiaryModel
  let work: Work
  @Environment(\.palette) private var palette

  var body: some View {
    Button(diary.words(.takeBack)) { work.start { await diary.takeBack() } }
      .buttonStyle(QuietButton(palette: palette))
  }
}

/// A form: what is asked, what is still missing, and the one button that writes it down.
struct FormPage<Content: View>: View {
  let diary: DiaryModel
  let title: String
  var isAboutPerson = true
  let missing: String?
  let trouble: Trouble?
  let work: Work
  let save: @MainActor () async -> Void
  @ViewBuilder let content: Content

  var body: some View {
    DiaryPage(diary: diary, title: title, isAboutPerson: isAboutPerson, trouble: trouble) {
      content
    } bar: {
      Missing(text: missing)
      WorkButton(title: diary.words(.save), words: diary.words, work: work, job: save)
    }
  }
}

/// A heading with one of several below it, none of which is chosen beforehand.
struct Question: View {
  let title: String
  let choices: [Choice]
  let chosen: Binding<String?>

  var body: some View {
    VStack(alignment: .leading, spacing: 10) {
      Text(title).font(.title3).accessibilityAddTraits(.isHeader)
      Choices(choices: choices) {
        $0.id == chosen.wrappedValue
      } choose: {
        chosen.wrappedValue = $0.id
      }
    }
  }
}

/// A main button that begins work, and says so while it runs.
struct WorkButton: View {
  let title: String
  let words: Wording
  let work: Work
  let job: @MainActor () async -> Void
  @Environment(\.palette) private var palette

  var body: some View {
    Button(work.isRunning ? words(.working) : title) { work.start(job) }
      .buttonStyle(MainButton(palette: palette))
      .disabled(work.isRunning)
  }
}
