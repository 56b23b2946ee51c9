@file:OptIn(ExperimentalTestApi::class)

package org.gradus.demo

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.platform.LocalTextInputService
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsEnabled
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.input.EditCommand
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.ImeOptions
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PlatformTextInputService
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.text.input.TextInputService
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Density
import org.gradus.core.planBlanks
import org.gradus.core.publishedPlans
import org.gradus.demo.app.App
import org.gradus.demo.kit.Audit
import org.gradus.demo.kit.Gallery
import org.gradus.demo.kit.Look
import org.gradus.demo.kit.Shot
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.look.Palette
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.state.OlderState
import org.gradus.demo.state.RestoreState
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Wording
import java.io.File
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class AccessTest {
    @Test
    fun `flow 37 at 200 percent text on 320 dp nothing is cut, broken in a word or out of the screen`() {
        for (look in listOf(Look.NARROW, Look.LARGE, Look.SPANISH, Look.LIGHT, Look.RTL)) assertClean(look) { test -> Audit.clipped(test) }
    }

    @Test
    fun `flow 37 at 200 percent text in Spanish on 320 dp nothing is cut or out of the screen`() {
        assertClean(Look.NARROW, language = "es") { test -> Audit.clipped(test) }
    }

    @Test
    fun `right to left, a text begins at the right, and Today is whole`() {
        val today = Gallery.SHOTS.first { it.name == "16-today-due" }
        for ((look, side) in listOf(Look.RTL to TextAlign.Right, Look.LIGHT to TextAlign.Left)) {
            seen(today, look, look.language) { test ->
                assertEquals(emptyList(), Audit.clipped(test))
                val styles = test.onAllNodes(hasText("A session is due", substring = true)).fetchSemanticsNodes().map(::layout)
                assertEquals(listOf(side), styles.map { it.layoutInput.style.textAlign }, "$look")
                val exit = test.onAllNodes(hasText("Quick exit")).onFirst().fetchSemanticsNode().boundsInRoot
                assertEquals(look == Look.RTL, exit.left < look.widthDp / 2, "$look: the quick exit is at the screen's end")
            }
        }
    }

    @Test
    fun `the published plans and what they ask for speak the language of the screen`() {
        val forms = publishedPlans()
        val english = (forms.map { it.title } + forms.flatMap { form -> planBlanks(form.text).map { it.ask } }).toSet()
        for (shot in Gallery.SHOTS.filter { it.name in setOf("09-plan-import", "10-plan-blanks") }) {
            for ((language, isEnglish) in listOf("es" to false, "en" to true)) {
                seen(shot, Look.LIGHT, language) { test ->
                    val said = Audit.texts(test).map { text -> text.replaceFirstChar { it.lowercase() } } + Audit.texts(test)
                    assertEquals(isEnglish, said.any { it in english }, "${shot.name} $language")
                }
            }
        }
    }

    private fun layout(node: SemanticsNode): TextLayoutResult {
        val results = mutableListOf<TextLayoutResult>()
        checkNotNull(node.config[SemanticsActions.GetTextLayoutResult].action)(results)
        return results.single()
    }

    @Test
    fun `flow 38 every control on every screen has a label, a role, a state and at least 48 dp`() {
        for (look in listOf(Look.LIGHT, Look.LARGE)) assertClean(look) { test -> Audit.controls(test, density = 1f) }
    }

    @Test
    fun `flow 38 the audit finds what it is meant to find`() {
        runDesktopComposeUiTest(width = 360, height = 800) {
            setContent { Flawed() }
            val found = Audit.controls(this, density = 1f) + Audit.clipped(this)
            for (flaw in listOf(
                "no label",
                "no role",
                "no state",
                "smaller than 48",
                "only by long press: Only held",
                "dismissed by a swipe: [Only swiped]",
                "cut",
                "broken",
                "apart from its unit",
                "out of the screen",
            )) {
                assertTrue(found.any { flaw in it }, "$flaw is not found: $found")
            }
        }
    }

    @Test
    fun `flow 38 text stands out from its ground by 4_5 to 1, borders by 3 to 1`() {
        for (palette in listOf(Palette.LIGHT, Palette.DARK).flatMap { listOf(it, it.alarmed()) }) {
            for ((text, ground) in palette.texts) assertTrue(contrast(text, ground) >= 4.5, "$text on $ground: ${contrast(text, ground)}")
            for ((edge, ground) in palette.edges) assertTrue(contrast(edge, ground) >= 3.0, "$edge on $ground: ${contrast(edge, ground)}")
        }
    }

    @Test
    fun `the contrast is computed as it is defined`() {
        assertEquals(21.0, contrast(Color.Black, Color.White), 0.001)
        assertEquals(4.54, contrast(Color(0xFF767676), Color.White), 0.01)
    }

    @Test
    fun `flow 32 the emergency call is in sight without scrolling and at least 64 dp high, at every text size`() {
        val emergencies = Gallery.SHOTS.filter { it.name in setOf("23-check-in-urgent", "24-emergency", "30-before-anything-else") }
        assertEquals(3, emergencies.size)
        for (look in Look.entries) {
            for (shot in emergencies) {
                seen(shot, look, "en") { test ->
                    val bounds = test.onAllNodes(hasText("Call 999")).onFirst().fetchSemanticsNode().boundsInRoot
                    assertTrue(bounds.height >= 64, "$look ${shot.name}: $bounds")
                    assertTrue(bounds.bottom <= 800 && bounds.top >= 0, "$look ${shot.name}: $bounds")
                }
            }
        }
    }

    @Test
    fun `flow 21 stop is at least 64 dp high, as wide as the screen, in its place and open at every step and text size`() {
        val going = Gallery.SHOTS.filter { it.name.matches(Regex("4[1-5]-session.*")) }
        assertEquals(8, going.size)
        for (look in Look.entries) {
            for (shot in going) {
                seen(shot, look, "en") { test ->
                    val stop = test.onAllNodes(hasText("Stop") and hasClickAction()).onFirst().assertIsEnabled().fetchSemanticsNode()
                    val bounds = stop.boundsInRoot
                    assertTrue(bounds.height >= 64 && bounds.width >= look.widthDp - 40, "$look ${shot.name}: $bounds")
                    assertTrue(bounds.bottom <= 800 && bounds.top >= 700 - 64, "$look ${shot.name}: $bounds")
                }
            }
        }
    }

    @Test
    fun `flow 21 that it is out can be told without scrolling, at every text size, before and after Stop`() {
        val inside =
            Gallery.SHOTS.filter {
                it.name in
                    setOf("42-session-hold", "43-session-overrun", "46-session-answer", "47-session-inside")
            }
        assertEquals(4, inside.size)
        for (look in Look.entries) {
            for (shot in inside) {
                seen(shot, look, "en") { test ->
                    val bounds = test.onAllNodes(hasText("It is out")).onFirst().fetchSemanticsNode().boundsInRoot
                    assertTrue(bounds.height >= 48 && bounds.bottom <= 800 && bounds.top >= 0, "$look ${shot.name}: $bounds")
                }
            }
        }
    }

    @Test
    fun `no keyboard learns a passcode or a code, and what is typed from paper is seen`() {
        for (name in listOf("03-passcode", "05-retype", "12-unlock", "14-recover", "15-restore", "15-older-diary") + WAYS) {
            val shot = Gallery.SHOTS.first { it.name == name }
            for (byCode in listOf(false, true)) {
                shot.with("en") { app ->
                    (app.screen as? RestoreState)?.byCode = byCode
                    (app.screen as? OlderState)?.byCode = byCode
                    val asked = keyboards(app)
                    assertTrue(asked.isNotEmpty(), name)
                    val learning = asked.filter { it.keyboardType != KeyboardType.Password || it.autoCorrect }
                    assertEquals(emptyList(), learning, "$name $byCode")
                }
            }
        }
    }

    /** What each field of the screen asks of the keyboard. */
    private fun keyboards(app: App): List<ImeOptions> {
        val asked = mutableListOf<ImeOptions>()
        val keyboard =
            object : PlatformTextInputService {
                override fun startInput(
                    value: TextFieldValue,
                    imeOptions: ImeOptions,
                    onEditCommand: (List<EditCommand>) -> Unit,
                    onImeActionPerformed: (ImeAction) -> Unit,
                ) {
                    asked += imeOptions
                }

                override fun stopInput() = Unit

                override fun showSoftwareKeyboard() = Unit

                override fun hideSoftwareKeyboard() = Unit

                override fun updateState(
                    oldValue: TextFieldValue?,
                    newValue: TextFieldValue,
                ) = Unit
            }
        runDesktopComposeUiTest(width = 360, height = 800) {
            setContent {
                CompositionLocalProvider(
                    LocalTextInputService provides TextInputService(keyboard),
                ) { DemoTheme(dark = false) { DemoApp(app) } }
            }
            val fields = onAllNodes(hasSetTextAction())
            repeat(fields.fetchSemanticsNodes().size) { fields[it].performScrollTo().performClick() }
            waitForIdle()
        }
        return asked
    }

    @Test
    fun `flow 40 nothing needs a long press, a swipe or an animation, and nothing moves by itself`() {
        val sources = File(System.getProperty("demo.folder"), "ui/src/main/kotlin").walk().filter { it.extension == "kt" }.toList()
        assertTrue(sources.size > 20)
        val moving =
            Regex(
                """\b(animate\w*|Animat\w+|infiniteTransition|Crossfade|combinedClickable|onLongClick|swipeable|draggable|pointerInput)\b""",
            )
        for (file in sources) assertEquals(null, moving.find(file.readText())?.value, file.name)
        assertClean(Look.LIGHT) { test -> Audit.controls(test, density = 1f).filter { "long press" in it || "swipe" in it } }
    }

    private fun assertClean(
        look: Look,
        language: String = look.language,
        audit: (ComposeUiTest) -> List<String>,
    ) {
        val found = mutableListOf<String>()
        for (shot in Gallery.SHOTS) {
            seen(
                shot,
                look,
                language,
            ) { test -> found += audit(test).map { "${shot.name} ($look, $language): $it" } }
        }
        assertTrue(found.isEmpty(), found.joinToString("\n"))
    }

    private fun seen(
        shot: Shot,
        look: Look,
        language: String,
        use: (ComposeUiTest) -> Unit,
    ) = shot.with(language) { app ->
        runDesktopComposeUiTest(look.widthDp, 800) {
            setContent {
                CompositionLocalProvider(
                    LocalDensity provides Density(1f, look.fontScale),
                    LocalLayoutDirection provides look.direction,
                    LocalWording provides Wording.of(Locale(language)),
                ) { DemoTheme(look.dark) { DemoApp(app) } }
            }
            use(this)
        }
    }

    private companion object {
        val WAYS = listOf("14-recover-passcode", "35-passcode-change", "35-code-new", "35-code-asked")
    }

    /** WCAG 2: relative luminance with 0.05 of flare on both sides. */
    private fun contrast(
        one: Color,
        other: Color,
    ): Double {
        val (light, dark) = listOf(one.luminance(), other.luminance()).sortedDescending()
        return (light + 0.05) / (dark + 0.05)
    }
}
