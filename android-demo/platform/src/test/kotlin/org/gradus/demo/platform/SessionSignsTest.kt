package org.gradus.demo.platform

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import android.media.AudioAttributes
import android.os.Looper
import android.os.SystemClock
import android.os.VibrationAttributes
import android.os.Vibrator
import android.view.WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.PracticePerson
import org.gradus.demo.app.Cue
import org.gradus.demo.app.LiveSession
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import java.io.File
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What a phone gives of a session that goes on, whether or not the diary is open. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = HandTimed::class, manifest = Config.NONE, shadows = [HeardRingtone::class])
class SessionSignsTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val demo get() = context as HandTimed
    private val alarms get() = shadowOf(context.getSystemService(AlarmManager::class.java))
    private val notices get() = shadowOf(context.getSystemService(NotificationManager::class.java))
    private val signs by lazy { SessionSigns(context) }

    @Before
    fun allow(): Unit = ShadowAlarmManager.setCanScheduleExactAlarms(true)

    @After
    fun stop() {
        demo.app.vault?.close()
    }

    @Test
    @Suppress("DEPRECATION")
    fun `flow 24 each cue is set to its time by the clock that counts sleep, and wakes the phone`() {
        signs.follow(LiveSession(0, listOf(HALF, END)))
        val set = alarms.scheduledAlarms.sortedBy { it.triggerAtMs }
        val now = SystemClock.elapsedRealtime()
        assertEquals(listOf(now + HALF.inMs, now + END.inMs), set.map { it.triggerAtMs })
        assertTrue(set.all { it.type == AlarmManager.ELAPSED_REALTIME_WAKEUP && it.isAllowWhileIdle })
        signs.follow(LiveSession(0, listOf(END)))
        assertEquals(1, alarms.scheduledAlarms.size, "what was set before is gone")
        signs.follow(null)
        assertEquals(0, alarms.scheduledAlarms.size)
    }

    @Test
    fun `flow 24 a cue is felt as often as it says`() {
        CueReceiver().onReceive(context, cueOf(END.copy(sounds = false)))
        val vibrator = shadowOf(context.getSystemService(Vibrator::class.java))
        assertEquals(listOf(150L, 250L, 150L, 250L), vibrator.pattern?.toList())
    }

    @Test
    fun `flow 26 a locked screen shows the time and Stop, and no word about anybody`() {
        signs.follow(LiveSession(clockMs = 60_000, cues = emptyList()))
        val notice = notices.allNotifications.single()
        for (shown in listOf(notice, checkNotNull(notice.publicVersion))) {
            val texts = listOf(Notification.EXTRA_TITLE, Notification.EXTRA_TEXT, Notification.EXTRA_SUB_TEXT, Notification.EXTRA_BIG_TEXT)
            assertEquals(emptyList(), texts.mapNotNull { shown.extras.getCharSequence(it) })
            assertTrue(shown.extras.getBoolean(Notification.EXTRA_SHOW_CHRONOMETER))
            assertEquals(listOf("Stop"), shown.actions.map { it.title.toString() })
        }
        assertEquals(Notification.VISIBILITY_PRIVATE, notice.visibility)
        signs.follow(null)
        assertEquals(0, notices.size())
    }

    @Test
    fun `flow 24 a cue is felt and heard as an alarm, so that a phone that is not to be disturbed gives it too`() {
        HeardRingtone.playedAs = null
        CueReceiver().onReceive(context, cueOf(END))
        val vibrator = shadowOf(context.getSystemService(Vibrator::class.java))
        assertEquals(VibrationAttributes.USAGE_ALARM, (vibrator.vibrationAttributesFromLastVibration as VibrationAttributes).usage)
        assertEquals(AudioAttributes.USAGE_ALARM, HeardRingtone.playedAs?.usage)
    }

    @Test
    fun `flow 25 Stop on the notification ends the session of an open diary at once`() {
        Robolectric.buildActivity(MainActivity::class.java).setup()
        val mia = begin()
        val vault = checkNotNull(demo.app.vault)
        pressStop()
        assertEquals(true, runBlocking { vault.run(mia) }?.hasEnded)
        assertEquals(0, notices.size(), "the app shows it")
    }

    @Test
    fun `flow 25 Stop on the notification of a locked diary ends what sounds and says to open the app`() {
        begin()
        demo.app.settings.lockDelayS = 0
        demo.app.lock()
        signs.follow(LiveSession(0, listOf(HALF, END)))
        pressStop()
        assertEquals(0, alarms.scheduledAlarms.size)
        val notice = notices.allNotifications.single()
        for (shown in listOf(notice, checkNotNull(notice.publicVersion))) {
            assertEquals("Stopped. Open the app.", shown.extras.getCharSequence(Notification.EXTRA_TITLE).toString())
            assertFalse(shown.extras.getBoolean(Notification.EXTRA_SHOW_CHRONOMETER))
            assertEquals(0, shown.actions.orEmpty().size)
        }
        assertEquals(demo.app.clock.reading().boot, demo.app.sessions.stopped?.boot, "a diary that cannot take it in is told later")
    }

    @Test
    fun `flow 25 neither an activity that is made anew nor another app's intent stops a session`() {
        val stop = Intent(context, MainActivity::class.java).setAction("org.gradus.demo.STOP")
        val controller = Robolectric.buildActivity(MainActivity::class.java, stop).setup()
        val mia = begin()
        val vault = checkNotNull(demo.app.vault)
        controller.newIntent(stop)
        controller.recreate()
        assertEquals(false, runBlocking { vault.run(mia) }?.hasEnded)
        val receivers =
            File(
                System.getProperty("demo.folder"),
                "platform/src/main/AndroidManifest.xml",
            ).readText().split("<receiver").drop(1)
        assertEquals(4, receivers.size)
        assertTrue(receivers.all { "android:exported=\"false\"" in it.substringBefore(">") }, "only the app and the system reach them")
    }

    private fun pressStop() {
        val pressed = shadowOf(notices.allNotifications.single().actions.single().actionIntent)
        assertTrue(pressed.isBroadcast)
        assertEquals(StopReceiver::class.java.name, pressed.savedIntent.component?.className, "it names whom it is for")
        StopReceiver().onReceive(context, pressed.savedIntent)
        shadowOf(Looper.getMainLooper()).idle()
    }

    @Test
    fun `flow 27 the window stays on in a session, and goes dark again after it`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertEquals(0, activity.window.attributes.flags and FLAG_KEEP_SCREEN_ON)
        begin()
        assertTrue(activity.window.attributes.flags and FLAG_KEEP_SCREEN_ON != 0)
        demo.app.lock()
        assertEquals(0, activity.window.attributes.flags and FLAG_KEEP_SCREEN_ON)
        assertEquals(1, notices.size(), "what is outside the app stays")
        assertNull(demo.app.vault)
    }

    /** Mia's session goes on, and its screen is seen. */
    private fun begin(): String =
        runBlocking {
            val vault = Vault.practice(1u, listOf(PracticePerson.INFANT_AFTER_ANOPLASTY), demo.clock, Dispatchers.Unconfined)
            demo.clock.advance(Duration.ofHours(11))
            val mia = vault.person().id
            vault.startRun(mia)
            demo.app.enter(vault)
            mia
        }

    private fun cueOf(cue: Cue): Intent = Intent().putExtra(SessionSigns.SOUNDS, cue.sounds).putExtra(SessionSigns.PULSES, cue.pulses)

    private companion object {
        val HALF = Cue(15_000, sounds = false, pulses = 1)
        val END = Cue(30_000, sounds = true, pulses = 2)
    }
}

/** The app on a clock that a test moves, the same as its diary's. */
class HandTimed : DemoApplication() {
    public override val clock: HandClock = HandClock(PRACTICE_EVENING)
}
