package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import org.gradus.core.PlanView
import org.gradus.core.PreviewPath
import org.gradus.core.PreviewView
import org.gradus.core.PreviewWeek
import org.gradus.core.StageView
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.state.PauseState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.millimetres
import org.gradus.demo.words.Choices
import org.gradus.demo.words.WhereWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.day
import org.gradus.demo.words.say

@Composable
fun PlanScreen(state: PlanState) {
    val plan = state.plan
    val stage = state.preview?.stage
    val proposed = stage?.proposed
    if (state.asked != null) return TakeStage(state, stage?.proposal.orEmpty())
    val foot: (@Composable ColumnScope.() -> Unit)? =
        if (proposed == null) null else ({ MainButton(say(Word.PLAN_TAKE)) { state.ask(proposed) } })
    Page(state, say(Word.PLAN_VIEW), state.person.name, foot = foot) {
        if (state.today != null && plan == null) {
            Para(say(Word.NO_PLAN))
            MainButton(say(Word.PLAN_TITLE)) { state.bringPlan() }
        }
        if (state.today != null) QuietButton(say(WhereWord.SETTING)) { state.where() }
        if (plan == null) return@Page
        Lead(plan.title)
        stage?.let { Stage(it) }
        state.today?.proposal?.let { proposal ->
            Card {
                Heading(say(Word.PLAN_SIZES))
                if (state.rungs.isNotEmpty()) Stairs(state.rungs, proposal.sentence)
                Para(proposal.sentence)
                Reasons(proposal.reasons)
            }
        }
        state.preview?.let { Preview(it, state) }
        Numbers(plan.contacts) { state.call(it) }
        Card {
            Heading(say(Word.PLAN_SAYS))
            plan.summary.forEach { Para(it) }
        }
        History(state)
    }
}

/** Where the plan stands, what the log would have it do, and why. */
@Composable
private fun Stage(stage: StageView) {
    Card {
        Para(stage.sentence)
        Quiet(say(Word.PLAN_SINCE, day(stage.since)))
        stage.proposal?.let { Para(it) }
        Reasons(stage.reasons)
    }
}

/** Nobody moves a plan without a yes. */
@Composable
private fun TakeStage(
    state: PlanState,
    proposal: String,
) {
    Page(state, say(Word.PLAN_TAKE_ASKED), state.person.name, foot = {
        MainButton(say(Word.PLAN_TAKE_YES), !state.busy) { state.take() }
        QuietButton(say(Word.PLAN_TAKE_NO), !state.busy) { state.back() }
    }) {
        Lead(proposal)
        Para(say(Word.PLAN_TAKE_TEXT))
    }
}

@Composable
private fun Preview(
    preview: PreviewView,
    state: PlanState,
) {
    Card {
        Heading(say(Word.PLAN_WEEKS))
        val ways = listOf(false.toString() to say(Word.PLAN_WELL), true.toString() to say(Word.PLAN_BAD_WEEK))
        OneOf(ways, state.withBadWeek.toString()) { state.withBadWeek = it.toBoolean() }
        Path(if (state.withBadWeek) preview.badWeek else preview.well)
    }
}

@Composable
private fun Path(path: PreviewPath) {
    Para(path.sentence)
    path.weeks.forEach { Week(it) }
    path.ends?.let { Para(it) }
}

@Composable
private fun Week(week: PreviewWeek) {
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        Quiet(say(Word.PLAN_WEEK_FROM, day(week.fromDate)))
        Para(say(Word.PLAN_WEEK, week.sessions.toString(), say(Word.SIZE_MM, millimetres(week.sizeTenthsMm))))
        week.changes.forEach { Para(it) }
    }
}

@Composable
private fun History(state: PlanState) {
    val history = state.history ?: return WordButton(say(Word.PLAN_EARLIER)) { state.showHistory() }
    if (history.isEmpty()) return Quiet(say(Word.PLAN_NO_EARLIER))
    history.forEach { Earlier(it) }
}

@Composable
private fun Earlier(plan: PlanView) {
    Card {
        Heading(plan.title)
        plan.effective?.let { Quiet(say(Word.PLAN_SINCE, day(it))) }
        plan.summary.forEach { Para(it) }
    }
}

@Composable
fun PausesScreen(state: PauseState) {
    val pause = state.are
    if (pause != null) {
        return Page(state, pauses(pause), state.person.name, foot = {
            MainButton(say(Word.PAUSE_END), !state.busy) { state.end() }
        }) {
            Lead(pause.sentence)
        }
    }
    Page(state, say(Word.PAUSES), state.person.name, foot = { MainButton(say(Word.PAUSE_BEGIN), !state.busy) { state.begin() } }) {
        Para(say(Word.PAUSE_TEXT))
        Heading(say(Word.PAUSE_REASON))
        OneOf(worded(Choices.SKIP_REASONS), state.reason) { state.reason = it }
        Heading(say(Word.PAUSE_FROM))
        DateEntry(state.from)
        Heading(say(Word.PAUSE_TO))
        DateEntry(state.to)
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            state.missing?.let { Missing(say(Word.LOG_MISSING, say(it))) }
        }
    }
}
