package org.gradus.demo

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.demo.app.Forward
import org.gradus.demo.kit.FailingCalls
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.person
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.LogState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.personDraft
import java.time.LocalDate
import kotlin.concurrent.thread
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull

/** What was pressed to be written down, and the app is left before it is. */
class LeftWritingTest {
    @Test
    fun `flow 8 what was pressed to be saved is in the diary, however the app is left meanwhile`() {
        for (gone in listOf<Ground.() -> Unit>({ app.lock() }, { app.left() }, { app.leaveNow() })) {
            for ((kind, form) in FORMS) {
                kept().use { ground ->
                    val calls = HeldCalls()
                    ground.openedAgain(calls)
                    val written = ground.entries(kind)
                    ground.form()
                    calls.isHeld = true
                    (ground.app.screen as? LogState)?.save() ?: assertIs<ContactState>(ground.app.screen).save()
                    ground.whileOtherCallsEnd(calls, gone)
                    ground.openedAgain(HeldCalls())
                    assertEquals(written + 1, ground.entries(kind), kind)
                }
            }
        }
    }

    @Test
    fun `what could not be saved is told where it is unlocked, unless that was read before`(): Unit =
        listOf(true, false).forEach { isRead ->
            kept().use { ground ->
                val calls = FailingCalls()
                ground.openedAgain(calls)
                val log = ground.log()
                calls.fail(afterCalls = 0) { ground.vault.close() }
                log.save()
                if (isRead) log.forward(Forward.TRY_AGAIN)
                ground.app.lock()
                assertEquals(if (isRead) null else Word.UNLOCK_UNSAVED, assertIs<UnlockState>(ground.app.screen).said)
            }
        }

    @Test
    fun `what went wrong long ago is not told of what was done since`(): Unit =
        kept().use { ground ->
            val log = ground.log()
            log.size = "no size"
            log.save()
            log.size = "9"
            log.shown()
            ground.app.lock()
            assertNull(assertIs<UnlockState>(ground.app.screen).said)
        }

    /** Runs [gone] in this thread, and lets the held calls go once it waits for them, or did not. */
    private fun Ground.whileOtherCallsEnd(
        calls: HeldCalls,
        gone: Ground.() -> Unit,
    ) {
        val here = Thread.currentThread()
        var isOver = false
        val others =
            thread {
                while (here.state == Thread.State.RUNNABLE && !synchronized(calls) { isOver }) Thread.onSpinWait()
                calls.release()
            }
        gone()
        synchronized(calls) { isOver = true }
        others.join()
    }

    private fun Ground.entries(kind: String): Int = runBlocking { vault.timeline(person.id).items.count { it.kind == kind } }

    private fun Ground.openedAgain(calls: CoroutineDispatcher) {
        app.lock()
        app.returned()
        runBlocking { app.enter(Vault.open(diary, PASSCODE.toByteArray(), clock, calls)) }
    }

    /** The app on a diary on the disk: what is written stays when it is locked. */
    private fun kept(): Ground =
        Ground().also { ground ->
            ground.diaryOnDisk()
            runBlocking {
                val vault = ground.door.open(PASSCODE.toByteArray())
                val operations = listOf("anoplasty" to LocalDate.of(2026, 2, 24))
                val mia = personDraft("Mia", LocalDate.of(2026, 1, 12), "caregiver", listOf("anorectal_malformation"), operations)
                vault.record(Command.AddPerson(mia))
                ground.app.enter(vault)
            }
        }

    private companion object {
        val FORMS: List<Pair<String, Ground.() -> ScreenState>> = listOf("session" to { log() }, "contact" to { contact() })

        fun Ground.log(): LogState =
            LogState(app, vault, runBlocking { vault.today(person.id) }).also {
                app.go(it)
                it.size = "9"
                it.holds = "30"
                it.ease = "easy"
                it.pain = "1"
                it.bleeding = "none"
                it.stop = LogState.RAN_ITS_COURSE
            }

        fun Ground.contact(): ContactState =
            ContactState(app, vault, person).also {
                app.go(it)
                it.who = "Dr Marsh"
                it.said = "Go on."
                it.outcome = Choices.RESUME_AT
                it.size = "9"
            }
    }
}
