package org.gradus.demo

import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.toComposeImageBitmap
import androidx.compose.ui.graphics.toPixelMap
import kotlinx.coroutines.runBlocking
import org.gradus.core.DispositionWord
import org.gradus.core.GateWord
import org.gradus.core.PracticePerson
import org.gradus.core.TriageView
import org.gradus.demo.app.EmergencyNumbers
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Marked
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhyState
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** What a check-in leads to: a screen for each answer of the triage. */
class ResultTest {
    @Test
    fun `flow 32 the call button opens the dialler with the number and never calls by itself`(): Unit =
        emergency().use { ground ->
            withApp(ground.app) {
                assertEquals(emptyList(), ground.device.dialled, "nothing is dialled before a press")
                press("Call 999")
                assertEquals(listOf("999"), ground.device.dialled)
                press("Change the number")
                press("Country: United Kingdom")
                press("Spain")
                press("Save")
                press("Call 112")
                assertEquals(listOf("999", "112"), ground.device.dialled)
            }
        }

    @Test
    fun `flow 32 every number in the list can be dialled, and any other can be typed`() {
        assertTrue(EmergencyNumbers.BY_COUNTRY.size > 40)
        assertTrue(EmergencyNumbers.BY_COUNTRY.all { (country, number) -> country.length == 2 && EmergencyNumbers.isDiallable(number) })
        assertEquals("112", EmergencyNumbers.of("XX"))
        for ((text, dials) in listOf("112" to true, "+44 1632 960" to true, "1" to false, "" to false, "call me" to false)) {
            assertEquals(dials, EmergencyNumbers.isDiallable(text), text)
        }
    }

    @Test
    fun `flow 33 Emergency ignores back, needs I have read this, and returns at the next opening until a talk is written down`(): Unit =
        emergency().use { ground ->
            assertTrue(ground.app.back(), "back is taken and does nothing")
            assertIs<ResultState>(ground.app.screen)
            withApp(ground.app) {
                seesNot("Back")
                press("I have read this")
            }
            assertIs<TodayState>(ground.app.screen)
            reopened(ground)
            assertIs<BlockedState>(ground.app.screen)
            assertTrue(ground.app.back())
            withApp(ground.app) {
                sees("Get emergency care now")
                press("Write down what the clinic said")
                press("Save")
                sees("Choose: Who did you speak with?, What did they say?, What comes next?")
                type("Dr Example", into = "Who did you speak with?")
                type("A cold. Go on in the morning.", into = "What did they say?")
                press("Go on as planned")
                press("Save")
            }
            reopened(ground)
            assertIs<TodayState>(ground.app.screen)
        }

    @Test
    fun `a size that the clinic named is asked for, and is the size of the plan from then on`(): Unit =
        practised().use { ground ->
            ground.app.go(ContactState(ground.app, ground.vault, ground.person))
            withApp(ground.app) {
                seesNot("The size that they named, in mm")
                type("Dr Example", into = "Who did you speak with?")
                type("Eight for now.", into = "What did they say?")
                press("Go on at a size that they named")
                press("Save")
                sees("Choose: The size that they named, in mm")
                type("8", into = "The size that they named, in mm")
                press("Save")
            }
            assertEquals(80.toUShort(), assertIs<TodayState>(ground.app.screen).view?.sizeTenthsMm)
        }

    @Test
    fun `flow 33 a blocked plan is held back too, whatever the disposition`(): Unit =
        practised().use { ground ->
            shows(ground, ground.checkIn(*ALL_WELL, "pus" to "true"))
            val state = assertIs<ResultState>(ground.app.screen)
            assertEquals(GateWord.BLOCKED, state.triage.gate)
            assertTrue(ground.app.back())
            assertEquals(state, ground.app.screen)
            withApp(ground.app) { press("I have read this") }
            assertIs<TodayState>(ground.app.screen)
            repeat(2) {
                reopened(ground)
                assertEquals(DispositionWord.SAME_DAY, assertIs<BlockedState>(ground.app.screen).today.lead?.disposition)
                assertTrue(ground.app.back(), "back is taken and does nothing")
                withApp(ground.app) {
                    seesNot("Back")
                    press("I have read this")
                }
                assertIs<TodayState>(ground.app.screen)
            }
            reopened(ground)
            withApp(ground.app) {
                press("Write down what the clinic said")
                type("Dr Example", into = "Who did you speak with?")
                type("Seen. Go on in the morning.", into = "What did they say?")
                press("Go on as planned")
                press("Save")
            }
            reopened(ground)
            assertIs<TodayState>(ground.app.screen)
        }

