package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.gradus.demo.app.EmergencyNumbers
import org.gradus.demo.look.Card
import org.gradus.demo.look.Entry
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.type
import org.gradus.demo.state.CodeState
import org.gradus.demo.state.IntendedState
import org.gradus.demo.state.NumberState
import org.gradus.demo.state.PasscodeState
import org.gradus.demo.state.RetypeState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Word
import org.gradus.demo.words.say
import java.util.Locale

@Composable
fun WelcomeScreen(state: WelcomeState) {
    Page(state, say(Word.WELCOME_TITLE), back = false, foot = {
        MainButton(say(Word.START), !state.busy) { state.start() }
        QuietButton(say(Word.RESTORE), !state.busy) { state.restore() }
        QuietButton(say(Word.LOOK_AROUND), !state.busy) { state.lookAround() }
    }) { Para(say(Word.WELCOME_TEXT), type.lead) }
}

@Composable
fun IntendedScreen(state: IntendedState) {
    Page(state, say(Word.INTENDED_TITLE), foot = { MainButton(say(Word.UNDERSTOOD)) { state.understood() } }) {
        Para(say(Word.INTENDED_1))
        Para(say(Word.INTENDED_2))
        Card(LocalPalette.current.tint) { Para(say(Word.INTENDED_3)) }
    }
}

@Composable
fun PasscodeScreen(state: PasscodeState) {
    Page(state, say(Word.PASSCODE_TITLE), foot = { MainButton(say(Word.NEXT), !state.busy) { state.next() } }) {
        Para(say(Word.PASSCODE_TEXT))
        TextEntry(say(Word.PASSCODE), state.passcode, entry = Entry.SECRET) { state.passcode = it }
        TextEntry(say(Word.PASSCODE_AGAIN), state.again, entry = Entry.SECRET) { state.again = it }
        state.missing?.let { Missing(say(it)) }
    }
}

@Composable
fun CodeScreen(state: CodeState) {
    Page(state, say(Word.CODE_TITLE), foot = { MainButton(say(Word.CODE_WRITTEN)) { state.written() } }) {
        Para(say(Word.CODE_LOST))
        Para(say(Word.CODE_PAPER))
        Card { Text(state.code, color = LocalPalette.current.ink, style = type.code) }
    }
}

@Composable
fun RetypeScreen(state: RetypeState) {
    Page(state, say(Word.RETYPE_TITLE), foot = {
        MainButton(say(Word.NEXT), !state.busy) { state.check() }
        QuietButton(say(Word.SEE_CODE), !state.busy) { state.back() }
    }) {
        Para(say(Word.RETYPE_TEXT))
        TextEntry(say(Word.RECOVERY_CODE), state.typed, entry = Entry.CODE) { state.typed = it }
        if (state.wrong) Missing(say(Word.RETYPE_WRONG))
    }
}

@Composable
fun NumberScreen(state: NumberState) {
    Page(state, say(Word.NUMBER_TITLE), back = !state.first, foot = { MainButton(say(Word.SAVE), !state.busy) { state.next() } }) {
        Para(say(Word.NUMBER_TEXT))
        TextEntry(say(Word.NUMBER_FIELD), state.number, entry = Entry.NUMBER) { state.number = it }
        if (state.wrong) Missing(say(Word.NUMBER_WRONG))
        if (state.choosing) {
            Countries(state)
        } else {
            QuietButton(say(Word.NUMBER_COUNTRY, countryName(state.country))) { state.choosing = true }
        }
    }
}

@Composable
private fun Countries(state: NumberState) {
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        Para(say(Word.NUMBER_OTHER))
        val names = EmergencyNumbers.BY_COUNTRY.keys.map { it to countryName(it) }
        OneOf(names.sortedBy { (_, name) -> name }, state.country) { state.choose(it) }
    }
}

@Composable
private fun countryName(country: String): String = Locale("", country).getDisplayCountry(LocalWording.current.locale).ifEmpty { country }
