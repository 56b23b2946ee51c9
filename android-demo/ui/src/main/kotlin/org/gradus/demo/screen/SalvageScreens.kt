package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.demo.look.Card
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.Tick
import org.gradus.demo.state.SalvageState
import org.gradus.demo.state.SalvagedState
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun SalvageScreen(state: SalvageState) {
    val mayTry = !state.busy && !state.isWaiting
    Page(state, say(LockWord.SALVAGE_TITLE), foot = { MainButton(say(LockWord.SALVAGE_MAKE), mayTry) { state.make() } }) {
        Para(say(LockWord.SALVAGE_TEXT))
        Card(LocalPalette.current.tint) { Para(say(LockWord.SALVAGE_LOST)) }
        Tick(say(LockWord.SALVAGE_NO_COPY), state.hasNoCopy) { state.hasNoCopy = !state.hasNoCopy }
        SecretEntry(LockWord.SALVAGE_SECRET, state.byCode, state.secret, { state.byCode = it }) { state.secret = it }
        Para(say(Word.PASSCODE_TEXT))
        TextEntry(say(LockWord.NEW_PASSCODE), state.passcode, entry = Entry.SECRET) { state.passcode = it }
        TextEntry(say(LockWord.NEW_PASSCODE_AGAIN), state.again, entry = Entry.SECRET) { state.again = it }
        // Beside the button, where somebody is who has just pressed it.
        if (!state.byCode) TriesLeft(state.tries)
        state.missing?.let { Missing(say(it)) }
    }
}

@Composable
fun SalvagedScreen(state: SalvagedState) {
    Page(state, say(LockWord.SALVAGED_TITLE), back = false, foot = {
        MainButton(say(Word.READ_THIS), !state.busy) { state.read() }
    }) {
        state.view.sentences.forEach { Para(it) }
        if (state.view.notSaved.isEmpty()) return@Page
        Card {
            Heading(say(LockWord.SALVAGED_NOT))
            Para(say(LockWord.SALVAGED_ONCE))
            state.view.notSaved.forEach { Para(it.sentence) }
        }
    }
}
