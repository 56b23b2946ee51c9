package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.Fill
import org.gradus.core.PracticePerson
import org.gradus.core.planBlanks
import org.gradus.core.planCheck
import org.gradus.core.publishedPlans
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.look.Palette
import org.gradus.demo.state.BlanksState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.PeopleState
import org.gradus.demo.state.PlanCheckState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.personDraft
import org.gradus.sessionDraft
import java.io.File
import java.time.Duration
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

class TodayTest {
    @Test
    fun `flow 18 nothing planned, due, all done, waiting and stopped each have a sentence and a next action`() {
        val seen = mutableListOf<List<String>>()
        withoutPlan().use { ground -> seen += headlineAndAction(ground, "Bring in the plan for Ada") { assertIs<PlanImportState>(it) } }
        practised().use { ground -> seen += headlineAndAction(ground, "Start for Mia") { assertIs<SessionState>(it) } }
        practised(after = Duration.ZERO).use { ground ->
            seen += headlineAndAction(ground, "Check in for Mia") { assertIs<CheckInState>(it) }
            assertEquals("Everything planned for today is done. The next one is tomorrow.", seen.last().first())
        }
        practised().use { ground ->
            ground.checkIn(*ALL_WELL, "pain_peak" to "5")
            seen += headlineAndAction(ground, "Check in for Mia") { assertIs<CheckInState>(it) }
        }
        practised().use { ground ->
            ground.checkIn("temperature_c" to "38.4")
            seen += headlineAndAction(ground, "Call 999") { assertEquals(listOf("999"), ground.device.dialled) }
            withApp(ground.app) { press("Write down what the clinic said") }
            assertIs<ContactState>(ground.app.screen)
        }
        practised().use { ground ->
            ground.checkIn(*ALL_WELL, "pus" to "true")
            val clinic = "+44 1632 960 114"
            seen += headlineAndAction(ground, "Call $clinic") { assertEquals(listOf(clinic), ground.device.dialled) }
            withApp(ground.app) {
                assertEquals(1, controls().count { it == "Call $clinic" }, "one button is enough for one number")
                press("Write down what the clinic said")
            }
            assertIs<ContactState>(ground.app.screen)
        }
        assertEquals(seen.size, seen.map { it.first() }.distinct().size, "each its own sentence: $seen")
    }

    @Test
    fun `flow 19 a miss is in a neutral colour, its reason may be no privacy, and nothing counts streaks`(): Unit =
        practised(after = Duration.ofHours(11)).use { ground ->
            withApp(ground.app) {
                press("It was not held")
                sees("Nothing is counted against anybody.")
                press("No privacy")
                sees("Not held:")
                assertEquals(emptyList(), texts().filter { said -> SCOLDING.any { it in said.lowercase() } })
            }
            assertIs<TodayState>(ground.app.screen)
            val drawing = File(System.getProperty("demo.folder"), "ui/src/main/kotlin/org/gradus/demo/screen/TodayScreens.kt").readText()
            val slots = drawing.substringAfter("private fun Slots(").substringBefore("\n}\n")
            assertFalse("danger" in slots, "a slot is drawn in the colour of danger")
        }

