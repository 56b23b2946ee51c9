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
import org.gradus.core.RunActionKind
import org.gradus.core.RunActionView
import org.gradus.core.RunInsertionView
import org.gradus.core.RunStage
import org.gradus.core.RunView
import org.gradus.demo.look.Card
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
import org.gradus.demo.state.NoticesState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.actions
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.isInside
import org.gradus.demo.state.millimetres
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.clock
import org.gradus.demo.words.say
import org.gradus.demo.words.span

@Composable
fun SessionScreen(state: SessionState) {
    val run = state.view
    val title = if (state.asking) Word.SESSION_KEEP_OR_STOP else Word.SESSION_TITLE
    Page(state, say(title), state.person.name, anchored = ways(state, run), foot = { if (run != null) Onward(state, run) }) {
        if (run == null) return@Page
        if (state.asking) return@Page Para(say(Word.SESSION_KEEP_TEXT))
        if (state.telling) Telling(state, run) else Live(state, run)
    }
}

/** Nothing that is under way, and no size of text, takes these away: to say that it is out, and to stop. */
@Composable
private fun ways(
    state: SessionState,
    run: RunView?,
): (@Composable () -> Unit)? {
    val mayComeOut = run?.isInside == true && !state.asking
    if (run == null || (!mayComeOut && !run.goesOn)) return null
    return {
        if (mayComeOut) MainButton(say(Word.SESSION_OUT), !state.busy) { state.tell(SessionState.OUT) }
        if (run.goesOn) StopButton(say(Word.SESSION_STOP)) { state.stop() }
    }
}

@Composable
private fun ColumnScope.Live(
    state: SessionState,
    run: RunView,
) {
    val isEmpty = run.hasEnded && run.mayAbandon
    run.insertion?.let { Quiet(insertion(it, run.device?.name, run.goesOn)) }
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
private fun insertion(
    one: RunInsertionView,
    device: String?,
    goesOn: Boolean,
): String {
    val size = say(Word.SIZE_MM, millimetres(one.sizeTenthsMm))
    val place = say(Word.SESSION_PLACE, one.number.toString(), one.of.toString())
    return listOfNotNull(place, size, say(Word.SESSION_WARM_UP).takeIf { one.warmUp && goesOn }, device).joinToString(separator = " · ")
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

/** How much, as an event and in words. */
private fun choices(
    run: RunView,
    kind: RunActionKind,
): List<Pair<String, String>> = run.actions(kind).flatMap { asked -> asked.choices.map { it.event to it.label } }

@Composable
private fun words(action: RunActionView): String = SessionState.wordOf(action)?.let { say(it) } ?: action.label

/** What else ends a session, the gravest first, blood and pain. Stop stays where it is. */
@Composable
private fun Telling(
    state: SessionState,
    run: RunView,
) {
    Heading(say(Word.SESSION_SIGNS))
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        run.actions(RunActionKind.SIGN).forEach { sign -> QuietButton(words(sign)) { state.tell(sign.event) } }
    }
    Heading(say(Word.LOG_BLEEDING))
    OneOf(choices(run, RunActionKind.BLOOD), null) { state.tell(it) }
    Heading(say(Word.SESSION_PAIN))
    OneOfFew(choices(run, RunActionKind.PAIN), null) { state.tell(it) }
    WordButton(say(Word.SESSION_NOTHING_TO_TELL)) { state.telling = false }
}

/** What leads on now; that it is out has a place of its own. Resting and breaks do not press anybody on. */
@Composable
private fun Onward(
    state: SessionState,
    run: RunView,
) {
    if (state.asking) return MainButton(say(Word.SESSION_KEEP_GOING)) { state.keepGoing() }
    if (state.telling) return
    if (run.hasEnded && run.mayAbandon) return MainButton(say(Word.TO_TODAY), !state.busy) { state.leave() }
    val next = run.actions(RunActionKind.NEXT).filter { it.event != SessionState.OUT }
    next.forEach { action ->
        if (run.stage == RunStage.RESTING) {
            QuietButton(words(action), !state.busy) { state.tell(action.event) }
        } else {
            MainButton(words(action), !state.busy) { state.tell(action.event) }
        }
    }
    run.actions(RunActionKind.BREAK).forEach { QuietButton(words(it), !state.busy) { state.tell(it.event) } }
    if (!run.mayFinish) return
    if (next.isEmpty() && !run.isInside) {
        MainButton(say(Word.SESSION_FINISH)) { state.finish() }
    } else {
        QuietButton(say(Word.SESSION_FINISH)) { state.finish() }
    }
}

@Composable
fun NoticesScreen(state: NoticesState) {
    Page(state, say(Word.NOTICES_TITLE), state.person.name, foot = {
        MainButton(say(Word.NOTICES_ALLOW), !state.busy) { state.allow() }
        QuietButton(say(Word.NOTICES_LATER), !state.busy) { state.later() }
    }) {
        Para(say(Word.NOTICES_WHY))
        Para(say(Word.NOTICES_SHOWN))
    }
}

@Composable
fun FinishScreen(state: FinishState) {
    Page(state, say(Word.FINISH_TITLE), state.person.name, foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        Para(say(Word.FINISH_SIZE, say(Word.SIZE_MM, millimetres(state.run.sizeTenthsMm))))
        Held(state.run)
        if (state.run.asksEase) EasePicker(state.ease) { state.ease = it }
        WorstPainPicker(state.pain, state.run.painPeak) { state.pain = it }
        BloodPicker(state.bleedingLevels, state.bleeding, state.run.blood) { state.bleeding = it }
        if (state.run.asksWhy) {
            Heading(say(Word.FINISH_WHY))
            OneOf(worded(Choices.STOP_REASONS), state.stop) { state.stop = it }
        }
        TextEntry(say(Word.LOG_NOTE), state.note, entry = Entry.LONG) { state.note = it }
        StillMissing(state.missing)
    }
}

/** How long it was inside each time, smaller sizes included. */
@Composable
private fun Held(run: RunView) {
    if (run.doneS.isEmpty()) return
    val times = run.doneS.map { span(it) }
    Para(say(Word.FINISH_HELD, times.joinToString()))
}
