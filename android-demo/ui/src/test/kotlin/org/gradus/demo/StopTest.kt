package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.PracticePerson
import org.gradus.core.RunDetailsDraft
import org.gradus.core.RunDraft
import org.gradus.core.RunStage
import org.gradus.demo.app.App
import org.gradus.demo.app.LiveSession
import org.gradus.demo.app.Settings
import org.gradus.demo.kit.FailingCalls
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HOLDING
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.isInside
import org.gradus.demo.state.startSession
import org.gradus.demo.words.Wording
import java.time.Duration
import kotlin.io.path.createDirectory
import kotlin.io.path.deleteExisting
import kotlin.io.path.exists
import kotlin.io.path.isRegularFile
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.moveTo
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** The way back to a session that goes on, and Stop wherever somebody is meanwhile. */
class StopTest {
    @Test
    fun `flow 25 Stop outside a locked diary ends sounds and counting, and is told with its own moment after the unlock`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.clock.advance(Duration.ofSeconds(10))
            ground.app.left()
            assertNull(ground.app.vault)
            ground.clock.advance(Duration.ofSeconds(5))
            val settings = ground.keptOutside()
            ground.app.sessions.stop()
            assertEquals(STOPPED, ground.device.followed)
            assertNull(ground.app.sessions.stopped, "the diary has it, sealed")
            assertEquals(1, ground.notesThatWait())
            assertEquals(settings, ground.keptOutside(), "nothing of it is in a file of the app")
            ground.clock.advance(Duration.ofMinutes(10))
            val again = ground.startedAgain()
            again.returned()
            withApp(again) { sees("Take it out.") }
            again.unlock()
            assertEquals(1u, again.news?.takenIn)
            val run = checkNotNull(assertIs<SessionState>(again.screen).view)
            assertTrue(run.hasEnded)
            assertNull(ground.device.followed, "the app shows it now")
            assertFalse(ground.device.staysOn)
            val details = RunDetailsDraft(ease = "easy", painPeak = "0", bleeding = "none", stopReason = "interrupted")
            val vault = checkNotNull(again.vault)
            val ada = runBlocking { vault.person() }.id
            runBlocking { vault.finishRun(ada, details) }
            val line = runBlocking { vault.timeline(ada) }.items.last { it.kind == "session" }.sentence
            assertTrue("held 15 s" in line, line)
            again.lock()
        }

    @Test
    fun `flow 25 Stop outside an open diary is told at once, whatever screen is seen`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING)
            ground.app.home()
            ground.app.sessions.stop()
            assertEquals(true, runBlocking { ground.vault.run(ground.person.id) }?.hasEnded)
            assertEquals(true, assertIs<TodayState>(ground.app.screen).run?.hasEnded, "Today knows")
            assertNull(ground.device.followed, "and says so in place of the notice")
            assertNull(ground.app.sessions.stopped)
        }

    @Test
    fun `flow 16 on the lock screen Stop and that it is out are sealed without a passcode, and say nothing about anybody`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.clock.advance(Duration.ofSeconds(12))
            ground.app.lock()
            withApp(ground.app) {
                sees("A session goes on.")
                seesNot("Ada")
                seesNot("mm")
                press("Stop")
                seesNot("A session goes on.")
                sees("Take it out.")
                ground.clock.advance(Duration.ofSeconds(3))
                press("It is out")
                seesNot("It is out")
                seesNot("Take it out.")
            }
            assertNull(ground.device.followed, "there is nothing left to say")
            assertEquals(2, ground.notesThatWait())
            ground.app.unlock()
            val run = checkNotNull(assertIs<SessionState>(ground.app.screen).view)
            assertTrue(run.hasEnded)
            assertFalse(run.isInside)
            assertEquals(12u, run.doneS.last())
        }

    @Test
    fun `flow 25 a Stop that cannot be told is said, keeps the phone quiet, and goes before anything else of that session`() {
        for (isByStop in listOf(false, true)) {
            diaryOfAda().use { ground ->
                ground.session(*HOLDING)
                ground.app.lock()
                val kept = ground.clock.reading()
                ground.app.sessions.stopped = kept.copy(wall = "yesterday")
                ground.app.sessions.tellKept()
                ground.app.unlock()
                val live = assertIs<SessionState>(ground.app.screen)
                val onward = Wording.English.say(checkNotNull(live.trouble).forward.word)
                withApp(ground.app) {
                    press(onward)
                    press("It is out")
                    press(onward)
                }
                assertEquals(true, live.view?.isInside, "nothing is told before it")
                ground.app.sessions.stopped = kept
                withApp(ground.app) {
                    press(if (isByStop) "Stop" else onward)
                    seesNot(onward)
                }
                assertEquals(true, live.view?.hasEnded)
                assertNull(ground.app.sessions.stopped)
                assertNull(ground.device.followed)
            }
        }
    }

    @Test
    fun `flow 25 a session that is over but for the care after it has no Stop on the lock screen`(): Unit =
        diaryOfAda().use { ground ->
            val live = ground.session(*HOLDING)
            repeat(20) {
                val view = checkNotNull(runBlocking { ground.vault.run(ground.person.id) })
                if (!view.goesOn) return@repeat
                ground.clock.advance(Duration.ofMinutes(20))
                live.tell(if (view.isInside) SessionState.OUT else "in")
            }
            val over = checkNotNull(runBlocking { ground.vault.run(ground.person.id) })
            assertFalse(over.goesOn)
            assertFalse(over.hasEnded)
            ground.app.lock()
            withApp(ground.app) {
                seesNot("A session goes on.")
                seesNot("Stop")
            }
            ground.app.sessions.stop()
            assertEquals(0, ground.notesThatWait(), "there is nothing to end")
        }

    @Test
    fun `a look around neither tells nor loses the Stop of the diary`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.app.lock()
            ground.app.sessions.stop()
            runBlocking { ground.app.enter(ground.door.practice(PracticePerson.INFANT_AFTER_ANOPLASTY), practice = true) }
            ground.clock.advance(Duration.ofHours(11))
            runBlocking { ground.app.startSession(ground.vault, ground.person, RunDraft()) }
            ground.app.sessions.stop()
            assertEquals(true, runBlocking { ground.vault.run(ground.person.id) }?.hasEnded)
            ground.app.lock()
            assertEquals(1, ground.notesThatWait())
            ground.app.unlock()
            assertEquals(true, assertIs<SessionState>(ground.app.screen).view?.hasEnded)
        }

    @Test
    fun `what the phone still follows of somebody made up ends where nothing goes on`() {
        val live = LiveSession(clockMs = 60_000, cues = emptyList())
        Ground().use { ground ->
            ground.device.follow(live)
            ground.app.left()
            assertNull(ground.device.followed, "there is no diary")
        }
        diaryOfAda().use { ground ->
            ground.app.lock()
            ground.device.follow(live)
            val again = ground.startedAgain()
            assertEquals(live, ground.device.followed, "a locked diary may have a session")
            again.unlock()
            assertNull(ground.device.followed)
            again.lock()
        }
    }

    @Test
    fun `a Stop that was never told does not end a session that begins later`(): Unit =
        practised().use { ground ->
            ground.app.sessions.stopped = ground.clock.reading()
            ground.clock.advance(Duration.ofMinutes(1))
            withApp(ground.app) { press("Start for Mia") }
            assertNull(ground.app.sessions.stopped)
            assertEquals(false, assertIs<SessionState>(ground.app.screen).view?.hasEnded)
        }

    @Test
    fun `flow 25 Stop on a phone that cannot write ends the sounds, says why, and is told after the unlock`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.app.lock()
            val inTheWay = ground.diary.resolve("vault.inbox.tmp").createDirectory()
            ground.app.sessions.stop()
            assertEquals(true, ground.device.followed?.isStopped)
            withApp(ground.app) {
                sees("Take it out.")
                sees("Its storage may be full")
            }
            assertEquals(0, ground.notesThatWait())
            inTheWay.deleteExisting()
            ground.clock.advance(Duration.ofSeconds(30))
            ground.app.unlock()
            val run = checkNotNull(assertIs<SessionState>(ground.app.screen).view)
            assertTrue(run.hasEnded)
        }

    @Test
    fun `flow 25 a Stop that cannot be sealed outlives the app on the disk, is tried at each beat, and goes once sealed`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.app.lock()
            val inTheWay = ground.diary.resolve("vault.inbox.tmp").createDirectory()
            val pressed = ground.clock.reading()
            ground.app.sessions.stop()
            assertEquals(pressed, ground.settingsOnDisk().stopped)
            assertFalse("Ada" in ground.keptOutside().values.joinToString())
            ground.clock.advance(Duration.ofSeconds(30))
            ground.app.sessions.stop()
            val again = ground.startedAgain()
            assertEquals(pressed, again.sessions.stopped, "the first press counts, in another life of the app too")
            again.returned()
            withApp(again) { sees("Take it out.") }
            assertFalse(assertIs<UnlockState>(again.screen).goesOn, "there is no second Stop to press")
            inTheWay.deleteExisting()
            repeat(3) { ground.beat(Duration.ofSeconds(1)) }
            assertNull(again.sessions.stopped)
            assertNull(ground.settingsOnDisk().stopped)
            assertEquals(1, ground.notesThatWait())
            again.unlock()
            val run = checkNotNull(assertIs<SessionState>(again.screen).view)
            assertTrue(run.hasEnded)
            assertEquals(0u, run.doneS.last(), "with its own moment")
            again.lock()
        }

    @Test
    fun `flow 16 a locked diary that cannot be read shows Stop, and the beat tells it once the diary can be read`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            val inbox = ground.diary.resolve("vault.inbox")
            val aside = ground.folder.resolve("aside")
            if (inbox.exists()) inbox.moveTo(aside)
            inbox.createDirectory()
            ground.app.lock()
            ground.app.screen.shown()
            withApp(ground.app) {
                sees("A session may be going on. You can stop it here without the passcode.")
                press("Stop")
                seesNot("may be going on")
                sees("Take it out.")
            }
            assertNotNull(ground.settingsOnDisk().stopped)
            inbox.deleteExisting()
            if (aside.exists()) aside.moveTo(inbox)
            repeat(3) { ground.beat(Duration.ofSeconds(1)) }
            assertEquals(1, ground.notesThatWait(), "the beat told it")
            assertNull(ground.settingsOnDisk().stopped)
            withApp(ground.app) { sees("It is out") }
            assertFalse(assertIs<UnlockState>(ground.app.screen).goesOn)
        }

    @Test
    fun `the Stop of somebody made up is never on the disk`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) { press("Look around first") }
            ground.clock.advance(Duration.ofHours(11))
            ground.session(*HOLDING)
            ground.app.sessions.stopped = ground.clock.reading().copy(wall = "yesterday")
            ground.app.sessions.tellKept()
            assertNotNull(ground.app.sessions.stopped)
            assertNull(ground.settingsOnDisk().stopped)
        }

    @Test
    fun `flow 25 Stop that finds the diary locked in its midst is sealed all the same`() {
        for (onScreen in listOf(false, true)) {
            val calls = FailingCalls()
            diaryOfAda(disk = calls).use { ground ->
                val state = ground.session(*HOLDING)
                calls.fail(afterCalls = 1) { ground.app.lock() }
                if (onScreen) state.stop() else ground.app.sessions.stop()
                assertNull(ground.app.vault)
                assertEquals(1, ground.notesThatWait(), "on the screen: $onScreen")
                assertEquals(true, ground.device.followed?.isStopped ?: true, "nothing sounds")
            }
        }
    }

    @Test
    fun `flow 22 whoever left for a while is back in the live session, with Stop`(): Unit =
        practised().use { ground ->
            ground.settings.lockDelayS = 300
            ground.session(*HOLDING)
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(20))
            ground.app.returned()
            val live = assertIs<SessionState>(ground.app.screen)
            assertEquals(20_000uL, live.view?.heldMs)
            withApp(ground.app) { press("Stop") }
            assertEquals(true, live.view?.hasEnded)
        }

    @Test
    fun `flow 22 after the phone ended the app the unlock lands on the live session, with Stop`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            val again = ground.startedAgain()
            again.unlock()
            assertIs<SessionState>(again.screen)
            withApp(again) { press("Stop") }
            assertTrue(stateOf(again).hasEnded)
            again.lock()
        }

    @Test
    fun `flow 22 after the phone was started anew the unlock lands on the live session, with Stop`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.clock.reboot(Duration.ofMinutes(2))
            val again = ground.startedAgain()
            again.unlock()
            assertEquals(RunStage.TAKE_OUT, stateOf(again).stage)
            withApp(again) {
                sees("It is out")
                press("Stop")
            }
            assertTrue(stateOf(again).hasEnded)
            again.lock()
        }

    @Test
    fun `flow 23 after the phone was started anew the time inside is counted on by the other clock`(): Unit =
        diaryOfAda().use { ground ->
            ground.session(*HOLDING)
            ground.clock.advance(Duration.ofMillis(4_400))
            ground.clock.reboot(Duration.ofSeconds(60))
            val again = ground.startedAgain()
            again.unlock()
            val held = checkNotNull(stateOf(again).heldMs)
            assertTrue(held in 63_400uL..65_400uL, "$held")
            again.lock()
        }

    @Test
    fun `flow 21 a page that must be read has the Stop of the session below it`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING)
            val triage = ground.checkIn("temperature_c" to "38.4")
            for (page in listOf<(Ground) -> Unit>(
                { runBlocking { it.app.open(it.vault, it.person) } },
                { it.app.go(ResultState(it.app, it.vault, it.person, triage)) },
            )) {
                page(ground)
                withApp(ground.app) { sees("Stop") }
            }
            assertIs<ResultState>(ground.app.screen)
            withApp(ground.app) {
                press("Stop")
                press("It is out")
                seesNot("It is out")
                sees("Call 999")
            }
            assertEquals(true, runBlocking { ground.vault.run(ground.person.id) }?.hasEnded)
            assertNull(ground.device.followed)
        }

    @Test
    fun `flow 21 without a session a page that must be read has no Stop`(): Unit =
        practised().use { ground ->
            ground.checkIn("temperature_c" to "38.4")
            runBlocking { ground.app.open(ground.vault, ground.person) }
            assertIs<BlockedState>(ground.app.screen)
            withApp(ground.app) {
                seesNot("Stop")
                seesNot("It is out")
            }
        }

    @Test
    fun `flow 21 a sign that ended the session leaves what is inside to be told on the page that answers it`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING).tell("blood:drip")
            assertIs<SessionAnswerState>(ground.app.screen)
            withApp(ground.app) {
                press("It is out")
                seesNot("It is out")
            }
            assertEquals(false, runBlocking { ground.vault.run(ground.person.id) }?.events?.contains("out"))
        }

    @Test
    fun `flow 21 Today offers the session that goes on and its Stop, and nothing that would begin or log another`(): Unit =
        practised().use { ground ->
            ground.session(*HOLDING)
            ground.app.home()
            val view = checkNotNull(assertIs<TodayState>(ground.app.screen).view)
            withApp(ground.app) {
                sees(checkNotNull(view.running))
                sees("Back to the session of Mia")
                for (other in listOf("A session is due", "Log a session", "Start a session", "Answer the questions", "It was not held")) {
                    seesNot(other)
                }
                press("Stop")
            }
            assertEquals(true, assertIs<SessionState>(ground.app.screen).view?.hasEnded)
            assertNull(ground.device.followed)
            ground.app.home()
            withApp(ground.app) {
                seesNot("Stop")
                seesNot("Log a session")
                sees("Back to the session of Mia")
            }
        }

    @Test
    fun `a session with somebody made up is gone with them, and so are its sounds`() {
        Ground().use { ground ->
            withApp(ground.app) { press("Look around first") }
            runBlocking { ground.vault.today(ground.person.id) }.slots.forEach { checkNotNull(it.status) }
            ground.clock.advance(Duration.ofHours(11))
            ground.session(*HOLDING)
            assertNotNull(ground.device.followed)
            ground.app.lock()
            assertNull(ground.device.followed)
        }
    }

    /** How many sealed notes wait in the locked diary. */
    private fun Ground.notesThatWait(): Int = runBlocking { door.whileLocked() }.waiting.toInt()

    /** As the app would read them when it is started again. */
    private fun Ground.settingsOnDisk() = Settings(folder.resolve("settings.properties"))

    /** What lies beside the diary, each file as it stands. */
    private fun Ground.keptOutside(): Map<String, String> =
        folder.listDirectoryEntries().filter { it.isRegularFile() }.associate { it.name to it.readText() }

    private fun stateOf(app: App) = checkNotNull(assertIs<SessionState>(app.screen).view)

    private companion object {
        val STOPPED = LiveSession(clockMs = 0, cues = emptyList(), isStopped = true)
    }
}
