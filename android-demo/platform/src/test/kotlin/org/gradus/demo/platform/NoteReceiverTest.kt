package org.gradus.demo.platform

import android.app.Notification
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import android.os.Looper
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.ReminderOpens
import org.gradus.core.ReminderView
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.time.LocalDateTime
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** "Done" and "Left out" on the notice of a session. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = Undelayed::class, manifest = Config.NONE)
class NoteReceiverTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val demo get() = context as DemoApplication
    private val manager get() = checkNotNull(context.getSystemService(NotificationManager::class.java))

    @Test
    fun `flow 16 the notice of a session has Done and Left out for whoever unlocks the phone, that of a day has none`() {
        remind(SESSION, OTHER.copy(opens = ReminderOpens.TODAY, occurrence = null))
        val ofDay = manager.activeNotifications.single { "TODAY" in it.tag }.notification
        assertEquals(0, ofDay.actions.orEmpty().size)
        for (shown in listOf(session(), checkNotNull(session().publicVersion))) {
            assertEquals(listOf("Done", "Left out"), shown.actions.map { it.title.toString() })
            assertTrue(shown.actions.all { it.isAuthenticationRequired })
        }
    }

    @Test
    fun `flow 16 each button carries its own session, and of several that were missed the last`() {
        remind(SESSION, SESSION.copy(at = "2026-03-25T08:00:01", occurrence = "2026-03-25/1/plan"), OTHER)
        val pressed = manager.activeNotifications.map { it.notification }.flatMap { it.actions.toList() }.map(::intent)
        assertEquals(4, pressed.map { it.identifier }.distinct().size)
        val carried = pressed.map { "${it.getStringExtra("note")} ${it.getStringExtra("occurrence")}" }
        val wanted = listOf("2026-03-25/1/plan", "2026-03-25/0/other").flatMap { listOf("done $it", "skipped $it") }
        assertEquals(wanted.toSet(), carried.toSet())
        assertTrue(pressed.all { it.component?.className == NoteReceiver::class.java.name }, "it names whom it is for")
    }

    @Test
    fun `flow 16 what is pressed is sealed in the locked diary, and the notice goes`() {
        val folder = context.filesDir.toPath().resolve("diary")
        runBlocking { Vault.create(folder, "an evening".toByteArray(), demo.app.clock, light = true) }.close()
        remind(SESSION.copy(person = PERSON, occurrence = "2026-03-25/0/${"cd".repeat(32)}"))
        press(session(PERSON).actions.first())
        assertEquals(1u, runBlocking { Vault.whileLocked(folder, demo.app.clock) }.waiting)
        assertEquals(0, manager.activeNotifications.size)
    }

    @Test
    fun `flow 16 what could not be sealed is said in the notice's place, and leads to the session`() {
        remind(SESSION)
        press(session().actions.last())
        val notice = session()
        assertEquals("That is not written down yet. Open the app.", notice.extras.getCharSequence(Notification.EXTRA_TITLE).toString())
        assertEquals(0, notice.actions.orEmpty().size)
        assertEquals("mia", shadowOf(notice.contentIntent).savedIntent.getStringExtra("person"))
    }

    @Test
    fun `an intent that names no session is nobody's note`() {
        NoteReceiver().onReceive(context, Intent().putExtra("person", "mia"))
        assertEquals(0, manager.activeNotifications.size)
    }

    private fun remind(vararg due: ReminderView) {
        var now = LocalDateTime.parse("2026-03-25T07:00:00")
        val reminders = Reminders(context) { now }
        reminders.remind(due.toList())
        now = LocalDateTime.parse("2026-03-25T08:00:01")
        reminders.look()
    }

    private fun session(person: String = "mia"): Notification =
        manager.activeNotifications.single { "SESSION $person" in it.tag }.notification

    private fun intent(action: Notification.Action): Intent = shadowOf(action.actionIntent).savedIntent

    private fun press(action: Notification.Action) {
        NoteReceiver().onReceive(context, intent(action))
        shadowOf(Looper.getMainLooper()).idle()
    }

    private companion object {
        /** As the core names people; what it seals has to be somebody's. */
        val PERSON = "ab".repeat(16)
        val SESSION = ReminderView("2026-03-25T08:00:00", "mia", ReminderOpens.SESSION, "2026-03-25/0/plan")
        val OTHER = SESSION.copy(person = "robin", occurrence = "2026-03-25/0/other")
    }
}

/** The app whose disk answers at once. */
class Undelayed : DemoApplication() {
    override val disk: CoroutineDispatcher = Dispatchers.Unconfined
}
