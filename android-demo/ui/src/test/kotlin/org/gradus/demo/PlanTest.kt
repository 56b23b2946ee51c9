package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.PracticePerson
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PauseState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.TimelineState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.tenths
import java.time.OffsetDateTime
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** The plan and its next weeks, pauses, charts, and what happened. */
class PlanTest {
    @Test
    fun `the plan says where it stands, what comes next and why, the next weeks in both ways, and whom to call`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("The plan")
                val state = assertIs<PlanState>(ground.app.screen)
                val preview = checkNotNull(state.preview)
                val stage = checkNotNull(preview.stage)
                sees(stage.sentence)
                stage.reasons.forEach { sees(it.sentence) }
                sees(checkNotNull(state.today?.proposal).sentence)
                assertNotEquals(preview.well.sentence, preview.badWeek.sentence)
                sees(preview.well.sentence)
                assertEquals(6, preview.well.weeks.size)
                press("With one bad week")
                seesNot(preview.well.sentence)
                sees(preview.badWeek.sentence)
                press("Call +44 1632 960 114")
                press("Show earlier plans")
                sees("There was no plan before this one.")
            }
            assertEquals(listOf("+44 1632 960 114"), ground.device.dialled)
        }

    @Test
    fun `a stage is taken with a yes only, and what the core does not propose is refused`(): Unit =
        practised().use { ground ->
            val state = PlanState(ground.app, ground.vault, ground.person)
            ground.app.go(state)
            val stage = checkNotNull(state.preview?.stage).stage
            state.ask("taper:1")
            withApp(ground.app) {
                sees("Make this change?")
                press("No, leave it as it is")
                seesNot("Make this change?")
            }
            state.ask("taper:1")
            withApp(ground.app) {
                press("Yes, make it")
                sees("This cannot be done:")
            }
            assertEquals(stage, runBlocking { ground.vault.planPreview(ground.person.id, 1u) }.stage?.stage)
        }

    @Test
    fun `flow 18 a paused day says so in its own sentence, and the pause is ended where it was begun`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Pause the plan")
                press("Begin the pause")
                sees("Choose: Why?")
                press("Travel")
                press("Begin the pause")
                sees("Saved.")
                sees("The plan is paused. End the pause when sessions go on.")
                sees("Travel")
                sees("Paused since 25 Mar 2026")
                seesNot("Paused until")
                val others = listOf("Pause the plan", "Sessions may go on", "It was not held", "Start a session", "Next size")
                others.forEach { seesNot(it) }
                press("End the pause")
                seesNot("The plan is paused")
                sees("Start for Mia")
                press("Pause the plan")
                seesNot("End the pause")
            }
        }

    @Test
    fun `flow 18 a pause that goes on is shown with its sentence, and is not begun twice`(): Unit =
        practised().use { ground ->
            runBlocking { ground.vault.record(Command.Pause(ground.person.id, "travel", null, null)) }
            ground.app.screen.shown()
            val today = assertIs<TodayState>(ground.app.screen)
            val pause = checkNotNull(today.view?.pause)
            today.pauses()
            withApp(ground.app) {
                sees(pause.sentence)
                seesNot("Begin the pause")
                seesNot("Pause the plan")
                press("End the pause")
                sees("Saved.")
                seesNot("The plan is paused")
            }
        }

    @Test
    fun `a pause has the days that were typed, and a day that is none is said`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Pause the plan")
                press("Travel")
            }
            val state = assertIs<PauseState>(ground.app.screen)
            state.to.day = "40"
            state.begin()
            assertNotNull(state.trouble)
            state.to.day = "28"
            state.to.month = "3"
            state.to.year = "2026"
            state.begin()
            val today = assertIs<TodayState>(ground.app.screen)
            withApp(ground.app) {
                sees("The plan is paused until 28 Mar 2026.")
                sees("Paused until 28 Mar 2026")
            }
            assertNotNull(today.notices)
        }

    /** How often it is said, wherever its lines may not break. */
    private fun Hand.said(sentence: String): Int = texts().count { plain(it) == plain(sentence) }

    private fun plain(text: String): String = text.replace('\u00A0', ' ')

    @Test
    fun `flow 36 every chart has its sentence to read and as its label, and its table one tap away`() {
        for (who in PracticePerson.entries) {
            practised(who).use { ground ->
                val state = ProgressState(ground.app, ground.vault, ground.person)
                ground.app.go(state)
                assertTrue(state.charts.count { it.svg != null } >= 4)
                withApp(ground.app) {
                    for (chart in state.charts) {
                        assertEquals(if (chart.svg != null) 2 else 1, said(chart.sentence), chart.title)
                        if (chart.svg != null) {
                            val values = chart.series.flatMap { it.points }.map { it.valueTenths }
                            val axis = listOf(chart.unit, "0", tenths(checkNotNull(values.maxOrNull()).coerceAtLeast(10u)))
                            val seen = texts().map(::plain)
                            assertTrue(seen.containsAll(axis), "${chart.title}: $axis in $seen")
                        }
                        if (chart.rows.isEmpty()) continue
                        press("${chart.title}: show as a table")
                        assertEquals(0, said(chart.sentence), chart.title)
                        chart.rows.forEach { row -> assertTrue(row.cells.all { cell -> texts().any { cell in it } }, "${row.cells}") }
                        press("${chart.title}: show as a chart")
                        assertEquals(2, said(chart.sentence), chart.title)
                    }
                }
            }
        }
    }

    @Test
    fun `what happened is there, the newest first, of two weeks and then from the beginning`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            withApp(ground.app) {
                press("What happened")
                val state = assertIs<TimelineState>(ground.app.screen)
                val some = checkNotNull(state.items)
                assertEquals(some.sortedByDescending { OffsetDateTime.parse(it.at) }.map { it.entry }, some.map { it.entry })
                sees(some.first().sentence)
                press("Show everything")
                val all = checkNotNull(state.items)
                assertTrue(all.size > some.size)
                assertEquals(runBlocking { ground.vault.timeline(ground.person.id) }.items.size, all.size)
                seesNot("Show everything")
            }
        }
}
