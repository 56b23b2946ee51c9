package org.gradus.demo.screen

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.gradus.demo.look.Card
import org.gradus.demo.look.Entry
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.type
import org.gradus.demo.state.EraseState
import org.gradus.demo.state.ErasedState
import org.gradus.demo.state.NewCodeState
import org.gradus.demo.state.NewPasscodeState
import org.gradus.demo.state.ShownCodeState
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun NewPasscodeScreen(state: NewPasscodeState) {
    val (title, save) =
        if (state.renewsKey) {
            LockWord.ROTATE_TITLE to LockWord.ROTATE
        } else {
            LockWord.NEW_PASSCODE_TITLE to LockWord.NEW_PASSCODE_SAVE
        }
    Page(state, say(title), back = !state.isAfterCode, foot = {
        MainButton(say(save), !state.busy) { state.save() }
        if (state.isAfterCode) QuietButton(say(LockWord.NEW_PASSCODE_LATER), !state.busy) { state.later() }
    }) {
        if (state.renewsKey) Para(say(LockWord.ROTATE_TEXT))
        if (state.isAfterCode) {
            Para(say(LockWord.NEW_PASSCODE_TEXT))
        } else {
            SecretEntry(LockWord.NEW_PASSCODE_PROOF, state.byCode, state.secret, { state.byCode = it }) { state.secret = it }
        }
        Para(say(Word.PASSCODE_TEXT))
        TextEntry(say(LockWord.NEW_PASSCODE), state.passcode, entry = Entry.SECRET) { state.passcode = it }
        TextEntry(say(LockWord.NEW_PASSCODE_AGAIN), state.again, entry = Entry.SECRET) { state.again = it }
        state.missing?.let { Missing(say(it)) }
    }
}

@Composable
fun NewCodeScreen(state: NewCodeState) {
    Page(state, say(LockWord.NEW_CODE), foot = { MainButton(say(LockWord.NEW_CODE_MAKE), !state.busy) { state.make() } }) {
        Para(say(LockWord.NEW_CODE_TEXT))
        TextEntry(say(Word.PASSCODE), state.secret, entry = Entry.SECRET) { state.secret = it }
        state.missing?.let { Missing(say(it)) }
    }
}

@Composable
fun ShownCodeScreen(state: ShownCodeState) {
    if (state.asking) return AskBack(state)
    Page(state, say(Word.CODE_TITLE), foot = { MainButton(say(Word.CODE_WRITTEN)) { state.written() } }) {
        Para(say(LockWord.NEW_CODE_OLD))
        Para(say(Word.CODE_PAPER))
        Card { Text(state.shown, color = LocalPalette.current.ink, style = type.code) }
    }
}

@Composable
private fun AskBack(state: ShownCodeState) {
    Page(state, say(LockWord.NEW_CODE_ASKED), foot = {
        MainButton(say(Word.NEXT), !state.busy) { state.check() }
        QuietButton(say(Word.SEE_CODE), !state.busy) { state.back() }
    }) {
        ShownCodeState.ASKED.forEachIndexed { field, place ->
            TextEntry(say(LockWord.NEW_CODE_GROUP, place + 1), state.typed[field], entry = Entry.GROUP) { state.typed[field] = it }
        }
        if (state.wrong) Missing(say(Word.RETYPE_WRONG))
    }
}

@Composable
fun EraseScreen(state: EraseState) {
    val word = say(LockWord.ERASE_WORD)
    Page(state, say(LockWord.ERASE_TITLE), foot = { QuietButton(say(LockWord.ERASE), !state.busy) { state.erase(word) } }) {
        Para(say(LockWord.ERASE_TEXT), type.lead)
        Para(say(LockWord.ERASE_COPIES))
        TextEntry(say(LockWord.ERASE_TYPE, word), state.typed) { state.typed = it }
        if (state.wrong) Missing(say(LockWord.ERASE_TYPE, word))
    }
}

@Composable
fun ErasedScreen(state: ErasedState) {
    Page(state, say(LockWord.ERASED), back = false, foot = { MainButton(say(LockWord.FORWARD_ANEW)) { state.toTheStart() } }) {
        Para(state.sentence)
    }
}
