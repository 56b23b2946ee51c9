package org.gradus.demo.platform

import android.app.AlarmManager
import android.app.Notification
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
    private val notices = Notices(context)

    /** These sounds and pulses take the place of those that were set before; `null` ends them all. */
    fun follow(session: LiveSession?) {
        List(MOST_CUES) { waiting(it, Intent(context, CueReceiver::class.java), FLAG_FIND) }.filterNotNull().forEach(alarms::cancel)
        if (session == null) return notices.takeBack(NoticeKind.GOES_ON)
        session.cues.take(MOST_CUES).forEachIndexed(::set)
        if (session.isStopped) {
            notices.post(
                NoticeKind.STOPPED,
            ) { setShowWhen(false) }
        } else {
            notices.post(NoticeKind.GOES_ON) { goesOn(session) }
        }
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

    /** How long it lasts, and Stop. */
    private fun Notification.Builder.goesOn(session: LiveSession) {
        val stop = PendingIntent.getBroadcast(context, 0, Intent(context, StopReceiver::class.java), FLAG_SET)
        setOngoing(true)
        setWhen(System.currentTimeMillis() - session.clockMs)
        setUsesChronometer(true)
        addAction(Notification.Action.Builder(null, Wording.of(Locale.getDefault()).say(Word.SESSION_STOP), stop).build())
    }

    companion object {
        internal const val SOUNDS = "sounds"
        internal const val PULSES = "pulses"

        /** More than the core sets at once. */
        private const val MOST_CUES = 16
        private const val FLAG_SET = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
        private const val FLAG_FIND = PendingIntent.FLAG_NO_CREATE or PendingIntent.FLAG_IMMUTABLE
    }
}
