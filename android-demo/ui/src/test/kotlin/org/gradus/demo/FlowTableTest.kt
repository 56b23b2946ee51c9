package org.gradus.demo

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** `FLOWS.md` is written from the names of the tests and from `flows.tsv`; it fails when either has moved on. */
class FlowTableTest {
    private val folder = File(System.getProperty("demo.folder"))
    private val flows = File(folder, "flows.tsv").readLines().map { it.split('\t') }
    private val tests: Map<Int, List<String>> =
        listOf("ui", "platform")
            .flatMap { File(folder, "$it/src/test/kotlin").walk().filter { file -> file.name.endsWith("Test.kt") } }
            .flatMap { file -> NAMED.findAll(file.readText()).map { it.groupValues[1].toInt() to it.groupValues[2].trim() } }
            .groupBy({ it.first }, { it.second })

    @Test
    fun `each flow is told once, is tested where it is said to hold, and says elsewhere what is missing`() {
        assertEquals((1..44).toList(), flows.map { it[0].toInt() })
        for (row in flows) {
            val (number, _, state) = row
            assertTrue(state in STATES, "$number: $state")
            assertTrue(state == "holds" || row[3].isNotBlank(), "$number does not say what is missing, or why")
            assertEquals(state in TESTED, number.toInt() in tests, "flow $number is \"$state\"")
        }
    }

    @Test
    fun `a function that is not run is not counted`() {
        val counted = "@Test\n    @Suppress(\"X\")\n    fun `flow 1 counts`() {}\n\n    @Test fun `flow 2 too`() {}"
        val not = "private fun `flow 3 is a helper`() {}\n\n    @Before\n    fun `flow 4 makes ready`() {}"
        assertEquals(listOf("1", "2"), NAMED.findAll("$counted\n$not").map { it.groupValues[1] }.toList())
    }

    @Test
    fun `the table in FLOWS md is this one`() {
        val file = File(folder, "FLOWS.md")
        if (System.getProperty("demo.write") == "true") file.writeText(table())
        assertEquals(table(), file.readText(), "write it anew: android-demo/run-tests flows")
    }

    private fun table(): String {
        val rows =
            flows.map { cells -> "| ${cells.joinToString(" | ")} | ${tests[cells[0].toInt()]?.size ?: ""} |" }
        val counts = STATES.joinToString(", ") { state -> "${flows.count { it[2] == state }} $state" }
        return (HEAD + rows + "" + "Of ${flows.size}: $counts." + "").joinToString("\n")
    }

    private companion object {
        /** A function that no runner runs holds no flow; what else stands between `@Test` and its name is not looked at. */
        val NAMED = Regex("@Test\\s+(?:@[^\\n]+\\s+)*fun `flow (\\d+) ([^`]+)`")
        val TESTED = setOf("holds", "in part")
        val STATES = listOf("holds", "in part", "needs a device", "not built")
        val HEAD =
            listOf(
                "# Flow targets",
                "",
                "Written by a test from the tests' names and `flows.tsv`; never by hand. \"In part\" says what is missing.",
                "",
                "| | flow | state | what is missing | tests |",
                "|---|---|---|---|---|",
            )
    }
}
