package org.gradus.demo.platform

import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import android.os.Looper
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.GradusClock
import org.gradus.Vault
import org.gradus.core.PracticePerson
import org.gradus.core.ReminderOpens
import org.gradus.core.ReminderView
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import java.io.File
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit
import java.util.TimeZone
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Reminders on the phone's own alarms, while the diary is locked. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = DemoApplication::class, manifest = Config.NONE)
class RemindersTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val demo get() = context as DemoApplication
    private val alarms get() = shadowOf(context.getSystemService(AlarmManager::class.java))
    private val notices get() = shadowOf(context.getSystemService(NotificationManager::class.java))
    private val file get() = File(context.filesDir, "reminders")
    private val zone = TimeZone.getDefault()
    private var now = LocalDateTime.parse("2026-03-25T07:00:00")
    private val reminders by lazy { Reminders(context) { now } }

    @Before
    fun allow(): Unit = ShadowAlarmManager.setCanScheduleExactAlarms(true)

    @After
    fun putBack() {
        TimeZone.setDefault(zone)
        demo.app.vault?.close()
    }

    @Test
    @Suppress("DEPRECATION")
    fun `flow 13 the alarm is set to the next reminder's civil time, exactly where that is allowed, and wakes the phone`() {
        for (isAllowed in listOf(true, false)) {
            ShadowAlarmManager.setCanScheduleExactAlarms(isAllowed)
            reminders.remind(listOf(MORNING, EVENING))
            val alarm = alarms.scheduledAlarms.single()
            assertEquals(millis("2026-03-25T08:00:00"), alarm.triggerAtMs)
            assertEquals(AlarmManager.RTC_WAKEUP, alarm.type)
            assertTrue(alarm.isAllowWhileIdle)
            assertEquals(if (isAllowed) 0L else -1L, alarm.windowLengthMs)
        }
        reminders.remind(emptyList())
        assertEquals(0, alarms.scheduledAlarms.size)
    }

    @Test
    fun `flow 13 one that is due is shown once, and the alarm goes on to the next`() {
        reminders.remind(listOf(MORNING, EVENING))
        at("2026-03-25T07:59:59")
        assertEquals(0, notices.size())
        at("2026-03-25T08:00:00")
        assertEquals(1, notices.size())
        assertEquals(millis("2026-03-25T20:00:00"), next())
        takeAway()
        at("2026-03-25T08:00:01")
        assertEquals(0, notices.size(), "it was shown already")
        at("2026-03-25T20:00:00")
        assertEquals(1, notices.size())
        assertNull(next())
    }

    @Test
    fun `what is set anew takes back what is shown, and what was set before`() {
        reminders.remind(listOf(MORNING, CALL))
        at("2026-03-25T08:00:00")
        assertEquals(2, notices.size(), "a session and a call each have their own")
        reminders.remind(listOf(EVENING))
        assertEquals(0, notices.size())
        assertEquals(millis("2026-03-25T20:00:00"), next())
        now = LocalDateTime.parse("2026-03-25T19:59:59")
        reminders.remind(listOf(EVENING))
        assertEquals(0, notices.size())
        now = LocalDateTime.parse("2026-03-25T20:00:01")
        reminders.remind(listOf(EVENING))
        assertEquals(1, notices.size(), "it became due while the diary was asked")
    }

    @Test
    fun `after a start of the phone what is set comes at its time, and what was missed is shown once`() {
        // The receiver reads the machine's own clock.
        val real = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS)
        val set = listOf(-3L, -2L, 3L).map { MORNING.copy(at = real.plusHours(it).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME)) }
        now = real.minusHours(4)
        reminders.remind(set)
        checkNotNull(context.getSystemService(AlarmManager::class.java)).cancelAll()
        assertNull(next())
        ReminderReceiver().onReceive(context, Intent(Intent.ACTION_BOOT_COMPLETED))
        assertEquals(1, notices.size(), "two sessions lead to one place")
        assertEquals(millis(set.last().at), next())
    }

    @Test
    fun `in another zone the civil time stays, and a clock that was put right hides nothing`() {
        reminders.remind(listOf(MORNING, EVENING))
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"))
        at("2026-03-25T01:00:00")
        val there = LocalDateTime.parse("2026-03-25T08:00:00").atZone(ZoneId.of("America/New_York")).toInstant().toEpochMilli()
        assertEquals(there, next())
        at("2027-01-01T00:00:00")
        assertNull(next())
        takeAway()
        at("2026-03-25T07:00:00")
        assertEquals(there, next(), "the clock was wrong by a year")
        at("2026-03-25T08:00:00")
        assertEquals(1, notices.size())
    }

    @Test
    fun `a file that cannot be read sets nothing and harms nothing, and the next unlock writes it anew`() {
        for (damaged in listOf("", "x", "2026-03-25T07:00:00\n2026-03-25T08:00:00 SESSION", "2026-03-25T07:00:00\n8 SESSION a")) {
            file.writeText(damaged)
            reminders.look()
            assertNull(next(), damaged)
            reminders.remind(listOf(MORNING))
            assertEquals(millis("2026-03-25T08:00:00"), next())
        }
    }

    @Test
    fun `flow 13 outside the diary lie times, ids and where they lead, and nothing about anybody`() {
        practised()
        val lines = file.readLines()
        assertTrue(lines.size > 2)
        val ids = runBlocking { checkNotNull(demo.app.vault).people() }.map { it.id }
        val line = Regex("""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d (SESSION|TODAY) (\S+)( \S+)?""")
        for (one in lines.drop(1)) assertTrue(checkNotNull(line.matchEntire(one), { one }).groupValues[2] in ids)
        val all = context.filesDir.walk().filter(File::isFile).joinToString { it.readText(Charsets.ISO_8859_1) }
        assertFalse("Mia" in all)
    }

    @Test
    fun `the diary sets the phone's alarms by itself, and they stay when it is locked`() {
        practised(demo.app.clock)
        val first = runBlocking { checkNotNull(demo.app.vault).reminders() }
        assertEquals(millis(first.first().at), next())
        assertEquals(first.map { listOfNotNull(it.at, it.opens, it.person, it.occurrence).joinToString(" ") }, file.readLines().drop(1))
        demo.app.lock()
        assertEquals(first.size, file.readLines().size - 1)
        assertEquals(millis(first.first().at), next())
    }

    @Test
    fun `each thing that moves alarms is listened to`() {
        val manifest = File(System.getProperty("demo.folder"), "platform/src/main/AndroidManifest.xml").readText()
        val receiver = manifest.substringAfter(".ReminderReceiver").substringBefore("</receiver>")
        val heard = Regex("<action android:name=\"([^\"]+)\"").findAll(receiver).map { it.groupValues[1] }.toSet()
        assertEquals(
            setOf(
                Intent.ACTION_BOOT_COMPLETED,
                Intent.ACTION_MY_PACKAGE_REPLACED,
                Intent.ACTION_TIME_CHANGED,
                Intent.ACTION_TIMEZONE_CHANGED,
                AlarmManager.ACTION_SCHEDULE_EXACT_ALARM_PERMISSION_STATE_CHANGED,
            ),
            heard,
        )
        assertTrue("android.permission.RECEIVE_BOOT_COMPLETED" in manifest)
    }

    /** The alarm rings, or the clock is another one: it is looked again. */
    private fun at(time: String) {
        now = LocalDateTime.parse(time)
        reminders.look()
    }

    private fun takeAway(): Unit = checkNotNull(context.getSystemService(NotificationManager::class.java)).cancelAll()

    @Suppress("DEPRECATION")
    private fun next(): Long? = alarms.scheduledAlarms.singleOrNull()?.triggerAtMs

    private fun millis(civil: String): Long = LocalDateTime.parse(civil).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli()

    private fun practised(clock: GradusClock = HandClock(PRACTICE_EVENING)): Unit =
        runBlocking {
            val people = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY)
            demo.app.enter(Vault.practice(1u, people, clock, Dispatchers.Unconfined))
            shadowOf(Looper.getMainLooper()).idle()
        }

    private companion object {
        val MORNING = ReminderView("2026-03-25T08:00:00", "one", ReminderOpens.SESSION, "2026-03-25/0/plan")
        val CALL = MORNING.copy(opens = ReminderOpens.TODAY, occurrence = null)
        val EVENING = MORNING.copy(at = "2026-03-25T20:00:00")
    }
}
