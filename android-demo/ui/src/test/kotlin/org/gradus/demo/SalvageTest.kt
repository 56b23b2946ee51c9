package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.SecretKeeper
import org.gradus.Vault
import org.gradus.core.GradusException
import org.gradus.core.LockPolicyView
import org.gradus.demo.app.LiveSession
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.damagedDiary
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.CodeState
import org.gradus.demo.state.RestoreState
import org.gradus.demo.state.RetypeState
import org.gradus.demo.state.SalvageState
import org.gradus.demo.state.SalvagedState
import org.gradus.demo.state.UnlockState
import org.gradus.rotationLeft
import org.gradus.setLockPolicy
import org.gradus.testkit.MemoryKeeper
import java.time.Duration
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A diary that nothing mends, on a file that is really damaged. */
class SalvageTest {
    @Test
    fun `what holds of a damaged diary is saved after a tick, and what does not is read before anybody goes in`(): Unit =
        damagedDiary().use { ground ->
            val database = ground.diary.resolve("vault.db").readBytes()
            withApp(ground.app) {
                toTheLastResort()
                fillIn(PASSCODE)
                press("Make the new diary")
                sees("First look for a copy.")
                assertFalse(ground.folder.resolve("diary.unproven").exists(), "nothing happens unasked")
                press("I have no copy of this diary that opens.")
                press("Make the new diary")
                reads(ground)
                val code = assertIs<CodeState>(ground.app.screen).code
                press("I have written it down")
                type("something else", into = "Recovery code")
                press("Next")
                sees("That is not the code.")
                assertFalse(ground.folder.resolve("diary.replaced-1").exists(), "the damaged one is in its place until then")
                type(code, into = "Recovery code")
                press("Next")
            }
            assertNotNull(ground.app.vault)
            assertFalse(ground.app.screen is RetypeState)
            assertNull(runBlocking { ground.vault.rotationLeft() }, "the code is on paper")
            ground.app.lock()
            assertContentEquals(database, ground.folder.resolve("diary.replaced-1/vault.db").readBytes(), "the damaged one is kept")
            assertFailsWith<GradusException.WrongSecret> { runBlocking { ground.door.open(PASSCODE.toByteArray()) } }
            withApp(ground.app) {
                type(NEW, into = "Passcode")
                press("Unlock")
            }
            assertNotNull(ground.app.vault)
        }

    @Test
    fun `whoever does not know what opened it saves nothing, and nothing that was typed stays behind`(): Unit =
        damagedDiary().use { ground ->
            withApp(ground.app) {
                toTheLastResort()
                press("I have no copy of this diary that opens.")
                fillIn("something else")
                press("Make the new diary")
                sees("That did not open the diary.")
            }
            val state = assertIs<SalvageState>(ground.app.screen)
            assertEquals(listOf("", "", ""), listOf(state.secret, state.passcode, state.again))
            assertFalse(ground.folder.resolve("diary.unproven").exists())
        }

    @Test
    fun `the last wrong passcode there erases the diary as at the lock, and the phone keeps nothing of it`(): Unit =
        damagedDiary { ground -> runBlocking { ground.vault.setLockPolicy(LockPolicyView(0u, false, 10u)) } }.use { ground ->
            ground.device.follow(LiveSession(clockMs = 0, cues = emptyList()))
            withApp(ground.app) {
                toTheLastResort()
                press("I have no copy of this diary that opens.")
                repeat(10) {
                    ground.beat(Duration.ofHours(2))
                    ground.beat(Duration.ZERO)
                    fillIn("something else")
                    press("Make the new diary")
                }
                settles()
                sees("The diary on this phone was erased")
            }
            assertFalse(ground.door.exists())
            assertNull(ground.device.followed)
        }

    @Test
    fun `wrong passcodes are counted there as at the lock, and while a wait runs the recovery code alone is taken`(): Unit =
        damagedDiary { ground -> runBlocking { ground.vault.setLockPolicy(LockPolicyView(0u, false, 10u)) } }.use { ground ->
            withApp(ground.app) {
                toTheLastResort()
                sees("Wrong passcodes before the diary is erased: 10")
                seesNot("Tries before a wait")
                press("I have no copy of this diary that opens.")
                triesWrong(1)
                sees("That did not open the diary.")
                sees("Tries before a wait: 4")
                sees("Wrong passcodes before the diary is erased: 9")
                triesWrong(4)
                sees("Too many wrong passcodes.")
                sees("Next try in 0:30")
                seesNot("That did not open the diary.")
                ground.beat(Duration.ofSeconds(12))
                settles()
                sees("Next try in 0:18")
                val state = assertIs<SalvageState>(ground.app.screen)
                fillIn(PASSCODE)
                state.make()
                settles()
                assertIs<SalvageState>(ground.app.screen, "not even the right one is tried")
                press("Recovery code")
                seesNot("Next try in")
                type(codeOfAnother(ground), into = "Recovery code")
                press("Make the new diary")
                sees("That did not open the diary.")
                press("Passcode")
                ground.beat(Duration.ofSeconds(18))
                ground.beat(Duration.ZERO)
                settles()
                seesNot("Next try in")
                fillIn(PASSCODE)
                press("Make the new diary")
                reads(ground)
            }
        }

