package org.gradus.demo.platform

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import org.gradus.demo.app.Destination
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import java.util.Locale

/** Every kind of notice, with all the words that it ever shows. A kind that has the number of another takes its place. */
enum class NoticeKind(
    internal val number: Int,
    internal val words: Word?,
    internal val channel: Channel,
) {
    /** A session goes on: the time and Stop. */
    GOES_ON(1, null, Channel.TIMER),

    /** It was stopped while the diary was locked. What to do now is said in the app, above the lock. */
    STOPPED(1, Word.NOTICE_STOPPED, Channel.TIMER),

    /** Something is due, whatever it is. */
    REMINDER(2, Word.NOTICE_REMINDER, Channel.REMINDERS),

    /** What was pressed on a reminder is not written down, and it stands in its place. */
    UNWRITTEN(2, Word.NOTICE_UNWRITTEN, Channel.REMINDERS),
    ;

    /** How loud a notice is, under a name that the phone's settings show. */
    internal enum class Channel(
        val id: String,
        val word: Word,
        val importance: Int,
    ) {
        TIMER("timer", Word.CHANNEL_TIMER, NotificationManager.IMPORTANCE_LOW),
        REMINDERS("reminders", Word.CHANNEL_REMINDERS, NotificationManager.IMPORTANCE_DEFAULT),
    }
}

/**
 * The one place from which anything is shown outside the app. What a locked screen shows is all that there is: fixed words, a time,
 * Stop, "Done" and "Left out". No person, no body, no device, no size.
 */
class Notices(
    private val context: Context,
) {
    private val manager = checkNotNull(context.getSystemService(NotificationManager::class.java))

    /** Shows one notice; [more] is what its kind has beside its words. Pressed, it opens the app, and there [destination]. */
    fun post(
        kind: NoticeKind,
        destination: Destination? = null,
        more: Notification.Builder.() -> Unit = {},
    ) {
        manager.createNotificationChannel(channel(kind.channel))
        val seen = plain(kind, destination).apply(more).build()
        manager.notify(tag(destination), kind.number, plain(kind, destination).apply(more).setPublicVersion(seen).build())
    }

    /** Takes back what is shown of this kind, for whatever destination. */
    fun takeBack(kind: NoticeKind) {
        // One that was posted just now may not be in the list yet.
        manager.cancel(kind.number)
        manager.activeNotifications.filter { it.id == kind.number }.forEach { manager.cancel(it.tag, it.id) }
    }

    /** Takes back what is shown of this kind for one destination. */
    fun takeBack(
        kind: NoticeKind,
        destination: Destination,
    ): Unit = manager.cancel(tag(destination), kind.number)

    private fun plain(
        kind: NoticeKind,
        destination: Destination?,
    ): Notification.Builder =
        Notification
            .Builder(context, kind.channel.id)
            .setSmallIcon(android.R.drawable.ic_menu_recent_history)
            .setVisibility(Notification.VISIBILITY_PRIVATE)
            .setAutoCancel(kind.channel == NoticeKind.Channel.REMINDERS)
            .setContentTitle(kind.words?.let(::say))
            .setContentIntent(PendingIntent.getActivity(context, 0, MainActivity.intent(context, destination), FLAGS))

    private fun channel(of: NoticeKind.Channel): NotificationChannel =
        NotificationChannel(of.id, say(of.word), of.importance).apply {
            lockscreenVisibility = Notification.VISIBILITY_PRIVATE
            enableVibration(of == NoticeKind.Channel.REMINDERS)
        }

    /** One notice for each destination: it takes the place of one that was not opened. */
    private fun tag(destination: Destination?): String? = destination?.run { "$opens $person" }

    private fun say(word: Word): String = Wording.of(Locale.getDefault()).say(word)

    private companion object {
        const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}
