package org.gradus.demo.look

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

val LocalPalette = staticCompositionLocalOf { Palette.LIGHT }

/** Room that the phone's own bars take at the edges. */
val LocalEdges = staticCompositionLocalOf { PaddingValues(0.dp) }

/**
 * Large type throughout: read at night, on an arm's length, with tired eyes. Where the person has enlarged the text already, titles
 * grow less than the rest, so that long words stay whole. A sentence keeps its own direction, whatever the screen's, and begins at the
 * side at which the screen begins.
 */
class Type(
    enlarged: Boolean,
    mirrored: Boolean,
) {
    // `TextAlign.Start` would follow the sentence, and an English one would hang at the far side.
    private val side = if (mirrored) TextAlign.Right else TextAlign.Left
    private val base = TextStyle(fontFamily = FontFamily.Default, textDirection = TextDirection.Content, textAlign = side)

    val title = if (enlarged) sized(21, 27, FontWeight.SemiBold) else sized(28, 34, FontWeight.SemiBold)
    val heading = if (enlarged) sized(18, 24, FontWeight.SemiBold) else sized(20, 26, FontWeight.SemiBold)
    val lead = if (enlarged) sized(19, 26, FontWeight.Medium) else sized(22, 30, FontWeight.Medium)
    val body = sized(if (enlarged) 17 else 18, if (enlarged) 24 else 26)
    val small = sized(16, 22)
    val button = sized(if (enlarged) 17 else 18, 24, FontWeight.SemiBold)
    val code = sized(if (enlarged) 20 else 24, if (enlarged) 30 else 36, FontWeight.Medium).copy(fontFamily = FontFamily.Monospace)
    val clock = if (enlarged) sized(28, 34, FontWeight.SemiBold) else sized(56, 64, FontWeight.SemiBold)
    val call = sized(if (enlarged) 21 else 26, if (enlarged) 27 else 32, FontWeight.Bold)

    private fun sized(
        size: Int,
        line: Int,
        weight: FontWeight = FontWeight.Normal,
    ): TextStyle = base.copy(fontSize = size.sp, lineHeight = line.sp, fontWeight = weight)

    companion object {
        private val all = listOf(false, true).associateWith { enlarged -> listOf(false, true).associateWith { Type(enlarged, it) } }

        internal fun of(
            enlarged: Boolean,
            mirrored: Boolean,
        ): Type = all.getValue(enlarged).getValue(mirrored)
    }
}

/** The styles for the text size that the person has chosen. */
val type: Type
    @Composable get() = Type.of(isLargeText(), mirrored = LocalLayoutDirection.current == LayoutDirection.Rtl)

@Composable
fun DemoTheme(
    dark: Boolean = isSystemInDarkTheme(),
    content: @Composable () -> Unit,
) {
    val palette = if (dark) Palette.DARK else Palette.LIGHT
    CompositionLocalProvider(LocalPalette provides palette) {
        MaterialTheme(colorScheme = palette.scheme(dark), typography = Typography(bodyLarge = type.body), content = content)
    }
}

/** From here on, rows become columns and what was fixed at the bottom scrolls with the rest. */
private const val LARGE_TEXT = 1.3f

/** Whether the person reads with large text. */
@Composable
fun isLargeText(): Boolean = LocalDensity.current.fontScale > LARGE_TEXT
