package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import org.gradus.core.GateWord
import org.gradus.core.NextActionKind
import org.gradus.core.PauseView
import org.gradus.core.SlotStatus
import org.gradus.core.SlotView
import org.gradus.core.TaskView
import org.gradus.core.TodayView
import org.gradus.demo.app.Hindrance
import org.gradus.demo.look.Card
import org.gradus.demo.look.EmergencyCallButton
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Marked
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.StopButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.look.isLargeText
import org.gradus.demo.look.type
import org.gradus.demo.state.PeopleState
import org.gradus.demo.state.SkipState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.Undo
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.isFromThenOn
import org.gradus.demo.state.millimetres
import org.gradus.demo.words.Choices
import org.gradus.demo.words.DeviceWord
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.day
import org.gradus.demo.words.moment
import org.gradus.demo.words.say

@Composable
fun TodayScreen(state: TodayState) {
    val view = state.view
    val goesOn = state.run?.goesOn == true
    val stop: (@Composable () -> Unit)? = if (goesOn) ({ StopButton(say(Word.SESSION_STOP)) { state.stop() } }) else null
    Page(state, say(Word.TODAY_TITLE), state.person.name, back = false, anchored = stop, foot = {
        if (view != null) Main(state, view)
    }) {
        if (view == null) return@Page
        val running = view.running
        if (running != null) return@Page InSession(state, view, running)
        // Large text would push the button out of sight: then it comes first.
        if (isLargeText()) EmergencyCall(state)
        News(state, alarming = true)
        Lead(view.headline)
        if (!isLargeText() && view.nextAction.kind != NextActionKind.CALL_EMERGENCY) EmergencyCall(state)
        News(state, alarming = false)
        CodeLeft(state)
        Hindrances(state)
        state.notices?.let { Written(it, state.undo.slip?.let { { state.takeOut() } }) }
        TakenOut(state.undo)
        if (view.pause == null || view.gate.gate != GateWord.ALLOW) Gate(view)
        val below = state.clinicNumber.takeIf { view.nextAction.kind == NextActionKind.CALL_CLINIC }
        if (view.gate.gate == GateWord.BLOCKED) Numbers(view.contacts, below) { state.call(it) }
        Tasks(view.tasks)
        Planned(state, view)
        Notices(view.notices)
        OtherWays(state, view)
    }
}

/**
 * A session that goes on, or is not written down yet: before everything but an emergency. What the day would offer otherwise waits
 * until it is over.
 */
@Composable
private fun ColumnScope.InSession(
    state: TodayState,
    view: TodayView,
    running: String,
) {
    if (isLargeText()) EmergencyCall(state)
    News(state, alarming = true)
    // The core says what goes on in the headline, unless something is graver.
    if (view.headline != running) Lead(view.headline)
    if (!isLargeText()) EmergencyCall(state)
    Card(LocalPalette.current.tint) { Para(running, type.lead) }
    News(state, alarming = false)
    Hindrances(state)
    if (view.gate.gate == GateWord.BLOCKED) {
        Gate(view)
        Numbers(view.contacts) { state.call(it) }
        QuietButton(say(Word.WRITE_CONTACT)) { state.act(NextActionKind.RECORD_CONTACT) }
    }
    QuietButton(say(Word.SETTINGS)) { state.settings() }
}

/** What became of the notes. Where something is missing or was changed it stands before everything else, and stays until it was read. */
@Composable
private fun News(
    state: TodayState,
    alarming: Boolean,
) {
    val news = state.app.news?.takeIf { it.alarming == alarming } ?: return
    if (!alarming) return Sentences(Word.NEWS, news.sentences)
    Card {
        Marked(Mark.DANGER, say(Word.NEWS), LocalPalette.current.danger)
        news.sentences.forEach { Para(it) }
        QuietButton(say(Word.READ_THIS)) { state.newsRead() }
    }
}

/** The recovery code may not be on paper. */
@Composable
private fun CodeLeft(state: TodayState) {
    val sentence = state.app.codeLeft ?: return
    Card {
        Para(sentence)
        QuietButton(say(LockWord.NEW_CODE)) { state.newCode() }
    }
}

