package org.gradus.demo.app

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.gradus.GradusClock
import org.gradus.NewVault
import org.gradus.Proof
import org.gradus.Salvaged
import org.gradus.Vault
import org.gradus.core.ClockReading
import org.gradus.core.GradusException
import org.gradus.core.LockedView
import org.gradus.core.PasscodeTries
import org.gradus.core.PracticePerson
import org.gradus.salvage
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

/**
 * Where the diary lies, and the ways to open it.
 *
 * A new or restored diary is made beside its place and moved there only when it is proven: the recovery code was typed back, or
 * the copy was opened. So a first run that is broken off leaves nothing that anybody could be locked out of.
 */
class Door(
    private val folder: Path,
    private val clock: GradusClock,
    private val light: Boolean = false,
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) {
    private val unproven: Path = folder.resolveSibling("${folder.fileName}.unproven")

    /** Whether there is a diary. */
    fun exists(): Boolean = Files.isDirectory(folder)

    /** Makes a diary that is not yet in its place; see [settle]. The array is wiped. */
    suspend fun create(passcode: ByteArray): NewVault {
        onDisk { sweep() }
        return Vault.create(unproven, passcode, clock, dispatcher, light)
    }

    /**
     * Puts the new diary in its place when [typedBack] opens it; where it [replaces] a damaged one, that one is kept under another name.
     * The array is wiped.
     */
    suspend fun settle(
        typedBack: ByteArray,
        replaces: Boolean = false,
    ) {
        putInPlace(Vault.recover(unproven, typedBack, clock, queue()), replaces)
    }

    /** Ends what was made and is not in its place. It cannot come between the steps of [settle]. */
    fun discard() {
        try {
            synchronized(unproven) { sweep() }
        } catch (_: IOException) {
            // It is swept before the next one is made.
        }
    }

    /** Makes a new diary of what holds of the damaged one, which stays as it is. It is not yet in its place; see [settle]. */
    suspend fun salvage(
        proof: Proof,
        passcode: ByteArray,
        language: String,
    ): Salvaged {
        onDisk { sweep() }
        return Vault.salvage(folder, proof, unproven, passcode, language, clock, dispatcher)
    }

    suspend fun open(passcode: ByteArray): Vault = Vault.open(folder, passcode, clock, queue())

    /** How things stand while the diary is locked: what goes on, as times and steps, and how many notes wait. */
    suspend fun whileLocked(): LockedView = Vault.whileLocked(folder, clock, queue())

    /** Seals a note of what happened [at] this moment in a session that goes on. The diary must be locked. */
    suspend fun tellWhileLocked(
        run: String,
        event: String,
        at: ClockReading,
    ): LockedView = Vault.runEventWhileLocked(folder, run, event, { at }, queue())

    /** Seals a note of a planned session, made [at] this moment. The diary must be locked. */
    suspend fun noteWhileLocked(
        noted: Noted,
        at: ClockReading,
    ): LockedView = Vault.logWhileLocked(folder, noted.person, noted.note, noted.occurrence, { at }, queue())

    /** How many passcodes may be tried before the next wait, and how long one still runs. */
    suspend fun tries(): PasscodeTries = Vault.passcodeTries(folder, clock, queue())

    suspend fun recover(code: ByteArray): Vault = Vault.recover(folder, code, clock, queue())

    /** Somebody made up, in memory, with a diary that ends now. Nothing is on the disk. */
    suspend fun practice(who: PracticePerson): Vault = Vault.practice(seed = 1u, people = listOf(who), clock = clock, dispatcher = queue())

    suspend fun mend(passcode: ByteArray) {
        Vault.mend(folder, passcode, clock, dispatcher)
    }

    /** Takes the diary that is there for the whole, although it is an older state of itself, and opens it. The array is wiped. */
    suspend fun acceptOlder(
        secret: ByteArray,
        isCode: Boolean,
    ): Vault {
        val again = secret.copyOf()
        try {
            if (isCode) {
                Vault.acceptOlderStateByRecovery(folder, secret, clock, dispatcher)
            } else {
                Vault.acceptOlderState(folder, secret, clock, dispatcher)
            }
            return if (isCode) recover(again) else open(again)
        } finally {
            again.fill(0)
            secret.fill(0)
        }
    }

    /** Destroys the diary, what it replaced, and what was never put in its place. Answers with the core's sentence on the diary. */
    suspend fun erase(language: String): String {
        val others = (replaced() + unproven).filter { Files.isDirectory(it) }
        others.forEach { Vault.erase(it, language, dispatcher) }
        return Vault.erase(folder, language, dispatcher).sentence
    }

    /** Copies the diary in [copy] and opens it with [secret]; only then is it in its place. [copy] stays as it is. */
    suspend fun restore(
        copy: Path,
        secret: ByteArray,
        isCode: Boolean,
    ): Vault {
        val again = secret.copyOf()
        try {
            onDisk { bringIn(copy) }
            val proof = if (isCode) Vault.recover(unproven, secret, clock, queue()) else Vault.open(unproven, secret, clock, queue())
            putInPlace(proof, replaces = true)
            return if (isCode) recover(again) else open(again)
        } finally {
            again.fill(0)
            secret.fill(0)
        }
    }

    /** A diary that is open cannot be moved. One that is replaced keeps its files, under another name. */
    private suspend fun putInPlace(
        proof: Vault,
        replaces: Boolean = false,
    ) {
        try {
            onDisk {
                proof.close()
                synchronized(unproven) { move(if (replaces && exists()) aside() else null) }
            }
        } finally {
            // Also where somebody left before it could be moved.
            proof.close()
        }
    }

    private fun move(aside: Path?) {
        aside?.let { Files.move(folder, it, StandardCopyOption.ATOMIC_MOVE) }
        try {
            Files.move(unproven, folder, StandardCopyOption.ATOMIC_MOVE)
        } catch (failed: IOException) {
            aside?.let { Files.move(it, folder, StandardCopyOption.ATOMIC_MOVE) }
            throw failed
        }
    }

    private fun aside(): Path = places().first { !Files.exists(it) }

    private fun replaced(): List<Path> = places().takeWhile { Files.exists(it) }.toList()

    /** Where diaries that were replaced lie, one after another without a gap. */
    private fun places(): Sequence<Path> = generateSequence(1) { it + 1 }.map { folder.resolveSibling("${folder.fileName}.replaced-$it") }

    private fun queue(): CoroutineDispatcher = if (dispatcher == Dispatchers.Unconfined) dispatcher else dispatcher.limitedParallelism(1)

    private fun bringIn(copy: Path) {
        sweep()
        Files.createDirectories(unproven)
        Files.list(copy).use { files ->
            files.filter(Files::isRegularFile).forEach { Files.copy(it, unproven.resolve(it.fileName.toString())) }
        }
    }

    /** Nothing but a diary that was never put in its place. */
    private fun sweep() {
        if (!Files.exists(unproven)) return
        Files.walk(unproven).use { walk -> walk.sorted(Comparator.reverseOrder()).forEach(Files::delete) }
    }

    private suspend fun onDisk(work: () -> Unit): Unit =
        withContext(dispatcher) {
            try {
                work()
            } catch (_: IOException) {
                throw GradusException.Storage(folder.fileName.toString(), "cannot be written")
            }
        }
}
