package org.gradus

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.testkit.HandClock
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** A screen may vanish at any moment. Nothing that was pressed is lost, and nothing stays open that nobody holds. */
class CancellationTest {
    private val robin = Command.AddPerson(personDraft("Robin", LocalDate.of(1990, 5, 5), "self", listOf("none")))

    @Test
    fun `a question that nobody waits for any more is not asked, and the vault goes on`() {
        runBlocking {
            val held = HeldDispatcher()
            val clock = CountingClock()
            coroutineScope {
                val opening = async(start = CoroutineStart.UNDISPATCHED) { Vault.practice(1u, clock = clock, dispatcher = held) }
                held.runAll()
                val vault = opening.await()
                val before = clock.asked
                val verify = launch(start = CoroutineStart.UNDISPATCHED) { vault.verify() }
                verify.cancel()
                held.runAll()
                verify.join()
                assertEquals(before, clock.asked, "the verb was not run")
                val people = async(start = CoroutineStart.UNDISPATCHED) { vault.people() }
                held.runAll()
                assertEquals(emptyList(), people.await())
                vault.close()
            }
        }
    }

    @Test
    fun `what was pressed is written although the screen is gone`() {
        runBlocking {
            val held = HeldDispatcher()
            coroutineScope {
                val opening =
                    async(start = CoroutineStart.UNDISPATCHED) { Vault.practice(1u, clock = HandClock(MORNING), dispatcher = held) }
                held.runAll()
                val vault = opening.await()
                val pressed = launch(start = CoroutineStart.UNDISPATCHED) { vault.record(robin) }
                pressed.cancel()
                held.runAll()
                pressed.join()
                assertTrue(pressed.isCancelled)
                val people = async(start = CoroutineStart.UNDISPATCHED) { vault.people() }
                held.runAll()
                assertEquals(listOf("Robin"), people.await().map { it.name })
                vault.close()
            }
        }
    }

    @Test
    fun `a caller who was cancelled before writes nothing`() {
        runBlocking {
            Vault.practice(1u, clock = HandClock(MORNING)).use { vault ->
                cancelled { vault.record(robin) }
                assertEquals(emptyList(), vault.people())
            }
        }
    }

    /** The clock is read as the vault opens: there the screen goes away. */
    @Test
    fun `a vault that opened for nobody is locked again, not left busy`() =
        onDisk {
            vault.lock()
            coroutineScope {
                lateinit var opening: Job
                val leaving = GradusClock { clock.reading().also { opening.cancel() } }
                val secret = passcode()
                opening = launch(start = CoroutineStart.LAZY) { Vault.open(folder, secret, leaving) }
                opening.join()
                assertTrue(opening.isCancelled)
                assertWiped(secret)
            }
            Vault.open(folder, passcode(), clock).use { assertEquals(emptyList(), it.people()) }
        }

    @Test
    fun `the recovery code arrives although the screen is gone, because nothing can show it again`() =
        inFolder { folder ->
            val clock = HandClock(MORNING)
            val code = CompletableDeferred<ByteArray>()
            coroutineScope {
                lateinit var making: Job
                val leaving = GradusClock { clock.reading().also { making.cancel() } }
                making =
                    launch(start = CoroutineStart.LAZY) {
                        code.complete(Vault.create(folder, passcode(), leaving, light = true).recoveryCode)
                    }
                making.join()
            }
            Vault.recover(folder, code.await(), clock).close()
        }

    @Test
    fun `a caller who was cancelled before makes no vault`() =
        inFolder { folder ->
            val secret = passcode()
            cancelled { Vault.create(folder, secret, HandClock(MORNING)) }
            assertEquals(0, folder.toFile().list()?.size)
            assertWiped(secret)
        }

    /** Runs [call] in a coroutine that has been cancelled already. */
    private suspend fun cancelled(call: suspend () -> Unit) =
        coroutineScope {
            launch(start = CoroutineStart.UNDISPATCHED) {
                try {
                    awaitCancellation()
                } finally {
                    assertFailsWith<CancellationException> { call() }
                }
            }.cancel()
        }

    private class CountingClock : GradusClock {
        private val hand = HandClock(MORNING)
        var asked = 0

        override fun reading() = hand.reading().also { asked += 1 }
    }
}
