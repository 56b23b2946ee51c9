package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.DispositionWord
import org.gradus.core.GateWord
import org.gradus.core.PracticePerson
import org.gradus.core.TriageView
import org.gradus.core.facts
import org.gradus.demo.app.EmergencyNumbers
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhyState
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

class CheckInTest {
    @Test
    fun `flow 31 each danger question needs an answer, nothing is preselected, and Next names what is missing`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                val state = assertIs<CheckInState>(ground.app.screen)
                assertEquals(emptyMap(), state.answers.toMap())
                assertNull(state.more)
                press("Next")
                val asked = state.shownQuestions.map(state::words) + "Is anything else different from usual, or anything you worry about?"
                assertEquals(asked, state.missing)
                sees("Please answer: ${asked.first()}")
                assertEquals(0, state.page)
                assertIs<CheckInState>(ground.app.screen, "nothing was written")
            }
        }

    @Test
    fun `flow 31 every question that is asked offers Not sure`() {
        val ground = practised()
        ground.use {
            val state = CheckInState(it.app, it.vault, it.person)
            it.app.go(state)
            for (question in facts().filter { fact -> fact.source == "asked" }) {
                state.answer(question, "unknown")
                assertEquals("unknown", state.answers[question.id])
                state.answer(question, null)
            }
            withApp(it.app) {
                val offered = texts().count { text -> text == "Not sure" }
                assertEquals(state.shownQuestions.size + 1, offered, "one for each question and one for the last")
            }
        }
    }

    @Test
    fun `after Not sure the next way of asking the same comes up`(): Unit =
        practised().use { ground ->
            val state = CheckInState(ground.app, ground.vault, ground.person)
            assertTrue(state.shownQuestions.none { it.id == "feels_hot" })
            state.answers["temperature_c"] = "unknown"
            assertTrue(state.shownQuestions.any { it.id == "feels_hot" })
        }

    @Test
    fun `a number out of the question's range is named before anything is written`(): Unit =
        practised().use { ground ->
            val state = CheckInState(ground.app, ground.vault, ground.person)
            val temperature = state.shownQuestions.first { it.id == "temperature_c" }
            for ((typed, off) in listOf(
                "38,4" to false,
                "384" to true,
                "hot" to true,
                temperature.least to false,
                temperature.greatest to false,
            )) {
                state.answerNumber(temperature, checkNotNull(typed))
                assertEquals(off, state.isOff(temperature), typed)
            }
        }

    @Test
    fun `what an answer makes necessary is asked on a page of its own and cannot be left`(): Unit =
        practised().use { ground ->
            val state = CheckInState(ground.app, ground.vault, ground.person)
            ground.app.go(state)
            state.answers += (ALL_WELL.toMap() - "hours_since_antipyretic")
            state.more = "false"
            state.next("")
            assertEquals(1, state.page)
            assertTrue(state.shownQuestions.any { it.id == "hours_since_antipyretic" })
            assertTrue(!state.furtherPage)
            state.next("")
            assertTrue(state.missing.isNotEmpty())
        }

    @Test
    fun `a fever in an infant ends on the emergency screen, by pressing buttons`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                press("None")
                type("2", into = "From 0 to 10")
                type("38.4", into = "Number in °C")
                press("As well as always")
                press("No", place = LEVEL_WORRY)
                swollenAndMore()
                press("Next")
                type("240", into = "Number in hours")
                press("No")
                press("Next")
                sees("Go to an emergency department now.")
                sees("Call 999")
            }
            assertEquals(DispositionWord.EMERGENCY, assertIs<ResultState>(ground.app.screen).triage.disposition)
        }

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
    fun `flow 33 a blocked plan is held back too, whatever the disposition`(): Unit =
        practised().use { ground ->
            shows(ground, ground.checkIn(*ALL_WELL, "pus" to "true"))
            val state = assertIs<ResultState>(ground.app.screen)
            assertEquals(GateWord.BLOCKED, state.triage.gate)
            assertTrue(ground.app.back())
            assertEquals(state, ground.app.screen)
            withApp(ground.app) { press("I have read this") }
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

    private fun emergency(): Ground = practised().also { shows(it, it.checkIn("temperature_c" to "38.4")) }

    private fun shows(
        ground: Ground,
        triage: TriageView,
    ): Unit = ground.app.go(ResultState(ground.app, ground.vault, ground.person, triage))

    private fun reopened(ground: Ground) {
        ground.clock.advance(Duration.ofMinutes(5))
        runBlocking { ground.app.enter(ground.vault) }
    }

    private fun Hand.swollenAndMore() {
        press("No", place = SWOLLEN)
        press("No", place = MORE)
    }

    private companion object {
        /** Places of "No" on the first page, from the top. */
        const val LEVEL_WORRY = 1
        const val SWOLLEN = 0
        const val MORE = 2

        val DISPOSITIONS =
            mapOf(
                DispositionWord.EMERGENCY to arrayOf("temperature_c" to "38.4"),
                DispositionWord.SAME_DAY to arrayOf(*ALL_WELL, "pus" to "true"),
                DispositionWord.CONTACT to arrayOf(*ALL_WELL, "nappy_rash" to "true"),
                DispositionWord.PAUSE_AND_RECHECK to arrayOf(*ALL_WELL, "pain_peak" to "5"),
                DispositionWord.CONTINUE to ALL_WELL,
            )
        val SEVERITY =
            mapOf(
                DispositionWord.EMERGENCY to "Emergency now",
                DispositionWord.SAME_DAY to "Today",
                DispositionWord.CONTACT to "In some days",
                DispositionWord.PAUSE_AND_RECHECK to "Pause",
            )
    }
}
