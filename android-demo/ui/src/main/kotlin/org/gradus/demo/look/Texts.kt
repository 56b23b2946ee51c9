package org.gradus.demo.look

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.dp
import org.gradus.demo.words.together

@Composable
fun Title(
    text: String,
    mark: Mark? = null,
) {
    val colours = LocalPalette.current
    val inside = @Composable {
        if (mark != null) Sign(mark, if (mark == Mark.DANGER) colours.danger else colours.ink, type.title)
        Text(together(text), Modifier.semantics { heading() }, colours.ink, style = type.title)
    }
    if (isLargeText()) Column { inside() } else Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) { inside() }
}

@Composable
fun Heading(text: String): Unit = Text(together(text), Modifier.semantics { heading() }, LocalPalette.current.ink, style = type.heading)

@Composable
fun Lead(text: String): Unit = Text(together(text), color = LocalPalette.current.ink, style = type.lead)

@Composable
fun Para(
    text: String,
    style: TextStyle = type.body,
): Unit = Text(together(text), color = LocalPalette.current.ink, style = style)

@Composable
fun Quiet(text: String): Unit = Text(together(text), color = LocalPalette.current.quiet, style = type.small)

/** Belongs together. */
@Composable
fun Card(
    ground: Color = LocalPalette.current.surface,
    content: @Composable ColumnScope.() -> Unit,
) {
    Column(
        Modifier.fillMaxWidth().clip(RoundedCornerShape(20.dp)).background(ground).padding(if (isLargeText()) 14.dp else 20.dp),
        Arrangement.spacedBy(10.dp),
        content = content,
    )
}

/** How urgent something is: a shape beside the words, so that colour is never alone. */
enum class Mark { DANGER, TODAY, SOON, PAUSE, FINE }

/** A shape and its words. */
@Composable
fun Marked(
    mark: Mark,
    words: String,
    colour: Color = LocalPalette.current.ink,
) {
    Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
        Sign(mark, colour, type.heading)
        Text(together(words), color = colour, style = type.heading)
    }
}

private fun DrawScope.draw(
    mark: Mark,
    colour: Color,
) {
    val pen = 2.5.dp.toPx()
    when (mark) {
        Mark.DANGER -> {
            drawPath(triangle(), colour)
            val gap = Color(if (colour.red + colour.green + colour.blue > 1.5f) 0xFF3A0F0C else 0xFFFFFFFF)
            drawLine(gap, at(.5f, .36f), at(.5f, .64f), pen, StrokeCap.Round)
            drawCircle(gap, pen * .55f, at(.5f, .8f))
        }

        Mark.TODAY -> {
            drawCircle(colour, size.width * .42f, style = Stroke(pen))
            drawLine(colour, at(.5f, .28f), at(.5f, .5f), pen, StrokeCap.Round)
            drawLine(colour, at(.5f, .5f), at(.66f, .6f), pen, StrokeCap.Round)
        }

        Mark.SOON -> {
            drawRect(colour, at(.12f, .2f), size * .72f, style = Stroke(pen))
            drawLine(colour, at(.12f, .42f), at(.84f, .42f), pen)
        }

        Mark.PAUSE -> {
            drawLine(colour, at(.34f, .2f), at(.34f, .8f), pen * 1.8f, StrokeCap.Round)
            drawLine(colour, at(.66f, .2f), at(.66f, .8f), pen * 1.8f, StrokeCap.Round)
        }

        Mark.FINE -> {
            drawLine(colour, at(.18f, .52f), at(.42f, .76f), pen * 1.2f, StrokeCap.Round)
            drawLine(colour, at(.42f, .76f), at(.84f, .26f), pen * 1.2f, StrokeCap.Round)
        }
    }
}

private fun DrawScope.at(
    x: Float,
    y: Float,
): Offset = Offset(size.width * x, size.height * y)

private fun DrawScope.triangle(): Path =
    Path().apply {
        moveTo(size.width * .5f, size.height * .06f)
        lineTo(size.width * .98f, size.height * .94f)
        lineTo(size.width * .02f, size.height * .94f)
        close()
    }

/** The shape as high as the line that it stands beside. */
@Composable
private fun Sign(
    mark: Mark,
    colour: Color,
    style: TextStyle,
) {
    val side = with(LocalDensity.current) { style.lineHeight.toDp() }
    Canvas(Modifier.size(side).padding(1.dp)) { draw(mark, colour) }
}

/** Whether a reason speaks for a step or stands in its way; the sentence beside it says so too. */
@Composable
fun ReasonMark(mark: Mark) {
    Sign(mark, LocalPalette.current.quiet, type.body)
}

@Composable
internal fun CheckMark(colour: Color): Unit = Canvas(Modifier.size(16.dp)) { draw(Mark.FINE, colour) }

@Composable
internal fun NoMark(): Unit = Canvas(Modifier.size(16.dp)) { }
