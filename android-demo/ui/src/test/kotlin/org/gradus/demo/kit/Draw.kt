package org.gradus.demo.kit

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import org.gradus.demo.app.App
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.state.SessionState
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

/** Room for all but the longest lists at 200 %. */
private const val WHOLE_DP = 9000

/** The screen as a PNG; with enlarged text the whole of it, also what a person scrolls to. */
fun draw(
    app: App,
    look: Look,
    density: Int = DENSITY,
): ByteArray {
    // What stays at the lower edge belongs to the picture, where a phone has it.
    if (look.fontScale == 1f || app.screen is SessionState) return drawn(app, look, density, HEIGHT_DP)
    return cut(drawn(app, look, density, WHOLE_DP), HEIGHT_DP * density)
}

/** The whole of a screen that scrolls, as on a phone that is just long enough for it. */
fun drawWhole(
    app: App,
    look: Look,
    density: Int,
): ByteArray {
    val tall = ImageIO.read(drawn(app, look, density, WHOLE_DP).inputStream())
    val ground = tall.getRGB(0, 0)
    val isEmpty = (0 until tall.height).map { y -> (0 until tall.width).all { x -> tall.getRGB(x, y) == ground } }
    // What stays at the lower edge lies below the longest stretch of nothing.
    var longest = 0
    var length = 0
    for (empty in isEmpty) {
        length = if (empty) length + 1 else 0
        longest = maxOf(longest, length)
    }
    val heightDp = WHOLE_DP - longest / density + MARGIN
    return drawn(app, look, density, maxOf(heightDp, HEIGHT_DP))
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
        // What the first frame has measured, such as whether there is more below, reaches the second one whatever the machine does.
        Snapshot.sendApplyNotifications()
        return checkNotNull(scene.render(FRAME_NS).encodeToData(EncodedImageFormat.PNG)).bytes
    } finally {
        scene.close()
    }
}

private const val FRAME_NS = 1_000_000_000L

/** One picture that the checkout keeps in docs/screens/android, small. */
class Kept(
    private val shot: Shot,
    private val look: Look,
    private val whole: Boolean = false,
) {
    val file = "${shot.name}-${if (whole) "whole" else look.name.lowercase()}.png"

    fun drawn(): ByteArray =
        shot.with(look.language) { app -> if (whole) drawWhole(app, look, density = 1) else draw(app, look, density = 1) }
}

/** Every picture that the checkout keeps. */
fun kept(): List<Kept> =
    KEPT.flatMap { (look, names) -> Gallery.SHOTS.filter { it.name in names }.map { Kept(it, look) } } +
        Gallery.SHOTS.filter { it.name in WHOLE }.map { Kept(it, Look.LIGHT, whole = true) }

/** Draws what the checkout keeps into the first folder, and, where there is a second one, every screen in every look into that. */
fun main(arguments: Array<String>) {
    val folders = arguments.map(Path::of)
    folders[0].toFile().deleteRecursively()
    Files.createDirectories(folders[0])
    kept().forEach { folders[0].resolve(it.file).writeBytes(it.drawn()) }
    println("${kept().size} pictures in ${folders[0]}")
    val whole = folders.getOrNull(1) ?: return
    for (look in Look.entries) {
        val into = Files.createDirectories(whole.resolve(look.name.lowercase()))
        for (shot in Gallery.SHOTS) shot.with(look.language) { app -> into.resolve("${shot.name}.png").writeBytes(draw(app, look)) }
    }
    println("${Look.entries.size * Gallery.SHOTS.size} pictures in $whole")
}

/** What the checkout keeps: every screen by day and by night, and each other look where it differs most. */
private val KEPT: Map<Look, Set<String>> =
    mapOf(
        Look.LIGHT to Gallery.SHOTS.map { it.name }.toSet(),
        Look.DARK to Gallery.SHOTS.map { it.name }.toSet(),
        Look.LARGE to
            setOf("16-today-due", "19-today-blocked", "22-check-in", "23-check-in-urgent", "24-emergency", "42-session-hold", "50-plan") +
            setOf("15-salvage", "32-progress", "51-where-questions"),
        Look.RTL to setOf("16-today-due", "22-check-in", "24-emergency", "32-progress"),
        Look.SPANISH to setOf("01-welcome", "12-unlock", "16-today-due", "20-log", "24-emergency", "42-session-hold", "53-pause") +
            setOf("09-plan-import", "22-check-in", "32-progress", "50-plan", "51-where-questions", "51-where", "56-devices"),
        Look.NARROW to setOf("08-background", "24-emergency", "42-session-hold"),
    )

/** Screens of which the most lies below what a phone shows at once. */
private val WHOLE: Set<String> =
    setOf("11-plan-check", "16-today-due", "20-log", "29-why", "35-ways", "36-report", "48-finish", "51-where-why", "52-plan-bad-week") +
        setOf("55-trend-table", "56-devices", "57-device", "58-device-add")
