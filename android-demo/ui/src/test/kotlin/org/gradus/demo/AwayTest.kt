package org.gradus.demo

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.TestCoroutineScheduler
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import org.gradus.GradusClock
import org.gradus.core.ClockReading
import org.gradus.core.GradusException
import org.gradus.demo.app.App
import org.gradus.demo.app.Door
import org.gradus.demo.app.Hindrance
import org.gradus.demo.kit.CountedCalls
import org.gradus.demo.kit.Gallery
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.words.Word
import java.time.Duration
import kotlin.io.path.name
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull

/** The app is left: at once or late, in the midst of an unlock, for a chooser of its own, or by the quick exit. */
class AwayTest {
    @Test
    fun `flow 5 the diary locks at once by default, and after each delay that can be chosen`() {
        practised().use { ground ->
            ground.app.left()
            assertNull(ground.app.vault, "0 means at once")
        }
        for ((words, seconds) in DELAYS) {
            practised().use { ground ->
                withApp(ground.app) {
                    press("Lock and privacy")
                    press(words)
                }
                ground.app.left()
                ground.clock.advance(Duration.ofSeconds(seconds - 1))
                ground.app.returned()
                assertNotNull(ground.app.vault, words)
                ground.app.left()
                ground.clock.advance(Duration.ofSeconds(seconds))
                ground.app.returned()
                assertNull(ground.app.vault, words)
            }
        }
    }

    @Test
    @OptIn(ExperimentalCoroutinesApi::class)
    fun `flow 6 the keys drop in the background once the delay is over, before anybody comes back`() {
        for ((_, seconds) in DELAYS) {
            val time = TestCoroutineScheduler()
            practised(main = UnconfinedTestDispatcher(time)).use { ground ->
                ground.settings.lockDelayS = seconds.toInt()
                ground.app.left()
                time.advanceTimeBy(seconds * MS_PER_S - 1)
                time.runCurrent()
                assertNotNull(ground.app.vault)
                time.advanceTimeBy(1)
                time.runCurrent()
                assertNull(ground.app.vault)
            }
        }
    }

    @Test
    @OptIn(ExperimentalCoroutinesApi::class)
    fun `flow 6 who comes back in time stops the clock that would have locked`() {
        val time = TestCoroutineScheduler()
        practised(main = UnconfinedTestDispatcher(time)).use { ground ->
            ground.settings.lockDelayS = 30
            ground.app.left()
            time.advanceTimeBy(29 * MS_PER_S)
            ground.app.returned()
            time.advanceTimeBy(60 * MS_PER_S)
            time.runCurrent()
            assertNotNull(ground.app.vault)
        }
    }

    @Test
    fun `a diary that is still opening as the app is left is locked when it arrives`() {
        for (leave in listOf<(App) -> Unit>(App::left, App::leaveNow, App::lock)) {
            val disk = HeldCalls()
            Ground(disk = disk).use { ground ->
                ground.diaryOnDisk()
                val unlock = assertIs<UnlockState>(ground.app.screen)
                disk.isHeld = true
                unlock.passcode = PASSCODE
                unlock.unlock()
                leave(ground.app)
                disk.release()
                assertNull(ground.app.vault)
                assertIs<UnlockState>(ground.app.screen)
                ground.app.returned()
                ground.app.unlock()
                assertNotNull(ground.app.vault, "it opens again, and is not said to be open elsewhere")
            }
        }
    }

    @Test
    fun `a diary that opened and cannot be gone into is locked, says why, and opens at the next try`(): Unit =
        diaryOfAda().use { ground ->
            ground.app.lock()
            val clock = Faltering(ground.clock)
            val door = Door(ground.diary, clock, light = true, dispatcher = Dispatchers.Unconfined)
            val app = App(door, ground.settings, ground.device, ground.clock, CoroutineScope(Dispatchers.Unconfined))
            val unlock = assertIs<UnlockState>(app.screen)
            unlock.passcode = PASSCODE
            clock.soundFor = 1
            unlock.unlock()
            assertNull(app.vault)
            assertEquals(Word.TROUBLE_INVALID, assertIs<UnlockState>(app.screen).trouble?.word)
            app.unlock()
            assertIs<TodayState>(app.screen)
            app.lock()
        }

