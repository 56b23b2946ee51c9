package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import org.gradus.UNKNOWN
import org.gradus.core.DeviceState
import org.gradus.core.DeviceView
import org.gradus.core.FitView
import org.gradus.core.FitWord
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Marked
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.DeviceCheckState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.OneDeviceState
import org.gradus.demo.state.SaidState
import org.gradus.demo.state.mayBeLookedAt
import org.gradus.demo.words.Choices
import org.gradus.demo.words.DeviceWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun DevicesScreen(state: DevicesState) {
    Page(state, say(DeviceWord.DEVICES), state.person.name, foot = { MainButton(say(DeviceWord.DEVICE_ADD)) { state.add() } }) {
        val view = state.view ?: return@Page
        if (state.undo.slip != null) Written(emptyList()) { state.takeOut() }
        TakenOut(state.undo)
        if (view.devices.isEmpty()) Para(say(DeviceWord.DEVICES_NONE))
        view.lacking?.let { Card(LocalPalette.current.tint) { Para(it) } }
        view.devices.forEach { device ->
            Card {
                Standing(device)
                device.due.filter { it.due }.forEach { Para(it.sentence) }
                WordButton(say(DeviceWord.DEVICE_OPEN, device.name)) { state.open(device) }
            }
        }
        QuietButton(say(DeviceWord.LUBRICANTS)) { state.lubricants() }
    }
}

/** What it is, whether it may be used, and in the core's words why not. */
@Composable
private fun Standing(device: DeviceView) {
    val (mark, word) =
        when (device.state) {
            DeviceState.READY -> Mark.FINE to DeviceWord.DEVICE_READY
            DeviceState.UNCHECKED -> Mark.SOON to DeviceWord.DEVICE_UNCHECKED
            DeviceState.BARRED -> Mark.DANGER to DeviceWord.DEVICE_BARRED
            DeviceState.RETIRED -> Mark.PAUSE to DeviceWord.DEVICE_RETIRED
        }
    Heading(device.name)
    Quiet(device.line)
    Marked(mark, say(word), if (mark == Mark.DANGER) LocalPalette.current.danger else LocalPalette.current.ink)
    Para(device.sentence)
}

@Composable
fun OneDeviceScreen(state: OneDeviceState) {
    val device = state.device
    if (device != null && state.asking == OneDeviceState.Asking.DISINFECT) return Disinfecting(state, device)
    if (device != null && state.asking == OneDeviceState.Asking.PUT_AWAY) return PuttingAway(state, device)
    val inUse = device != null && device.state != DeviceState.RETIRED
    val foot: (@Composable ColumnScope.() -> Unit)? =
        if (device?.mayBeLookedAt == true) ({ MainButton(say(DeviceWord.DEVICE_CHECK), !state.busy) { state.check() } }) else null
    Page(state, say(DeviceWord.DEVICE), state.person.name, foot = foot) {
        if (device == null) return@Page
        state.notices?.let { Written(it, state.undo.slip?.let { { state.takeOut() } }) }
        TakenOut(state.undo)
        Card { Standing(device) }
        if (device.due.isNotEmpty()) {
            Card {
                Heading(say(DeviceWord.DEVICE_DUE))
                device.due.map { it.sentence }.distinct().forEach { Para(it) }
            }
        }
        device.lubricant?.let { fit ->
            Card {
                Heading(say(DeviceWord.DEVICE_LUBRICANT))
                Fit(fit)
            }
        }
        if (inUse) Care(state)
    }
}

@Composable
private fun Care(state: OneDeviceState) {
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        QuietButton(say(DeviceWord.DEVICE_CLEANED), !state.busy) { state.clean() }
        QuietButton(say(DeviceWord.DEVICE_DISINFECTED)) { state.asking = OneDeviceState.Asking.DISINFECT }
        QuietButton(say(DeviceWord.DEVICE_CHANGE)) { state.change() }
        QuietButton(say(DeviceWord.DEVICE_PUT_AWAY)) { state.asking = OneDeviceState.Asking.PUT_AWAY }
    }
}