/** What keeps the phone from sounding or from showing Stop, each with the one tap that puts it right. */
@Composable
private fun Hindrances(state: TodayState) {
    for (hindrance in state.hindrances) {
        val (why, fix) =
            when (hindrance) {
                Hindrance.NOTICES -> Word.NOTICES_OFF to Word.NOTICES_FIX
                Hindrance.TIMER -> Word.TIMER_OFF to Word.TIMER_FIX
                Hindrance.REMINDERS -> Word.REMINDERS_OFF to Word.REMINDERS_FIX
                Hindrance.EXACT_ALARMS -> Word.ALARMS_OFF to Word.ALARMS_FIX
                Hindrance.BATTERY -> Word.BATTERY_OFF to Word.BATTERY_FIX
            }
        Card {
            Para(say(why))
            QuietButton(say(fix)) { state.putRight(hindrance) }
        }
    }
}

@Composable
private fun EmergencyCall(state: TodayState) {
    val number = state.emergencyNumber
    if (state.isEmergency) EmergencyCallButton(say(Word.CALL_NUMBER, number)) { state.call(number) }
}

/** What the core says is to be done first; quiet where nothing has to be done now. A call for emergency care looks like one. */
@Composable
private fun Main(
    state: TodayState,
    view: TodayView,
) {
    val words = words(state, view)
    if (view.nextAction.kind == NextActionKind.CALL_EMERGENCY) {
        // Large text would push the button out of sight: then it stands above.
        if (!isLargeText()) EmergencyCallButton(words) { state.main() }
    } else if (view.nextAction.isAsked) {
        MainButton(words, !state.busy) { state.main() }
    } else {
        QuietButton(words, !state.busy) { state.main() }
    }
}

@Composable
private fun words(
    state: TodayState,
    view: TodayView,
): String =
    when (view.nextAction.kind) {
        NextActionKind.RETURN_TO_SESSION -> say(Word.GO_ON_FOR, view.person.name)
        NextActionKind.CALL_EMERGENCY -> say(Word.CALL_NUMBER, state.emergencyNumber)
        NextActionKind.CALL_CLINIC -> say(Word.CALL_NUMBER, state.clinicNumber.orEmpty())
        NextActionKind.RECORD_CONTACT -> say(Word.WRITE_CONTACT)
        NextActionKind.IMPORT_PLAN -> say(Word.IMPORT_FOR, view.person.name)
        NextActionKind.CHECK_IN -> say(Word.CHECKIN_FOR, view.person.name)
        NextActionKind.END_PAUSE -> say(Word.PAUSE_END)
        NextActionKind.START_SESSION -> say(Word.START_FOR, view.person.name)
    }

@Composable
internal fun Written(
    notices: List<String>,
    onUndo: (() -> Unit)? = null,
) {
    Card(LocalPalette.current.tint) {
        Para(say(Word.SAVED))
        notices.forEach { Para(it) }
        if (onUndo != null) QuietButton(say(Word.UNDO), onClick = onUndo)
    }
}

@Composable
internal fun TakenOut(undo: Undo) {
    if (undo.isTakenOut) Card(LocalPalette.current.tint) { Para(say(Word.TAKEN_OUT)) }
}

@Composable
private fun Gate(view: TodayView) {
    val (mark, word) =
        when (view.gate.gate) {
            GateWord.ALLOW -> return Quiet(view.gate.sentence)
            GateWord.SAME_SIZE -> Mark.PAUSE to Word.GATE_SAME
            GateWord.STEP_DOWN -> Mark.PAUSE to Word.GATE_DOWN
            GateWord.WAIT -> Mark.PAUSE to Word.GATE_WAIT
            GateWord.BLOCKED -> Mark.DANGER to Word.GATE_BLOCKED
        }
    Card {
        Marked(mark, say(word), if (mark == Mark.DANGER) LocalPalette.current.danger else LocalPalette.current.ink)
        Para(view.gate.sentence)
    }
}

/** What the plan asks of the day; in a pause it asks for nothing. */
@Composable
private fun Planned(
    state: TodayState,
    view: TodayView,
) {
    view.pause?.let { return Paused(it) }
    Sizes(view)
    Slots(view) { state.skip(it) }
}

/** Why the plan is paused, and its days as far as they are known. */
@Composable
private fun Paused(pause: PauseView) {
    Card {
        Choices.SKIP_REASONS.firstOrNull { it.id == pause.reason }?.let { Para(say(it.word)) }
        Para(say(Word.PAUSE_SINCE, day(pause.since)))
        pause.until?.let { Para(say(Word.PAUSE_UNTIL, day(it))) }
    }
}

@Composable
internal fun Tasks(tasks: List<TaskView>) {
    if (tasks.isEmpty()) return
    Card {
        Heading(say(Word.TASKS))
        tasks.forEach { task ->
            Column(Modifier.semantics(mergeDescendants = true) {}) {
                Para(task.sentence)
                Quiet(say(whenOf(task), moment(task.due)))
            }
        }
    }
}

