package org.gradus.demo.platform

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.os.SystemClock
import org.gradus.demo.app.Cue
import org.gradus.demo.app.LiveSession
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import java.util.Locale

/**
 * Sounds, pulses and the notification of a session that goes on. They know times and nothing else, so they need no open diary, and
 * are the same on a locked screen.
 */
class SessionSigns(
    private val context: Context,
) {
    private val alarms = checkNotNull(context.getSystemService(AlarmManager::class.java))
    private val notices = checkNotNull(context.getSystemService(NotificationManager::class.java))

    /** These sounds and pulses take the place of those that were set before; `null` ends them all. */
    fun follow(session: LiveSession?) {
        List(MOST_CUES) { waiting(it, Intent(context, CueReceiver::class.java), FLAG_FIND) }.filterNotNull().forEach(alarms::cancel)
        if (session == null) return notices.cancel(NOTICE)
        session.cues.take(MOST_CUES).forEachIndexed(::set)
        notices.createNotificationChannel(NotificationChannel(CHANNEL, say(Word.APP_NAME), NotificationManager.IMPORTANCE_LOW))
        notices.notify(NOTICE, notice(session))
    }

    private fun set(
        place: Int,
        cue: Cue,
    ) {
        val intent = Intent(context, CueReceiver::class.java).putExtra(SOUNDS, cue.sounds).putExtra(PULSES, cue.pulses)
        val then = checkNotNull(waiting(place, intent, FLAG_SET))
        val at = SystemClock.elapsedRealtime() + cue.inMs
        if (Obstacles.mayBeExact(alarms)) {
            alarms.setExactAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then)
        } else {
            alarms.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, at, then)
        }
    }

    private fun waiting(
        place: Int,
        intent: Intent,
        flags: Int,
    ): PendingIntent? = PendingIntent.getBroadcast(context, place, intent, flags)

    /** What a locked screen shows is all there is: how long it lasts, and Stop; or that it was stopped. */
    private fun notice(session: LiveSession): Notification {
        val build = if (session.isStopped) ::stopped else ({ going(session) })
        return build().setPublicVersion(build().build()).build()
    }

    private fun going(session: LiveSession): Notification.Builder {
        val stop = PendingIntent.getBroadcast(context, 0, Intent(context, StopReceiver::class.java), FLAG_SET)
        return plain()
            .setOngoing(true)
            .setWhen(System.currentTimeMillis() - session.clockMs)
            .setUsesChronometer(true)
            .addAction(Notification.Action.Builder(null, say(Word.SESSION_STOP), stop).build())
    }

    private fun stopped(): Notification.Builder = plain().setShowWhen(false).setContentTitle(say(Word.NOTICE_STOPPED))

    private fun plain(): Notification.Builder {
        val open = Intent(context, MainActivity::class.java).setAction(Intent.ACTION_MAIN)
        return Notification
            .Builder(context, CHANNEL)
            .setSmallIcon(android.R.drawable.ic_menu_recent_history)
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setContentIntent(PendingIntent.getActivity(context, 0, open, FLAG_SET))
    }

    private fun say(word: Word): String = Wording.of(Locale.getDefault()).say(word)

    companion object {
        internal const val SOUNDS = "sounds"
        internal const val PULSES = "pulses"
        internal const val NOTICE = 1
        private const val CHANNEL = "session"

        /** More than the core sets at once. */
        private const val MOST_CUES = 16
        private const val FLAG_SET = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
        private const val FLAG_FIND = PendingIntent.FLAG_NO_CREATE or PendingIntent.FLAG_IMMUTABLE
    }
}
