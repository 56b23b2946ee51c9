package org.gradus.demo.platform

import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.ActivityManager
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import android.provider.Settings
import android.view.accessibility.AccessibilityManager
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.async
import org.gradus.demo.app.Hindrance
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What the phone's owner forbade, and the pages that allow it again. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = DemoApplication::class, manifest = Config.NONE)
class ObstaclesTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val phone get() = (context as DemoApplication).phone
    private val notices get() = shadowOf(context.getSystemService(NotificationManager::class.java))
    private val battery get() = shadowOf(context.getSystemService(ActivityManager::class.java))

    @Before
    fun allow() {
        notices.setNotificationsEnabled(true)
        ShadowAlarmManager.setCanScheduleExactAlarms(true)
    }

    @Test
    fun `flow 17 what is forbidden is found, and nothing else`() {
        assertEquals(emptySet(), phone.hindrances)
        notices.setNotificationsEnabled(false)
        assertEquals(setOf(Hindrance.NOTICES), phone.hindrances)
        ShadowAlarmManager.setCanScheduleExactAlarms(false)
        battery.setBackgroundRestricted(true)
        assertEquals(setOf(Hindrance.NOTICES, Hindrance.EXACT_ALARMS, Hindrance.BATTERY), phone.hindrances)
    }

    @Test
    fun `flow 30 what goes by itself stays as long as the phone's owner asked for, and never shorter`() {
        assertEquals(10_000, phone.stays(10_000))
        val wish = shadowOf(context.getSystemService(AccessibilityManager::class.java))
        for ((wished, stays) in listOf(5_000 to 10_000L, 30_000 to 30_000L)) {
            wish.setInteractiveUiTimeout(wished)
            assertEquals(stays, phone.stays(10_000))
        }
    }

    @Test
    fun `flow 17 one kind of notice that was silenced is found, with its own page, and the other goes on`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        val manager = checkNotNull(context.getSystemService(NotificationManager::class.java))
        for ((hindrance, id) in listOf(Hindrance.TIMER to "timer", Hindrance.REMINDERS to "reminders")) {
            manager.createNotificationChannel(NotificationChannel(id, id, NotificationManager.IMPORTANCE_NONE))
            assertEquals(setOf(hindrance), phone.hindrances)
            phone.putRight(hindrance)
            assertEquals(id, shadowOf(activity).nextStartedActivity.getStringExtra(Settings.EXTRA_CHANNEL_ID))
            manager.deleteNotificationChannel(id)
        }
        assertEquals(emptySet(), phone.hindrances)
    }

    @Test
    fun `flow 17 each has the page of the phone on which it is put right`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        val pages =
            mapOf(
                Hindrance.NOTICES to Settings.ACTION_APP_NOTIFICATION_SETTINGS,
                Hindrance.TIMER to Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS,
                Hindrance.REMINDERS to Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS,
                Hindrance.EXACT_ALARMS to Settings.ACTION_REQUEST_SCHEDULE_EXACT_ALARM,
                Hindrance.BATTERY to Settings.ACTION_APPLICATION_DETAILS_SETTINGS,
            )
        assertEquals(Hindrance.entries.toSet(), pages.keys)
        for ((hindrance, page) in pages) {
            phone.putRight(hindrance)
            val opened = shadowOf(activity).nextStartedActivity
            assertEquals(page, opened.action)
            assertTrue(context.packageName in "${opened.data} ${opened.extras?.getString(Settings.EXTRA_APP_PACKAGE)}")
        }
    }

    @Test
    @OptIn(DelicateCoroutinesApi::class)
    fun `flow 17 the phone is asked for the permission itself, and either answer leads on`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        val asked = GlobalScope.async(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { phone.askToNotify() }
        val question = shadowOf(activity).lastRequestedPermission
        assertEquals(listOf(POST_NOTIFICATIONS), question.requestedPermissions.toList())
        assertFalse(asked.isCompleted)
        activity.onRequestPermissionsResult(question.requestCode, emptyArray(), IntArray(0))
        assertTrue(asked.isCompleted)
    }
}