/** Each way with what the core says of it for this device, before anybody says that it was done. */
@Composable
private fun Disinfecting(
    state: OneDeviceState,
    device: DeviceView,
) {
    Page(state, say(DeviceWord.DISINFECT_TITLE), state.person.name) {
        device.disinfection.forEach { fit ->
            val way = Choices.DISINFECTION.first { it.id == fit.what }
            Card {
                Heading(say(way.word))
                Fit(fit)
                QuietButton(say(DeviceWord.DISINFECT_DONE, say(way.word)), !state.busy) { state.disinfect(way.id) }
            }
        }
    }
}

@Composable
private fun PuttingAway(
    state: OneDeviceState,
    device: DeviceView,
) {
    Page(state, say(DeviceWord.PUT_AWAY_TITLE, device.name), state.person.name) {
        Para(say(DeviceWord.PUT_AWAY_TEXT))
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            Choices.RETIRE_REASONS.forEach { reason -> QuietButton(say(reason.word), !state.busy) { state.putAway(reason.id) } }
        }
    }
}

@Composable
fun DeviceCheckScreen(state: DeviceCheckState) {
    val over = say(DeviceWord.DEVICE_QUESTION, state.device.name, state.place + 1, state.count)
    val back = if (state.place > 0) Word.PREVIOUS_QUESTION else Word.BACK
    Page(state, state.question.sentence, state.person.name, over = over, backWord = back, foot = {
        MainButton(say(Word.NEXT), !state.busy) { state.next() }
    }) {
        val answers = listOf(true.toString() to Word.YES, false.toString() to Word.NO, UNKNOWN to Word.NOT_SURE)
        OneOf(answers.map { (id, word) -> id to say(word) }, state.chosen) { state.choose(it) }
        if (state.unanswered) Missing(say(Word.CHECKIN_MISSING, state.question.sentence))
        if (state.place == 0) Quiet(say(DeviceWord.DEVICE_CHECK_TEXT))
    }
}

@Composable
fun SaidScreen(state: SaidState) {
    Page(state, say(Word.NOTICES), state.person.name, foot = { MainButton(say(Word.READ_THIS)) { state.back() } }) {
        state.notices.forEach { Lead(it) }
    }
}

@Composable
fun LubricantScreen(state: LubricantState) {
    val fit = state.fit
    val foot: (@Composable ColumnScope.() -> Unit)? = if (fit == null) null else ({ Answered(fit) })
    Page(state, say(DeviceWord.LUBRICANTS), foot = foot) {
        Heading(say(DeviceWord.LUBRICANT_WHICH))
        OneOf(worded(Choices.LUBRICANTS), state.lubricant) { state.chooseLubricant(it) }
        Heading(say(DeviceWord.LUBRICANT_SURFACE))
        OneOf(worded(Choices.SURFACES), state.surface) { state.chooseSurface(it) }
    }
}

/** The answer stays in sight while another pair is chosen, and is said aloud. */
@Composable
private fun Answered(fit: FitView) {
    Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        Card(LocalPalette.current.tint) {
            Fit(fit)
        }
    }
}

/** Whether two things may meet, in a shape and words, and the core's sentence why. */
@Composable
private fun Fit(fit: FitView) {
    val (mark, word) =
        when (fit.fits) {
            FitWord.FITS -> Mark.FINE to DeviceWord.FIT_YES
            FitWord.DOES_NOT_FIT -> Mark.DANGER to DeviceWord.FIT_NO
            FitWord.NOT_KNOWN -> Mark.SOON to DeviceWord.FIT_UNKNOWN
        }
    Marked(mark, say(word))
    Para(fit.sentence)
}

@Composable
fun ChooseDeviceScreen(state: ChooseDeviceState) {
    Page(state, say(DeviceWord.CHOOSE_DEVICE), state.person.name, foot = {
        QuietButton(say(DeviceWord.CHOOSE_NONE), !state.busy) { state.without() }
    }) {
        state.notices.forEach { Card(LocalPalette.current.tint) { Para(it) } }
        state.view?.lacking?.let { Quiet(it) }
        state.devices.forEach { device ->
            Card {
                Standing(device)
                when (device.state) {
                    DeviceState.READY -> MainButton(say(DeviceWord.CHOOSE_USE, device.name), !state.busy) { state.use(device) }
                    else -> if (device.mayBeLookedAt) QuietButton(say(DeviceWord.CHOOSE_CHECK, device.name)) { state.check(device) }
                }
            }
        }
    }
}
