package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.demo.look.Heading
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.state.ReportState
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun ReportScreen(state: ReportState) {
    Page(state, say(Word.REPORT), state.person.name, foot = {
        MainButton(say(Word.REPORT_SHARE), !state.busy) { state.share() }
        QuietButton(say(Word.REPORT_SHOW), !state.busy) { state.look() }
    }) {
        Para(say(Word.REPORT_TEXT))
        Heading(say(Word.PAUSE_FROM))
        DateEntry(state.from)
        Heading(say(Word.PAUSE_TO))
        DateEntry(state.to)
        Quiet(say(Word.REPORT_DAYS))
        Heading(say(Word.REPORT_NOTES))
        val ways = listOf(false to say(Word.REPORT_WITHOUT), true to say(Word.REPORT_WITH))
        OneOf(ways.map { (with, words) -> with.toString() to words }, state.withNotes.toString()) { state.withNotes = it.toBoolean() }
        if (state.isWrong) Missing(say(Word.REPORT_WRONG))
    }
}
