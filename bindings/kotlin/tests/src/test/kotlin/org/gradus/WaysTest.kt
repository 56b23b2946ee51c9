package org.gradus

import kotlinx.coroutines.runBlocking
import org.gradus.core.GradusException
import org.gradus.core.LockPolicyView
import org.gradus.core.WayInKind
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** The ways into a vault, on a phone that keeps secrets of its own. */
class WaysTest {
    private val kept = ByteArray(32) { 0x5e }
    private val finger = ByteArray(32) { 0x71 }
    private val pin = "481902".toByteArray()

    @Test
    fun `six digits open beside the secret of the device and nowhere else`() =
        inFolder { folder ->
            val place = folder.resolve("vault")
            val given = listOf(pin.copyOf(), kept.copyOf())
            val made = Vault.create(place, given[0], deviceSecret = given[1])
            given.forEach(::assertWiped)
            assertEquals(listOf(WayInKind.PASSCODE_ON_DEVICE, WayInKind.RECOVERY_CODE), kinds(place))
            assertFailsWith<GradusException.DeviceSecretGone> { Vault.open(place, pin.copyOf()) }
            val elsewhere = ByteArray(32) { 0x0d }
            assertFailsWith<GradusException.DeviceSecretGone> { Vault.open(place, pin.copyOf(), deviceSecret = elsewhere) }
            assertWiped(elsewhere)
            Vault.open(place, pin.copyOf(), deviceSecret = kept.copyOf()).close()
            Vault.recover(place, made.recoveryCode.copyOf()).use { vault ->
                val newPhone = ByteArray(32) { 0x0d }
                vault.changePasscode(Proof.recoveryCode(made.recoveryCode, newPhone.copyOf()), pin.copyOf())
                vault.lock()
                Vault.open(place, pin.copyOf(), deviceSecret = newPhone).close()
            }
        }

    @Test
    fun `what can be tried out is refused with its arithmetic`() =
        inFolder { folder ->
            val easy = assertFailsWith<GradusException.EasyPasscode> { Vault.create(folder.resolve("vault"), pin.copyOf()) }
            assertEquals(Triple(1_000_000uL, 3_600_000uL, 1000uL), Triple(easy.guesses, easy.perHour, easy.seconds))
        }

    @Test
    fun `a passcode is changed by whoever knows it`() =
        onDisk {
            val (wrong, next) = "not this one".toByteArray() to "nine larger steps".toByteArray()
            assertFailsWith<GradusException.WrongSecret> { vault.changePasscode(Proof.passcode(wrong), next) }
            listOf(wrong, next).forEach(::assertWiped)
            assertEquals(4u, Vault.passcodeTries(folder, clock).left)
            vault.changePasscode(proof(), "nine larger steps".toByteArray())
            vault.lock()
            assertFailsWith<GradusException.WrongSecret> { Vault.open(folder, passcode(), clock) }
            Vault.open(folder, "nine larger steps".toByteArray(), clock).close()
        }

    @Test
    fun `a finger opens until its way is closed, and the paper stays`() =
        onDisk {
            val given = finger.copyOf()
            val id = vault.addPlatformWay(proof(), given)
            assertWiped(given)
            assertFailsWith<GradusException.Invalid> { vault.addPlatformWay(proof(), ByteArray(31)) }
            assertEquals(id, vault.addPlatformWay(proof(), finger.copyOf(), replaced = id))
            vault.lock()
            Vault.openByPlatform(folder, finger.copyOf(), clock).use { again ->
                assertFailsWith<GradusException.LastWay> { again.removeWay(proof(), 2u) }
                again.removeWay(proof(), id)
            }
            assertFailsWith<GradusException.Refused> { Vault.openByPlatform(folder, finger.copyOf(), clock) }
            assertEquals(listOf(WayInKind.PASSCODE, WayInKind.RECOVERY_CODE), kinds(folder))
        }

    @Test
    fun `a new recovery code takes the place of the old one`() =
        onDisk {
            val code = vault.renewRecoveryCode(proof())
            vault.lock()
            assertFailsWith<GradusException.WrongSecret> { Vault.recover(folder, recoveryCode.copyOf(), clock) }
            Vault.recover(folder, code, clock).close()
            assertWiped(code)
        }

    @Test
    fun `the policy of the lock is told while it is locked`() =
        onDisk {
            assertEquals(LockPolicyView(0u, false, null), Vault.lockPolicy(folder))
            val told = LockPolicyView(300u, true, 10u)
            assertFailsWith<GradusException.SecretNeeded> { vault.setLockPolicy(told) }
            vault.setLockPolicy(LockPolicyView(0u, false, 10u))
            vault.setLockPolicy(told, proof())
            assertFailsWith<GradusException.Invalid> { vault.setLockPolicy(told.copy(lockAfterS = 601u), proof()) }
            vault.lock()
            assertEquals(told, Vault.lockPolicy(folder))
            assertEquals(10u, Vault.passcodeTries(folder, clock).beforeErase)
        }

    @Test
    fun `a proof prints its kind alone`() = assertTrue("seven" !in proof().toString() && "Proof" in proof().toString())

    private fun kinds(folder: java.nio.file.Path): List<WayInKind> = runBlocking { Vault.waysIn(folder).map { it.kind } }
}
