package org.gradus.demo

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.gradus.GradusClock
import org.gradus.Recalled
import org.gradus.core.ClockReading
import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.core.LockPolicyView
import org.gradus.core.WrongField
import org.gradus.demo.app.App
import org.gradus.demo.app.Door
import org.gradus.demo.app.Forward
import org.gradus.demo.app.LiveSession
import org.gradus.demo.app.troubleOf
import org.gradus.demo.kit.CountedCalls
import org.gradus.demo.kit.Gallery
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.personDraft
import org.gradus.setLockPolicy
import org.gradus.testkit.MemoryKeeper
import java.nio.file.Files
import java.time.Duration
import java.time.LocalDate
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.reflect.KClass
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

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
            assertNull(assertIs<UnlockState>(app.screen).triesLeft, "a right one begins the count anew")
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

    @Test
    fun `flow 5 the diary locks at once by default, and after the delay that was chosen`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Lock and privacy")
                press("After 30 seconds")
            }
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(29))
            ground.app.returned()
            assertNotNull(ground.app.vault)
            ground.app.left()
            ground.clock.advance(Duration.ofSeconds(30))
            ground.app.returned()
            assertNull(ground.app.vault)
            practised().use { other ->
                other.app.left()
                assertNull(other.app.vault, "0 means at once")
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
                unlock(ground.app)
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
            unlock(app, into = TodayState::class)
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

    @Test
    fun `a damaged copy is repaired with the passcode, and the diary opens`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            val second = ground.diary.listDirectoryEntries().filter { "hdr" in it.name }.maxBy { it.name }
            val bytes = Files.readAllBytes(second)
            bytes[bytes.size / 2] = (bytes[bytes.size / 2] + 1).toByte()
            Files.write(second, bytes)
            withApp(ground.app) {
                type(PASSCODE, into = "Passcode")
                press("Unlock")
                sees("It can be repaired.")
                press("Repair it")
                type(PASSCODE, into = "Passcode")
                press("Repair it")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `an older state is told with what is lost, and taken only by somebody who says so, by either secret`() {
        for (byCode in listOf(false, true)) {
            Ground().use { ground ->
                val code = ground.olderDiary()
                withApp(ground.app) {
                    type(PASSCODE, into = "Passcode")
                    press("Unlock")
                    sees("This diary is an older state of itself")
                    seesNot("Use this older diary")
                    press("See what can be done")
                    sees("perhaps a danger sign too")
                    sees("Restore from a copy")
                    press("Use this older diary")
                    sees("Type a passcode first.")
                    assertNull(ground.app.vault)
                    if (byCode) press("Recovery code")
                    type(if (byCode) code else PASSCODE, into = if (byCode) "Recovery code" else "Passcode")
                    press("Use this older diary")
                }
                assertEquals(listOf("Mia"), runBlocking { ground.vault.people() }.map { it.name }, "Robin was written since, and is lost")
            }
        }
    }

    @Test
    fun `an older state that is not taken stays as it is`(): Unit =
        Ground().use { ground ->
            ground.olderDiary()
            val before = Files.readAllBytes(ground.diary.resolve("vault.db"))
            withApp(ground.app) {
                type(PASSCODE, into = "Passcode")
                press("Unlock")
                press("See what can be done")
                type("something else", into = "Passcode")
                press("Use this older diary")
                sees("That did not open the diary.")
                press("Back")
            }
            assertIs<UnlockState>(ground.app.screen)
            assertContentEquals(before, Files.readAllBytes(ground.diary.resolve("vault.db")))
        }

    @Test
    fun `a mark that is gone may hide an older state, and any other missing file does not`() {
        fun lost(file: String) = troubleOf(GradusException.Damaged(file, "missing", "gone", false)).forward
        assertEquals(Forward.OLDER to Forward.RESTORE, lost("vault.mark") to lost("vault.db"))
    }

    @Test
    fun `a diary that is open elsewhere is said to be busy`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            runBlocking { ground.door.open(PASSCODE.toByteArray()) }.use {
                withApp(ground.app) {
                    type(PASSCODE, into = "Passcode")
                    press("Unlock")
                    sees("The diary is open in another window.")
                }
            }
            withApp(ground.app) {
                press("I have closed it")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `a vault that was locked meanwhile leads to the passcode`(): Unit =
        practised().use { ground ->
            ground.vault.close()
            withApp(ground.app) {
                press("Progress")
                sees("The diary is locked.")
                press("To the passcode")
            }
            assertIs<WelcomeState>(ground.app.screen)
        }

    @Test
    fun `each error has words of its own and one way on`() {
        val troubles =
            listOf(
                GradusException.Locked(),
                GradusException.WrongSecret(),
                GradusException.NotFound("person", "Mia"),
                GradusException.Invalid(listOf(WrongField(null, "size", "is empty", "write 9"))),
                GradusException.Refused("not allowed"),
                GradusException.NewerVersion("vault.db"),
                GradusException.Damaged("vault.hdr", "header", "changed", true),
                GradusException.Damaged("vault.db", "page", "changed", false),
                GradusException.Damaged("vault.db", "rolled_back", "older", false),
                GradusException.Busy(),
                GradusException.Storage("vault.db", "full"),
                GradusException.Internal("fault"),
                GradusException.TooManyTries(30uL),
                GradusException.DeviceSecretGone(),
                GradusException.EasyPasscode(1_000_000uL, 3_600_000uL, 1000uL),
                GradusException.LastWay(),
                GradusException.SecretNeeded(),
                GradusException.InboxFull(),
                GradusException.Erased(),
            ).map(::troubleOf)
        assertEquals(troubles.size, troubles.map { it.word }.distinct().size)
        assertEquals(Forward.entries.toSet(), troubles.map { it.forward }.toSet())
        assertEquals(listOf<Text>(Word.TROUBLE_FIELD) to emptyList(), troubles[3].fields to troubles[3].details)
        assertTrue(troubles.flatMap { it.details }.none { "vault." in it }, "file names help nobody")
    }

    /** A diary with Mia in it, whose database was put back to the time before Robin came in; answers with its recovery code. */
    private fun Ground.olderDiary(): String {
        val code = diaryOnDisk()
        val database = diary.resolve("vault.db")
        val born = LocalDate.of(2026, 1, 12)
        val add = { name: String ->
            runBlocking {
                val person = personDraft(name, born, "caregiver", listOf("none"))
                door.open(PASSCODE.toByteArray()).use { it.record(Command.AddPerson(person)) }
            }
        }
        add("Mia")
        val before = Files.readAllBytes(database)
        add("Robin")
        Files.write(database, before)
        return code
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

    /** A clock that reads nonsense once, after so many readings. */
    private class Faltering(
        private val clock: GradusClock,
    ) : GradusClock {
        var soundFor = -1

        override fun reading(): ClockReading = clock.reading().let { if (soundFor-- == 0) it.copy(wall = "yesterday") else it }
    }
}
