package org.gradus

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.drop
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.gradus.core.Changes
import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.testkit.practice
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** Screens refresh by what was written, without asking again and again. */
class ChangesTest {
    @Test
    fun `a change names the people and the screens that are stale`() =
        runBlocking {
            practice().use { (vault) ->
                val seen = mutableListOf<Changes>()
                val screen = launch(start = CoroutineStart.UNDISPATCHED) { vault.changes.collect(seen::add) }
                val mia = vault.addMia()
                yield()
                vault.adoptMiasPlan(mia)
                yield()
                vault.record(Command.LogSession(mia, easySession()))
                yield()
                vault.close()
                screen.join()
                assertEquals(listOf(false, true, false, false), seen.map { it.roster })
                assertEquals(listOf(emptyList(), emptyList(), listOf(mia), emptyList()), seen.map { it.plans })
                assertEquals(listOf(emptyList(), listOf(mia), listOf(mia), listOf(mia)), seen.map { it.people })
                assertEquals(seen.map { it.count }.sorted(), seen.map { it.count })
            }
        }

    @Test
    fun `what was there before comes first, and a preview or a refused entry is no news`() =
        runBlocking {
            practice().use { (vault) ->
                val mia = vault.addMia()
                val seen = mutableListOf<Changes>()
                val screen = launch(start = CoroutineStart.UNDISPATCHED) { vault.changes.collect(seen::add) }
                vault.importSessions(mia, "at,size,ease\n2026-03-20T08:00:00+01:00,9,easy\n")
                yield()
                assertFailsWith<GradusException.Invalid> { vault.record(Command.LogSession(mia, easySession(size = "big"))) }
                yield()
                vault.lock()
                screen.join()
                assertEquals(listOf(mia), seen.single().people)
                assertTrue(seen.single().roster)
            }
        }

    @Test
    fun `writes that come faster than they are read arrive as one`() =
        runBlocking {
            practice().use { (vault) ->
                val seen = mutableListOf<Changes>()
                val screen =
                    launch(start = CoroutineStart.UNDISPATCHED) {
                        vault.changes
                            .drop(1)
                            .take(1)
                            .collect(seen::add)
                    }
                val mia = vault.addMia()
                vault.adoptMiasPlan(mia)
                screen.join()
                assertEquals(listOf(mia), seen.single().plans)
                assertTrue(seen.single().roster)
            }
        }

    @Test
    fun `two screens each see every write`() =
        runBlocking {
            practice().use { (vault) ->
                val screens = List(2) { async(start = CoroutineStart.UNDISPATCHED) { vault.changes.drop(1).first() } }
                val mia = vault.addMia()
                screens.forEach { assertEquals(listOf(mia), it.await().people) }
            }
        }

    @Test
    fun `the flow ends with the vault, also for one who comes late`() =
        runBlocking {
            practice().use { (vault) ->
                coroutineScope {
                    val screen = async(start = CoroutineStart.UNDISPATCHED) { vault.changes.toList() }
                    assertFalse(screen.isCompleted)
                    vault.lock()
                    assertEquals(1, screen.await().size)
                    assertEquals(emptyList(), vault.changes.toList())
                }
            }
        }

    @Test
    fun `what a screen throws while it loads is its own`() {
        runBlocking {
            practice().use { (vault) ->
                assertFailsWith<GradusException.Locked> {
                    vault.changes.collect {
                        vault.lock()
                        vault.people()
                    }
                }
            }
        }
    }

    @Test
    fun `a write after which the screen was gone is told to the others`() =
        runBlocking {
            practice().use { (vault) ->
                val other = async(start = CoroutineStart.UNDISPATCHED) { vault.changes.drop(1).first() }
                launch(start = CoroutineStart.UNDISPATCHED) {
                    vault.addMia()
                }.cancel()
                assertEquals(1, other.await().people.size)
            }
        }
}
