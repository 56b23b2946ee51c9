package org.gradus

import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Nothing that the core offers is missing here: `bindings/ffi/API.md` lists it, and a test of the core holds that list. */
class SurfaceTest {
    private val listing = Files.readString(CHECKOUT.resolve("bindings/ffi/API.md"))
    private val ours =
        Files.list(CHECKOUT.resolve("bindings/kotlin/gradus/src/main/kotlin/org/gradus")).use { files ->
            files.toList().joinToString("\n") { Files.readString(it) }
        }

    @Test
    fun `every verb of the handle is a verb of the vault`() {
        val verbs = listed("## Object `Gradus`").map { it.substringBefore("(") }.filterNot { it.startsWith("Gradus.") }
        assertTrue(verbs.size > 40, "$verbs")
        val missing = verbs.map(::camel).filterNot { verb -> declares(verb) && Regex("(it|handle)\\.$verb\\(") in ours }
        assertEquals(listOf("changeCount"), missing, "changes tells what is stale, and nobody need compare a count")
    }

    @Test
    fun `every door of a folder is one of the vault`() {
        val doors = listed("## Functions").filter { "(folder: text" in it }.map { camel(it.substringBefore("(")) }
        assertTrue(doors.size > 15, "$doors")
        assertEquals(emptyList(), doors.filterNot { calls("(org\\.gradus\\.core\\.)?", it) })
        val made = listed("## Object `Gradus`").filter { it.startsWith("Gradus.") }
        val constructors = made.map { camel(it.removePrefix("Gradus.").substringBefore("(")) }
        assertTrue(constructors.size > 4, "$constructors")
        assertEquals(emptyList(), constructors.filterNot { calls("Gradus\\.", it) })
    }

    private fun declares(verb: String) = Regex("fun (Vault\\.)?(<T> )?$verb\\(") in ours

    /** A call, and no declaration of the same name. */
    private fun calls(
        on: String,
        verb: String,
    ) = Regex("(?<!fun )(?<![A-Za-z.])$on$verb\\(") in ours

    /** What the listing has under a heading, up to the next one. */
    private fun listed(heading: String): List<String> =
        listing
            .lines()
            .dropWhile { it != heading }
            .drop(1)
            .takeWhile { !it.startsWith("## ") }
            .filter { it.startsWith("- `") }
            .map { it.removePrefix("- `") }

    private fun camel(name: String) = Regex("_([a-z])").replace(name) { it.groupValues[1].uppercase() }

    private operator fun String.contains(regex: Regex) = regex.containsMatchIn(this)
}
