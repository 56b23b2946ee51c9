package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.demo.app.Guise
import org.gradus.demo.app.Settings
import org.gradus.demo.look.Heading
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.state.SettingsState
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun SettingsScreen(state: SettingsState) {
    Page(state, say(LockWord.SETTINGS_TITLE), foot = { MainButton(say(LockWord.LOCK_NOW)) { state.lock() } }) {
        Heading(say(LockWord.LOCK_DELAY))
        val delays = Settings.LOCK_DELAYS_S.zip(DELAYS)
        OneOf(delays.map { (s, word) -> s.toString() to say(word) }, state.lockDelayS.toString()) { state.lockAfter(it.toInt()) }
        Heading(say(LockWord.KEEPER_TITLE))
        val ways = listOf(false.toString() to say(LockWord.KEEPER_OFF), true.toString() to say(LockWord.KEEPER_ON))
        OneOf(ways, state.keeperOffered.toString()) { state.offerKeeper(it.toBoolean()) }
        Heading(say(LockWord.GUISE_TITLE))
        OneOf(Guise.entries.map { it.name to say(it.word) }, state.guise.name) { state.appearAs(Guise.valueOf(it)) }
        if (state.isGuiseRefused) Missing(say(LockWord.GUISE_LATER))
        Quiet(say(LockWord.GUISE_STAYS, say(Guise.FIRST.word)))
        QuietButton(say(Word.NUMBER_TITLE)) { state.number() }
        // Somebody made up has neither passcode nor disk.
        if (!state.app.practising) Ways(state)
    }
}

/** What changes how the diary is opened, and what ends it. */
@Composable
private fun Ways(state: SettingsState) {
    QuietButton(say(LockWord.NEW_PASSCODE_CHANGE)) { state.newPasscode() }
    QuietButton(say(LockWord.NEW_CODE)) { state.newCode() }
    QuietButton(say(LockWord.ROTATE_TITLE)) { state.newKey() }
    QuietButton(say(LockWord.ERASE_TITLE)) { state.erase() }
}

private val DELAYS = listOf(LockWord.DELAY_0, LockWord.DELAY_30, LockWord.DELAY_60, LockWord.DELAY_300)
