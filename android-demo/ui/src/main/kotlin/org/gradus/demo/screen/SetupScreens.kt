package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import org.gradus.demo.look.Card
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.Tick
import org.gradus.demo.look.isLargeText
import org.gradus.demo.state.BackgroundState
import org.gradus.demo.state.BlanksState
import org.gradus.demo.state.DateParts
import org.gradus.demo.state.LeftOut
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.PlanCheckState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.dateOf
import org.gradus.demo.words.Choice
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.day
import org.gradus.demo.words.say

@Composable
fun PersonScreen(state: PersonState) {
    Page(state, say(Word.PERSON_TITLE), back = state.canGoBack, foot = { MainButton(say(Word.NEXT)) { state.next() } }) {
        if (state.isChange) Para(say(Word.PERSON_CHANGE_TEXT))
        OneOf(worded(Choices.ROLES), state.role) { state.role = it }
        TextEntry(say(Word.PERSON_NAME), state.name) { state.name = it }
        Heading(say(Word.PERSON_BORN))
        DateEntry(state.born)
        state.missing?.let { Missing(say(Word.LOG_MISSING, say(it))) }
    }
}

@Composable
fun BackgroundScreen(state: BackgroundState) {
    state.asked?.let { return TakeOutScreen(state, it) }
    Page(state, say(Word.BACKGROUND_TITLE, state.name), foot = { MainButton(say(Word.SAVE), !state.busy) { state.save() } }) {
        Para(say(if (state.isChange) Word.PERSON_CHANGE_TEXT else Word.BACKGROUND_TEXT))
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            Choices.CONDITIONS.forEach { Tick(say(it.word), it.id in state.chosen) { state.toggle(it.id) } }
            Tick(say(Word.BACKGROUND_NONE), state.none) { state.chooseNone() }
        }
        TextEntry(say(Word.PRETERM_WEEKS), state.pretermWeeks, entry = Entry.NUMBER) { state.pretermWeeks = it }
        Heading(say(Word.OPERATIONS_TITLE))
        state.operations.forEach { operation ->
            QuietButton(say(Word.OPERATION_DROP, operation(operation.first, operation.second))) { state.operations.remove(operation) }
        }
        if (state.adding) AddOperation(state) else QuietButton(say(Word.OPERATION_ADD)) { state.adding = true }
        if (state.missing) Missing(say(Word.BACKGROUND_MISSING))
    }
}

/** One thing that stood there, by its name. */
@Composable
private fun TakeOutScreen(
    state: BackgroundState,
    one: LeftOut,
) {
    val condition = Choices.CONDITIONS.firstOrNull { it.id == one.name }?.word ?: Word.PRETERM
    val words = if (one.isOperation) operation(one.name, dateOf(one.text)) else say(condition)
    Page(state, say(Word.TAKE_OUT_TITLE), state.name, foot = {
        MainButton(say(Word.TAKE_OUT_NO, words), !state.busy) { state.leaveIn() }
        QuietButton(say(Word.TAKE_OUT_YES, words), !state.busy) { state.takeOut() }
    }) { Para(say(Word.TAKE_OUT_TEXT, words)) }
}

/** An operation with its day, where that is known. */
@Composable
private fun operation(
    kind: String,
    date: String,
): String = listOf(say(Choices.OPERATIONS.first { it.id == kind }.word), day(date)).filter { it.isNotEmpty() }.joinToString()

@Composable
private fun AddOperation(state: BackgroundState) {
    Card {
        Heading(say(Word.OPERATION_KIND))
        OneOf(worded(Choices.OPERATIONS), state.kind) { state.kind = it }
        Heading(say(Word.OPERATION_DATE))
        DateEntry(state.date)
        QuietButton(say(Word.OPERATION_KEEP), state.kind != null) { state.keepOperation() }
    }
}

@Composable
fun PlanImportScreen(state: PlanImportState) {
    Page(state, say(Word.PLAN_TITLE), state.person.name, foot = { QuietButton(say(Word.PLAN_LATER)) { state.back() } }) {
        Para(say(Word.PLAN_TEXT))
        Heading(say(Word.PLAN_FORMS))
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
            state.forms.forEach { form -> QuietButton(form.title, !state.busy) { state.choose(form.text) } }
        }
        TextEntry(say(Word.PLAN_PASTE), state.pasted, entry = Entry.LONG) { state.pasted = it }
        if (state.nothing) Missing(say(Word.PLAN_EMPTY))
        QuietButton(say(Word.PLAN_READ), !state.busy) { state.read() }
        QuietButton(say(Word.PLAN_CHOOSE), !state.busy) { state.chooseFile() }
    }
}

@Composable
fun BlanksScreen(state: BlanksState) {
    Page(state, say(Word.BLANKS_TITLE), state.person.name, foot = { MainButton(say(Word.NEXT), !state.busy) { state.next() } }) {
        Para(say(Word.BLANKS_TEXT))
        state.blanks.forEach { blank ->
            TextEntry(state.label(blank), state.values[blank.field].orEmpty()) { state.values[blank.field] = it }
        }
        if (state.empty > 0) Missing(say(Word.BLANKS_MISSING, state.empty))
    }
}

@Composable
fun PlanCheckScreen(state: PlanCheckState) {
    Page(state, say(Word.PLAN_CHECK_TITLE), state.person.name, foot = {
        MainButton(say(Word.PLAN_ADOPT), !state.busy) { state.adopt() }
        QuietButton(say(Word.PLAN_CHANGE), !state.busy) { state.back() }
    }) {
        Card {
            Heading(state.plan.title)
            state.plan.summary.forEach { Para(it) }
        }
        Sentences(Word.PLAN_WARNINGS, state.plan.warnings)
        Sentences(Word.PLAN_MISSING, state.plan.missing)
        Sentences(Word.PLAN_REPLACED, state.replaced?.changes.orEmpty().map { it.sentence })
    }
}

@Composable
internal fun Sentences(
    title: Word,
    sentences: List<String>,
) {
    if (sentences.isEmpty()) return
    Card(LocalPalette.current.tint) {
        Heading(say(title))
        sentences.forEach { Para(it) }
    }
}

/** Day, month and year beside each other; below each other where the text is large. */
@Composable
internal fun DateEntry(date: DateParts) {
    val day = @Composable { modifier: Modifier -> TextEntry(say(Word.DAY), date.day, modifier, Entry.NUMBER) { date.day = it } }
    val month = @Composable { modifier: Modifier -> TextEntry(say(Word.MONTH), date.month, modifier, Entry.NUMBER) { date.month = it } }
    val year = @Composable { modifier: Modifier -> TextEntry(say(Word.YEAR), date.year, modifier, Entry.NUMBER) { date.year = it } }
    if (isLargeText()) {
        Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) { listOf(day, month, year).forEach { it(Modifier) } }
    } else {
        Row(horizontalArrangement = Arrangement.spacedBy(Gap.small)) {
            day(Modifier.weight(2f))
            month(Modifier.weight(2f))
            year(Modifier.weight(3f))
        }
    }
}

/** A closed list with its words. */
@Composable
internal fun worded(choices: List<Choice>): List<Pair<String, String>> = choices.map { it.id to say(it.word) }
