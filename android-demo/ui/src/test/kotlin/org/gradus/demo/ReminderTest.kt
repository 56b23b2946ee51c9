package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.PersonRef
import org.gradus.core.PracticePerson
import org.gradus.core.ReminderOpens
import org.gradus.demo.app.App
import org.gradus.demo.app.Destination
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.answering
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.device
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.lookedAt
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** What the phone is told to remind of, and where a reminder leads. */
class ReminderTest {
    @Test
    fun `flow 14 a tap on the reminder, the unlock and one more tap, and the session runs`(): Unit =
        diaryOfAda().use { ground ->
            val session = session(ground.person)
            ground.app.lock()
            ground.app.leadTo(session)
            withApp(ground.app) {
                type("something else", into = "Passcode")
                press("Unlock")
                press("Try again")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
                assertIs<TodayState>(ground.app.screen)
                press("Start for Ada")
            }
            assertIs<SessionState>(ground.app.screen)
        }

    @Test
    fun `flow 14 where devices are listed the reminder leads to them, and the one that is pressed begins the session`(): Unit =
        diaryOfAda().use { ground ->
            ground.lookedAt(ground.device("Blue 9", "9"))
            val session = session(ground.person)
            ground.app.lock()
            ground.app.leadTo(session)
            ground.app.unlock()
            withApp(ground.app) {
                assertIs<ChooseDeviceState>(ground.app.screen)
                press("Start with Blue 9")
            }
            assertIs<SessionState>(ground.app.screen)
            assertTrue(ground.app.back() && ground.app.back(), "Today is below it")
        }

    @Test
    fun `flow 14 the destination is used once, and one for the day or for nobody in this diary leads to Today`(): Unit =
        diaryOfAda().use { ground ->
            ground.lookedAt(ground.device("Blue 9", "9"))
            val session = session(ground.person)
            for (destination in listOf(session, session.copy(opens = ReminderOpens.TODAY), session.copy(person = "gone"))) {
                ground.app.lock()
                ground.app.leadTo(destination)
                ground.app.unlock()
                assertEquals(destination == session, ground.app.screen is ChooseDeviceState, "$destination")
                ground.app.lock()
                ground.app.unlock()
                assertIs<TodayState>(ground.app.screen)
            }
        }

    @Test
    fun `flow 14 a reminder leads to its own person, after the unlock and from Today`(): Unit =
        practised().use { ground ->
            val vault = twoPeople(ground)
            val (mia, robin) = runBlocking { vault.person("Mia") to vault.person("Robin") }
            for (person in listOf(robin, mia)) {
                ground.app.leadTo(session(person).copy(opens = ReminderOpens.TODAY))
                assertEquals(person, assertIs<TodayState>(ground.app.screen).person)
            }
            ground.app.lock()
            ground.app.leadTo(session(robin))
            twoPeople(ground)
            assertEquals(robin, assertIs<TodayState>(ground.app.screen).person)
        }

    @Test
    fun `flow 14 a reminder takes nobody out of what they are in the midst of`(): Unit =
        practised().use { ground ->
            val vault = twoPeople(ground)
            val (mia, robin) = runBlocking { vault.person("Mia") to vault.person("Robin") }
            ground.app.go(CheckInState(ground.app, vault, mia))
            ground.app.leadTo(session(robin))
            assertIs<CheckInState>(ground.app.screen)
            ground.app.home()
            runBlocking { vault.startRun(mia.id) }
            ground.app.screen.shown()
            ground.app.leadTo(session(robin))
            assertEquals(mia, assertIs<TodayState>(ground.app.screen).person, "nobody is switched in a session")
            ground.app.lock()
        }

    @Test
    fun `flow 14 a session that goes on, and what stops the plan, come before where the reminder leads`() {
        diaryOfAda().use { ground ->
            ground.lookedAt(ground.device("Blue 9", "9"))
            ground.checkIn("temperature_c" to "38.4")
            reminded(ground)
            assertIs<BlockedState>(ground.app.screen)
        }
        diaryOfAda().use { ground ->
            ground.lookedAt(ground.device("Blue 9", "9"))
            runBlocking { ground.vault.startRun(ground.person.id) }
            reminded(ground)
            assertIs<SessionState>(ground.app.screen)
        }
    }

    @Test
    fun `the phone is told what comes at the unlock and after each change, and keeps it when the diary is locked`(): Unit =
        diaryOfAda().use { ground ->
            ground.app.lock()
            ground.app.unlock()
            val before = checkNotNull(ground.device.reminders)
            assertEquals(runBlocking { ground.vault.reminders() }, before)
            assertTrue(before.any { it.opens == ReminderOpens.SESSION })
            runBlocking { ground.vault.record(Command.Pause(ground.person.id, "travel", null, null)) }
            assertNotEquals(before, ground.device.reminders)
            val after = checkNotNull(ground.device.reminders)
            assertEquals(runBlocking { ground.vault.reminders() }, after)
            ground.app.lock()
            assertEquals(after, ground.device.reminders)
            ground.app.unlock()
            assertEquals(runBlocking { ground.vault.reminders() }, ground.device.reminders)
        }

