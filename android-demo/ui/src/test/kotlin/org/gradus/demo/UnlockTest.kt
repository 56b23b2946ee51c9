package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.Recalled
import org.gradus.core.LockPolicyView
import org.gradus.demo.app.App
import org.gradus.demo.app.LiveSession
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.setLockPolicy
import org.gradus.testkit.MemoryKeeper
import java.time.Duration
import kotlin.reflect.KClass
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** The passcode, the recovery code, finger and face. */
class UnlockTest {
    private val Ground.keeper get() = device.keeper as MemoryKeeper

    @Test
    fun `flow 9 a wrong passcode stays calm, a right one opens, and nothing to erase stands beside Unlock`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            withApp(ground.app) {
                type("something else", into = "Passcode")
                press("Unlock")
                sees("That did not open the diary. Nothing is lost. Take your time.")
                val buttons = texts().map(String::lowercase)
                assertTrue(buttons.none { "erase" in it || "delete" in it || "reset" in it }, buttons.toString())
                press("Try again")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    private fun Ground.wrong(times: Int) {
        val unlock = app.screen as UnlockState
        repeat(times) {
            unlock.passcode = "something else"
            unlock.unlock()
        }
    }

    @Test
    fun `flow 9 the tries that are left are said, and then a wait counts down that no restart and no clock shortens`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            withApp(ground.app) {
                seesNot("Tries before a wait")
                ground.wrong(times = 1)
                settles()
                sees("Tries before a wait: 4")
                ground.wrong(times = 4)
                settles()
                sees("Too many wrong passcodes.")
                sees("Next try in 0:30")
                seesNot("Try again")
                ground.beat(Duration.ofSeconds(12))
                settles()
                sees("Next try in 0:18")
            }
            ground.clock.setWall(ground.clock.wall.plusDays(2))
            val app = ground.startedAgain()
            val unlock = assertIs<UnlockState>(app.screen)
            unlock.passcode = PASSCODE
            unlock.unlock()
            assertNull(app.vault, "not even the right one is tried")
            withApp(app) {
                sees("Next try in 0:18")
                // The app before listens too.
                ground.beat(Duration.ofSeconds(18))
                ground.beat(Duration.ZERO)
                settles()
                seesNot("Next try in")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            assertNotNull(app.vault)
            app.lock()
            assertNull(assertIs<UnlockState>(app.screen).tries.left, "a right one begins the count anew")
        }

    @Test
    fun `as many wrong passcodes as the owner chose erase the diary, and the phone keeps nothing of it`(): Unit =
        Ground().use { ground ->
            withKeptPasscode(ground)
            runBlocking {
                ground.door.open(PASSCODE.toByteArray()).use { it.setLockPolicy(LockPolicyView(0u, false, 10u)) }
            }
            ground.device.follow(LiveSession(clockMs = 0, cues = emptyList()))
            ground.app.lock()
            withApp(ground.app) {
                sees("Wrong passcodes before the diary is erased: 10")
                repeat(10) {
                    ground.beat(Duration.ofHours(2))
                    ground.beat(Duration.ZERO)
                    ground.wrong(times = 1)
                }
                settles()
                sees("The diary on this phone was erased")
                press("Go to the start")
                sees("Start")
            }
            assertIs<WelcomeState>(ground.app.screen)
            assertFalse(ground.door.exists())
            assertFalse(ground.settings.keeperOffered)
            assertEquals(Recalled.Nothing, runBlocking { ground.keeper.recall("diary") })
            assertNull(ground.device.followed)
        }

    @Test
    fun `flow 9 in a wait finger and face are not offered, and the recovery code opens the diary at once`(): Unit =
        Ground().use { ground ->
            val code = ground.diaryOnDisk()
            ground.settings.keeperOffered = true
            ground.settings.passcodeTyped = ground.app.today
            ground.wrong(times = 5)
            withApp(ground.app) {
                seesNot("Use fingerprint or face")
                press("I forgot the passcode")
                type(code, into = "Recovery code")
                press("Open the diary")
                press("Not now")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `the recovery code opens the diary where the passcode is forgotten`(): Unit =
        Ground().use { ground ->
            val code = ground.diaryOnDisk()
            withApp(ground.app) {
                press("I forgot the passcode")
                type(code.lowercase(), into = "Recovery code")
                press("Open the diary")
                press("Not now")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `flow 3 a declined, lost or changed finger or face leaves the passcode one tap away`(): Unit =
        Ground().use { ground ->
            withKeptPasscode(ground)
            val app = ground.startedAgain()
            withApp(app) {
                ground.keeper.declines = true
                press("Use fingerprint or face")
                sees("The passcode always works.")
                ground.keeper.declines = false
                ground.keeper.loseKeys()
                press("Use fingerprint or face")
                sees("the passcode is needed once")
                runBlocking { ground.keeper.keep("diary", "an older passcode".toByteArray()) }
                press("Use fingerprint or face")
                sees("The passcode was changed.")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(app.screen)
            app.lock()
        }

    @Test
    fun `flow 3 finger or face opens where the passcode was kept`(): Unit =
        Ground().use { ground ->
            withKeptPasscode(ground)
            val app = ground.startedAgain()
            withApp(app) { press("Use fingerprint or face") }
            assertIs<PersonState>(app.screen)
            app.lock()
        }

    @Test
    fun `flow 4 the passcode is asked for after fourteen days, and why is said`(): Unit =
        Ground().use { ground ->
            withKeptPasscode(ground)
            ground.clock.advance(Duration.ofDays(13))
            withApp(ground.startedAgain()) { sees("Use fingerprint or face") }
            ground.clock.advance(Duration.ofDays(1))
            val app = ground.startedAgain()
            withApp(app) {
                seesNot("Use fingerprint or face")
                sees("It has been 14 days.")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            app.lock()
            withApp(ground.startedAgain()) { sees("Use fingerprint or face") }
        }

    private fun withKeptPasscode(ground: Ground) {
        ground.diaryOnDisk()
        ground.settings.keeperOffered = true
        unlock(ground.app)
        ground.app.lock()
    }

    private fun unlock(
        app: App,
        into: KClass<*> = PersonState::class,
    ) {
        val unlock = assertIs<UnlockState>(app.screen)
        unlock.passcode = PASSCODE
        unlock.unlock()
        assertEquals(into, app.screen::class)
    }
}
