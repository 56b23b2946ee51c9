package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.PracticePerson
import org.gradus.demo.app.Absence
import org.gradus.demo.kit.FEVER
import org.gradus.demo.kit.FailingCalls
import org.gradus.demo.kit.Gallery
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.answer
import org.gradus.demo.kit.answering
import org.gradus.demo.kit.checkIns
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.fever
import org.gradus.demo.kit.give
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.resultFacts
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.well
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.personDraft
import java.time.Duration
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A check-in that is left, locked, or ended in its midst. */
class CheckInLeftTest {
    @Test
    fun `leaving while it is urgent writes down what was said, by the button and by pressing back until one is out`() {
        for (leave in listOf<Hand.(Ground) -> Unit>(
            { press("Leave; what you said is written down") },
            { ground ->
                while ((ground.app.screen as? CheckInState)?.let { it.place > 1 } == true) press("Previous question")
                press("Back")
            },
        )) {
            practised().use { ground ->
                withApp(ground.app) {
                    press("Answer the questions")
                    fever(ground)
                    press("I have read this. Next question")
                    leave(ground)
                    sees("Go to an emergency department now.")
                }
                assertIs<ResultState>(ground.app.screen)
                assertEquals("38.4", ground.resultFacts()["temperature_c"])
                assertEquals(1, ground.checkIns())
            }
        }
    }

    @Test
    fun `flow 8 locking, leaving the app and the quick exit write down what is urgent before the keys go`() {
        for (gone in listOf<(Ground) -> Unit>({ it.app.lock() }, { it.app.left() }, { it.app.leaveNow() })) {
            kept().use { ground ->
                ground.answering(FEVER, last = "temperature_c")
                gone(ground)
                assertNull(assertIs<UnlockState>(ground.app.screen).said)
                ground.app.returned()
                runBlocking { ground.app.enter(ground.door.open(PASSCODE.toByteArray())) }
                assertIs<BlockedState>(ground.app.screen, "it is said before anything else")
                assertEquals(1, ground.checkIns())
            }
        }
    }

    @Test
    fun `flow 8 in the dialler it is on the disk already, and coming back goes on without writing twice`(): Unit =
        practised().use { ground ->
            val state = ground.answering(FEVER, until = { it is SoFarState })
            withApp(ground.app) { press("Call 999") }
            ground.app.left()
            assertEquals(1, ground.checkIns(), "the phone may end the app at any moment now")
            ground.clock.advance(Duration.ofMillis(Absence.HAND_OVER_MS - 1))
            ground.app.returned()
            assertIs<SoFarState>(ground.app.screen).read()
            assertEquals(state, ground.app.screen)
            state.finish()
            assertIs<ResultState>(ground.app.screen)
            assertEquals(1, ground.checkIns())
        }

    @Test
    fun `an emergency that is in front outlives the app's being ended, with nothing pressed and nobody told`(): Unit =
        kept().use { ground ->
            ground.answering(FEVER, until = { it is SoFarState })
            assertEquals(1, ground.checkIns())
            ground.vault.close() // as the phone ends an app: no word of it reaches the app
            val again = ground.startedAgain()
            runBlocking { again.enter(ground.door.open(PASSCODE.toByteArray())) }
            withApp(again) {
                sees("Before anything else")
                sees("Get emergency care now")
                sees("Call 999")
            }
            again.vault?.close()
        }

    @Test
    fun `what was urgent is said again to whoever goes on, for nobody knows whether it was read`(): Unit =
        kept().use { ground ->
            ground.answering(mapOf("anything_else" to "true", "pus" to "true"), until = { it is SoFarState })
            ground.vault.close() // as the phone ends an app: no word of it reaches the app
            val again = ground.startedAgain()
            runBlocking { again.enter(ground.door.open(PASSCODE.toByteArray())) }
            if (again.screen is BlockedState) (again.screen as BlockedState).read()
            val checkIn = assertIs<CheckInState>(again.screen)
            checkIn.goOn()
            assertIs<SoFarState>(again.screen).read()
            assertEquals(checkIn, again.screen)
            again.vault?.close()
        }

    @Test
    fun `flow 8 a check-in that was locked away comes back, and goes on or begins anew`() {
        for (onward in listOf("Go on with my answers", "Begin again from the first question")) {
            kept().use { ground ->
                val state = ground.answering(emptyMap(), before = "temperature_c")
                ground.app.lock()
                ground.app.unlock()
                val again = assertIs<CheckInState>(ground.app.screen)
                withApp(ground.app) {
                    sees("You were answering. Go on?")
                    press(onward)
                }
                val goesOn = onward.startsWith("Go on")
                assertEquals(if (goesOn) state.place else 1, again.place)
                assertEquals(goesOn, again.question?.id == "temperature_c")
                assertEquals(0, ground.checkIns(), "they count for nothing until it is finished")
                again.leave()
                ground.app.lock()
                ground.app.unlock()
                assertIs<TodayState>(ground.app.screen, "what was left is not offered again")
            }
        }
    }

    @Test
    fun `flow 16 what was noted while it was locked is in the diary after the unlock, and told once`(): Unit =
        diaryOfAda().use { ground ->
            val ada = ground.person.id
            val sessions = { runBlocking { ground.vault.timeline(ada).items.count { it.kind == "session" } } }
            assertEquals(0, sessions())
            ground.app.lock()
            runBlocking { Vault.logWhileLocked(ground.diary, ada, "done", clock = ground.clock) }
            ground.app.unlock()
            assertEquals(1, sessions())
            withApp(ground.app) {
                sees("Noted while the diary was locked")
                press("What happened")
                press("Back")
                seesNot("Noted while the diary was locked")
            }
            ground.app.lock()
            ground.app.unlock()
            withApp(ground.app) { seesNot("Noted while the diary was locked") }
            ground.app.lock()
        }

