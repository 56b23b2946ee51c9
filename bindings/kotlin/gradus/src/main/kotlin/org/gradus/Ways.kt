package org.gradus

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.gradus.core.Gradus
import org.gradus.core.LockPolicyView
import org.gradus.core.RotationView
import org.gradus.core.WayInView
import org.gradus.core.lockPolicy
import org.gradus.core.stretchTrial
import org.gradus.core.waysIn
import java.nio.ByteBuffer
import java.nio.file.Path

/**
 * Puts [newPasscode] in the place of the one that there is. The log is not touched, however long it is; copies of the folder made
 * before open as they did. With [Proof.passcode]'s `deviceSecret` the new passcode opens the vault on this device only, so that six
 * digits are enough; after a reinstallation, or on a new phone, the recovery code is the proof and the device's secret a new one.
 */
public suspend fun Vault.changePasscode(
    proof: Proof,
    newPasscode: ByteArray,
): Unit =
    newPasscode.spend { new ->
        proven(proof) { handle, secret, kept ->
            new.lend { handle.changePasscode(proof.kind, secret, it, kept, trialMs(), clock.reading()) }
        }
    }

/**
 * Gives the vault a new key, [newPasscode] (the same one or another) and a new recovery code; every other way in ends. The secret of
 * the device is that of the [proof], as in [changePasscode].
 *
 * For when somebody may have a copy of the folder, or has seen the passcode or the recovery code: a changed passcode leaves them the
 * key, this does not. It needs as much space again for a while. Show the code, and call [recoveryCodeNoted] once it is on paper. A
 * caller that is cancelled meanwhile still receives it.
 */
public suspend fun Vault.rotateKey(
    proof: Proof,
    newPasscode: ByteArray,
): NewVault =
    newPasscode.spend { new ->
        proven(proof) { handle, secret, kept ->
            val made = new.lend { handle.rotateKey(proof.kind, secret, it, kept, trialMs(), clock.reading()) }
            NewVault(made.vault, made.recoveryCode)
        }
    }

/**
 * What a renewal of the key left to be told, to be asked after each opening: that it was cut short, or that its new recovery code may
 * not have been read; null otherwise.
 */
public suspend fun Vault.rotationLeft(): RotationView? = read { it.rotationLeft() }

/** The person has the new recovery code on paper: [rotationLeft] tells nothing of it any more. */
public suspend fun Vault.recoveryCodeNoted(): Unit = read { it.recoveryCodeNoted() }

/** Makes another recovery code, and shows it this once. The one before opens nothing any more. Wipe the array once it was shown. */
public suspend fun Vault.renewRecoveryCode(proof: Proof): ByteArray =
    proven(proof) { handle, secret, kept -> handle.renewRecoveryCode(proof.kind, secret, kept, clock.reading()).recoveryCode }

/**
 * Lets [platformSecret], 32 random bytes or more that the keystore gives out after a fingerprint, open the vault from now on, and tells
 * the id of that way. With [replaced] it takes the place of an earlier one.
 */
public suspend fun Vault.addPlatformWay(
    proof: Proof,
    platformSecret: ByteArray,
    replaced: UShort? = null,
): UShort =
    platformSecret.spend { platform ->
        proven(proof) { handle, secret, kept ->
            platform.lend { handle.addPlatformWay(proof.kind, secret, kept, it, replaced, clock.reading()) }
        }
    }

/** Closes a way into the vault, by its id in [Vault.Companion.waysIn]. The recovery code stays, and can be renewed. */
public suspend fun Vault.removeWay(
    proof: Proof,
    id: UShort,
): Unit = proven(proof) { handle, secret, kept -> handle.removeWay(proof.kind, secret, kept, id, clock.reading()) }

/**
 * Changes what this device does with the vault at a lock. What makes it weaker asks for a [proof], and without one is
 * [org.gradus.core.GradusException.SecretNeeded]: longer open in the background or with the screen off, more wrong passcodes before
 * everything is erased, or none. So does any change while wrong passcodes are counted.
 */
public suspend fun Vault.setLockPolicy(
    policy: LockPolicyView,
    proof: Proof? = null,
): Unit =
    if (proof == null) {
        read { it.setLockPolicy(null, ByteBuffer.allocateDirect(0), ByteBuffer.allocateDirect(0), policy, clock.reading()) }
    } else {
        proven(proof) { handle, secret, kept -> handle.setLockPolicy(proof.kind, secret, kept, policy, clock.reading()) }
    }

/** The ways into the vault in [folder], for the screen that asks for one of them. It needs no secret. */
public suspend fun Vault.Companion.waysIn(
    folder: Path,
    dispatcher: CoroutineDispatcher = Dispatchers.IO,
): List<WayInView> = withContext(dispatcher) { typed { waysIn(folder.toString()) } }

/** What this device does with the vault in [folder] at a lock. It needs no secret. */
public suspend fun Vault.Companion.lockPolicy(
    folder: Path,
    dispatcher: CoroutineDispatcher = Dispatchers.IO,
): LockPolicyView = withContext(dispatcher) { typed { lockPolicy(folder.toString()) } }

private suspend fun <T> Vault.proven(
    proof: Proof,
    change: (Gradus, ByteBuffer, ByteBuffer) -> T,
): T =
    spendBoth(proof.secret, proof.deviceSecret) { secret, kept ->
        settle { handle -> lendBoth(secret, kept) { first, second -> change(handle, first, second) } }
    }

/** How long this device takes to stretch a passcode as little as is accepted. */
internal fun trialMs(): UInt {
    val start = System.nanoTime()
    stretchTrial()
    return ((System.nanoTime() - start) / NANOS_IN_A_MILLI).coerceIn(1, UInt.MAX_VALUE.toLong()).toUInt()
}

private const val NANOS_IN_A_MILLI = 1_000_000L
