package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.contactDraft
import org.gradus.core.Command
import org.gradus.core.DeviceCare
import org.gradus.core.DeviceDraft
import org.gradus.core.GradusException
import org.gradus.core.PersonDraft
import org.gradus.core.facts
import org.gradus.core.lubricantFit
import org.gradus.demo.kit.device
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.words.Choice
import org.gradus.demo.words.Choices
import org.gradus.demo.words.ListWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import org.gradus.demo.words.together
import org.gradus.sessionDraft
import java.io.File
import java.time.LocalDate
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

class WordingTest {
    private val english = Wording.English
    private val spanish = Wording.of(Locale("es", "MX"))
    private val sources = File(System.getProperty("demo.folder"), "ui/src/main/kotlin/org/gradus/demo")

    @Test
    fun `both languages have every text, with the same blanks`() {
        val keys = Text.entries.map { it.key }.toSet()
        assertEquals(keys, english.raw.keys)
        assertEquals(keys, spanish.raw.keys)
        for (key in keys) {
            assertTrue(spanish.raw.getValue(key).isNotBlank() && english.raw.getValue(key).isNotBlank(), key)
            assertEquals(blanks(english, key), blanks(spanish, key), key)
        }
    }

    @Test
    fun `a Spanish text is Spanish`() {
        val same = Text.entries.filter { english.raw[it.key] == spanish.raw[it.key] }.map { it.key }
        assertEquals(setOf("unit_c", "no", "size_mm", "operation_psarp", "condition_diabetes") + SPANS, same.toSet())
    }

    @Test
    fun `an unknown language falls back to English, and a region to its language`() {
        assertEquals("Start", Wording.of(Locale("de")).say(Word.START))
        assertEquals("Empezar", Wording.of(Locale("es", "AR")).say(Word.START))
        assertEquals("For Mia", english.say(Word.FOR_PERSON, "Mia"))
    }

    @Test
    fun `no text that a person sees stands in the code of a screen`() {
        val drawing = listOf("screen", "look").flatMap { File(sources, it).listFiles().orEmpty().toList() }
        assertTrue(drawing.size > 10)
        for (file in drawing) {
            val code = file.readText().replace(Regex("""/\*[\s\S]*?\*/|//.*"""), "")
            val literals = Regex("\"([^\"]*)\"").findAll(code).map { it.groupValues[1] }
            assertEquals(emptyList(), literals.filter { text -> text.any(Char::isLetter) }.toList(), file.name)
        }
    }

    @Test
    fun `a number is held together with what it counts, a day with its month and year, and nothing else`() {
        for ((text, held) in listOf(
            "The plan allows 10 mm, after 9 mm." to "The plan allows 10_mm, after 9_mm.",
            "Begins on 17 Mar 2026." to "Begins on 17_Mar_2026.",
            "2 × 30 seconds, then 36.8 °C" to "2_× 30_seconds, then 36.8_°C",
            "Call +44 1632 960 114" to "Call +44 1632 960 114",
            "9 uncharacteristically" to "9 uncharacteristically",
        )) {
            assertEquals(held, together(text).replace('\u00A0', '_'))
        }
    }

    @Test
    fun `every text is used`() {
        val phone = File(System.getProperty("demo.folder"), "platform/src/main")
        val code = (sources.walk() + phone.walk()).filter { it.extension == "kt" }.joinToString { it.readText() }
        val named = (Text.entries - ListWord.entries.toSet()).map { "${it::class.simpleName}.${(it as Enum<*>).name}" }
        assertEquals(emptyList(), named.filterNot { Regex("""\b$it\b""").containsMatchIn(code) })
        assertEquals(ListWord.entries.toSet(), (LISTS + DEVICE_LISTS).flatten().map { it.word }.toSet<Text>())
    }

