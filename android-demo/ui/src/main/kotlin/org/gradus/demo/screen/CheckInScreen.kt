package org.gradus.demo.screen

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import org.gradus.UNKNOWN
import org.gradus.core.FactQuestion
import org.gradus.demo.look.Card
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.OneOfFew
import org.gradus.demo.look.Page
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.QuestionKind
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun CheckInScreen(state: CheckInState) {
    val more = say(Word.CHECKIN_MORE)
    val title = if (state.page == 0) say(Word.CHECKIN_TITLE) else say(Word.CHECKIN_PAGE, state.page + 1)
    Page(state, title, state.person.name, foot = {
        MainButton(say(Word.NEXT), !state.busy) { state.next(more) }
        if (state.furtherPage) QuietButton(say(Word.CHECKIN_FINISH), !state.busy) { state.finish() }
    }) {
        Quiet(say(Word.CHECKIN_TEXT))
        state.shownQuestions.forEach { Question(state, it) }
        if (state.asksMore) {
            Card {
                Heading(more)
                OneOfFew(yesNoNotSure(), state.more) { state.more = it }
            }
        }
        if (state.missing.isNotEmpty()) Missing(say(Word.CHECKIN_MISSING, state.missing.joinToString(separator = " · ")))
    }
}

@Composable
private fun Question(
    state: CheckInState,
    question: FactQuestion,
) {
    val answer = state.answers[question.id]
    Card {
        Heading(state.words(question))
        if (question.help.isNotEmpty()) Quiet(question.help)
        when (state.kind(question)) {
            QuestionKind.YES_NO -> {
                OneOfFew(yesNoNotSure(), answer) { state.answer(question, it) }
            }

            QuestionKind.LEVEL -> {
                val levels = question.levelWords.map { it.id to it.words }
                OneOf(levels + (UNKNOWN to say(Word.NOT_SURE)), answer) { state.answer(question, it) }
            }

            QuestionKind.NUMBER -> {
                NumberAnswer(state, question, answer)
            }
        }
    }
}

@Composable
private fun NumberAnswer(
    state: CheckInState,
    question: FactQuestion,
    answer: String?,
) {
    val label = numberLabel(question)
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        TextEntry(label, answer.takeUnless { it == UNKNOWN }.orEmpty(), entry = Entry.NUMBER) { state.answerNumber(question, it) }
        if (state.isOff(question)) Quiet(say(Word.CHECKIN_NUMBER_WRONG, question.least.orEmpty(), question.greatest.orEmpty()))
        OneOf(listOf(UNKNOWN to say(Word.NOT_SURE)), answer) { state.answer(question, it) }
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

@Composable
private fun yesNoNotSure(): List<Pair<String, String>> =
    listOf(true.toString() to say(Word.YES), false.toString() to say(Word.NO), UNKNOWN to say(Word.NOT_SURE))
