@file:OptIn(ExperimentalTestApi::class)

package org.gradus.demo.kit

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsConfiguration
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.text.TextLayoutResult

/** Looks at the semantics of what is on the screen, as a screen reader would, and answers with what is wrong. */
object Audit {
    private val ANY = SemanticsMatcher("anything") { true }

    fun texts(test: ComposeUiTest): List<String> = nodes(test).flatMap { words(it.config) }

    /** Label, role, state and size of everything that can be pressed; actions that only a long press or a swipe reaches. */
    fun controls(
        test: ComposeUiTest,
        density: Float,
    ): List<String> =
        nodes(test).filter { node -> REACHED.any { it in node.config } }.flatMap { node ->
            val config = node.config
            val name = words(config).joinToString().ifEmpty { "a control without words at ${node.boundsInRoot}" }
            val minimum = MINIMUM_DP * density - ROUNDING
            listOfNotNull(
                "no label: $name".takeIf { words(config).isEmpty() },
                "no role: $name".takeIf { config.getOrNull(SemanticsProperties.Role) == null && SemanticsActions.SetText !in config },
                "no state: $name".takeIf { isChoice(config) && !hasState(config) },
                "smaller than $MINIMUM_DP dp: $name ${node.size}".takeIf { node.size.width < minimum || node.size.height < minimum },
                "only by long press: $name".takeIf { SemanticsActions.OnLongClick in config && SemanticsActions.OnClick !in config },
            )
        } +
            nodes(test).filter { SemanticsActions.Dismiss in it.config }.map { "dismissed by a swipe: ${words(it.config)}" }

    /** Texts that their own box cuts, and nodes that stick out of the screen sideways. */
    fun clipped(test: ComposeUiTest): List<String> {
        val width = test.onRoot().fetchSemanticsNode().size.width
        return nodes(test, merged = false).flatMap { node ->
            val name = words(node.config).joinToString()
            listOfNotNull(
                "cut: $name".takeIf { layout(node.config)?.hasVisualOverflow == true },
                layout(node.config)?.let(::brokenWord)?.let { "broken in the middle of a word: $it" },
                layout(node.config)?.let(::brokenMeasure)?.let { "a number apart from its unit: $it" },
                "out of the screen: $name ${node.positionInRoot} ${node.size}".takeIf {
                    name.isNotEmpty() && (node.positionInRoot.x < 0 || node.positionInRoot.x + node.size.width > width + ROUNDING)
                },
            )
        }
    }

    private fun nodes(
        test: ComposeUiTest,
        merged: Boolean = true,
    ): List<SemanticsNode> = test.onAllNodes(ANY, useUnmergedTree = !merged).fetchSemanticsNodes()

    private fun words(config: SemanticsConfiguration): List<String> =
        config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text.replace('\u00A0', ' ') }

    private fun isChoice(config: SemanticsConfiguration): Boolean = config.getOrNull(SemanticsProperties.Role)?.toString() in CHOICES

    private fun hasState(config: SemanticsConfiguration): Boolean =
        SemanticsProperties.Selected in config || SemanticsProperties.ToggleableState in config

    private fun layout(config: SemanticsConfiguration): TextLayoutResult? {
        val results = mutableListOf<TextLayoutResult>()
        config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        return results.firstOrNull()
    }

    /** The end of a line that stands between two letters, with the word around it. */
    private fun brokenWord(layout: TextLayoutResult): String? {
        val text = layout.layoutInput.text.text
        val ends = (0 until layout.lineCount - 1).map { layout.getLineEnd(it) }
        val broken = ends.firstOrNull { it in 1 until text.length && text[it - 1].isLetter() && text[it].isLetter() } ?: return null
        return text.substring(text.lastIndexOf(' ', broken - 1) + 1).substringBefore(' ')
    }

    /** A line that ends with a number whose unit begins the next one. */
    private fun brokenMeasure(layout: TextLayoutResult): String? {
        val text = layout.layoutInput.text.text
        return (0 until layout.lineCount - 1)
            .map { layout.getLineEnd(it) }
            .firstOrNull { end -> text.take(end).trimEnd().lastOrNull()?.isDigit() == true && UNIT.matchesAt(text, end) }
            ?.let { text.drop(maxOf(0, it - 12)).take(24) }
    }

    private val UNIT = Regex("""\s*(mm|cm|s|h|°C|days?|hours?|seconds?|minutes?|months?|weeks?)\b""")

    /** What is done to something: pressed, held, typed into. */
    private val REACHED = listOf(SemanticsActions.OnClick, SemanticsActions.OnLongClick, SemanticsActions.SetText)
    private val CHOICES = setOf("RadioButton", "Checkbox", "Switch", "Tab")
    private const val MINIMUM_DP = 48

    /** Half a pixel is nobody's fault. */
    private const val ROUNDING = 1f
}