    @Test
    fun `flow 20 the person's name stands on Today, log, check-in, result and progress`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                sees("For Mia")
                press("Log a session")
                sees("For Mia")
                press("Back")
                press("Answer the questions")
                sees("For Mia")
                press("Back")
                press("Progress")
                sees("For Mia")
            }
            val result = practised()
            result.use {
                val triage = it.checkIn(*ALL_WELL)
                it.app.go(org.gradus.demo.state.ResultState(it.app, it.vault, it.person, triage))
                withApp(it.app) { sees("For Mia") }
            }
        }

    @Test
    fun `flow 20 nobody is switched while something is being written down`(): Unit =
        twoPeople().use { ground ->
            for (writing in listOf<
                (
                    Ground,
                ) -> Any,
            >({ it.app.go(CheckInState(it.app, it.vault, mia(it))) }, { it.app.go(ContactState(it.app, it.vault, mia(it))) })) {
                writing(ground)
                withApp(ground.app) {
                    seesNot("People")
                    seesNot("Robin")
                    press("Back")
                }
            }
            withApp(ground.app) {
                press("People")
                assertIs<PeopleState>(ground.app.screen)
                press("Robin")
                sees("For Robin")
            }
        }

    @Test
    fun `flow 36 the chart has the core's sentence as its label, and its table is one tap away`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Progress")
                val sentence = checkNotNull(assertIs<ProgressState>(ground.app.screen).today?.proposal).sentence
                assertEquals(2, texts().count { it == sentence }, "once to read, once as the chart's label")
                press("Show as a table")
                sees("proposed")
                sees("goal")
                assertEquals(1, texts().count { it == sentence })
                press("Show as a chart")
                assertEquals(2, texts().count { it == sentence })
            }
        }

    @Test
    fun `a step that the core proposes is taken by a press, and Today has the new size`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Progress")
                press("Take the step to 10 mm")
                sees("Saved.")
                sees("A session is due: 10 mm.")
            }
        }

    @Test
    fun `a step down that the core proposes is taken by a press too`(): Unit =
        practised().use { ground ->
            runBlocking { ground.vault.record(Command.TakeStep(ground.person.id, 100u)) }
            repeat(2) {
                val stuck = sessionDraft("10", "not_passed", emptyList(), painPeak = "0", bleeding = "none")
                runBlocking { ground.vault.record(Command.LogSession(ground.person.id, stuck)) }
                ground.clock.advance(Duration.ofHours(12))
            }
            withApp(ground.app) {
                press("Progress")
                press("Step down to 9 mm")
            }
            assertEquals(90.toUShort(), assertIs<TodayState>(ground.app.screen).view?.sizeTenthsMm)
        }

    @Test
    fun `a plan is shown as it stands for this person, with what it changes, before it is adopted`(): Unit =
        practised().use { ground ->
            val form = publishedPlans().first { it.name == "post-psarp-home" }.text
            val state = BlanksState(ground.app, ground.vault, ground.person, form, planBlanks(form))
            ground.app.go(state)
            assertEquals(runBlocking { ground.vault.planKnown(ground.person.id) }.map { it.value }, state.values.values.toList())
            PLAN.forEach { (field, value) -> state.values[field] = value }
            state.next()
            assertNull(state.trouble, "${state.trouble} ${planBlanks(form).map { it.field }}")
            val shown = assertIs<PlanCheckState>(ground.app.screen)
            val fills = planBlanks(form).map { Fill(it.field, state.values.getValue(it.field)) }
            assertTrue((shown.plan.warnings - planCheck(form, fills).warnings.toSet()).isNotEmpty(), "the person is known")
            withApp(ground.app) {
                shown.plan.warnings.forEach { sees(it) }
                sees("What changes")
                checkNotNull(shown.replaced).changes.forEach { sees(it.sentence) }
            }
        }

    @Test
    fun `a day on which emergency care is asked for has its call and the clinic's, and a day that only waits has neither`() {
        practised().use { ground ->
            ground.checkIn("temperature_c" to "38.4")
            ground.app.screen.shown()
            withApp(ground.app) {
                sees("Get emergency care now")
                press("Call 999")
                press("Call +44 1632 960 114")
            }
            assertEquals(listOf("999", "+44 1632 960 114"), ground.device.dialled)
        }
        practised().use { ground ->
            ground.checkIn(*ALL_WELL, "pain_peak" to "5")
            ground.app.screen.shown()
            withApp(ground.app) { seesNot("Call ") }
        }
    }

    @Test
    fun `a plan in force is changed from Today`(): Unit =
        practised().use { ground ->
            withApp(ground.app) { press("Bring in the plan") }
            assertIs<PlanImportState>(ground.app.screen)
        }

    @Test
    fun `red stands for danger alone`() {
        for (palette in listOf(Palette.LIGHT, Palette.DARK)) {
            val calm = listOf(palette.paper, palette.surface, palette.ink, palette.quiet, palette.line, palette.accent, palette.tint)
            assertTrue(calm.none { it.red > it.green + .1f && it.red > it.blue + .1f }, "a calm colour is red")
        }
    }

    private fun headlineAndAction(
        ground: Ground,
        action: String,
        leadsTo: (Any) -> Unit,
    ): List<String> {
        ground.app.screen.shown()
        val headline = checkNotNull(assertIs<TodayState>(ground.app.screen).view).headline
        withApp(ground.app) {
            sees(headline)
            press(action)
        }
        leadsTo(ground.app.screen)
        return listOf(headline, action)
    }

    private fun withoutPlan(): Ground {
        val ground = practised()
        runBlocking {
            val empty = Vault.practice(2u, emptyList(), ground.clock, kotlinx.coroutines.Dispatchers.Unconfined)
            empty.record(Command.AddPerson(personDraft("Ada", LocalDate.of(1990, 1, 1), "self", listOf("none"))))
            ground.app.enter(empty)
        }
        return ground
    }

    private fun twoPeople(): Ground {
        val ground = practised()
        runBlocking {
            val both = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY, PracticePerson.ADULT_WITH_STENOSIS)
            val vault = Vault.practice(1u, both, ground.clock, kotlinx.coroutines.Dispatchers.Unconfined)
            ground.app.enter(vault)
            ground.app.open(vault, vault.person("Mia"))
        }
        return ground
    }

    private fun mia(ground: Ground) = runBlocking { ground.vault.person("Mia") }

    private companion object {
        /** Words that count against somebody, or praise only who never misses. */
        val SCOLDING = listOf("streak", "in a row", "missed", "failed", "overdue", "well done")

        /** A goal that is large for an infant, and the start a day after today. */
        val PLAN =
            mapOf(
                "prescriber" to "Dr Example",
                "device.grip_depth_mm" to "30",
                "ladder.start_mm" to "9",
                "ladder.goal_mm" to "16",
                "start.on" to "2026-03-26",
                "phase[1].min_gap_h" to "8",
                "step_up.sessions_in_a_row" to "6",
                "step_up.max_pain" to "3",
                "review_by" to "2026-04-20",
                "contact[1].name" to "Surgery",
                "contact[1].phone" to "+44 1632 960 114",
            )
    }
}
