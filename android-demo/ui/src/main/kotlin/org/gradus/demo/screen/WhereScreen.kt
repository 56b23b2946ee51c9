package org.gradus.demo.screen

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import org.gradus.core.SettingReasonView
import org.gradus.core.SettingScreen
import org.gradus.core.SettingView
import org.gradus.core.SettingWord
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Missing
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.state.WhereState
import org.gradus.demo.state.wordsFor
import org.gradus.demo.words.WhereWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

/** Where dilation is to be done: the questions that could change the answer, then the answer. */
@Composable
fun WhereScreen(state: WhereState) {
    val view = state.view
    val page = state.page
    when {
        view == null -> Page(state, say(WhereWord.SETTING), state.person.name) {}
        page != null -> Questions(state, page)
        else -> Answer(state, view)
    }
}

@Composable
private fun Questions(
    state: WhereState,
    page: SettingScreen,
) {
    Page(state, state.title(page), state.person.name, foot = {
        MainButton(say(Word.NEXT), !state.busy) { state.next() }
        QuietButton(say(WhereWord.SETTING_LOOK)) { state.look() }
    }) {
        Para(say(WhereWord.SETTING_TEXT))
        page.questions.forEach { question ->
            val words = question.wordsFor(state.person)
            Heading(words)
            if (question.help.isNotEmpty()) Quiet(question.help)
            Answers(question, state.given[question.id], about = words) { state.answer(question, it) }
        }
        state.missing.forEach { Missing(say(Word.CHECKIN_MISSING, it.wordsFor(state.person))) }
    }
}

/** What it means, with whom to speak, why, what to ask at the visit, and when to look again. */
@Composable
private fun Answer(
    state: WhereState,
    view: SettingView,
) {
    val foot: (@Composable ColumnScope.() -> Unit)? =
        if (view.screens.isEmpty()) null else ({ MainButton(say(WhereWord.SETTING_GO_ON)) { state.goOn() } })
    Page(state, view.title, state.person.name, mark = mark(view.setting), foot = foot) {
        Lead(view.sentence)
        Para(view.whom)
        if (view.contacts.isNotEmpty()) Numbers(view.contacts) { state.call(it) }
        Reasons(state, view.reasons)
        Sentences(view.optionsLead, view.options)
        Sentences(say(WhereWord.SETTING_QUESTIONS), view.questions)
        Sentences(say(WhereWord.SETTING_OPEN), view.notSettled.map { it.says })
        Para(view.lookAgainSentence)
        Quiet(view.signOff)
        Quiet(say(Word.WHY_PACK, view.pack.version))
    }
}

private fun mark(setting: SettingWord): Mark =
    when (setting) {
        SettingWord.SELF_DIRECTED, SettingWord.HOME -> Mark.FINE
        SettingWord.PROFESSIONAL -> Mark.SOON
        SettingWord.NOT_NOW -> Mark.PAUSE
    }

@Composable
private fun Reasons(
    state: WhereState,
    reasons: List<SettingReasonView>,
) {
    if (reasons.isEmpty()) return
    Card {
        Heading(say(Word.PROGRESS_REASONS))
        reasons.forEach { Reason(it, state.explaining) }
        if (!state.explaining) WordButton(say(Word.WHY)) { state.explaining = true }
    }
}

@Composable
private fun Reason(
    reason: SettingReasonView,
    explained: Boolean,
) {
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        Para(reason.sentence)
        if (!explained) return@Column
        Quiet(say(basis(reason.basis)))
        if (reason.sources.isNotEmpty()) Quiet(say(Word.WHY_SOURCES, reason.sources.joinToString { it.id }))
        reason.sources.forEach { Quiet(it.says) }
    }
}

@Composable
private fun Sentences(
    title: String,
    sentences: List<String>,
) {
    if (sentences.isEmpty()) return
    Card {
        Heading(title)
        sentences.forEach { Para(it) }
    }
}