    private fun codeOfAnother(ground: Ground): String =
        runBlocking {
            Vault.create(ground.folder.resolve("another"), NEW.toByteArray(), light = true).use { it.recoveryCode.decodeToString() }
        }

    private fun Hand.triesWrong(times: Int): Unit =
        repeat(times) {
            fillIn("something else")
            press("Make the new diary")
        }

    @Test
    fun `where no diary is lost, nothing of it is offered`(): Unit =
        Ground().use { ground ->
            ground.app.go(RestoreState(ground.app))
            withApp(ground.app) { seesNot("There is no copy") }
        }

    @Test
    fun `whoever leaves in the midst of it begins anew, and nobody who picks the phone up goes on`() {
        val pages: List<Hand.(Ground) -> Unit> =
            listOf(
                {},
                { press("Make the new diary") },
                { ground ->
                    press("Make the new diary")
                    reads(ground)
                },
                { ground ->
                    press("Make the new diary")
                    reads(ground)
                    press("I have written it down")
                },
            )
        for (leave in listOf<(Ground) -> Unit>({ it.app.left() }, { it.app.leaveNow() })) {
            for (onward in pages) {
                damagedDiary().use { ground ->
                    withApp(ground.app) {
                        toTheLastResort()
                        press("I have no copy of this diary that opens.")
                        fillIn(PASSCODE)
                        onward(ground)
                        leave(ground)
                        ground.app.returned()
                        settles()
                        sees("Unlock")
                        seesNot("Your recovery code")
                    }
                    assertIs<UnlockState>(ground.app.screen)
                    assertFalse(ground.app.canGoBack)
                    assertFalse(ground.folder.resolve("diary.unproven").exists(), "what was made is gone")
                    assertTrue(ground.door.exists(), "the damaged one stays")
                }
            }
        }
    }

    @Test
    fun `a new diary that arrives after somebody left is gone again`() {
        val disk = HeldCalls()
        damagedDiary(disk = disk).use { ground ->
            withApp(ground.app) {
                toTheLastResort()
                press("I have no copy of this diary that opens.")
                fillIn(PASSCODE)
            }
            disk.isHeld = true
            assertIs<SalvageState>(ground.app.screen).make()
            disk.run()
            ground.app.left()
            disk.release()
            assertIs<UnlockState>(ground.app.screen)
            assertFalse(ground.folder.resolve("diary.unproven").exists())
        }
    }

    @Test
    fun `a new diary whose passcode finger or face cannot keep is locked, opens, and leaves no copy of it`() {
        val keeper = Refusing()
        damagedDiary(TestDevice(keeper = keeper)).use { ground ->
            ground.settings.keeperOffered = true
            withApp(ground.app) {
                toTheLastResort()
                press("I have no copy of this diary that opens.")
                fillIn(PASSCODE)
                press("Make the new diary")
                reads(ground)
                val code = assertIs<CodeState>(ground.app.screen).code
                press("I have written it down")
                type(code, into = "Recovery code")
                press("Next")
            }
            assertNull(ground.app.vault)
            assertNotNull(assertIs<UnlockState>(ground.app.screen).trouble)
            assertTrue(checkNotNull(keeper.given).all { it == 0.toByte() })
            ground.settings.keeperOffered = false
            val unlock = assertIs<UnlockState>(ground.app.screen)
            unlock.passcode = NEW
            unlock.unlock()
            assertNotNull(ground.app.vault, "it is not said to be open elsewhere")
        }
    }

    /** The list, then the code. */
    private fun Hand.reads(ground: Ground) {
        val view = assertIs<SalvagedState>(ground.app.screen).view
        assertFalse(view.whole)
        assertTrue(view.notSaved.isNotEmpty())
        view.sentences.forEach(::sees)
        view.notSaved.forEach { sees(it.sentence) }
        sees("This list is shown once. Write it down for the clinic.")
        press("I have read this")
        sees("Your recovery code")
    }

    /** Keeps nothing. */
    private class Refusing : SecretKeeper by MemoryKeeper() {
        var given: ByteArray? = null

        override suspend fun keep(
            name: String,
            secret: ByteArray,
        ) {
            given = secret
            throw GradusException.Internal("refused")
        }
    }

    /** The last thing on the page of the copies, behind a page of its own. */
    private fun Hand.toTheLastResort() {
        type(PASSCODE, into = "Passcode")
        press("Unlock")
        sees("A file of the diary is damaged or missing.")
        press("Restore from a copy")
        val foot = 1
        assertEquals("There is no copy", controls().dropLast(foot).last())
        press("There is no copy")
    }

    private fun Hand.fillIn(secret: String) {
        type(secret, into = "Passcode")
        type(NEW, into = "New passcode")
        type(NEW, into = "The new passcode again")
    }

    private companion object {
        const val NEW = "nine larger steps up"
    }
}
