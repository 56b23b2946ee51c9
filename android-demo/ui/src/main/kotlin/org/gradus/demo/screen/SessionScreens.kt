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
import org.gradus.core.RunInsertionView
import org.gradus.core.RunStage
import org.gradus.core.RunView
import org.gradus.demo.look.Card
import org.gradus.demo.look.EnglishNote
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.OneOfFew
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.StopButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.Tick
import org.gradus.demo.look.WordButton
import org.gradus.demo.look.type
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.millimetres
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.clock
import org.gradus.demo.words.say

@Composable
fun SessionScreen(state: SessionState) {
    val run = state.view
    val title = if (state.asking) Word.SESSION_KEEP_OR_STOP else Word.SESSION_TITLE
    // Nothing that is under way, and no size of text, takes the way to stop away.
    val stop: (@Composable () -> Unit)? = if (run?.hasEnded == false) ({ StopButton(say(Word.SESSION_STOP)) { state.stop() } }) else null
    Page(state, say(title), state.person.name, anchored = stop, foot = { if (run != null) Onward(state, run) }) {
        if (run == null) return@Page
        if (state.asking) return@Page Para(say(Word.SESSION_KEEP_TEXT))
        EnglishNote()
        if (state.telling) Telling(state) else Live(state, run)
    }
}

@Composable
private fun ColumnScope.Live(
    state: SessionState,
    run: RunView,
) {
    val isEmpty = run.hasEnded && run.mayAbandon
    run.insertion?.let { Quiet(insertion(it)) }
    Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { Lead(run.now) }
    Clock(run)
    if (!isEmpty) run.next?.let { Quiet(it) }
    state.announced?.takeIf { it != run.now }?.let { Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { Quiet(it) } }
    if (run.stage == RunStage.CHECK_LIST) CheckList(state, run)
    if (isEmpty) Para(say(Word.SESSION_NOTHING))
    WordButton(say(Word.SESSION_TELL)) { state.telling = true }
}

/** What is left, or how long it is too long already. A screen reader finds it here, and is never made to count. */
@Composable
private fun Clock(run: RunView) {
    val left = run.leftMs
    val held = run.heldMs
    val overrun = run.overrun
    when {
        overrun != null -> Card { Para(overrun, type.lead) }
        left != null -> Figure(clock(left), say(Word.SESSION_LEFT))
        held != null -> Figure(clock(held), say(Word.SESSION_HELD))
    }
}

@Composable
private fun Figure(
    time: String,
    words: String,
) {
    Card {
        Column(Modifier.semantics(mergeDescendants = true) {}) {
            Para(time, type.clock)
            Quiet(words)
        }
    }
}

@Composable
private fun insertion(one: RunInsertionView): String {
    val size = say(Word.SIZE_MM, millimetres(one.sizeTenthsMm))
    val place = say(Word.SESSION_PLACE, one.number.toString(), one.of.toString())
    return listOfNotNull(place, size, say(Word.SESSION_WARM_UP).takeIf { one.warmUp }).joinToString(separator = " · ")
}

@Composable
private fun CheckList(
    state: SessionState,
    run: RunView,
) {
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        run.checks.forEach { check -> Tick(check.sentence, check.ticked) { state.tick(check) } }
    }
}

/** Pain, blood, and what else ends a session. Stop stays where it is. */
@Composable
private fun Telling(state: SessionState) {
    Heading(say(Word.SESSION_PAIN))
    OneOfFew(PAIN.map { it to it }, null) { state.pain(it) }
    Heading(say(Word.LOG_BLEEDING))
    OneOf(state.bloodLevels.map { it.id to it.words }, null) { state.blood(it) }
    Heading(say(Word.SESSION_SIGNS))
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        SessionState.SIGNS.forEach { (sign, word) -> QuietButton(say(word)) { state.tell(sign) } }
    }
    WordButton(say(Word.SESSION_NOTHING_TO_TELL)) { state.telling = false }
}

/** What the core takes now, the most usual first; resting and breaks do not press anybody on. */
@Composable
private fun Onward(
    state: SessionState,
    run: RunView,
) {
    if (state.asking) return MainButton(say(Word.SESSION_KEEP_GOING)) { state.keepGoing() }
    if (state.telling) return
    if (run.hasEnded && run.mayAbandon) return MainButton(say(Word.TO_TODAY), !state.busy) { state.leave() }
    val open = SessionState.actions(run)
    open.forEachIndexed { place, (event, word) ->
        if (place == 0 && event in SessionState.ONWARD && run.stage != RunStage.RESTING) {
            MainButton(say(word), !state.busy) { state.tell(event) }
        } else {
            QuietButton(say(word), !state.busy) { state.tell(event) }
        }
    }
    if (!run.mayFinish) return
    if (open.isEmpty()) {
        MainButton(say(Word.SESSION_FINISH)) { state.finish() }
    } else {
        QuietButton(say(Word.SESSION_FINISH)) { state.finish() }
    }
}

@Composable
fun FinishScreen(state: FinishState) {
    Page(state, say(Word.FINISH_TITLE), state.person.name, foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        Quiet(held(state.run))
        if (state.run.asksEase) {
            Heading(say(Word.LOG_EASE))
            OneOf(worded(Choices.EASE), state.ease) { state.ease = it }
        }
        Heading(say(Word.LOG_PAIN))
        OneOfFew(PAIN.map { it to it } + (UNKNOWN to say(Word.NOT_SURE)), state.pain) { state.pain = it }
        Heading(say(Word.LOG_BLEEDING))
        OneOf(state.bleedingLevels.map { it.id to it.words } + (UNKNOWN to say(Word.NOT_SURE)), state.bleeding) { state.bleeding = it }
        if (state.run.asksWhy) {
            Heading(say(Word.FINISH_WHY))
            OneOf(worded(Choices.STOP_REASONS), state.stop) { state.stop = it }
        }
        TextEntry(say(Word.LOG_NOTE), state.note, entry = Entry.LONG) { state.note = it }
        StillMissing(state.missing)
    }
}

/** What was reached, smaller sizes included. */
@Composable
private fun held(run: RunView): String {
    val size = say(Word.SIZE_MM, millimetres(run.sizeTenthsMm))
    val holds = run.doneS.map { clock(it.toULong() * MS_PER_S) }
    return (listOf(size) + holds).joinToString(separator = " · ")
}

internal val PAIN = (0..10).map(Int::toString)

private const val MS_PER_S = 1000UL
