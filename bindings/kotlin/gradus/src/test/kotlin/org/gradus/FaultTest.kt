package org.gradus

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.gradus.core.Changes
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import org.gradus.core.NoHandle
import org.gradus.core.PersonRef
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse

/** A call that breaks off in the core, which locks the vault by that, or does not. */
class FaultTest {
    /** As the core after a fault of its own: with [locks], every later call finds the vault locked. */
    private class FaultyCore(
        private val locks: Boolean,
    ) : Gradus(NoHandle) {
        private var isLocked = false

        override fun people(): List<PersonRef> {
            isLocked = locks
            throw GradusException.Internal("a call broke off")
        }

        override fun changeCount(): ULong = if (isLocked) throw GradusException.Locked() else 1u

        override fun changesSince(since: ULong): Changes = Changes(changeCount(), roster = false, people = emptyList(), plans = emptyList())

        override fun lock() = Unit
    }

    @Test
    fun `where a fault locks the vault the changes end, and otherwise they go on`() {
        for (locks in listOf(true, false)) {
            runBlocking {
                val vault = Vault(FaultyCore(locks), SystemGradusClock(), Dispatchers.Unconfined)
                val screen = async(start = CoroutineStart.UNDISPATCHED) { vault.changes.toList() }
                assertFalse(screen.isCompleted)
                assertFailsWith<GradusException.Internal> { vault.people() }
                if (!locks) {
                    yield()
                    assertFalse(screen.isCompleted, "the vault is still open")
                    vault.lock()
                }
                assertEquals(1, withTimeout(TIMEOUT_MS) { screen.await() }.size)
            }
        }
    }

    private companion object {
        const val TIMEOUT_MS = 10_000L
    }
}
