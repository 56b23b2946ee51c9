package org.gradus.demo.screen

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.ExperimentalComposeUiApi
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.invisibleToUser
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import org.gradus.core.ChartSeries
import org.gradus.core.ChartView
import org.gradus.core.TimelineItem
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.Page
import org.gradus.demo.look.Palette
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.WordButton
import org.gradus.demo.look.isLargeText
import org.gradus.demo.state.TimelineState
import org.gradus.demo.state.tenths
import org.gradus.demo.words.Word
import org.gradus.demo.words.day
import org.gradus.demo.words.moment
import org.gradus.demo.words.say
import java.time.LocalDate

/** One chart: its sentence to read and as the drawing's label, and its table one tap away. Each says the same. */
@Composable
internal fun Trend(
    chart: ChartView,
    asTable: Boolean,
    onTurn: () -> Unit,
) {
    Card {
        Heading(chart.title)
        if (asTable) {
            chart.rows.forEach { row -> TrendRow(chart.head, row.cells) }
        } else {
            if (chart.svg != null) Drawing(chart)
            Para(chart.sentence)
        }
        if (chart.rows.isEmpty()) return@Card
        WordButton(say(if (asTable) Word.TREND_CHART else Word.TREND_TABLE, chart.title)) { onTurn() }
    }
}

/** A row as it is read aloud: each value with the head of its column. */
@Composable
private fun TrendRow(
    head: List<String>,
    cells: List<String>,
) {
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        head.zip(cells).forEachIndexed { place, (name, cell) ->
            if (place ==
                0
            ) {
                Quiet(cell)
            } else {
                Para(listOf(name, cell).joinToString(SEPARATOR))
            }
        }
    }
}

@Composable
private fun Drawing(chart: ChartView) {
    val colours = LocalPalette.current
    val days = chart.series.flatMap { series -> series.points.map { LocalDate.parse(it.date) } }
    val (first, last) = (days.minOrNull() ?: return) to days.max()
    val plot = @Composable { modifier: Modifier ->
        Canvas(
            modifier.height(TALL).semantics {
                contentDescription = chart.sentence
                role = Role.Image
            },
        ) { curves(chart.series, first.toEpochDay(), last.toEpochDay(), colours) }
    }
    val (least, most) = "0" to tenths(highest(chart.series))
    ForTheEye(chart.unit)
    if (isLargeText()) {
        ForTheEye(most)
        plot(Modifier.fillMaxWidth())
        ForTheEye(least)
    } else {
        Row(horizontalArrangement = Arrangement.spacedBy(Gap.small)) {
            Column(Modifier.height(TALL), Arrangement.SpaceBetween, Alignment.End) {
                ForTheEye(most)
                ForTheEye(least)
            }
            plot(Modifier.weight(1f))
        }
    }
    Ends(day(first.toString()), day(last.toString()))
    if (chart.series.size > 1) chart.series.forEachIndexed { place, series -> Legend(series.label, place) }
}

/** The unit of the axis that goes up, or one end of it; the table says its values aloud. */
@OptIn(ExperimentalComposeUiApi::class)
@Composable
private fun ForTheEye(text: String) {
    Box(Modifier.semantics { invisibleToUser() }) { Quiet(text) }
}

/** The upper end of the axis, in tenths: the greatest value, and at least one, because the axis begins at nought. */
internal fun highest(series: List<ChartSeries>): UInt = series.flatMap { it.points }.maxOf { it.valueTenths }.coerceAtLeast(ONE)

private const val ONE = 10u

/** The first and the last day below the drawing, for the eye; the table says them aloud. */
@Composable
private fun Ends(
    first: String,
    last: String,
) {
    val ends = @Composable { listOf(first, last).distinct().forEach { Quiet(it) } }
    if (isLargeText()) {
        Column(Modifier.clearAndSetSemantics {}) { ends() }
    } else {
        Row(Modifier.fillMaxWidth().clearAndSetSemantics {}, Arrangement.SpaceBetween) { ends() }
    }
}

@Composable
private fun Legend(
    label: String,
    place: Int,
) {
    val colours = LocalPalette.current
    Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
        Canvas(Modifier.size(14.dp).clearAndSetSemantics {}) { dot(center, place, colours) }
        Quiet(label)
    }
}

/** From nought up, so that no small change looks like a large one. Days apart are not joined: nobody knows what lies between. */
private fun DrawScope.curves(
    series: List<ChartSeries>,
    first: Long,
    last: Long,
    colours: Palette,
) {
    val edge = 8.dp.toPx()
    val most = highest(series).toFloat()
    val upright = if (layoutDirection == LayoutDirection.Rtl) size.width - 1 else 1f
    drawLine(colours.line, Offset(0f, size.height - 1), Offset(size.width, size.height - 1), 1.dp.toPx())
    drawLine(colours.line, Offset(upright, 0f), Offset(upright, size.height), 1.dp.toPx())
    series.forEachIndexed { place, one ->
        val points =
            one.points.map { point ->
                val along = if (last == first) .5f else (LocalDate.parse(point.date).toEpochDay() - first).toFloat() / (last - first)
                val x = edge + (size.width - 2 * edge) * if (layoutDirection == LayoutDirection.Rtl) 1 - along else along
                Offset(x, size.height - edge - (size.height - 2 * edge) * point.valueTenths.toFloat() / most)
            }
        points.forEach { dot(it, place, colours) }
    }
}

/** Kinds differ in shape, not in colour alone. */
private fun DrawScope.dot(
    at: Offset,
    place: Int,
    colours: Palette,
) {
    val radius = 4.dp.toPx()
    val corner = Offset(at.x - radius, at.y - radius)
    val side = Size(2 * radius, 2 * radius)
    when (place) {
        0 -> {
            drawCircle(colours.accent, radius, at)
        }

        1 -> {
            drawCircle(colours.surface, radius, at)
            drawCircle(colours.quiet, radius, at, style = Stroke(2.dp.toPx()))
        }

        2 -> {
            drawRect(colours.quiet, corner, side)
        }

        else -> {
            drawRect(colours.surface, corner, side)
            drawRect(colours.quiet, corner, side, style = Stroke(2.dp.toPx()))
        }
    }
}

@Composable
fun TimelineScreen(state: TimelineState) {
    Page(state, say(Word.TIMELINE), state.person.name) {
        val items = state.items ?: return@Page
        if (items.isEmpty()) Para(say(Word.TIMELINE_EMPTY))
        items.forEach { Entry(it) }
        if (!state.isWhole) QuietButton(say(Word.TIMELINE_ALL), !state.busy) { state.showAll() }
    }
}

@Composable
private fun Entry(item: TimelineItem) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}) {
        Quiet(moment(item.at))
        Para(item.sentence)
    }
}

private const val SEPARATOR = ": "

/** How high a drawing is. */
private val TALL = 120.dp