    @Test
    fun `flow 16 what is missing of the notes stands before everything else, in a look of its own, until it was read`() {
        Gallery.SHOTS.first { it.name == "17-today-noted" }.with("en") { app ->
            val news = checkNotNull(app.news)
            assertTrue(news.alarming)
            withApp(app) {
                val order = texts()
                val headline = checkNotNull((app.screen as TodayState).view).headline
                assertTrue(order.indexOf(news.sentences.first()) < order.indexOf(headline), "$order")
                press("What happened")
                press("Back")
                sees(news.sentences.first())
                press("I have read this")
                seesNot(news.sentences.first())
                seesNot("Noted while the diary was locked")
            }
        }
    }

    @Test
    fun `flow 8 neither a check-in that was finished comes back, nor one of yesterday`() {
        kept().use { ground ->
            ground.answering(FEVER, last = "temperature_c").finish()
            assertEquals(emptyList(), runBlocking { ground.vault.keptInterview(ground.person.id) })
        }
        kept().use { ground ->
            ground.answering(emptyMap(), before = "temperature_c")
            ground.app.lock()
            ground.clock.advance(Duration.ofHours(13))
            ground.app.unlock()
            assertIs<TodayState>(ground.app.screen)
        }
    }

    @Test
    fun `an emergency that cannot be written down is said all the same`() {
        val calls = FailingCalls()
        practised(calls = calls).use { ground ->
            val state = ground.answering(emptyMap(), before = "temperature_c")
            calls.fail(afterCalls = 1) { ground.vault.close() } // what to ask next is still answered; then the vault is gone
            state.give("38.4")
            assertIs<SoFarState>(ground.app.screen)
            withApp(ground.app) {
                sees("Go to an emergency department now.")
                press("I have read this. Next question")
                sees("The diary is locked.")
            }
        }
    }

    @Test
    fun `what asks for a clinician today is written down as it is said, and not again by leaving`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            val state = ground.answering(mapOf("anything_else" to "true", "pus" to "true"), until = { it is SoFarState })
            assertEquals(1, ground.checkIns())
            assertIs<SoFarState>(ground.app.screen).read()
            state.leave()
            assertIs<ResultState>(ground.app.screen)
            assertEquals(1, ground.checkIns())
        }

    @Test
    fun `what could not be written down on locking is told where it is unlocked`(): Unit =
        kept().use { ground ->
            val calls = FailingCalls()
            ground.app.lock()
            runBlocking { ground.app.enter(Vault.open(ground.diary, PASSCODE.toByteArray(), ground.clock, calls)) }
            val state = ground.answering(emptyMap(), before = "temperature_c")
            calls.fail(afterCalls = 1) { ground.vault.close() } // what to ask next is still answered; then the vault is gone
            state.give("38.4")
            ground.app.lock()
            assertIs<UnlockState>(ground.app.screen)
            withApp(ground.app) { sees("What you entered last could not be saved.") }
        }

    @Test
    fun `leaving while nothing is urgent writes nothing`() {
        for (leave in listOf<Hand.() -> Unit>(
            { press("Leave without writing anything down") },
            {
                press("Previous question")
                press("Back")
            },
        )) {
            practised().use { ground ->
                withApp(ground.app) {
                    press("Answer the questions")
                    assertIs<CheckInState>(ground.app.screen).let { answer(it, well(checkNotNull(it.question))) }
                    leave()
                }
                assertIs<TodayState>(ground.app.screen)
                assertEquals(0, ground.checkIns())
            }
        }
    }

    @Test
    fun `what asked for a talk is shown again to whoever leaves, and not written`(): Unit =
        practised().use { ground ->
            val state = ground.answering(mapOf("anything_else" to "true", "nappy_rash" to "true"), last = "nappy_rash")
            assertFalse(state.isUrgent)
            withApp(ground.app) { press("Leave without writing anything down") }
            assertEquals(DispositionWord.CONTACT, assertIs<ResultState>(ground.app.screen).triage.disposition)
            assertEquals(0, ground.checkIns())
        }

    @Test
    fun `what is being written down is not written again by leaving the app meanwhile`() {
        val (main, calls) = HeldCalls() to HeldCalls()
        practised(calls = calls, main = main).use { ground ->
            val state = ground.answering(FEVER, last = "temperature_c")
            main.isHeld = true
            calls.isHeld = true
            state.finish()
            main.run()
            calls.release()
            ground.app.handOver { }
            ground.app.left()
            ground.app.returned()
            main.release()
            assertIs<ResultState>(ground.app.screen)
            assertEquals(1, ground.checkIns())
        }
    }

    @Test
    fun `an answer that arrives after locking does not come up above the lock screen`() {
        val (main, calls) = HeldCalls() to HeldCalls()
        practised(calls = calls, main = main).use { ground ->
            val state = ground.answering(emptyMap(), before = "temperature_c")
            main.isHeld = true
            calls.isHeld = true
            state.give("38.4")
            main.run()
            calls.release()
            ground.app.lock()
            main.release()
            assertIs<WelcomeState>(ground.app.screen)
            assertFalse(ground.app.canGoBack)
        }
    }

    /** The app on a diary on the disk, with Mia in it: what is written stays when it is locked. */
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
}
