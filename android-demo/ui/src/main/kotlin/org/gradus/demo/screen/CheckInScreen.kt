package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import org.gradus.UNKNOWN
import org.gradus.core.FactQuestion
import org.gradus.demo.look.Entry
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.WordButton
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.QuestionKind
import org.gradus.demo.state.kind
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun CheckInScreen(state: CheckInState) {
    if (state.before != null) return GoOnScreen(state)
    val question = state.question
    val title = question?.let(state::words) ?: say(Word.CHECKIN_TITLE)
    val over = question?.let { say(Word.CHECKIN_PLACE, state.place) }
    val back = if (!state.isFirst) Word.PREVIOUS_QUESTION else Word.BACK
    Page(state, title, state.person.name, over = over, backWord = back, foot = { Onward(state) }) {
        if (question != null) {
            if (question.help.isNotEmpty()) Quiet(question.help)
            Answers(question, state.answer) { state.answer(it) }
            if (state.unanswered) Missing(say(Word.CHECKIN_MISSING, title))
            if (state.off) Missing(say(Word.CHECKIN_OUT_OF_RANGE, question.least.orEmpty(), question.greatest.orEmpty()))
        }
        if (state.isFirst) Quiet(say(Word.CHECKIN_TEXT))
        state.left?.let { Quiet(say(Word.CHECKIN_LEFT, it)) }
        WordButton(say(if (state.isKept) Word.CHECKIN_LEAVE_URGENT else Word.CHECKIN_LEAVE)) { state.leave() }
    }
}

/** A check-in that was locked away comes back. */
@Composable
private fun GoOnScreen(state: CheckInState) {
    Page(state, say(Word.CHECKIN_BEFORE), state.person.name, foot = {
        MainButton(say(Word.CHECKIN_RESUME), !state.busy) { state.goOn() }
        QuietButton(say(Word.CHECKIN_ANEW), !state.busy) { state.beginAnew() }
    }) { Para(say(Word.CHECKIN_BEFORE_TEXT)) }
}

@Composable
private fun Onward(state: CheckInState) {
    if (state.question != null) MainButton(say(Word.NEXT), !state.busy) { state.next() }
    if (state.isUrgent) QuietButton(say(Word.CHECKIN_TELL)) { state.tell() }
    if (state.mayFinish) QuietButton(say(Word.CHECKIN_FINISH), !state.busy) { state.finish() }
}

/**
 * The answers to choose from, and a field where a number is asked for; one takes the place of the other. Where several questions stand
 * on one screen, each answer is heard with what it is [about].
 */
@Composable
internal fun Answers(
    question: FactQuestion,
    answer: String?,
    about: String? = null,
    onAnswer: (String) -> Unit,
) {
    val notSure = UNKNOWN to say(Word.NOT_SURE)
    val known =
        when (kind(question)) {
            QuestionKind.YES_NO -> listOf(true.toString() to say(Word.YES), false.toString() to say(Word.NO))
            QuestionKind.LEVEL -> question.levelWords.map { it.id to it.words }
            QuestionKind.NUMBER -> emptyList()
        }
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        if (known.isEmpty()) {
            val typed = answer.takeIf { it != UNKNOWN }.orEmpty()
            TextEntry(numberLabel(question), typed, entry = Entry.NUMBER, about = about, onChange = onAnswer)
        }
        OneOf(known + notSure, answer, about, onAnswer)
    }
}

@Composable
private fun numberLabel(question: FactQuestion): String {
    val unit = Choices.UNITS.firstOrNull { it.id == question.unit }
    return when {
        unit != null -> say(Word.CHECKIN_NUMBER_UNIT, say(unit.word))
        question.unit == Choices.SCALE -> say(Word.CHECKIN_SCALE, question.least.orEmpty(), question.greatest.orEmpty())
        else -> say(Word.CHECKIN_NUMBER)
    }
}
