package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HOLDING
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.answering
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.TodayState
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What is written down after a session, and taken out again. */
class LogTest {
    @Test
    fun `a session is logged by pressing buttons, and Today shows it as held`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Log a session")
                press("Save")
                sees("Choose: How did it go in?, Worst pain, 0 to 10, Blood, Did it end early?")
                type("thirty", into = "Seconds of each hold")
                press("Easily")
                press("1")
                press("None")
                press("No, it ran its course")
                press("Save")
                sees("Write seconds with commas between")
                type("30, 30", into = "Seconds of each hold")
                press("Save")
                sees("Saved.")
                sees("Held")
            }
            val timeline = runBlocking { ground.vault.timeline(ground.person.id) }
            assertEquals("9 mm: held 30 + 30 s, easy, pain 1, no blood", timeline.items.last { it.kind == "session" }.sentence)
        }

    @Test
    fun `flow 30 what was just logged is taken out again by one tap, until something else is done or looked at`(): Unit =
        practised().use { ground ->
            val before = runBlocking { ground.vault.today(ground.person.id) }.slots.map { it.status }
            withApp(ground.app) {
                press("It was not held")
                press("Forgotten")
                sees("Saved.")
                ground.beat(Duration.ofMillis(9_999))
                press("Undo")
                sees("Taken out again.")
                seesNot("Saved.")
                seesNot("Undo")
                sees("A session is due: 9 mm.")
            }
            assertEquals(before, checkNotNull(assertIs<TodayState>(ground.app.screen).view).slots.map { it.status })
            withApp(ground.app) {
                logged()
                press("Progress")
                press("Back")
                seesNot("Undo")
                seesNot("Saved.")
                seesNot("Taken out again.")
            }
        }

    @Test
    fun `flow 30 Undo goes after ten seconds, later for whoever asked the phone for more time, and what was saved stays said`() {
        for (patience in 1..2) {
            val device = TestDevice().apply { this.patience = patience }
            practised(device = device).use { ground ->
                withApp(ground.app) {
                    logged()
                    ground.beat(Duration.ofMillis(10_000L * patience - 1))
                    sees("Undo")
                    ground.beat(Duration.ofMillis(1))
                    seesNot("Undo")
                    sees("Saved.")
                }
            }
        }
    }

    @Test
    fun `flow 30 the seconds of Undo begin when it is on the screen`(): Unit =
        practised().use { ground ->
            ground.settings.lockDelayS = 300
            val today = assertIs<TodayState>(ground.app.screen)
            val triage = ground.checkIn("bleeding" to "clots")
            today.undo.offer("entry")
            ground.app.go(ResultState(ground.app, ground.vault, ground.person, triage))
            repeat(2) { ground.beat(Duration.ofSeconds(20)) }
            ground.app.drop(ground.app.screen)
            assertEquals("entry", today.undo.slip, "an answer lay over it")
            ground.app.left()
            repeat(2) { ground.beat(Duration.ofSeconds(20)) }
            ground.app.returned()
            ground.beat(Duration.ofSeconds(1))
            assertEquals("entry", today.undo.slip, "the app was out of sight")
            ground.beat(Duration.ofMillis(9_999))
            assertEquals("entry", today.undo.slip)
            ground.beat(Duration.ofMillis(1))
            assertNull(today.undo.slip)
        }

    @Test
    fun `flow 30 every way away from Today takes Undo with it`() {
        val ways =
            listOf<TodayState.() -> Unit>(
                { plan() },
                { progress() },
                { timeline() },
                { pauses() },
                { devices() },
                { people() },
                { settings() },
                { log() },
                { skip(checkNotNull(view).slots.first()) },
                { bringPlan() },
                { main() },
            )
        practised().use { ground ->
            val today = assertIs<TodayState>(ground.app.screen)
            for ((place, away) in ways.withIndex()) {
                today.notices = listOf("said")
                today.undo.offer("entry")
                today.away()
                assertTrue(ground.app.screen !== today, "$place leads nowhere")
                ground.app.home()
                assertNull(today.undo.slip, "$place")
                assertNull(today.notices, "$place")
            }
        }
    }

    @Test
    fun `flow 30 a check-in that found nothing can be taken out again, and one to which a rule answered cannot`(): Unit =
        practised().use { ground ->
            ground.answering(emptyMap())
            ground.app.home()
            val count = checkIns(ground)
            withApp(ground.app) {
                press("Undo")
                sees("Taken out again.")
            }
            assertEquals(count - 1, checkIns(ground))
            ground.answering(mapOf("temperature_c" to "38.4"))
            ground.app.home()
            withApp(ground.app) { seesNot("Undo") }
        }

    private fun checkIns(ground: Ground): Int =
        runBlocking { ground.vault.timeline(ground.person.id) }.items.count { it.kind == "check_in" && !it.isTakenOut }

    @Test
    fun `flow 30 a session that was held step by step was held, and no tap undoes it`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING, "stop", "out").finish()
            val finish = assertIs<FinishState>(ground.app.screen)
            finish.pain = "0"
            finish.ease = "easy"
            finish.bleeding = "none"
            finish.stop = "interrupted"
            finish.save()
            ground.app.home()
            withApp(ground.app) {
                sees("Saved.")
                seesNot("Undo")
            }
        }

    @Test
    fun `flow 30 what can no longer be taken out stays, and the core says why`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                logged()
                ground.clock.advance(Duration.ofMinutes(11))
                press("Undo")
                sees("This cannot be done:")
                seesNot("Taken out again.")
            }
            val kept = runBlocking { ground.vault.timeline(ground.person.id) }.items.last { it.kind == "session" }
            assertFalse(kept.isTakenOut)
        }

    private fun Hand.logged() {
        press("Log a session")
        press("Easily")
        press("1")
        press("None")
        press("No, it ran its course")
        press("Save")
    }

    @Test
    fun `a size that the core does not take is named by its own field, and by no word of the core`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Log a session")
                type("nine", into = "Size in mm")
                press("Easily")
                press("1")
                press("None")
                press("No, it ran its course")
                val before = texts().count { it == "Size in mm" }
                press("Save")
                sees("Something needs another look:")
                assertEquals(before + 1, texts().count { it == "Size in mm" }, "the field, and what names it")
                seesNot("nine.")
                press("Correct it")
                seesNot("Something needs another look:")
            }
        }
}
