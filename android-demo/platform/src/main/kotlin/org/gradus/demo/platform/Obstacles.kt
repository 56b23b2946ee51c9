package org.gradus.demo.platform

import android.Manifest.permission.POST_NOTIFICATIONS
import android.app.Activity
import android.app.ActivityManager
import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.provider.Settings
import kotlinx.coroutines.CompletableDeferred
import org.gradus.demo.app.Hindrance

/** What the phone's owner has forbidden of what a session needs, and the pages on which that is allowed again. */
class Obstacles(
    private val context: Context,
) {
    private var answer: CompletableDeferred<Unit>? = null

    /** What stands in the way now. */
    fun found(): Set<Hindrance> =
        silenced() +
            setOfNotNull(
                Hindrance.EXACT_ALARMS.takeUnless { mayBeExact(service(AlarmManager::class.java)) },
                Hindrance.BATTERY.takeIf { service(ActivityManager::class.java).isBackgroundRestricted },
            )

    /** All notices, or one kind of them: a kind that was never shown is not silenced. */
    private fun silenced(): Set<Hindrance> {
        val manager = service(NotificationManager::class.java)
        if (!manager.areNotificationsEnabled()) return setOf(Hindrance.NOTICES)
        return CHANNELS.filterValues { manager.getNotificationChannel(it.id)?.importance == NotificationManager.IMPORTANCE_NONE }.keys
    }

    /** The phone's own question. Before Android 13 there is none: an app may notify until somebody forbids it. */
    suspend fun ask(shown: Activity) {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
        val asked = CompletableDeferred<Unit>().also { answer = it }
        shown.requestPermissions(arrayOf(POST_NOTIFICATIONS), QUESTION)
        asked.await()
    }

    /** The phone's question was answered, or turned away: both lead on. */
    fun answered(question: Int) {
        if (question == QUESTION) answer?.complete(Unit)
    }

    /** The page on which [hindrance] is put right. */
    fun page(hindrance: Hindrance): Intent {
        val app = Uri.fromParts("package", context.packageName, null)
        return when (hindrance) {
            Hindrance.NOTICES -> notices(Settings.ACTION_APP_NOTIFICATION_SETTINGS)
            Hindrance.TIMER, Hindrance.REMINDERS -> channel(CHANNELS.getValue(hindrance))
            Hindrance.EXACT_ALARMS -> if (alarmsHavePage()) Intent(Settings.ACTION_REQUEST_SCHEDULE_EXACT_ALARM, app) else details(app)
            Hindrance.BATTERY -> details(app)
        }
    }

    private fun channel(of: NoticeKind.Channel): Intent =
        notices(Settings.ACTION_CHANNEL_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_CHANNEL_ID, of.id)

    private fun notices(page: String): Intent = Intent(page).putExtra(Settings.EXTRA_APP_PACKAGE, context.packageName)

    private fun details(app: Uri): Intent = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, app)

    private fun alarmsHavePage(): Boolean = Build.VERSION.SDK_INT >= Build.VERSION_CODES.S

    private fun <T> service(of: Class<T>): T = checkNotNull(context.getSystemService(of))

    companion object {
        private const val QUESTION = 2

        /** What of the notices can be silenced alone. */
        private val CHANNELS =
            mapOf(Hindrance.TIMER to NoticeKind.Channel.TIMER, Hindrance.REMINDERS to NoticeKind.Channel.REMINDERS)

        /** Whether a sound may come at its very second. */
        fun mayBeExact(alarms: AlarmManager): Boolean = Build.VERSION.SDK_INT < Build.VERSION_CODES.S || alarms.canScheduleExactAlarms()
    }
}
