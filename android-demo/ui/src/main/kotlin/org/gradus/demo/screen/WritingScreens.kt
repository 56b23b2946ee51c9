package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.TextEntry
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.LogState
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun LogScreen(state: LogState) {
    Page(state, say(Word.LOG_TITLE), state.person.name, foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        TextEntry(say(Word.LOG_SIZE), state.size, entry = Entry.NUMBER) { state.size = it }
        TextEntry(say(Word.LOG_HOLDS), state.holds, hint = say(Word.LOG_HOLDS_HINT)) { state.holds = it }
        if (state.holdsWrong) Missing(say(Word.LOG_HOLDS_WRONG))
        EasePicker(state.ease) { state.ease = it }
        WorstPainPicker(state.pain) { state.pain = it }
        BloodPicker(state.bleedingLevels, state.bleeding) { state.bleeding = it }
        Heading(say(Word.LOG_EARLY))
        val early = listOf(LogState.RAN_ITS_COURSE to say(Word.STOP_NONE)) + worded(Choices.STOP_REASONS)
        OneOf(early, state.stop) { state.stop = it }
        TextEntry(say(Word.LOG_NOTE), state.note, entry = Entry.LONG) { state.note = it }
        StillMissing(state.missing)
    }
}

@Composable
fun ContactScreen(state: ContactState) {
    Page(state, say(Word.CONTACT_TITLE), state.person.name, foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        TextEntry(say(Word.CONTACT_WHO), state.who) { state.who = it }
        TextEntry(say(Word.CONTACT_SAID), state.said, entry = Entry.LONG) { state.said = it }
        Heading(say(Word.CONTACT_OUTCOME))
        OneOf(worded(Choices.OUTCOMES), state.outcome) { state.outcome = it }
        if (state.namesSize) TextEntry(say(Word.CONTACT_SIZE), state.size, entry = Entry.NUMBER) { state.size = it }
        StillMissing(state.missing)
    }
}

@Composable
internal fun StillMissing(missing: List<Text>) {
    if (missing.isEmpty()) return
    val names = missing.map { say(it) }
    Missing(say(Word.LOG_MISSING, names.joinToString()))
}
