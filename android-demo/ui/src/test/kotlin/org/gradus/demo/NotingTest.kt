package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.ReminderOpens
import org.gradus.core.ReminderView
import org.gradus.demo.app.Noted
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.person
import org.gradus.demo.kit.unlock
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** A planned session that is noted on the notice of a reminder, while the diary is locked. */
class NotingTest {
    @Test
    fun `flow 16 Done on a reminder is sealed without a passcode, and is in the diary after the unlock as what it reminded of`(): Unit =
        diaryOfAda().use { ground ->
            val reminder = ground.nextSession()
            ground.app.lock()
            ground.clock.advance(Duration.ofHours(24))
            assertTrue(ground.pressed("done", reminder))
            assertEquals(1u, ground.waiting())
            ground.app.unlock()
            assertEquals(1u, ground.app.news?.takenIn)
            assertEquals(listOf("session"), ground.written())
            assertFalse(reminder.occurrence in ground.reminded(), "it is not asked for again")
            ground.app.lock()
        }

    @Test
    fun `flow 16 Left out on a reminder is sealed as well, and is told as left out`(): Unit =
        diaryOfAda().use { ground ->
            val reminder = ground.nextSession()
            ground.app.lock()
            ground.clock.advance(Duration.ofHours(24))
            assertTrue(ground.pressed("skipped", reminder))
            ground.app.unlock()
            assertEquals(listOf("skip"), ground.written())
            ground.app.lock()
        }

    @Test
    fun `an open diary takes no such note, a diary that is gone neither, and both say so`(): Unit =
        diaryOfAda().use { ground ->
            val reminder = ground.nextSession()
            assertFalse(ground.pressed("done", reminder))
            assertEquals(emptyList(), ground.written())
            ground.app.lock()
            assertEquals(0u, ground.waiting())
            ground.diary.toFile().deleteRecursively()
            assertFalse(ground.pressed("done", reminder))
        }

    private fun Ground.nextSession(): ReminderView =
        runBlocking { vault.reminders() }.first { it.opens == ReminderOpens.SESSION }.also { assertTrue(it.occurrence != null) }

    private fun Ground.reminded(): List<String?> = runBlocking { vault.reminders() }.map { it.occurrence }

    private fun Ground.waiting(): UInt = runBlocking { door.whileLocked() }.waiting

    private fun Ground.written(): List<String> =
        runBlocking { vault.timeline(person.id) }.items.map { it.kind }.filter { it in setOf("session", "skip") }

    /** Whether it was written down, which is heard once. */
    private fun Ground.pressed(
        note: String,
        on: ReminderView,
    ): Boolean {
        val heard = mutableListOf<Boolean>()
        app.noting.note(Noted(on.person, checkNotNull(on.occurrence), note)) { heard += it }
        return heard.single()
    }
}
