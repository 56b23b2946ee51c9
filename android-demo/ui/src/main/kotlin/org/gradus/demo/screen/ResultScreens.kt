package org.gradus.demo.screen

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import org.gradus.core.ContactView
import org.gradus.core.DispositionWord
import org.gradus.demo.look.Card
import org.gradus.demo.look.EmergencyCallButton
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.StopButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.look.isLargeText
import org.gradus.demo.state.AnswerState
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CallingState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.isInside
import org.gradus.demo.words.Word
import org.gradus.demo.words.moment
import org.gradus.demo.words.say

/** The whole screen, the action first. It stays until it was read. */
@Composable
fun EmergencyScreen(state: ResultState) {
    Alarm(state, say(Word.RESULT_EMERGENCY), state.triage.sentence, foot = { ReadButton(state) }) {
        Advice(state)
        ClinicNumbers(state)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
        Why(state)
    }
}

@Composable
fun SameDayScreen(state: ResultState) {
    Answer(state, Word.RESULT_SAME_DAY, Mark.TODAY, foot = { QuietButton(say(Word.TO_TODAY)) { state.read() } }) {
        ClinicNumbers(state)
        Advice(state)
        Tasks(state.triage.tasks)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
        EmergencyLine(state)
    }
}

@Composable
fun ContactSoonScreen(state: ResultState) {
    Answer(state, Word.RESULT_CONTACT, Mark.SOON, foot = { QuietButton(say(Word.TO_TODAY)) { state.read() } }) {
        Until(state)
        ClinicNumbers(state)
        Advice(state)
        Tasks(state.triage.tasks)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
    }
}

@Composable
fun PauseScreen(state: ResultState) {
    val again: @Composable ColumnScope.() -> Unit = { QuietButton(say(Word.RESULT_AGAIN)) { state.answerAgain() } }
    Answer(state, Word.RESULT_PAUSE, Mark.PAUSE, also = again, foot = { ToToday(state) }) {
        Until(state)
        Advice(state)
        Tasks(state.triage.tasks)
    }
}

@Composable
fun ContinueScreen(state: ResultState) {
    Answer(state, Word.RESULT_CONTINUE, Mark.FINE, foot = { ToToday(state) }) {
        Advice(state)
        Tasks(state.triage.tasks)
    }
}

/** In the midst of the questions: whom to reach, before the next one is put. */
@Composable
fun SoFarScreen(state: SoFarState) {
    val foot: @Composable ColumnScope.() -> Unit = {
        QuietButton(say(Word.CHECKIN_GO_ON)) { state.read() }
        QuietButton(say(Word.CHECKIN_FINISH)) { state.finish() }
    }
    if (state.triage.disposition == DispositionWord.EMERGENCY) {
        Alarm(state, say(Word.RESULT_EMERGENCY), state.triage.sentence, foot) { SoFar(state) }
    } else {
        val end = sessionEnd(state)
        Page(state, say(Word.RESULT_SAME_DAY), state.person.name, back = false, mark = Mark.TODAY, anchored = end, foot = foot) {
            Lead(state.triage.sentence)
            SoFar(state)
            EmergencyLine(state)
        }
    }
}

/** In the midst of a session: what was told is answered, and then the session is there again. */
@Composable
fun SessionAnswerScreen(state: SessionAnswerState) {
    val triage = state.triage
    val foot: @Composable ColumnScope.() -> Unit = { QuietButton(say(Word.SESSION_ANSWER_READ)) { state.read() } }
    val (word, mark) =
        when (triage.disposition) {
            DispositionWord.EMERGENCY -> {
                return Alarm(state, say(Word.RESULT_EMERGENCY), triage.sentence, foot) {
                    ClinicNumbers(state)
                    Advice(state)
                }
            }

            DispositionWord.SAME_DAY -> {
                Word.RESULT_SAME_DAY to Mark.TODAY
            }

            DispositionWord.CONTACT -> {
                Word.RESULT_CONTACT to Mark.SOON
            }

            DispositionWord.PAUSE_AND_RECHECK -> {
                Word.RESULT_PAUSE to Mark.PAUSE
            }

            DispositionWord.CONTINUE -> {
                Word.RESULT_CONTINUE to Mark.FINE
            }
        }
    Page(state, say(word), state.person.name, back = false, mark = mark, anchored = sessionEnd(state), foot = foot) {
        Lead(triage.sentence)
        ClinicNumbers(state)
        Advice(state)
        EmergencyLine(state)
    }
}

/** At each opening while something is stopped. */
@Composable
fun BlockedScreen(state: BlockedState) {
    Alarm(state, say(Word.BLOCKED_TITLE), state.today.headline, foot = { ReadButton(state) }) {
        Para(state.today.gate.sentence)
        ClinicNumbers(state)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
        Tasks(state.today.tasks)
    }
}

