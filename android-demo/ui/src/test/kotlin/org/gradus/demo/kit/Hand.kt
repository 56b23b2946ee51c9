@file:OptIn(ExperimentalTestApi::class)

package org.gradus.demo.kit

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.runDesktopComposeUiTest
import org.gradus.UNKNOWN
import org.gradus.demo.app.App
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.QuestionKind
import org.gradus.demo.state.kind
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Wording
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Does what a person does: looks, types, presses. Whatever it touches must be on the screen or scrolled to. */
class Hand(
    val test: ComposeUiTest,
) {
    fun press(words: String) {
        bringUp(says(words) and hasClickAction()).performClick()
        test.waitForIdle()
    }

    /** Presses the [place]-th of several that say the same. */
    fun press(
        words: String,
        place: Int,
    ) {
        val node = test.onAllNodes(says(words) and hasClickAction())[place]
        node.performScrollTo().performClick()
        test.waitForIdle()
    }

    fun type(
        words: String,
        into: String,
    ) {
        bringUp(hasContentDescription(into) and hasSetTextAction()).performTextReplacement(words)
        test.waitForIdle()
    }

    /** Types into the [place]-th of several fields that are called the same. */
    fun type(
        words: String,
        into: String,
        place: Int,
    ) {
        test.onAllNodes(hasContentDescription(into) and hasSetTextAction())[place].performScrollTo().performTextReplacement(words)
        test.waitForIdle()
    }

    /** Types into the only field that there is. */
    fun type(words: String) {
        bringUp(hasSetTextAction()).performTextReplacement(words)
        test.waitForIdle()
    }

    fun sees(words: String) {
        val found = test.onAllNodes(says(words, substring = true)).fetchSemanticsNodes()
        assertTrue(found.isNotEmpty(), "\"$words\" is not there; there is: ${texts()}")
        bringUp(says(words, substring = true)).assertIsDisplayed()
    }

    fun seesNot(words: String) {
        val found = test.onAllNodes(says(words, substring = true)).fetchSemanticsNodes()
        assertEquals(emptyList(), found.map { it.config.toString() }, "\"$words\" is there")
    }

    /** What was done without the hand is on the screen. */
    fun settles(): Unit = test.waitForIdle()

    /** Everything that is written on the screen. */
    fun texts(): List<String> = Audit.texts(test)

    /** What can be pressed, in its order on the screen. */
    fun controls(): List<String> =
        test.onAllNodes(hasClickAction()).fetchSemanticsNodes().map { node ->
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().joinToString { it.text }
        }

    private fun bringUp(matcher: SemanticsMatcher): SemanticsNodeInteraction {
        val node = test.onAllNodes(matcher).onFirst()
        val scrolls = test.onAllNodes(matcher and hasAnyAncestor(hasScrollAction())).fetchSemanticsNodes().isNotEmpty()
        return if (scrolls) node.performScrollTo() else node
    }
}

/** Answers the question that is on the screen: presses the answer's own words, or types the number; then Next. */
fun Hand.answer(
    state: CheckInState,
    answer: String,
) {
    val question = checkNotNull(state.question)
    val words =
        when {
            answer == UNKNOWN -> "Not sure"
            kind(question) == QuestionKind.NUMBER -> null
            kind(question) == QuestionKind.YES_NO -> if (answer == "true") "Yes" else "No"
            else -> question.levelWords.first { it.id == answer }.words
        }
    if (words == null) type(answer) else press(words)
    press("Next")
}

/** Draws the app as a phone of 360 by 800 dp would, and hands a [Hand] over. */
fun withApp(
    app: App,
    act: Hand.() -> Unit,
) {
    runDesktopComposeUiTest(width = 360, height = 800) {
        setContent {
            CompositionLocalProvider(LocalWording provides Wording.English) { DemoTheme(dark = false) { DemoApp(app) } }
        }
        Hand(this).act()
    }
}

/** As `hasText`; a space that holds a number and its unit together is a space. */
private fun says(
    words: String,
    substring: Boolean = false,
): SemanticsMatcher =
    SemanticsMatcher("says $words") { node ->
        val texts =
            node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
                listOfNotNull(node.config.getOrNull(SemanticsProperties.EditableText)?.text)
        texts.map { it.replace('\u00A0', ' ') }.any { if (substring) words in it else words == it }
    }