    @Test
    fun `flow 34 each disposition has a screen with buttons of its own`() {
        val screens = DISPOSITIONS.map { (disposition, answers) -> buttons(disposition, answers) }
        assertEquals(DispositionWord.entries.size, screens.distinct().size, screens.toString())
        assertEquals(DispositionWord.entries.toSet(), DISPOSITIONS.keys)
    }

    @Test
    fun `flow 35 why is one tap away from each answer, with facts, rule and version`() {
        for ((disposition, answers) in DISPOSITIONS) {
            practised().use { ground ->
                val triage = ground.checkIn(*answers)
                shows(ground, triage)
                withApp(ground.app) {
                    press("Why this answer")
                    assertIs<WhyState>(ground.app.screen)
                    sees("Rules: ${triage.pack.version}")
                    triage.rules.forEach { sees("Rule ${it.id}") }
                    sees(assertIs<WhyState>(ground.app.screen).question(triage.facts.first { it.id == "temperature_c" }))
                    sees("No clinician has signed these rules off.")
                    if (disposition != DispositionWord.CONTINUE) sees(SEVERITY.getValue(disposition))
                }
            }
        }
    }

    @Test
    fun `flow 35 each severity has a shape of its own, told apart where there is no colour`() {
        val shapes = Mark.entries.map { mark -> shape(mark).toList() }
        assertEquals(Mark.entries.size, shapes.distinct().size)
        assertTrue(shapes.all { it.distinct().size > 1 }, "something is drawn")
    }

    @Test
    fun `the clinic's number comes with the answer, and is dialled on a press`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            shows(ground, ground.checkIn(*ALL_WELL, "nappy_rash" to "true"))
            withApp(ground.app) {
                sees("Surgical clinic")
                press("Call +44 1632 960 115")
            }
            assertEquals(listOf("+44 1632 960 115"), ground.device.dialled)
        }

    @Test
    fun `what the plan notes about a number stands beside it`(): Unit =
        practised().use { ground ->
            val triage = ground.checkIn("temperature_c" to "38.4")
            val noted = triage.contacts.map { it.copy(note = "At night the ward answers.") }
            shows(ground, triage.copy(contacts = noted))
            withApp(ground.app) { sees("At night the ward answers.") }
        }

    @Test
    fun `a talk is what Contact's screen leads to`(): Unit =
        practised().use { ground ->
            shows(ground, ground.checkIn(*ALL_WELL, "nappy_rash" to "true"))
            withApp(ground.app) { press("Write down what the clinic said") }
            assertIs<ContactState>(ground.app.screen)
        }

    private fun buttons(
        disposition: DispositionWord,
        answers: Array<Pair<String, String>>,
    ): List<String> =
        practised().use { ground ->
            val triage = ground.checkIn(*answers)
            assertEquals(disposition, triage.disposition)
            shows(ground, triage)
            var pressable = emptyList<String>()
            withApp(ground.app) {
                sees(triage.sentence)
                pressable = controls()
            }
            pressable
        }

    /** What stands beside the words, in one colour. */
    private fun shape(mark: Mark): IntArray {
        val scene = ImageComposeScene(SHAPE_PX, SHAPE_PX) { Marked(mark, words = "", colour = Color.Black) }
        try {
            return scene.render().toComposeImageBitmap().toPixelMap().buffer
        } finally {
            scene.close()
        }
    }

    private fun emergency(): Ground = practised().also { shows(it, it.checkIn("temperature_c" to "38.4")) }

    private fun shows(
        ground: Ground,
        triage: TriageView,
    ): Unit = ground.app.go(ResultState(ground.app, ground.vault, ground.person, triage))

    private fun reopened(ground: Ground) {
        ground.clock.advance(Duration.ofMinutes(5))
        runBlocking { ground.app.enter(ground.vault) }
    }

    private companion object {
        val DISPOSITIONS =
            mapOf(
                DispositionWord.EMERGENCY to arrayOf("temperature_c" to "38.4"),
                DispositionWord.SAME_DAY to arrayOf(*ALL_WELL, "pus" to "true"),
                DispositionWord.CONTACT to arrayOf(*ALL_WELL, "nappy_rash" to "true"),
                DispositionWord.PAUSE_AND_RECHECK to arrayOf(*ALL_WELL, "pain_peak" to "5"),
                DispositionWord.CONTINUE to ALL_WELL,
            )
        const val SHAPE_PX = 48

        val SEVERITY =
            mapOf(
                DispositionWord.EMERGENCY to "Emergency now",
                DispositionWord.SAME_DAY to "Today",
                DispositionWord.CONTACT to "In some days",
                DispositionWord.PAUSE_AND_RECHECK to "Pause",
            )
    }
}
