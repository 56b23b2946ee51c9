package org.gradus

import org.gradus.core.GradusException
import org.gradus.core.RunStage
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class WhileLockedTest {
    @Test
    fun `a session goes on while the vault is locked, and is taken in once`() =
        onDisk {
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val begun = vault.startRun(mia)
            assertFailsWith<GradusException.Busy> { Vault.whileLocked(folder, clock) }
            vault.lock()
            val seen = Vault.whileLocked(folder, clock).runs.single()
            assertEquals(RunStage.CHECK_LIST, seen.stage)
            assertEquals(begun.started, seen.started)
            assertFailsWith<GradusException.Refused> { Vault.runEventWhileLocked(folder, seen.run, "in", clock) }
            repeat(seen.checks.size) { Vault.runEventWhileLocked(folder, seen.run, "tick:${it + 1}", clock) }
            Vault.runEventWhileLocked(folder, seen.run, "in", clock)
            clock.advance(Duration.ofSeconds(5))
            val stopped = Vault.runEventWhileLocked(folder, seen.run, "blood:streak", clock)
            assertTrue(stopped.runs.single().hasEnded)
            assertEquals(seen.checks.size + 2, stopped.waiting.toInt())
            Vault.open(folder, passcode(), clock).use { again ->
                val run = checkNotNull(again.run(mia))
                assertEquals("streak", run.blood)
                assertTrue(run.hasEnded)
                val news = again.inboxNews()
                assertEquals(stopped.waiting, news.takenIn)
                assertFalse(news.alarming)
                assertEquals(1, news.sentences.size)
                assertTrue(again.inboxNews().sentences.isEmpty())
            }
        }

    @Test
    fun `a note by one tap says what is wrong with it`() =
        onDisk {
            val mia = vault.addMia()
            vault.lock()
            assertEquals(1, Vault.logWhileLocked(folder, mia, "skipped", clock = clock).waiting.toInt())
            assertEquals(listOf("person", "note"), wrongFields { Vault.logWhileLocked(folder, "Mia", "maybe", clock = clock) })
            Vault.open(folder, passcode(), clock).use { again ->
                val news = again.inboxNews()
                assertTrue(news.alarming)
                assertEquals(0, news.takenIn.toInt())
            }
        }
}
