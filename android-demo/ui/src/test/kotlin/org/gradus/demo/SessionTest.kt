package org.gradus.demo

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.UNKNOWN
import org.gradus.Vault
import org.gradus.core.DispositionWord
import org.gradus.core.PracticePerson
import org.gradus.core.RunActionKind
import org.gradus.core.RunStage
import org.gradus.demo.app.Cue
import org.gradus.demo.kit.HOLDING
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import org.gradus.demo.words.clock
import java.time.Duration
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
        diaryOfAda().use { ground ->
            val state = ground.session(*HOLDING)
            ground.beat(Duration.ofMillis(4_400))
            assertEquals(4_400uL, state.view?.heldMs)
            ground.app.vault?.close()
            ground.clock.advance(Duration.ofMillis(3_100))
            val again = ground.startedAgain()
            again.unlock()
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
        diaryOfAda().use { ground ->
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
            ground.app.unlock()
            withApp(ground.app) { press("Stop") }
            assertEquals(true, assertIs<SessionState>(ground.app.screen).view?.hasEnded)
            ground.app.lock()
        }

    @Test
    fun `flow 27 the notice and the screen that stays on end with Stop, before anything is written down`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            assertNotNull(ground.device.followed)
            withApp(ground.app) { press("Stop") }
            assertNull(ground.device.followed)
            assertFalse(ground.device.staysOn)
            state.shown()
            state.tell("out")
            assertNull(ground.device.followed, "nor do they come back while it is told that it is out")
            assertFalse(ground.device.staysOn)
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
    fun `how it was is said once it is out, or once it was told that it does not come out`() {
        practised().use { ground ->
            ground.session("in", "stop")
            withApp(ground.app) {
                seesNot("Say how it was")
                press("It is out")
                sees("Say how it was")
            }
        }
        practised().use { ground ->
            ground.session("in", "stuck")
            withApp(ground.app) {
                press("I have read this. Back to the session")
                sees("It is out")
                sees("Say how it was")
            }
        }
    }

    @Test
    fun `the worst pain is asked anew after a stop for pain, and the times stand there with words`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING)
            ground.beat(Duration.ofSeconds(75))
            ground.app.screen.let { it as SessionState }.tell("pain:8")
            (ground.app.screen as? SessionAnswerState)?.read()
            withApp(ground.app) {
                press("It is out")
                press("Say how it was")
                sees("Size: 9 mm")
                sees("Time inside, one after the other: 0 s, 1 min 15 s")
                press("Save")
                sees("Worst pain, 0 to 10")
            }
            val state = assertIs<FinishState>(ground.app.screen)
            assertNull(state.pain)
            assertTrue(Word.LOG_PAIN in state.missing, "${state.missing}")
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
                val actions = checkNotNull(state.view).actions
                val signs = actions.filter { it.kind == RunActionKind.SIGN }
                assertEquals(5, signs.size, "whoever holds the device is told of all of them")
                signs.forEach { sees(Wording.English.say(checkNotNull(SessionState.wordOf(it)))) }
                val blood = actions.single { it.kind == RunActionKind.BLOOD }
                press(blood.choices.first { it.event == "blood:drip" }.label)
                assertIs<SessionAnswerState>(ground.app.screen)
                assertTrue(ground.app.back(), "it must be read")
                assertIs<SessionAnswerState>(ground.app.screen)
                press("I have read this. Back to the session")
                press("It is out")
                press("Say how it was")
            }
            val finish = assertIs<FinishState>(ground.app.screen)
            assertNull(finish.bleeding, "more may have come after it was told")
            val milder = finish.bleedingLevels.takeWhile { it.id != "drip" }
            val worse = finish.bleedingLevels - milder
            withApp(ground.app) {
                milder.forEach { seesNot(it.words) }
                worse.forEach { sees(it.words) }
                press("Easily")
                press("0")
                press("Save")
                sees("Choose: Blood")
                press(worse.single { it.id == "clots" }.words)
                press("Save")
            }
            val told = runBlocking { ground.vault.timeline(ground.person.id) }.items.last { it.kind == "session" }.sentence
            assertTrue("clots" in told, told)
            val result = assertIs<ResultState>(ground.app.screen)
            assertTrue(result.triage.disposition > DispositionWord.CONTINUE)
            result.answerAgain()
            val asked = assertIs<CheckInState>(ground.app.screen)
            assertTrue(asked.isFirst && asked.question?.id != "bleeding", "${asked.question?.id}")
        }

    @Test
    fun `whoever is not sure leaves what was told as it was told`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING, "pain:2", "blood:streak", "out").finish()
            withApp(ground.app) { assertTrue("1" !in texts() && "2" in texts(), "no milder pain than was told") }
            val finish = assertIs<FinishState>(ground.app.screen)
            finish.ease = "easy"
            finish.pain = UNKNOWN
            finish.bleeding = UNKNOWN
            finish.save()
            val told = runBlocking { ground.vault.timeline(ground.person.id) }.items.last { it.kind == "session" }.sentence
            assertTrue("pain 2" in told && "streak" in told, told)
        }

    @Test
    fun `flow 23 a look that fails is said, and the next beat looks again`(): Unit =
        practised().use { ground ->
            val state = ground.session(*HOLDING)
            val left = checkNotNull(state.view?.leftMs)
            val now = ground.clock.wall
            ground.clock.setWall(now.withYear(FAR_OFF))
            ground.beat(Duration.ofSeconds(1))
            assertNotNull(state.trouble)
            ground.clock.setWall(now)
            ground.beat(Duration.ofSeconds(1))
            assertNull(state.trouble)
            assertEquals(left - 2000u, state.view?.leftMs)
        }

    @Test
    fun `stop is taken while another press is still on its way`() {
        val calls = HeldCalls()
        practised(calls = calls).use { ground ->
            val state = ground.session(*HOLDING)
            calls.isHeld = true
            state.tell(SessionState.OUT)
            assertTrue(state.busy)
            state.stop()
            calls.release()
            assertEquals(true, state.view?.hasEnded)
        }
    }

    @Test
    fun `a sign is told while another press is still on its way`() {
        val calls = HeldCalls()
        practised(calls = calls).use { ground ->
            val state = ground.session(*HOLDING)
            calls.isHeld = true
            state.tell(SessionState.OUT)
            assertTrue(state.busy)
            state.tell("sharp_pain")
            calls.release()
            assertEquals(true, state.view?.hasEnded)
        }
    }

    private companion object {
        const val REST_S = 60L

        /** No phone shows it, and the core takes no such clock. */
        const val FAR_OFF = 12_000
    }
}
