package org.gradus.demo

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.Fill
import org.gradus.core.PracticePerson
import org.gradus.core.RunStage
import org.gradus.core.publishedPlans
import org.gradus.demo.app.App
import org.gradus.demo.app.Cue
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HOLDING
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.words.clock
import org.gradus.personDraft
import java.time.Duration
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A session with its live state, on the real core and a clock that a test moves. */
class SessionTest {
    @Test
    fun `a whole session goes by buttons from Start into the diary`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Start for Mia")
                val state = assertIs<SessionState>(ground.app.screen)
                val checks = checkNotNull(state.view).checks
                seesNot("It is in")
                checks.forEach { press(it.sentence) }
                while (state.view?.stage == RunStage.READY || state.view?.stage == RunStage.RESTING) {
                    press("It is in")
                    ground.beat(Duration.ofSeconds(checkNotNull(state.view?.insertion).targetS.toLong()))
                    press("It is out")
                    ground.beat(Duration.ofSeconds(REST_S))
                }
                press("Cleaned and put away")
                press("Say how it was")
                press("Save")
                sees("Choose: How did it go in?, Worst pain, 0 to 10, Blood")
                seesNot("Why did it end early?")
                press("Easily")
                press("1")
                press("None")
                press("Save")
                sees("Held")
            }
            assertIs<TodayState>(ground.app.screen)
            assertNull(runBlocking { ground.vault.run(ground.person.id) })
            assertNull(ground.device.followed)
            assertFalse(ground.device.staysOn)
        }

    @Test
    fun `flow 20 the person's name stands on the session and on what follows, and nobody is switched meanwhile`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            withApp(ground.app) {
                sees("For Mia")
                seesNot("People")
                press("Stop")
                press("It is out")
                press("Say how it was")
                sees("For Mia")
            }
            assertNotNull(state.view)
            ground.app.home()
            withApp(ground.app) {
                sees("Back to the session of Mia")
                seesNot("People")
            }
        }

    @Test
    fun `flow 22 the app comes back to the live session, whoever's it is, and what stops the plan is said above it`() {
        practised().use { ground ->
            ground.session(*HOLDING)
            runBlocking { ground.app.enter(ground.vault) }
            withApp(ground.app) {
                sees("Stop")
                sees("It is out")
            }
            runBlocking { ground.vault.runEvent(ground.person.id, "stuck") }
            runBlocking { ground.app.enter(ground.vault) }
            withApp(ground.app) {
                sees("Call 999")
                press("I have read this")
                sees("Call 999")
                press("I have read this. Back to the session")
                sees("Do not pull.")
            }
        }
        practised().use { ground ->
            val both = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY, PracticePerson.ADULT_WITH_STENOSIS)
            val vault = runBlocking { Vault.practice(1u, both, ground.clock, Dispatchers.Unconfined) }
            val (other, robin) = runBlocking { vault.people() }
            runBlocking { vault.startRun(robin.id) }
            runBlocking { ground.app.enter(vault) }
            assertEquals(robin.id, assertIs<SessionState>(ground.app.screen).person.id)
            assertFalse(other.id == robin.id)
        }
    }

    @Test
    fun `flow 23 after the phone ended the app the hold is right to the second, by the clock that counted on`(): Unit =
        onDisk().use { ground ->
            val state = ground.session(*HOLDING)
            ground.beat(Duration.ofMillis(4_400))
            assertEquals(4_400uL, state.view?.heldMs)
            ground.app.vault?.close()
            ground.clock.advance(Duration.ofMillis(3_100))
            val again = ground.startedAgain()
            unlock(again)
            val live = assertIs<SessionState>(again.screen)
            assertEquals(7_500uL, live.view?.heldMs)
            ground.clock.advance(Duration.ofSeconds(1))
            live.shown()
            assertEquals(8_500uL, live.view?.heldMs)
            again.lock()
        }

    @Test
    fun `flow 23 the clock moves with each beat, and stands still without one`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            val target = checkNotNull(state.view?.insertion).targetS.toLong()
            withApp(ground.app) { sees(clock(target.toULong() * 1000u)) }
            ground.clock.advance(Duration.ofSeconds(2))
            assertEquals(0uL, state.view?.heldMs)
            ground.beat(Duration.ofSeconds(3))
            withApp(ground.app) { sees(clock((target - 5).toULong() * 1000u)) }
            assertEquals(listOf("0:00", "0:01", "0:01", "0:02", "1:05"), listOf(0uL, 1uL, 1000uL, 1001uL, 65_000uL).map(::clock))
        }

    @Test
    fun `flow 24 sound and touch are set from the core's cues at each event, and being over time is said in words`(): Unit =
        practised().use { ground ->
            val state = ground.session()
            assertEquals(emptyList(), ground.device.followed?.cues)
            checkNotNull(state.view).checks.forEach(state::tick)
            HOLDING.forEach(state::tell)
            val target = checkNotNull(state.view?.insertion).targetS.toLong()
            val cues = checkNotNull(ground.device.followed).cues
            assertTrue(Cue(target * 1000, sounds = true, pulses = 2) in cues, "$cues")
            assertEquals(checkNotNull(state.view).cues.map { it.inMs.toLong() }, cues.map { it.inMs })
            ground.beat(Duration.ofSeconds(target + 4))
            assertEquals(cues, ground.device.followed?.cues, "nothing was told, so what is set stays set")
            withApp(ground.app) {
                sees("4 seconds longer than planned.")
                seesNot("0:0")
            }
            state.tell("out")
            assertTrue(ground.device.followed?.cues.orEmpty().none { it in cues }, "the cues of that hold are gone")
        }

    @Test
    fun `flow 25 locking in a session hides it, keeps its sounds, and the unlock leads back to it`(): Unit =
        onDisk().use { ground ->
            ground.session(*HOLDING)
            val cues = checkNotNull(ground.device.followed)
            ground.app.left()
            assertNull(ground.app.vault)
            withApp(ground.app) {
                seesNot("Ada")
                seesNot("It is out")
                sees("Unlock")
            }
            assertEquals(cues, ground.device.followed)
            assertFalse(ground.device.staysOn)
            ground.app.returned()
            unlock(ground.app)
            withApp(ground.app) { press("Stop") }
            assertEquals(true, assertIs<SessionState>(ground.app.screen).view?.hasEnded)
            ground.app.lock()
        }

    @Test
    fun `flow 27 the screen stays on in a session and at no other time`(): Unit =
        practised().use { ground ->
            assertFalse(ground.device.staysOn)
            ground.session(*HOLDING)
            assertTrue(ground.device.staysOn)
            ground.app.home()
            assertFalse(ground.device.staysOn)
        }

    @Test
    fun `flow 28 stopping early keeps what was reached, and asks why`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            ground.beat(Duration.ofSeconds(7))
            withApp(ground.app) {
                press("Stop")
                assertTrue(runBlocking { checkNotNull(ground.vault.run(ground.person.id)).hasEnded }, "it is on the disk")
                ground.beat(Duration.ofSeconds(2))
                press("It is out")
                press("Say how it was")
                press("Easily")
                press("0")
                press("None")
                press("Save")
                sees("Choose: Why did it end early?")
                press("Yes: interrupted")
                press("Save")
            }
            assertNotNull(state.view)
            val line = runBlocking { ground.vault.timeline(ground.person.id) }.items.last { it.kind == "session" }.sentence
            assertTrue("7 s" in line || "9 s" in line, line)
            assertTrue("interrupted" in line, line)
        }

    @Test
    fun `flow 28 where nothing went in there is nothing to write down`(): Unit =
        practised().use { ground ->
            val before = runBlocking { ground.vault.timeline(ground.person.id) }.items
            ground.session()
            withApp(ground.app) {
                press("Stop")
                sees("Nothing went in, so there is nothing to write down.")
                press("To Today")
            }
            assertIs<TodayState>(ground.app.screen)
            assertNull(runBlocking { ground.vault.run(ground.person.id) })
            assertEquals(before, runBlocking { ground.vault.timeline(ground.person.id) }.items)
        }

    @Test
    fun `flow 29 back asks whether to keep going or to stop, and changes nothing by itself`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            assertTrue(ground.app.back())
            withApp(ground.app) {
                sees("Keep going, or stop?")
                press("Keep going")
                sees("It is out")
            }
            assertEquals(RunStage.HOLDING, state.view?.stage)
            ground.app.back()
            ground.app.back()
            assertFalse(state.asking, "back once more is back to the session")
            ground.app.back()
            withApp(ground.app) { press("Stop") }
            assertEquals(true, state.view?.hasEnded)
            ground.app.back()
            assertIs<TodayState>(ground.app.screen)
        }

    @Test
    fun `flow 39 a screen reader hears start, half, ten seconds and end, and nothing between`(): Unit =
        practised().use { ground ->
            val state = ground.session()
            checkNotNull(state.view).checks.forEach(state::tick)
            HOLDING.forEach(state::tell)
            val cues = checkNotNull(state.view).cues
            val target = checkNotNull(state.view?.insertion).targetS.toLong()
            val heard = mutableListOf(state.announced)
            repeat(target.toInt()) {
                ground.beat(Duration.ofSeconds(1))
                if (state.announced != heard.last()) heard += state.announced
            }
            val expected = cues.filter { it.inMs <= target.toULong() * 1000u }.map { it.sentence }.distinct()
            assertTrue(expected.size in 2..4, "$expected")
            assertEquals<List<String?>>(expected, heard)
        }

    @Test
    fun `what was told is answered at once, ends the session, and begins the next check-in`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            withApp(ground.app) {
                press("Pain, blood, or something is wrong")
                sees("Stop")
                press(state.bloodLevels.first { it.id == "drip" }.words)
                assertIs<SessionAnswerState>(ground.app.screen)
                assertTrue(ground.app.back(), "it must be read")
                assertIs<SessionAnswerState>(ground.app.screen)
                press("I have read this. Back to the session")
                press("It is out")
                press("Say how it was")
            }
            assertEquals("drip", assertIs<FinishState>(ground.app.screen).bleeding)
            withApp(ground.app) {
                press("Easily")
                press("0")
                press("Save")
            }
            val result = assertIs<ResultState>(ground.app.screen)
            assertTrue(result.triage.disposition > DispositionWord.CONTINUE)
            result.answerAgain()
            val asked = assertIs<CheckInState>(ground.app.screen)
            assertTrue(asked.isFirst && asked.question?.id != "bleeding", "${asked.question?.id}")
        }

    @Test
    fun `stop is taken while another press is still on its way`() {
        val calls = HeldCalls()
        practised(calls = calls).use { ground ->
            val state = ground.session(*HOLDING)
            calls.isHeld = true
            state.tell("pain:2")
            assertTrue(state.busy)
            state.stop()
            calls.release()
            assertEquals(true, state.view?.hasEnded)
        }
    }

    /** A diary on the disk with Ada in it, whose session is due. */
    private fun onDisk(): Ground {
        val ground = Ground()
        ground.diaryOnDisk()
        unlock(ground.app)
        runBlocking {
            val ada = personDraft("Ada", LocalDate.of(2026, 1, 20), "caregiver", listOf("anorectal_malformation"), OPERATION)
            ground.vault.record(Command.AddPerson(ada))
            val form = publishedPlans().first { it.name == "post-psarp-home" }.text
            ground.vault.record(Command.AdoptPlan(ground.person.id, form, FILLS.map { (field, value) -> Fill(field, value) }))
            ground.clock.advance(Duration.ofHours(24))
        }
        return ground
    }

    private fun unlock(app: App) {
        val unlock = assertIs<UnlockState>(app.screen)
        unlock.passcode = PASSCODE
        unlock.unlock()
        assertNull(unlock.trouble, "${unlock.trouble}")
    }

    private companion object {
        const val REST_S = 60L
        val OPERATION = listOf("psarp" to LocalDate.of(2026, 2, 26))
        val FILLS =
            mapOf(
                "prescriber" to "Dr Example",
                "device.grip_depth_mm" to "30",
                "ladder.start_mm" to "9",
                "ladder.goal_mm" to "12",
                "start.operation" to "2026-02-26",
                "start.on" to "2026-03-25",
                "phase[1].min_gap_h" to "8",
                "step_up.sessions_in_a_row" to "6",
                "step_up.max_pain" to "3",
                "review_by" to "2026-12-01",
                "contact[1].name" to "Surgery",
                "contact[1].phone" to "+44 1632 960 114",
            )
    }
}