    @Test
    fun `a way into the diary that is broken off leaves it locked`() {
        val disk = HeldCalls()
        Ground(disk = disk).use { ground ->
            ground.diaryOnDisk()
            val vault = runBlocking { ground.door.open(PASSCODE.toByteArray()) }
            disk.isHeld = true
            val entering = CoroutineScope(Dispatchers.Unconfined).launch { ground.app.enter(vault) }
            assertNotNull(ground.app.vault)
            entering.cancel()
            disk.release()
            assertNull(ground.app.vault)
            assertFailsWith<GradusException.Locked> { runBlocking { vault.people() } }
            assertIs<UnlockState>(ground.app.screen)
        }
    }

    @Test
    fun `a diary that opens within the delay that was chosen stays open as long as the delay says`() {
        val disk = HeldCalls()
        Ground(disk = disk).use { ground ->
            ground.diaryOnDisk()
            ground.settings.lockDelayS = 30
            disk.isHeld = true
            assertIs<UnlockState>(ground.app.screen).let { unlock ->
                unlock.passcode = PASSCODE
                unlock.unlock()
            }
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(29))
            disk.release()
            assertNotNull(ground.app.vault)
            ground.clock.advance(Duration.ofSeconds(1))
            ground.app.returned()
            assertNull(ground.app.vault)
        }
    }

    @Test
    fun `flow 7 our own dialler and choosers do not lock, for two minutes at most`(): Unit =
        practised().use { ground ->
            ground.app.handOver { }
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(119))
            ground.app.returned()
            assertNotNull(ground.app.vault)
            ground.app.handOver { }
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(120))
            ground.app.returned()
            assertNull(ground.app.vault)
        }

    @Test
    fun `flow 7 whatever screen of the phone a press brings up, the diary is open behind it`() {
        val presses =
            mapOf<String, (Ground) -> Unit>(
                "the dialler" to { assertIs<TodayState>(it.app.screen).call("112") },
                "the share sheet" to { it.stand(ReportState(it.app, it.vault, it.person)).share() },
                "the file picker" to { it.stand(PlanImportState(it.app, it.vault, it.person)).chooseFile() },
                "the phone's settings" to { assertIs<TodayState>(it.app.screen).putRight(Hindrance.BATTERY) },
            )
        for ((name, press) in presses) {
            practised().use { ground ->
                press(ground)
                ground.app.left()
                assertNotNull(ground.app.vault, name)
            }
        }
        practised().use { ground ->
            ground.stand(ReportState(ground.app, ground.vault, ground.person)).look()
            ground.app.left()
            assertNull(ground.app.vault, "the report is a page of our own")
        }
    }

    private fun <T : ScreenState> Ground.stand(screen: T): T = screen.also(app::go)

    @Test
    fun `flow 7 a chooser that never came up keeps nothing open later`(): Unit =
        practised().use { ground ->
            ground.app.handOver { }
            ground.clock.advance(Duration.ofSeconds(5))
            ground.app.left()
            assertNull(ground.app.vault)
        }

    /** Nothing measures how long that takes; what is held here is that nothing stands before it. */
    @Test
    fun `flow 11 the quick exit is one tap from Today, drops the keys before any other call and leaves the screen`() {
        val calls = CountedCalls()
        practised(calls = calls).use { ground ->
            val vault = ground.vault
            withApp(ground.app) {
                val before = calls.count
                press("Quick exit")
                assertEquals(before, calls.count, "no call of the vault stands between the tap and the lock")
            }
            assertEquals(1, ground.device.left)
            val refused = runCatching { runBlocking { vault.people() } }.exceptionOrNull()
            assertIs<GradusException.Locked>(refused)
            assertIs<WelcomeState>(ground.app.screen)
        }
    }

    @Test
    fun `flow 11 the quick exit stands on every screen and locks from there`() {
        for (shot in Gallery.SHOTS) {
            shot.with("en") { app ->
                withApp(app) { press("Quick exit") }
                assertNull(app.vault, shot.name)
                assertEquals(1, (app.device as TestDevice).left, shot.name)
            }
        }
    }

    /** A clock that reads nonsense once, after so many readings. */
    private class Faltering(
        private val clock: GradusClock,
    ) : GradusClock {
        var soundFor = -1

        override fun reading(): ClockReading = clock.reading().let { if (soundFor-- == 0) it.copy(wall = "yesterday") else it }
    }

    private companion object {
        const val MS_PER_S = 1000L

        /** What can be chosen beside at once, with its seconds. */
        val DELAYS = mapOf("After 30 seconds" to 30L, "After 1 minute" to 60L, "After 5 minutes" to 300L)
    }
}
