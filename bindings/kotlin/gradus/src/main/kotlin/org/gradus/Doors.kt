package org.gradus

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import org.gradus.core.ErasedView
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import org.gradus.core.LockedView
import org.gradus.core.PasscodeTries
import org.gradus.core.PracticePerson
import org.gradus.core.VerifyView
import org.gradus.core.acceptOlderState
import org.gradus.core.acceptOlderStateByRecovery
import org.gradus.core.acceptOlderStateOnDevice
import org.gradus.core.createLightVault
import org.gradus.core.createVault
import org.gradus.core.createVaultOnDevice
import org.gradus.core.eraseVault
import org.gradus.core.mendVault
import org.gradus.core.mendVaultByRecovery
import org.gradus.core.mendVaultOnDevice
import org.gradus.core.passcodeTries
import java.nio.ByteBuffer
import java.nio.file.Path

/** What is done with the folder of a vault that is not open: [Vault] has it all, as in `Vault.open(folder, passcode)`. */
public sealed class Doors {
    /**
     * Makes a new vault in [folder], which must not exist or be empty. It is closed again when this returns: [open] it. A
     * caller that is cancelled meanwhile still receives the recovery code, because nothing can show it again.
     *
     * With [deviceSecret], 32 random bytes that this device's keystore holds and no backup does, the passcode opens the vault
     * only on this device: a copy of the folder cannot be tried out, so that six digits are enough. The passcode is stretched
     * for half a second, measured on this device. After a reinstallation, or on a new phone, only the recovery code opens.
     *
     * [light] stretches a passcode that opens alone as little as is accepted: for tests, and for phones on which opening would
     * take seconds.
     */
    public suspend fun create(
        folder: Path,
        passcode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
        light: Boolean = false,
        deviceSecret: ByteArray? = null,
    ): NewVault =
        both(passcode, deviceSecret) { secret, kept ->
            currentCoroutineContext().ensureActive()
            withContext(NonCancellable) {
                withContext(dispatcher) {
                    val (place, now) = folder.toString() to clock.reading()
                    val made =
                        typed {
                            when {
                                kept != null -> createVaultOnDevice(place, secret, kept, trialMs(), now)
                                light -> createLightVault(place, secret, now)
                                else -> createVault(place, secret, now)
                            }
                        }
                    NewVault(made.vault, made.recoveryCode)
                }
            }
        }

    /**
     * Opens the vault in [folder] with its passcode, and with what this device's keystore holds beside it, where it holds one.
     * The whole vault is checked; a failure changes no file but the count of wrong passcodes.
     */
    public suspend fun open(
        folder: Path,
        passcode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = oneAtATime(),
        deviceSecret: ByteArray? = null,
    ): Vault =
        both(passcode, deviceSecret) { secret, kept ->
            held(clock, dispatcher) {
                val (place, now) = folder.toString() to clock.reading()
                if (kept == null) Gradus.open(place, secret, now) else Gradus.openOnDevice(place, secret, kept, now)
            }
        }

    /** Opens the vault in [folder] with a secret that the keystore gave out by itself, as after a fingerprint. */
    public suspend fun openByPlatform(
        folder: Path,
        platformSecret: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = oneAtATime(),
    ): Vault = unlock(platformSecret, clock, dispatcher) { Gradus.openByPlatform(folder.toString(), it, clock.reading()) }

    /**
     * How many passcodes may be tried on the vault in [folder] before the next wait, and how long a wait still runs: for the
     * screen that asks for one. The recovery code never waits.
     */
    public suspend fun passcodeTries(
        folder: Path,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): PasscodeTries = withContext(dispatcher) { typed { passcodeTries(folder.toString(), clock.reading()) } }

    /** Opens the vault in [folder] with its recovery code as it was typed; case, spaces and dashes do not matter. */
    public suspend fun recover(
        folder: Path,
        recoveryCode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = oneAtATime(),
    ): Vault = unlock(recoveryCode, clock, dispatcher) { Gradus.recover(folder.toString(), it, clock.reading()) }

    /**
     * Makes a vault in memory for tests, previews and a look around: no file, no passcode, every random byte from [seed], and
     * with ready-made [people] in it if wanted, whose diaries end just before now. It is gone when it is locked.
     */
    public suspend fun practice(
        seed: ULong,
        people: List<PracticePerson> = emptyList(),
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = oneAtATime(),
    ): Vault =
        held(clock, dispatcher) {
            val now = clock.reading()
            if (people.isEmpty()) Gradus.practice(seed, now) else Gradus.practiceWith(seed, people, now)
        }

    /** Puts a damaged second copy of the header or a damaged mark right, after checking that the rest holds. */
    public suspend fun mend(
        folder: Path,
        passcode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
        deviceSecret: ByteArray? = null,
    ): VerifyView =
        both(passcode, deviceSecret) { secret, kept ->
            withContext(dispatcher) {
                val (place, now) = folder.toString() to clock.reading()
                typed { if (kept == null) mendVault(place, secret, now) else mendVaultOnDevice(place, secret, kept, now) }
            }
        }

