package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.demo.app.Reference
import org.gradus.demo.kit.CountedCalls
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.state.LogState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhyState
import org.gradus.demo.words.Wording
import java.io.File
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** The core speaks the language of the app. */
class LanguageTest {
    @Test
    fun `what the core says of the day, of blood, of a fluid and of a rule is in the language of the app`() {
        val said = listOf("en", "es").map(::said)
        said.first().zip(said.last()).forEach { (english, spanish) -> assertNotEquals(english, spanish) }
        assertEquals("A session is due: 9 mm.", said.first().first())
        assertEquals("Toca una sesión: 9 mm.", said.last().first())
    }

    private fun said(language: String): List<String> =
        practised(device = TestDevice(language = language)).use { ground ->
            val today = assertIs<TodayState>(ground.app.screen)
            val view = checkNotNull(today.view)
            val log = LogState(ground.app, ground.vault, view).also(ground.app::go)
            val fluid = LubricantState(ground.app)
            fluid.chooseLubricant("oil")
            fluid.chooseSurface("latex")
            val triage = ground.checkIn("temperature_c" to "38.4")
            val why = WhyState(ground.app, ground.person, triage).also(ground.app::go)
            listOf(
                view.headline,
                log.bleedingLevels.last().words,
                checkNotNull(fluid.fit).sentence,
                triage.sentence,
                why.question(triage.facts.first { it.id == "temperature_c" }),
            )
        }

    @Test
    fun `a form that is not right is answered with its own words for the field, and with none of the core's`() {
        for ((language, field) in listOf("en" to "Size in mm", "es" to "Medida en mm")) {
            practised(device = TestDevice(language = language)).use { ground ->
                val log = LogState(ground.app, ground.vault, checkNotNull(assertIs<TodayState>(ground.app.screen).view))
                ground.app.go(log)
                log.size = "99"
                log.ease = "easy"
                log.pain = "0"
                log.bleeding = "none"
                log.stop = LogState.RAN_ITS_COURSE
                log.save()
                val trouble = checkNotNull(log.trouble)
                val wording = Wording.of(Locale(language))
                assertEquals(listOf(field), trouble.fields.map { wording.say(it) })
                assertEquals(emptyList(), trouble.details)
            }
        }
    }

    @Test
    fun `what is asked without a diary is asked once for each language, and by no thread that draws`() {
        val calls = CountedCalls()
        val reference = Reference(calls)
        runBlocking {
            val english = reference.questions("en")
            assertEquals(english, reference.questions("en"))
            assertNotEquals(english, reference.questions("es"))
            assertEquals(2, calls.count)
            val forms = reference.forms("en")
            assertEquals(forms, reference.forms("en"))
            assertNotEquals(forms.map { it.title }, reference.forms("es").map { it.title })
            assertEquals(4, calls.count)
        }
        val sources = File(System.getProperty("demo.folder"), "ui/src/main/kotlin").walk().filter { it.extension == "kt" }
        val slow = Regex("import org\\.gradus\\.core\\.(facts|publishedPlans|planBlanks)\n")
        assertEquals(listOf("Reference.kt"), sources.filter { slow.containsMatchIn(it.readText()) }.map { it.name }.toList())
    }

    @Test
    fun `a phone that is set to another language meanwhile is answered in it`() {
        practised().use { ground ->
            val english = checkNotNull((ground.app.screen as TodayState).view).headline
            ground.device.language = "es"
            ground.app.returned()
            assertNotEquals(english, checkNotNull((ground.app.screen as TodayState).view).headline)
        }
        practised(device = TestDevice(language = "es")).use { ground ->
            val spanish = checkNotNull((ground.app.screen as TodayState).view).headline
            ground.device.language = "de"
            ground.app.returned()
            val other = checkNotNull((ground.app.screen as TodayState).view).headline
            assertNotEquals(spanish, other)
            assertTrue(other.startsWith("A session"), "what is not spoken is said in English: $other")
        }
    }
}