/** By when, or from when on. */
private fun whenOf(task: TaskView): Word =
    when {
        task.overdue -> Word.TASK_OVERDUE
        task.isFromThenOn -> Word.TASK_FROM
        else -> Word.TASK_DUE
    }

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Sizes(view: TodayView) {
    val sizes =
        listOf(
            Word.SIZE_NEXT to view.nextSizeTenthsMm,
            Word.SIZE_NOW to view.sizeTenthsMm,
            Word.SIZE_GOAL to view.goalTenthsMm,
        ).mapNotNull { (word, size) -> size?.let { word to it } }
    if (sizes.isEmpty()) return
    Card {
        FlowRow(horizontalArrangement = Arrangement.spacedBy(Gap.wide), verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            sizes.forEach { (word, size) ->
                Column(Modifier.semantics(mergeDescendants = true) {}) {
                    Quiet(say(word))
                    Para(say(Word.SIZE_MM, millimetres(size)), type.lead)
                }
            }
        }
    }
}

@Composable
private fun Slots(
    view: TodayView,
    onSkip: (SlotView) -> Unit,
) {
    if (view.slots.isEmpty()) return
    Card {
        Heading(say(Word.TODAY_SESSIONS))
        view.slots.forEachIndexed { place, slot ->
            Column {
                Column(Modifier.semantics(mergeDescendants = true) {}) {
                    Quiet(slot.at?.let { say(Word.SESSION_AT, it) } ?: say(Word.SESSION_NUMBER, place + 1))
                    Para(slot.sentence, if (slot.status == SlotStatus.DUE) type.lead else type.body)
                }
                if (TodayState.canBeHeld(slot)) WordButton(say(Word.SKIP)) { onSkip(slot) }
            }
        }
    }
}

@Composable
private fun Notices(notices: List<String>) {
    if (notices.isEmpty()) return
    Card {
        Heading(say(Word.NOTICES))
        notices.forEach { Para(it) }
    }
}

/** One that goes on can only be ended. */
@Composable
internal fun pauses(are: PauseView?): String = say(if (are == null) Word.PAUSES else Word.PAUSE_END)

/** Everything that is not the one thing to do now. */
@Composable
private fun OtherWays(
    state: TodayState,
    view: TodayView,
) {
    val main = view.nextAction.kind
    // The core names a next size where a session may be held, and goes on naming it in a pause.
    val mayStart = main != NextActionKind.START_SESSION && view.nextSizeTenthsMm != null && view.pause == null
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        if (main != NextActionKind.CHECK_IN) QuietButton(say(Word.CHECKIN_OTHER)) { state.act(NextActionKind.CHECK_IN) }
        if (mayStart) QuietButton(say(Word.START_OTHER)) { state.act(NextActionKind.START_SESSION) }
        QuietButton(say(Word.LOG_OTHER)) { state.log() }
        if (main != NextActionKind.RECORD_CONTACT) QuietButton(say(Word.WRITE_CONTACT)) { state.act(NextActionKind.RECORD_CONTACT) }
        QuietButton(say(Word.PLAN_VIEW)) { state.plan() }
        QuietButton(say(DeviceWord.DEVICES)) { state.devices() }
        QuietButton(say(Word.PROGRESS)) { state.progress() }
        QuietButton(say(Word.TIMELINE)) { state.timeline() }
        if (view.plan != null && main != NextActionKind.END_PAUSE) QuietButton(pauses(view.pause)) { state.pauses() }
        if (main != NextActionKind.IMPORT_PLAN) QuietButton(say(Word.PLAN_TITLE)) { state.bringPlan() }
        QuietButton(say(Word.PEOPLE)) { state.people() }
        QuietButton(say(Word.SETTINGS)) { state.settings() }
    }
}

@Composable
fun SkipScreen(state: SkipState) {
    Page(state, say(Word.SKIP_TITLE), state.person.name) {
        Para(say(Word.SKIP_TEXT))
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            Choices.SKIP_REASONS.forEach { reason -> QuietButton(say(reason.word), !state.busy) { state.because(reason.id) } }
        }
    }
}

@Composable
fun PeopleScreen(state: PeopleState) {
    Page(state, say(Word.PEOPLE_TITLE), foot = { QuietButton(say(Word.PEOPLE_ADD)) { state.add() } }) {
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            state.people.forEach { person ->
                QuietButton(person.name, !state.busy) { state.choose(person) }
                WordButton(say(Word.PERSON_CHANGE, person.name)) { state.change(person) }
            }
        }
    }
}