    @Test
    fun `each closed list is the core's own`() {
        assertEquals(right("role") { person(role = "?") }, ids(Choices.ROLES))
        assertEquals(right("background") { person(background = "?") }, ids(Choices.CONDITIONS))
        assertEquals(right("operations") { person(operation = "?=2026-01-01") }, ids(Choices.OPERATIONS))
        assertEquals(right("ease") { session(ease = "?") }, ids(Choices.EASE))
        assertEquals(right("stop_reason") { session(stop = "?") }, ids(Choices.STOP_REASONS))
        assertEquals(right("reason") { Command.Skip(it, null, "?") }, ids(Choices.SKIP_REASONS))
        val outcomes = right("outcome") { Command.RecordContact(it, contactDraft("A", "B", "?", listOf("all"))) }
        assertEquals(outcomes.map { it.substringBefore(':') }.toSet(), ids(Choices.OUTCOMES))
    }

    @Test
    fun `each closed list about devices is the core's own`() {
        val draft = DeviceDraft("A", "?", listOf("9"), "?", true, null, listOf("?"), null, null, null)
        val add = { person: String -> Command.AddDevice(person, draft) }
        assertEquals(right("shape", add), ids(Choices.SHAPES))
        assertEquals(right("material", add) - setOf("use", "another", "device"), ids(Choices.MATERIALS))
        assertEquals(right("flaws", add), ids(Choices.FLAWS))
        assertEquals(rightCare("disinfected", DeviceCare.Cleaned("?")), ids(Choices.DISINFECTION))
        assertEquals(rightCare("reason", DeviceCare.Retired("?")), ids(Choices.RETIRE_REASONS))
        val unfit = assertFailsWith<GradusException.Invalid> { lubricantFit("?", "?") }.fields
        assertEquals(listed(unfit.first { it.field == "lubricant" }.right), ids(Choices.LUBRICANTS))
        assertEquals(listed(unfit.first { it.field == "surface" }.right), ids(Choices.SURFACES))
    }

    private fun rightCare(
        field: String,
        care: DeviceCare,
    ): Set<String> =
        practised().use { ground ->
            val id = ground.device("Blue", "9")
            val command = Command.CareForDevice(ground.person.id, id, null, care)
            val refused = assertFailsWith<GradusException.Invalid> { runBlocking { ground.vault.record(command) } }
            listed(refused.fields.first { it.field == field }.right)
        }

    @Test
    fun `each unit of a question has a word, or is a scale`() {
        val units = facts().filter { it.source == "asked" }.mapNotNull { it.unit }.toSet()
        assertEquals(units, ids(Choices.UNITS) + Choices.SCALE)
    }

    private fun blanks(
        wording: Wording,
        key: String,
    ): Set<String> = Regex("""%\d\${'$'}s""").findAll(wording.raw.getValue(key)).map { it.value }.toSet()

    private fun ids(choices: List<Choice>): Set<String> = choices.map { it.id }.toSet()

    /** The words that the core names when it is handed one that it does not know. */
    private fun right(
        field: String,
        command: (String) -> Command,
    ): Set<String> =
        practised().use { ground ->
            val refused = assertFailsWith<GradusException.Invalid> { runBlocking { ground.vault.record(command(ground.person.id)) } }
            listed(refused.fields.first { it.field == field }.right)
        }

    private fun listed(right: String): Set<String> =
        Regex("[a-z][a-z0-9_]+(:[A-Z]+)?").findAll(right.substringAfter("write ")).map { it.value }.toSet() - NOISE

    private fun person(
        role: String = "self",
        background: String = "none",
        operation: String? = null,
    ): Command =
        Command.AddPerson(
            PersonDraft("A", LocalDate.of(1990, 1, 1).toString(), role, listOf(background), listOfNotNull(operation)),
        )

    private fun session(
        ease: String = "easy",
        stop: String? = null,
    ): Command = Command.LogSession(practised().use { it.person.id }, sessionDraft("9", ease, emptyList(), stopReason = stop))

    private companion object {
        /** Symbols of the metric system are the same everywhere. */
        val SPANS = setOf("span_seconds", "span_minutes", "span_both")
        val LISTS = with(Choices) { listOf(ROLES, EASE, STOP_REASONS, SKIP_REASONS, OUTCOMES, UNITS, CONDITIONS, OPERATIONS) }
        val DEVICE_LISTS = with(Choices) { listOf(SHAPES, MATERIALS, FLAWS, DISINFECTION, RETIRE_REASONS, LUBRICANTS, SURFACES) }
        val NOISE = setOf("or", "write", "and")
    }
}