    /** The same with the recovery code in place of the passcode. */
    public suspend fun mendByRecovery(
        folder: Path,
        recoveryCode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): VerifyView = mended(recoveryCode, dispatcher) { mendVaultByRecovery(folder.toString(), it, clock.reading()) }

    /**
     * Mends, and takes what is there for the whole truth where the vault may be an older state of itself: where [open] throws
     * [GradusException.Damaged] with the kind `rolled_back`, or the mark is gone. What was written since that state is lost,
     * and perhaps a danger sign with it: sessions wait until the next complete check-in, and the clinic is to be told.
     *
     * Only for a person who knows why the vault is an older one, such as after putting back a copy, and never unasked. Where
     * nothing sound is there to mend from it throws as [open] does, and nothing was written.
     */
    public suspend fun acceptOlderState(
        folder: Path,
        passcode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
        deviceSecret: ByteArray? = null,
    ): VerifyView =
        both(passcode, deviceSecret) { secret, kept ->
            withContext(dispatcher) {
                val (place, now) = folder.toString() to clock.reading()
                typed {
                    if (kept == null) acceptOlderState(place, secret, now) else acceptOlderStateOnDevice(place, secret, kept, now)
                }
            }
        }

    /** [acceptOlderState] with the recovery code in place of the passcode. */
    public suspend fun acceptOlderStateByRecovery(
        folder: Path,
        recoveryCode: ByteArray,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): VerifyView = mended(recoveryCode, dispatcher) { acceptOlderStateByRecovery(folder.toString(), it, clock.reading()) }

    /**
     * Destroys the vault in [folder] for good, first what wraps its key and then its files; nothing else in the folder is
     * touched. It takes no secret: ask for a typed word before, and delete what the keystore holds of this vault first. The
     * vault must be locked. After a crash or an error call it again; where no vault is, it does nothing and says so.
     *
     * It reaches no copy elsewhere. [language] is a tag such as `es`; English without it.
     */
    public suspend fun erase(
        folder: Path,
        language: String? = null,
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): ErasedView = withContext(NonCancellable + dispatcher) { typed { eraseVault(folder.toString(), language) } }

    /**
     * How things stand while the vault in [folder] is locked: how many notes wait, and each session that goes on as times and
     * steps, without a word about anybody. It needs no passcode, also after the phone was started anew. While the vault is
     * open it throws [GradusException.Busy].
     */
    public suspend fun whileLocked(
        folder: Path,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): LockedView = withContext(dispatcher) { typed { org.gradus.core.whileLocked(folder.toString(), clock.reading()) } }

    /**
     * Notes, while the vault in [folder] is locked, that a session was held as planned (`done`) or knowingly not held
     * (`skipped`). [person] is the id that a reminder carries; [occurrence] names the session, and without it the one is meant
     * that is due now. The note is sealed, and taken in at the next unlock; it earns no step up.
     */
    public suspend fun logWhileLocked(
        folder: Path,
        person: String,
        note: String,
        occurrence: String? = null,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): LockedView = noted(dispatcher) { org.gradus.core.logWhileLocked(folder.toString(), person, note, clock.reading(), occurrence) }

    /**
     * Tells, while the vault in [folder] is locked, what happened just now in the session that [whileLocked] calls [run]. The
     * events are those of [Vault.runEvent], but for a point of the check list, which is `tick:1` and so on. At the next unlock the
     * session is as if it had been told there, but that it earns no step up. A cancelled caller does not take it back.
     */
    public suspend fun runEventWhileLocked(
        folder: Path,
        run: String,
        event: String,
        clock: GradusClock = SystemGradusClock(),
        dispatcher: CoroutineDispatcher = Dispatchers.IO,
    ): LockedView = noted(dispatcher) { org.gradus.core.runEventWhileLocked(folder.toString(), run, event, clock.reading()) }

    /** A note is written whole, also where the caller is cancelled meanwhile. */
    private suspend fun noted(
        dispatcher: CoroutineDispatcher,
        note: () -> LockedView,
    ): LockedView = withContext(NonCancellable) { withContext(dispatcher) { typed(note) } }

    private suspend fun mended(
        secret: ByteArray,
        dispatcher: CoroutineDispatcher,
        mend: (ByteBuffer) -> VerifyView,
    ): VerifyView = secret.spend { bytes -> withContext(dispatcher) { bytes.lend { typed { mend(it) } } } }

    private fun oneAtATime(): CoroutineDispatcher = Dispatchers.IO.limitedParallelism(1)

    private suspend fun unlock(
        secret: ByteArray,
        clock: GradusClock,
        dispatcher: CoroutineDispatcher,
        open: (ByteBuffer) -> Gradus,
    ): Vault = secret.spend { bytes -> held(clock, dispatcher) { bytes.lend(open) } }

    /** A caller cancelled while the vault opens gets no handle; then the vault must not stay open, or the next try is told "busy". */
    private suspend fun held(
        clock: GradusClock,
        dispatcher: CoroutineDispatcher,
        open: () -> Gradus,
    ): Vault {
        var vault: Vault? = null
        try {
            return withContext(dispatcher) { Vault(typed(open), clock, dispatcher).also { vault = it } }
        } catch (cancelled: CancellationException) {
            vault?.lock()
            throw cancelled
        }
    }
}
