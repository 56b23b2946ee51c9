package org.gradus.demo

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.demo.app.Hindrance
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.NoticesState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.personDraft
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue

/** Whether the app may notify: asked once, with a reason, and never in the way. */
class NoticesTest {
    @Test
    fun `flow 17 it is asked with its reason before the first session and never again, and the session begins`() {
        val device = TestDevice().apply { hindrances = setOf(Hindrance.NOTICES) }
        practised(device = device).use { ground ->
            withApp(ground.app) {
                press("Start for Mia")
                assertIs<NoticesState>(ground.app.screen)
                sees("has a Stop")
                assertEquals(0, device.asked, "the reason comes first")
                press("Allow, then start")
            }
            assertEquals(1, device.asked)
            assertIs<SessionState>(ground.app.screen)
            ground.app.home()
            assertIs<TodayState>(ground.app.screen)
            withApp(ground.app) { seesNot("may not notify") }
        }
    }

    @Test
    fun `flow 17 a no to either question begins the session too, and Today offers the way to put it right`() {
        for ((answer, asked) in listOf("Allow, then start" to 1, "Start without it" to 0)) {
            val device = TestDevice().apply { hindrances = setOf(Hindrance.NOTICES) }
            device.saysYes = false
            practised(device = device).use { ground ->
                withApp(ground.app) {
                    press("Start for Mia")
                    press(answer)
                }
                assertEquals(asked, device.asked)
                assertIs<SessionState>(ground.app.screen).stop()
                assertIs<SessionState>(ground.app.screen).leave()
                withApp(ground.app) {
                    sees("This app may not notify.")
                    press("Allow notices")
                    assertEquals(listOf(Hindrance.NOTICES), device.putRight)
                    press("Start for Mia")
                }
                assertIs<SessionState>(ground.app.screen)
                assertEquals(asked, device.asked, "it is not asked again")
            }
        }
    }

    @Test
    fun `flow 17 a plan that asks for sessions has Today say that nothing can remind, and the phone asks at one tap, once`() {
        for (saysYes in listOf(true, false)) {
            val device = TestDevice().apply { hindrances = setOf(Hindrance.NOTICES) }
            device.saysYes = saysYes
            practised(device = device).use { ground ->
                ground.app.screen.shown()
                withApp(ground.app) {
                    sees("no reminder comes")
                    press("Allow notices")
                    assertEquals(1, device.asked)
                    if (saysYes) seesNot("Allow notices") else press("Allow notices")
                }
                assertEquals(listOf(Hindrance.NOTICES).filterNot { saysYes }, device.putRight, "then to the phone's page")
                assertEquals(1, device.asked)
            }
        }
    }

    @Test
    fun `flow 17 without a plan there is nothing to remind of, and nothing is said of it`() {
        val device = TestDevice().apply { hindrances = setOf(Hindrance.NOTICES) }
        Ground(device = device).use { ground ->
            runBlocking {
                val vault = Vault.practice(2u, emptyList(), ground.clock, Dispatchers.Unconfined)
                vault.record(Command.AddPerson(personDraft("Ada", LocalDate.of(1990, 1, 1), "self", listOf("none"))))
                ground.app.enter(vault)
            }
            withApp(ground.app) { seesNot("Allow notices") }
        }
    }

    @Test
    fun `flow 17 each thing that stands in the way has its sentence and its one tap, and they go when it is put right`() {
        val fixes =
            mapOf(
                Hindrance.NOTICES to "Allow notices",
                Hindrance.TIMER to "Show the notice of a session",
                Hindrance.REMINDERS to "Show reminders",
                Hindrance.EXACT_ALARMS to "Allow exact alarms",
                Hindrance.BATTERY to "Let it work in the background",
            )
        assertEquals(Hindrance.entries.toSet(), fixes.keys)
        for ((hindrance, words) in fixes) {
            val device = TestDevice().apply { hindrances = setOf(hindrance) }
            practised(device = device).use { ground ->
                ground.settings.noticesAsked = true
                ground.app.screen.shown()
                withApp(ground.app) {
                    (fixes.values - words).forEach { seesNot(it) }
                    press(words)
                }
                assertEquals(listOf(hindrance), device.putRight)
                ground.app.left()
                assertTrue(ground.app.vault != null, "the phone's own page does not lock")
                device.hindrances = emptySet()
                ground.app.returned()
                withApp(ground.app) { seesNot(words) }
            }
        }
    }

    @Test
    fun `a session that is refused after the question says so there`() {
        val device = TestDevice().apply { hindrances = setOf(Hindrance.NOTICES) }
        practised(device = device).use { ground ->
            ground.app.go(NoticesState(ground.app, ground.vault, ground.person))
            ground.checkIn("temperature_c" to "38.4")
            withApp(ground.app) {
                press("Start without it")
                sees("This cannot be done:")
            }
            assertIs<NoticesState>(ground.app.screen)
        }
    }

    @Test
    fun `where the app may notify already nothing is asked`(): Unit =
        practised().use { ground ->
            withApp(ground.app) { press("Start for Mia") }
            assertIs<SessionState>(ground.app.screen)
            assertEquals(0, ground.device.asked)
        }
}
