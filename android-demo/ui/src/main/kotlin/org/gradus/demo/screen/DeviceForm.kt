package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.Tick
import org.gradus.demo.state.DeviceFormState
import org.gradus.demo.words.Choices
import org.gradus.demo.words.DeviceWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun DeviceFormScreen(state: DeviceFormState) {
    val title = if (state.isChange) DeviceWord.DEVICE_CHANGE else DeviceWord.DEVICE_ADD
    Page(state, say(title), state.person.name, foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        TextEntry(say(DeviceWord.DEVICE_NAME), state.name, hint = say(DeviceWord.DEVICE_NAME_HINT)) { state.name = it }
        Heading(say(DeviceWord.DEVICE_SHAPE))
        OneOf(worded(Choices.SHAPES), state.shape) { state.shape = it }
        TextEntry(
            say(if (state.hasTwoEnds) DeviceWord.DEVICE_ONE_END else DeviceWord.DEVICE_SIZE),
            state.size,
            entry = Entry.NUMBER,
        ) { state.size = it }
        if (state.mayHaveTwoSizes) {
            TextEntry(
                say(if (state.hasTwoEnds) DeviceWord.DEVICE_OTHER_END else DeviceWord.DEVICE_SECOND_SIZE),
                state.otherSize,
                entry = Entry.NUMBER,
            ) { state.otherSize = it }
        }
        Heading(say(DeviceWord.DEVICE_MATERIAL))
        OneOf(worded(Choices.MATERIALS), state.material) { state.material = it }
        Held(state)
        Heading(say(DeviceWord.DEVICE_FLAWS))
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            Choices.FLAWS.forEach { flaw -> Tick(say(flaw.word), flaw.id in state.flaws.orEmpty()) { state.toggle(flaw.id) } }
            Tick(say(DeviceWord.DEVICE_FLAWLESS), state.flaws?.isEmpty() == true) { state.chooseFlawless() }
        }
        Upkeep(state)
        StillMissing(state.missing)
    }
}

/** What keeps it from being lost inside. */
@Composable
private fun Held(state: DeviceFormState) {
    Heading(say(DeviceWord.DEVICE_HELD))
    val ways = listOf(DeviceFormState.BASE to DeviceWord.DEVICE_BASE, DeviceFormState.GRIP to DeviceWord.DEVICE_GRIP)
    OneOf(ways.map { (id, word) -> id to say(word) }, state.held) { state.held = it }
    if (state.held != DeviceFormState.GRIP) return
    TextEntry(say(DeviceWord.DEVICE_GRIP_DEPTH), state.gripDepth, entry = Entry.NUMBER) { state.gripDepth = it }
}

/** How old it is, and what its maker says about its care; all of it may be left empty. */
@Composable
private fun Upkeep(state: DeviceFormState) {
    Heading(say(DeviceWord.DEVICE_FIRST_USE))
    Quiet(say(DeviceWord.DEVICE_FIRST_USE_TEXT))
    DateEntry(state.firstUse)
    Heading(say(DeviceWord.DEVICE_MAKER))
    Quiet(say(DeviceWord.DEVICE_MAKER_TEXT))
    TextEntry(say(DeviceWord.DEVICE_DISINFECT_DAYS), state.disinfectDays, entry = Entry.NUMBER) { state.disinfectDays = it }
    TextEntry(say(DeviceWord.DEVICE_REPLACE_DAYS), state.replaceDays, entry = Entry.NUMBER) { state.replaceDays = it }
}