/** An answer that is no emergency: what it says, what belongs to it, and why. It can be left once it was read, where it must be. */
@Composable
private fun Answer(
    state: ResultState,
    title: Word,
    mark: Mark,
    foot: @Composable ColumnScope.() -> Unit,
    also: @Composable ColumnScope.() -> Unit = {},
    content: @Composable ColumnScope.() -> Unit,
) {
    val whole: @Composable ColumnScope.() -> Unit = {
        if (state.mustBeRead) ReadButton(state) else foot()
        also()
    }
    Page(state, say(title), state.person.name, mark = mark, anchored = sessionEnd(state), foot = whole) {
        Lead(state.triage.sentence)
        content()
        Why(state)
    }
}

/** Danger: the screen's own colours, no way back, and the sentence with the emergency call before anything else. */
@Composable
private fun Alarm(
    state: CallingState,
    title: String,
    sentence: String,
    foot: @Composable ColumnScope.() -> Unit,
    content: @Composable ColumnScope.() -> Unit,
) {
    CompositionLocalProvider(LocalPalette provides LocalPalette.current.alarmed()) {
        Page(state, title, state.person.name, back = false, mark = Mark.DANGER, anchored = sessionEnd(state), foot = foot) {
            ActionFirst(state, sentence)
            content()
        }
    }
}

/** Whatever is to be read: what is inside can be told to be out, and a session that goes on has its Stop in its place. */
@Composable
private fun sessionEnd(state: CallingState): (@Composable () -> Unit)? {
    val run = state.run ?: return null
    if (run.goesOn) return { StopButton(say(Word.SESSION_STOP)) { state.stop() } }
    return if (run.isInside) ({ QuietButton(say(Word.SESSION_OUT)) { state.out() } }) else null
}

@Composable
private fun SoFar(state: SoFarState) {
    ClinicNumbers(state)
    Para(say(Word.CHECKIN_FIRST))
    Advice(state)
}

@Composable
private fun ToToday(state: CallingState): Unit = MainButton(say(Word.TO_TODAY)) { state.read() }

@Composable
private fun ReadButton(state: CallingState): Unit = QuietButton(say(Word.READ_THIS)) { state.read() }

/** What to do and the button for it, both in sight without scrolling: the button comes first where the text is large. */
@Composable
private fun ActionFirst(
    state: CallingState,
    sentence: String,
) {
    val action: @Composable () -> Unit = {
        Lead(sentence)
    }
    if (!isLargeText()) action()
    EmergencyCall(state)
    if (isLargeText()) action()
}

@Composable
private fun EmergencyCall(state: CallingState) {
    EmergencyCallButton(say(Word.CALL_NUMBER, state.emergencyNumber)) { state.call(state.emergencyNumber) }
    WordButton(say(Word.CHANGE_NUMBER)) { state.changeNumber() }
}

/** The emergency number is never more than a look away from an answer that may get worse. */
@Composable
private fun EmergencyLine(state: CallingState): Unit =
    QuietButton(say(Word.CALL_NUMBER, state.emergencyNumber)) { state.call(state.emergencyNumber) }

@Composable
private fun ClinicNumbers(state: CallingState): Unit = Numbers(state.contacts) { state.call(it) }

/** Whom the plan says to call, each with a button that fills the dialler in. A number that is [below] has its button there. */
@Composable
internal fun Numbers(
    contacts: List<ContactView>,
    below: String? = null,
    onCall: (String) -> Unit,
) {
    Card {
        Heading(say(Word.RESULT_NUMBERS))
        if (contacts.isEmpty()) Para(say(Word.RESULT_NO_NUMBER))
        contacts.forEach { clinic ->
            Para(listOfNotNull(clinic.name, clinic.hours).joinToString(", "))
            clinic.note?.let { Para(it) }
            if (clinic.phone != below) MainButton(say(Word.CALL_NUMBER, clinic.phone)) { onCall(clinic.phone) }
        }
    }
}

@Composable
private fun Advice(state: AnswerState) {
    val advice = state.triage.rules.map { it.advice }.filter { it.isNotEmpty() }
    if (advice.isEmpty()) return
    Card {
        Heading(say(Word.RESULT_WHAT))
        advice.forEach { Para(it) }
    }
}

@Composable
private fun Until(state: ResultState) {
    state.triage.until?.let { Para(say(Word.RESULT_UNTIL, moment(it))) }
}

@Composable
private fun Why(state: ResultState): Unit = WordButton(say(Word.WHY)) { state.why() }
