package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
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
import org.gradus.demo.look.WordButton
import org.gradus.demo.look.isLargeText
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CallingState
import org.gradus.demo.state.ResultState
import org.gradus.demo.words.Word
import org.gradus.demo.words.moment
import org.gradus.demo.words.say

/** The whole screen, the action first. It stays until it was read. */
@Composable
fun EmergencyScreen(state: ResultState) {
    CompositionLocalProvider(LocalPalette provides LocalPalette.current.alarmed()) {
        Page(state, say(Word.RESULT_EMERGENCY), state.person.name, back = false, mark = Mark.DANGER, foot = { ReadButton(state) }) {
            ActionFirst(state, state.triage.sentence)
            Advice(state)
            ClinicNumbers(state)
            QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
            Why(state)
        }
    }
}

@Composable
fun SameDayScreen(state: ResultState) {
    Page(state, say(Word.RESULT_SAME_DAY), state.person.name, mark = Mark.TODAY, foot = {
        if (state.mustBeRead) ReadButton(state) else QuietButton(say(Word.TO_TODAY)) { state.read() }
    }) {
        Lead(state.triage.sentence)
        ClinicNumbers(state)
        Advice(state)
        Tasks(state.triage.tasks)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
        EmergencyLine(state)
        Why(state)
    }
}

@Composable
fun ContactSoonScreen(state: ResultState) {
    Page(state, say(Word.RESULT_CONTACT), state.person.name, mark = Mark.SOON, foot = {
        if (state.mustBeRead) ReadButton(state) else QuietButton(say(Word.TO_TODAY)) { state.read() }
    }) {
        Lead(state.triage.sentence)
        Until(state)
        ClinicNumbers(state)
        Advice(state)
        Tasks(state.triage.tasks)
        QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
        Why(state)
    }
}

@Composable
fun PauseScreen(state: ResultState) {
    Page(state, say(Word.RESULT_PAUSE), state.person.name, mark = Mark.PAUSE, foot = {
        if (state.mustBeRead) ReadButton(state) else MainButton(say(Word.TO_TODAY)) { state.read() }
        QuietButton(say(Word.RESULT_AGAIN)) { state.answerAgain() }
    }) {
        Lead(state.triage.sentence)
        Until(state)
        Advice(state)
        Tasks(state.triage.tasks)
        Why(state)
    }
}

@Composable
fun ContinueScreen(state: ResultState) {
    Page(state, say(Word.RESULT_CONTINUE), state.person.name, mark = Mark.FINE, foot = {
        if (state.mustBeRead) ReadButton(state) else MainButton(say(Word.TO_TODAY)) { state.read() }
    }) {
        Lead(state.triage.sentence)
        Advice(state)
        Tasks(state.triage.tasks)
        Why(state)
    }
}

/** At each opening while something is stopped. */
@Composable
fun BlockedScreen(state: BlockedState) {
    CompositionLocalProvider(LocalPalette provides LocalPalette.current.alarmed()) {
        Page(state, say(Word.BLOCKED_TITLE), state.person.name, back = false, mark = Mark.DANGER, foot = { ReadButton(state) }) {
            ActionFirst(state, state.today.headline)
            Para(state.today.gate.sentence)
            ClinicNumbers(state)
            QuietButton(say(Word.WRITE_CONTACT)) { state.writeContact() }
            Tasks(state.today.tasks)
        }
    }
}

@Composable
private fun ReadButton(state: CallingState): Unit = QuietButton(say(Word.READ_THIS)) { state.read() }

/** What to do and the button for it, both in sight without scrolling: the button comes first where the text is large. */
@Composable
private fun ActionFirst(
    state: CallingState,
    sentence: String,
) {
    if (!isLargeText()) Lead(sentence)
    EmergencyCall(state)
    if (isLargeText()) Lead(sentence)
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
private fun ClinicNumbers(state: CallingState) {
    Card {
        Heading(say(Word.RESULT_NUMBERS))
        if (state.contacts.isEmpty()) Para(say(Word.RESULT_NO_NUMBER))
        state.contacts.forEach { clinic ->
            Para(listOfNotNull(clinic.name, clinic.hours).joinToString(", "))
            MainButton(say(Word.CALL_NUMBER, clinic.phone)) { state.call(clinic.phone) }
        }
    }
}

@Composable
private fun Advice(state: ResultState) {
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
