package org.gradus.demo.screen

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Fill
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import org.gradus.core.ProposalView
import org.gradus.core.ReasonView
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Page
import org.gradus.demo.look.Palette
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.ReasonMark
import org.gradus.demo.look.isLargeText
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.Rung
import org.gradus.demo.state.RungMark
import org.gradus.demo.state.millimetres
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

@Composable
fun ProgressScreen(state: ProgressState) {
    val proposal = state.today?.proposal
    val offered = state.offered
    Page(state, say(Word.PROGRESS_TITLE), state.person.name, foot = {
        if (offered != null) {
            val words = if (state.goesDown) Word.PROGRESS_BACK else Word.PROGRESS_TAKE
            MainButton(say(words, say(Word.SIZE_MM, millimetres(offered))), !state.busy) { state.take(offered) }
        }
    }) {
        if (state.today != null && proposal == null) Para(say(Word.NO_PLAN))
        if (proposal != null && state.rungs.isNotEmpty()) {
            Lead(proposal.sentence)
            Card { if (state.asTable) Table(state.rungs) else Stairs(state.rungs, proposal.sentence) }
            QuietButton(say(if (state.asTable) Word.PROGRESS_CHART else Word.PROGRESS_TABLE)) { state.asTable = !state.asTable }
            Reasons(proposal)
        }
        state.charts.forEach { chart -> Trend(chart, chart.id in state.tables) { state.turn(chart) } }
        QuietButton(say(Word.REPORT)) { state.report() }
    }
}

@Composable
private fun Reasons(proposal: ProposalView) {
    if (proposal.reasons.isEmpty()) return
    Card {
        Heading(say(Word.PROGRESS_REASONS))
        Reasons(proposal.reasons)
    }
}

/** What speaks for a step and what against it, each with its mark. */
@Composable
internal fun Reasons(reasons: List<ReasonView>) {
    reasons.forEach { reason ->
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            ReasonMark(if (reason.favours) Mark.FINE else Mark.PAUSE)
            Para(reason.sentence)
        }
    }
}

/** The plan's sizes as stairs. A screen reader hears the core's sentence; the table says the rest. */
@Composable
internal fun Stairs(
    rungs: List<Rung>,
    sentence: String,
) {
    val colours = LocalPalette.current
    Canvas(
        Modifier.fillMaxWidth().height(160.dp).semantics {
            contentDescription = sentence
            role = Role.Image
        },
    ) { stairs(rungs, colours) }
    if (!isLargeText()) Axis(rungs)
    Column(verticalArrangement = Arrangement.spacedBy(Gap.small)) {
        rungs.filter { it.marks.isNotEmpty() }.forEach { rung ->
            Row(Modifier.semantics(mergeDescendants = true) {}, Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
                Canvas(Modifier.size(20.dp)) { bar(rung, Offset.Zero, size, colours) }
                Para(listOf(say(Word.SIZE_MM, millimetres(rung.tenthsMm)), marks(rung)).joinToString(separator = " · "))
            }
        }
    }
}

/** The sizes below their stairs, for the eye; the list below and the table say them aloud. */
@Composable
private fun Axis(rungs: List<Rung>) {
    Row(Modifier.fillMaxWidth().clearAndSetSemantics {}) {
        rungs.forEach { rung -> Box(Modifier.weight(1f), Alignment.Center) { Quiet(millimetres(rung.tenthsMm)) } }
    }
}

private fun DrawScope.stairs(
    rungs: List<Rung>,
    colours: Palette,
) {
    val gap = 6.dp.toPx()
    val wide = (size.width - gap * (rungs.size - 1)) / rungs.size
    rungs.forEachIndexed { place, rung ->
        val tall = size.height * (place + 1) / rungs.size
        val column = if (layoutDirection == LayoutDirection.Rtl) rungs.lastIndex - place else place
        bar(rung, Offset(column * (wide + gap), size.height - tall), Size(wide, tall), colours)
    }
}

private fun DrawScope.bar(
    rung: Rung,
    at: Offset,
    size: Size,
    colours: Palette,
) {
    val round = CornerRadius(5.dp.toPx())
    val pen = 2.dp.toPx()
    val inner = Offset(at.x + pen / 2, at.y + pen / 2)
    val innerSize = Size(size.width - pen, size.height - pen)
    when {
        RungMark.NOW in rung.marks -> {
            drawRoundRect(colours.accent, at, size, round, Fill)
        }

        RungMark.NEXT in rung.marks -> {
            drawRoundRect(colours.tint, at, size, round, Fill)
            drawRoundRect(colours.accent, inner, innerSize, round, Stroke(pen))
        }

        rung.reached -> {
            drawRoundRect(colours.line, at, size, round, Fill)
        }

        else -> {
            drawRoundRect(colours.line, inner, innerSize, round, Stroke(pen))
        }
    }
}

@Composable
private fun Table(rungs: List<Rung>) {
    TableRow(say(Word.COLUMN_SIZE), say(Word.COLUMN_MARK), header = true)
    rungs.forEach { TableRow(say(Word.SIZE_MM, millimetres(it.tenthsMm)), marks(it), header = false) }
}

@Composable
private fun TableRow(
    first: String,
    second: String,
    header: Boolean,
) {
    val row = Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}.padding(vertical = 4.dp)
    val cell = @Composable { text: String -> if (header) Quiet(text) else Para(text) }
    if (isLargeText()) {
        Column(row) { listOf(first, second).forEach { cell(it) } }
    } else {
        Row(row, Arrangement.spacedBy(Gap.small)) { listOf(first, second).forEach { Box(Modifier.weight(1f)) { cell(it) } } }
    }
}

@Composable
private fun marks(rung: Rung): String {
    val words =
        rung.marks.map {
            when (it) {
                RungMark.START -> say(Word.MARK_START)
                RungMark.NOW -> say(Word.MARK_NOW)
                RungMark.NEXT -> say(Word.MARK_NEXT)
                RungMark.GOAL -> say(Word.MARK_GOAL)
            }
        }
    return words.joinToString()
}
