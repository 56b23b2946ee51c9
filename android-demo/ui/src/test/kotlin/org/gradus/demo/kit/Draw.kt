package org.gradus.demo.kit

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import org.gradus.demo.app.App
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Wording
import org.jetbrains.skia.EncodedImageFormat
import java.io.ByteArrayOutputStream
import java.nio.file.Files
import java.nio.file.Path
import java.util.Locale
import javax.imageio.ImageIO
import kotlin.io.path.writeBytes

/** How a screen is looked at. */
enum class Look(
    val dark: Boolean = false,
    val fontScale: Float = 1f,
    val direction: LayoutDirection = LayoutDirection.Ltr,
    val language: String = "en",
    val widthDp: Int = 360,
) {
    LIGHT,
    DARK(dark = true),
    LARGE(fontScale = 2f),
    RTL(direction = LayoutDirection.Rtl),
    SPANISH(language = "es"),
    NARROW(fontScale = 2f, widthDp = 320),
}

private const val HEIGHT_DP = 800
private const val DENSITY = 2

/** Room for the longest screen at 200 %. */
private const val WHOLE_DP = 6000

/** The screen as a PNG; with enlarged text the whole of it, also what a person scrolls to. */
fun draw(
    app: App,
    look: Look,
    density: Int = DENSITY,
): ByteArray {
    if (look.fontScale == 1f) return drawn(app, look, density, HEIGHT_DP)
    return cut(drawn(app, look, density, WHOLE_DP), HEIGHT_DP * density)
}

/** Takes away the empty rows at the foot, down to the height of a phone. */
private fun cut(
    png: ByteArray,
    leastHeight: Int,
): ByteArray {
    val whole = ImageIO.read(png.inputStream())
    val ground = whole.getRGB(0, whole.height - 1)
    val last = (whole.height - 1 downTo 0).first { y -> (0 until whole.width).any { x -> whole.getRGB(x, y) != ground } }
    val height = (last + leastHeight / MARGIN).coerceIn(leastHeight, whole.height)
    val out = ByteArrayOutputStream()
    ImageIO.write(whole.getSubimage(0, 0, whole.width, height), "png", out)
    return out.toByteArray()
}

private const val MARGIN = 40

@OptIn(androidx.compose.ui.ExperimentalComposeUiApi::class)
private fun drawn(
    app: App,
    look: Look,
    density: Int,
    heightDp: Int,
): ByteArray {
    val scale = Density(density.toFloat(), look.fontScale)
    val scene =
        ImageComposeScene(look.widthDp * density, heightDp * density, scale) {
            CompositionLocalProvider(
                LocalLayoutDirection provides look.direction,
                LocalWording provides Wording.of(Locale(look.language)),
            ) { DemoTheme(look.dark) { DemoApp(app) } }
        }
    try {
        scene.render()
        return checkNotNull(scene.render(FRAME_NS).encodeToData(EncodedImageFormat.PNG)).bytes
    } finally {
        scene.close()
    }
}

private const val FRAME_NS = 1_000_000_000L

/** Draws what the checkout keeps into the second folder, small, and then everything into the first. */
fun main(arguments: Array<String>) {
    val (folder, kept) = arguments.map(Path::of)
    kept.toFile().deleteRecursively()
    Files.createDirectories(kept)
    for ((look, names) in KEPT) {
        for (shot in Gallery.SHOTS.filter { it.name in names }) {
            val picture = shot.with { app -> draw(app, look, density = 1) }
            kept.resolve("${shot.name}-${look.name.lowercase()}.png").writeBytes(picture)
        }
    }
    for (look in Look.entries) {
        val into = Files.createDirectories(folder.resolve(look.name.lowercase()))
        for (shot in Gallery.SHOTS) shot.with { app -> into.resolve("${shot.name}.png").writeBytes(draw(app, look)) }
    }
    println("${Look.entries.size * Gallery.SHOTS.size} pictures in $folder")
}

/** What the checkout keeps: every screen in daylight, and each other look where it differs most. */
private val KEPT: Map<Look, Set<String>> =
    mapOf(
        Look.LIGHT to Gallery.SHOTS.map { it.name }.toSet(),
        Look.DARK to setOf("16-today-due", "19-today-blocked", "22-check-in", "23-check-in-urgent", "24-emergency", "32-progress"),
        Look.LARGE to setOf("16-today-due", "19-today-blocked", "22-check-in", "23-check-in-urgent", "24-emergency"),
        Look.RTL to setOf("16-today-due", "22-check-in", "24-emergency", "32-progress"),
        Look.SPANISH to setOf("01-welcome", "12-unlock", "16-today-due", "20-log", "24-emergency"),
        Look.NARROW to setOf("08-background", "24-emergency"),
    )
