package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.demo.app.App
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.ReportState
import org.gradus.sessionDraft
import java.time.Duration
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ReportTest {
    @Test
    fun `flow 44 a report holds today and leaves notes out unless asked`() {
        for (isAsked in listOf(false, true)) {
            noted().use { ground ->
                withApp(ground.app) {
                    press("Progress")
                    press("Share a report")
                    if (isAsked) press("Put them in")
                    press("Choose where it goes")
                }
                val page = ground.device.shared.single()
                assertTrue("25 Mar 2026" in page || "2026-03-25" in page, "today is not in the report")
                assertEquals(isAsked, "a private word" in page)
            }
        }
    }

    @Test
    fun `flow 44 a report is of the days that were chosen, both included, and of all up to today where none was`(): Unit =
        noted().use { ground ->
            report(ground) {
                date(place = 0, "20", "3", "2026")
                date(place = 1, "22", "3", "2026")
            }
            report(ground) { date(place = 0, "20", "3", "2026") }
            report(ground) {}
            val days = listOf(FIRST to LAST, FIRST to null, null to null)
            val wanted = days.map { (from, to) -> runBlocking { ground.vault.reportHtml(ground.person.id, from, to) } }
            assertEquals(3, wanted.distinct().size)
            assertEquals(wanted, ground.device.shared)
        }

    @Test
    fun `flow 44 what is looked at is what goes out, whatever the clock says, and another choice makes another`(): Unit =
        noted().use { ground ->
            ground.app.go(ReportState(ground.app, ground.vault, ground.person))
            withApp(ground.app) {
                press("Show the report")
                ground.clock.advance(Duration.ofMinutes(3))
                press("Choose where it goes")
                press("Put them in")
                press("Show the report")
                press("Choose where it goes")
            }
            assertEquals(ground.device.looked, ground.device.shared)
            assertEquals(listOf(false, true), ground.device.looked.map { "a private word" in it })
        }

    @Test
    fun `flow 11 a report that stands in front of the app goes with the lock`() {
        for (end in listOf<(App) -> Unit>(App::lock, App::leaveNow)) {
            noted().use { ground ->
                ReportState(ground.app, ground.vault, ground.person).also(ground.app::go).look()
                assertNotNull(ground.device.inFront)
                end(ground.app)
                assertNull(ground.device.inFront)
            }
        }
    }

    @Test
    fun `flow 44 a day that there is not is said, and nothing is shared`(): Unit =
        noted().use { ground ->
            for (wrong in listOf(listOf("31", "2", "2026"), listOf("20", "", "2026"))) {
                report(ground) {
                    date(place = 1, wrong[0], wrong[1], wrong[2])
                    press("Choose where it goes")
                    sees("There is no such day.")
                    assertTrue(ground.device.shared.isEmpty())
                    date(place = 1, "", "", "")
                }
                assertFalse(ground.device.shared.isEmpty(), "the days were emptied again")
                ground.device.shared.clear()
            }
        }

    private fun report(
        ground: Ground,
        fill: Hand.() -> Unit,
    ) {
        ground.app.go(ReportState(ground.app, ground.vault, ground.person))
        withApp(ground.app) {
            fill()
            press("Choose where it goes")
        }
        ground.app.home()
    }

    private fun Hand.date(
        place: Int,
        day: String,
        month: String,
        year: String,
    ) {
        for ((field, text) in listOf("Day" to day, "Month" to month, "Year" to year)) type(text, field, place)
    }

    private fun noted(): Ground =
        practised().also { ground ->
            val noted = sessionDraft("9", "easy", emptyList(), note = "a private word")
            runBlocking { ground.vault.record(Command.LogSession(ground.person.id, noted)) }
        }

    private companion object {
        val FIRST: LocalDate = LocalDate.of(2026, 3, 20)
        val LAST: LocalDate = LocalDate.of(2026, 3, 22)
    }
}
