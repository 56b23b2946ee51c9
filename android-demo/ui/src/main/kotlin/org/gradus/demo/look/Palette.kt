package org.gradus.demo.look

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Immutable
import androidx.compose.ui.graphics.Color

/** Paper, ink and one accent. Red is for danger and for nothing else. */
@Immutable
data class Palette(
    val paper: Color,
    val surface: Color,
    val ink: Color,
    val quiet: Color,
    val line: Color,
    val accent: Color,
    val onAccent: Color,
    val tint: Color,
    val onTint: Color,
    val danger: Color,
    val onDanger: Color,
    val dangerPaper: Color,
    val dangerSurface: Color,
    val onDangerPaper: Color,
) {
    /** Every text colour with the grounds that it stands on. */
    val texts: List<Pair<Color, Color>>
        get() =
            listOf(
                ink to paper,
                ink to surface,
                quiet to paper,
                quiet to surface,
                accent to paper,
                accent to surface,
                onAccent to accent,
                onTint to tint,
                ink to tint,
                accent to tint,
                onDanger to danger,
            )

    /** Borders of controls and marks, with the grounds that they stand on. */
    val edges: List<Pair<Color, Color>>
        get() = listOf(line to paper, line to surface, danger to paper)

    /** The same on a screen that says that there is danger. */
    fun alarmed(): Palette =
        copy(
            paper = dangerPaper,
            surface = dangerSurface,
            ink = onDangerPaper,
            quiet = onDangerPaper,
            line = danger,
            accent = onDangerPaper,
            onAccent = dangerPaper,
            tint = dangerPaper,
            onTint = onDangerPaper,
        )

    companion object {
        val LIGHT =
            Palette(
                paper = Color(0xFFF6F5F1),
                surface = Color(0xFFFFFFFF),
                ink = Color(0xFF1B2729),
                quiet = Color(0xFF526165),
                line = Color(0xFF7D8A8C),
                accent = Color(0xFF1C6662),
                onAccent = Color(0xFFFFFFFF),
                tint = Color(0xFFE1EEEC),
                onTint = Color(0xFF113D3A),
                danger = Color(0xFFA8201A),
                onDanger = Color(0xFFFFFFFF),
                dangerPaper = Color(0xFFFBE6E3),
                dangerSurface = Color(0xFFFFF7F6),
                onDangerPaper = Color(0xFF4A100C),
            )
        val DARK =
            Palette(
                paper = Color(0xFF101617),
                surface = Color(0xFF192224),
                ink = Color(0xFFE4EAE9),
                quiet = Color(0xFFA7B4B5),
                line = Color(0xFF758486),
                accent = Color(0xFF80C9C0),
                onAccent = Color(0xFF06302D),
                tint = Color(0xFF1E3936),
                onTint = Color(0xFFC4E8E3),
                danger = Color(0xFFFFB4AB),
                onDanger = Color(0xFF5A0F0A),
                dangerPaper = Color(0xFF330C09),
                dangerSurface = Color(0xFF4A1713),
                onDangerPaper = Color(0xFFFFE4E0),
            )
    }
}

/** What material's own parts (text fields, ripples) take from the palette. */
internal fun Palette.scheme(dark: Boolean): ColorScheme {
    val base = if (dark) darkColorScheme() else lightColorScheme()
    return base.copy(
        primary = accent,
        onPrimary = onAccent,
        primaryContainer = tint,
        onPrimaryContainer = onTint,
        background = paper,
        onBackground = ink,
        surface = surface,
        onSurface = ink,
        surfaceVariant = surface,
        onSurfaceVariant = quiet,
        outline = line,
        error = danger,
        onError = onDanger,
    )
}