    @Test
    fun `what goes in or comes out is told to the phone at once, and so are the start and a session that is left`(): Unit =
        diaryOfAda().use { ground ->
            ground.app.lock()
            ground.app.unlock()
            var told = -1

            fun isToldAnew(what: String) {
                assertTrue(ground.device.timesReminded > told, what)
                assertEquals(runBlocking { ground.vault.reminders() }, ground.device.reminders, what)
                told = ground.device.timesReminded
            }
            isToldAnew("unlocked")
            assertIs<TodayState>(ground.app.screen).main()
            isToldAnew("started")
            val session = assertIs<SessionState>(ground.app.screen)
            checkNotNull(session.view).checks.forEach(session::tick)
            isToldAnew("ticked")
            val before = ground.device.reminders
            session.tell("in")
            isToldAnew("in")
            assertNotEquals(before, ground.device.reminders, "whether it is out is asked")
            session.tell("out")
            isToldAnew("out")
            assertEquals(before, ground.device.reminders)
        }

    @Test
    fun `a session in which nothing went in is left, and the phone is told`(): Unit =
        diaryOfAda().use { ground ->
            ground.app.lock()
            ground.app.unlock()
            assertIs<TodayState>(ground.app.screen).main()
            val session = assertIs<SessionState>(ground.app.screen)
            session.stop()
            val told = ground.device.timesReminded
            session.leave()
            assertEquals(told + 1, ground.device.timesReminded)
        }

    @Test
    fun `what was written just before a lock is told to the phone before the keys go`() {
        val main = HeldCalls()
        practised(main = main).use { ground ->
            val (before, vault) = checkNotNull(ground.device.reminders) to ground.vault
            main.isHeld = true
            runBlocking { vault.record(Command.Pause(ground.person.id, "travel", null, null)) }
            val due = runBlocking { vault.reminders() }
            assertEquals(before, ground.device.reminders, "what follows the diary had no time")
            ground.app.lock()
            assertEquals(due, ground.device.reminders)
            assertNotEquals(before, due)
        }
    }

    @Test
    fun `a lock with nothing new leaves what is shown as it is`(): Unit =
        practised().use { ground ->
            val told = ground.device.timesReminded
            ground.app.lock()
            assertEquals(told, ground.device.timesReminded)
        }

    @Test
    fun `flow 14 a reminder that was pressed leads nowhere once the locked app is left, or opened in another way`() {
        for (otherWay in listOf<App.() -> Unit>({ left() }, { leadTo(null) })) {
            diaryOfAda().use { ground ->
                ground.lookedAt(ground.device("Blue 9", "9"))
                val session = session(ground.person)
                ground.app.lock()
                ground.app.leadTo(session)
                otherWay(ground.app)
                ground.app.returned()
                ground.app.unlock()
                assertIs<TodayState>(ground.app.screen)
            }
        }
    }

    @Test
    fun `an emergency that is written down as the app is left is reminded of`(): Unit =
        diaryOfAda().use { ground ->
            ground.answering(mapOf("temperature_c" to "38.4"), until = { it is SoFarState })
            ground.app.left()
            assertIs<UnlockState>(ground.app.screen)
            assertEquals(setOf(ReminderOpens.TODAY), ground.device.reminders.orEmpty().map { it.opens }.toSet())
        }

    @Test
    fun `what must be said today is reminded of once the app is left`(): Unit =
        diaryOfAda().use { ground ->
            val before = ground.device.reminders
            ground.answering(mapOf("anything_else" to "true", "pus" to "true"), until = { it is SoFarState })
            ground.app.left()
            assertNotEquals(before, ground.device.reminders)
            assertTrue(ground.device.reminders.orEmpty().any { it.opens == ReminderOpens.TODAY })
        }

    @Test
    fun `nobody is reminded of somebody made up, and without a diary of nothing`(): Unit =
        Ground().use { ground ->
            assertIs<WelcomeState>(ground.app.screen)
            assertEquals(emptyList(), ground.device.reminders)
            runBlocking { ground.app.enter(ground.door.practice(PracticePerson.INFANT_AFTER_ANOPLASTY), practice = true) }
            ground.checkIn(*ALL_WELL)
            ground.app.left()
            assertEquals(emptyList(), ground.device.reminders)
        }

    private fun session(person: PersonRef) = Destination(person.id, ReminderOpens.SESSION)

    private fun reminded(ground: Ground) {
        val session = session(ground.person)
        ground.app.lock()
        ground.app.leadTo(session)
        ground.app.unlock()
    }

    private fun twoPeople(ground: Ground): Vault =
        runBlocking {
            val both = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY, PracticePerson.ADULT_WITH_STENOSIS)
            val vault = Vault.practice(1u, both, ground.clock, kotlinx.coroutines.Dispatchers.Unconfined)
            ground.app.enter(vault)
            vault
        }
}
