package org.gradus

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import org.gradus.core.GradusException
import org.gradus.testkit.HandClock
import org.gradus.testkit.MemoryKeeper
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.deleteExisting
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** Every array that held a secret is zero when the call is over, however it ended. */
class SecretsTest {
    private val clock = HandClock(MORNING)

    @Test
    fun `after success`() =
        inFolder { folder ->
            val given = passcode()
            val made = Vault.create(folder, given, clock, light = true)
            assertWiped(given)
            val again = passcode()
            Vault.open(folder, again, clock).close()
            assertWiped(again)
            val code = made.recoveryCode.copyOf()
            Vault.recover(folder, code, clock).close()
            assertWiped(code)
        }

    @Test
    fun `a letter and its mark open what the composed letter made, and the other way round`() =
        inFolder { folder ->
            val (composed, apart) = "caf\u00e9 \ud55c \ud83c\udf3f au lait" to "cafe\u0301 \u1112\u1161\u11ab \ud83c\udf3f au lait"
            for ((made, typed) in listOf(composed to apart, apart to composed)) {
                val place = folder.resolve("made-${made.length}")
                Vault.create(place, typedSecret(made), clock, light = true).close()
                Vault.open(place, typedSecret(typed), clock).close()
                assertFailsWith<GradusException.WrongSecret> { Vault.open(place, apart.toByteArray(), clock) }
            }
        }

    @Test
    fun `what was typed is the bytes of its text, whatever else is in it`() {
        for (text in listOf("", PASSCODE, "\u00e9\u4e2d\ud83c\udf3f", "7K2M-9QXT")) {
            assertContentEquals(text.toByteArray(), typedSecret(text))
            assertContentEquals(text.toByteArray(), typedSecret(StringBuilder(text)))
        }
        assertContentEquals("half ?".toByteArray(), typedSecret("half \ud83c"))
    }

    @Test
    fun `after a wrong secret`() =
        onDisk {
            vault.lock()
            val wrong = "not this one".toByteArray()
            assertFailsWith<GradusException.WrongSecret> { Vault.open(folder, wrong, clock) }
            assertWiped(wrong)
            val code = "not a code".toByteArray()
            assertFailsWith<GradusException> { Vault.recover(folder, code, clock) }
            assertWiped(code)
        }

    @Test
    fun `after a refusal of making, opening and mending`() =
        inFolder { folder ->
            Files.writeString(folder.resolve("letter.txt"), "something of the owner's")
            val secrets = List(5) { passcode() }
            assertFailsWith<GradusException.Refused> { Vault.create(folder, secrets[0], clock) }
            assertFailsWith<GradusException.Refused> { Vault.open(folder, secrets[1], clock) }
            assertFailsWith<GradusException.Refused> { Vault.recover(folder, secrets[2], clock) }
            assertFailsWith<GradusException> { Vault.mend(folder, secrets[3], clock) }
            assertFailsWith<GradusException> { Vault.mendByRecovery(folder, secrets[4], clock) }
            secrets.forEach(::assertWiped)
            assertEquals("something of the owner's", Files.readString(folder.resolve("letter.txt")))
        }

    @Test
    fun `after mending, with either secret`() =
        onDisk {
            vault.lock()
            val secrets = listOf(passcode(), recoveryCode.copyOf())
            for ((turn, secret) in secrets.withIndex()) {
                folder.resolve("vault.hdr2").deleteExisting()
                val error = assertFailsWith<GradusException.Damaged> { Vault.open(folder, passcode(), clock) }
                assertEquals(Triple("vault.hdr2", "missing", true), Triple(error.file, error.kind, error.mendable))
                val mended = if (turn == 0) Vault.mend(folder, secret, clock) else Vault.mendByRecovery(folder, secret, clock)
                assertTrue(mended.sound)
                assertWiped(secret)
                Vault.open(folder, passcode(), clock).close()
            }
        }

    @Test
    fun `after a call that was cancelled before it began`() =
        runBlocking {
            val held = HeldDispatcher()
            val secret = passcode()
            coroutineScope {
                val opening =
                    async(start = CoroutineStart.UNDISPATCHED) {
                        Vault.open(Path.of("never-looked-at"), secret, clock, held)
                    }
                assertEquals(1, held.queued)
                opening.cancel()
                held.runAll()
                assertFailsWith<CancellationException> { opening.await() }
            }
            assertWiped(secret)
        }

    @Test
    fun `a new vault never prints its code and wipes it when closed`() =
        inFolder { folder ->
            val made = Vault.create(folder, passcode(), clock, light = true)
            val code = made.recoveryCode
            assertFalse(code.decodeToString() in made.toString())
            assertEquals("NewVault(${made.id})", made.toString())
            made.close()
            assertWiped(code)
        }

    @Test
    fun `a keeper's secret opens the vault, and each way of having none is told apart`() =
        onDisk {
            vault.lock()
            val keeper = MemoryKeeper()
            assertIs<Recalled.Nothing>(keeper.recall("vault"))
            val kept = passcode()
            keeper.keep("vault", kept)
            assertWiped(kept)
            val recalled = assertIs<Recalled.Secret>(keeper.recall("vault"))
            assertEquals("Secret", recalled.toString())
            Vault.open(folder, recalled.bytes, clock).close()
            assertWiped(recalled.bytes)
            assertContentEquals(passcode(), assertIs<Recalled.Secret>(keeper.recall("vault")).bytes, "kept for the next time")
            keeper.declines = true
            assertIs<Recalled.Declined>(keeper.recall("vault"))
            keeper.loseKeys()
            assertIs<Recalled.Lost>(keeper.recall("vault"))
            keeper.keep("vault", passcode())
            keeper.declines = false
            assertIs<Recalled.Secret>(keeper.recall("vault"))
            keeper.forget("vault")
            assertIs<Recalled.Nothing>(keeper.recall("vault"))
        }
}
