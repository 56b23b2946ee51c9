package org.gradus.demo.look

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonColors
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import org.gradus.demo.words.together

private val ROUND = RoundedCornerShape(16.dp)
private val ROOM = PaddingValues(horizontal = 20.dp, vertical = 14.dp)

/** How high each is at least. */
private val CALL = 80.dp
private val STOP = 68.dp
private val MAIN = 56.dp
private val QUIET = 52.dp

/** The one thing to do here. */
@Composable
fun MainButton(
    text: String,
    enabled: Boolean = true,
    onClick: () -> Unit,
) {
    val colours = LocalPalette.current
    Broad(
        text,
        ButtonDefaults.buttonColors(colours.accent, colours.onAccent, colours.tint, colours.onTint),
        MAIN,
        enabled,
        onClick = onClick,
    )
}

/** Something else that can be done. */
@Composable
fun QuietButton(
    text: String,
    enabled: Boolean = true,
    onClick: () -> Unit,
) {
    val colours = LocalPalette.current
    Broad(
        text,
        ButtonDefaults.outlinedButtonColors(contentColor = colours.accent, disabledContentColor = colours.quiet),
        QUIET,
        enabled,
        border = BorderStroke(1.dp, colours.line),
        onClick = onClick,
    )
}

/** Calls in an emergency: at least 64 dp high, and the number in large figures. */
@Composable
fun EmergencyCallButton(
    text: String,
    onClick: () -> Unit,
): Unit =
    LocalPalette.current.let {
        Broad(text, ButtonDefaults.buttonColors(it.danger, it.onDanger), CALL, style = type.call, onClick = onClick)
    }

/** Ends what goes on: at least 64 dp high, and never out of reach. */
@Composable
fun StopButton(
    text: String,
    onClick: () -> Unit,
): Unit =
    LocalPalette.current.let {
        Broad(text, ButtonDefaults.buttonColors(it.ink, it.paper), STOP, style = type.call, onClick = onClick)
    }

/** What every button that is as wide as its column has in common. */
@Composable
private fun Broad(
    text: String,
    colors: ButtonColors,
    least: Dp,
    enabled: Boolean = true,
    style: TextStyle = type.button,
    border: BorderStroke? = null,
    onClick: () -> Unit,
) {
    Button(onClick, Modifier.heightIn(min = least).fillMaxWidth(), enabled, ROUND, colors, elevation = null, border, ROOM) {
        Text(together(text), style = style, textAlign = TextAlign.Center)
    }
}

/** A word that can be pressed, in line with the texts above and below it. */
@Composable
fun WordButton(
    text: String,
    modifier: Modifier = Modifier,
    onClick: () -> Unit,
) {
    Box(
        modifier.clickable(role = Role.Button, onClick = onClick).defaultMinSize(minWidth = 48.dp, minHeight = 48.dp),
        Alignment.CenterStart,
    ) { Text(text, color = LocalPalette.current.accent, style = type.small, fontWeight = FontWeight.Medium) }
}
