package org.gradus.guide

import org.gradus.CHECKOUT
import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * The code in GUIDE.md is the code that is compiled and run beside this test.
 *
 * With `-Dgradus.guide=write` the guide is brought up to date instead; then read the difference.
 */
class GuideTest {
    private val kotlin = CHECKOUT.resolve("bindings/kotlin")
    private val guide = kotlin.resolve("GUIDE.md")

    @Test
    fun `every piece of code is the one that runs`() {
        val pieces = pieces()
        val text = Files.readString(guide)
        val upToDate = FENCE.replace(text) { "<!-- code: ${it.groupValues[1]} -->\n```kotlin\n${pieces[it.groupValues[1]]}\n```" }
        if (System.getProperty("gradus.guide") == "write") Files.writeString(guide, upToDate)
        assertEquals(upToDate, Files.readString(guide), "run the tests with -Dgradus.guide=write, and read the difference")
    }

    @Test
    fun `every piece is shown, and all Kotlin in the guide is a piece`() {
        val text = Files.readString(guide)
        assertEquals(pieces().keys, FENCE.findAll(text).map { it.groupValues[1] }.toSet())
        assertEquals(FENCE.findAll(text).count(), Regex("```kotlin\n").findAll(text).count())
    }

    private fun pieces(): Map<String, String> {
        val folder = kotlin.resolve("tests/src/test/kotlin/org/gradus/guide")
        val source = listOf("YourApp.kt", "YourAppTest.kt").joinToString("\n") { Files.readString(folder.resolve(it)) }
        val pieces = PIECE.findAll(source).associate { it.groupValues[1] to it.groupValues[2].trimIndent().trim() }
        assertTrue(pieces.size > 1)
        return pieces
    }

    private companion object {
        val PIECE = Regex("""// guide: (\S+)\n(.*?)\n *// end""", RegexOption.DOT_MATCHES_ALL)
        val FENCE = Regex("""<!-- code: (\S+) -->\n```kotlin\n(.*?)\n?```""", RegexOption.DOT_MATCHES_ALL)
    }
}
