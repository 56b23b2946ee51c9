package org.gradus.demo.platform

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import org.gradus.core.ReminderOpens
import org.gradus.core.ReminderView
import org.gradus.demo.app.Destination
import org.gradus.demo.app.destination
import org.gradus.demo.app.writeWhole
import java.io.IOException
import java.nio.file.Files
import java.time.DateTimeException
import java.time.Duration
import java.time.LocalDateTime
import java.time.ZoneId

/**
 * Gives reminders at their times, whether or not the diary is open. What it has to know lies in a file outside the diary, which is not
 * encrypted: civil times, ids, and whether a session or a day is opened. One alarm is set, for what comes next.
 */
class Reminders(
    private val context: Context,
    private val now: () -> LocalDateTime = LocalDateTime::now,
) {
    private val alarms = checkNotNull(context.getSystemService(AlarmManager::class.java))
    private val notices = Notices(context)
    private val file = context.filesDir.toPath().resolve("reminders")

    /** These take the place of all that were set before, and what is shown is taken back. */
    fun remind(reminders: List<ReminderView>) {
        notices.takeBack(NoticeKind.REMINDER)
        // Each was still to come when the diary was asked; what became due since is shown at once.
        write(Kept(now().minus(ASKED_WITHIN), reminders))
        look()
    }

    /**
     * Shows what became due since it was looked last, and sets the alarm for what comes next: when an alarm rings, and when the phone was
     * started anew, has another time or zone, or another version of the app. A clock that went back shows again what is due again.
     */
    fun look() {
        val before = read() ?: return alarms.cancel(ringing())
        val kept = before.copy(looked = now())
        before.reminders
            .filter { time(it) > before.looked && time(it) <= kept.looked }
            .groupBy { it.destination }
            .forEach { (destination, due) ->
                // Of several that were missed, whoever presses a button means the one of now.
                val answers = NoteReceiver.answers(context, due.last())
                notices.post(NoticeKind.REMINDER, destination) { answers.forEach(::addAction) }
            }
        write(kept)
        set(kept.reminders.map(::time).filter { it > kept.looked }.minOrNull())
    }

    /** A button on what is shown was pressed: it goes, or says that the diary has to be opened for that. */
    fun answered(
        destination: Destination,
        isWritten: Boolean,
    ) {
        if (isWritten) notices.takeBack(NoticeKind.REMINDER, destination) else notices.post(NoticeKind.UNWRITTEN, destination)
    }

    private fun set(next: LocalDateTime?) {
        val at = next?.atZone(ZoneId.systemDefault())?.toInstant()?.toEpochMilli()
        when {
            at == null -> alarms.cancel(ringing())
            Obstacles.mayBeExact(alarms) -> alarms.setExactAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, at, ringing())
            else -> alarms.setAndAllowWhileIdle(AlarmManager.RTC_WAKEUP, at, ringing())
        }
    }

    private fun ringing(): PendingIntent = PendingIntent.getBroadcast(context, 0, Intent(context, ReminderReceiver::class.java), FLAGS)

    /** A phone without room keeps the old ones. */
    private fun write(kept: Kept) {
        try {
            val lines = listOf(kept.looked.toString()) + kept.reminders.map(::line)
            writeWhole(file, lines.joinToString("\n").toByteArray())
        } catch (_: IOException) {
            // A diary that still opens goes before a reminder.
        }
    }

    /** `null` where nothing was set yet, and where it cannot be read: the next unlock writes it anew. */
    private fun read(): Kept? =
        try {
            val lines = if (Files.exists(file)) Files.readAllLines(file) else emptyList()
            lines.firstOrNull()?.let { looked -> Kept(LocalDateTime.parse(looked), lines.drop(1).map(::reminder)) }
        } catch (_: IOException) {
            null
        } catch (_: DateTimeException) {
            null
        } catch (_: IllegalArgumentException) {
            null
        }

    private fun line(reminder: ReminderView): String = reminder.run { listOfNotNull(at, opens, person, occurrence).joinToString(" ") }

    private fun reminder(line: String): ReminderView {
        val words = line.split(' ')
        require(words.size in WORDS)
        return ReminderView(words[0], words[2], ReminderOpens.valueOf(words[1]), words.getOrNull(WORDS.first)).also(::time)
    }

    private fun time(reminder: ReminderView): LocalDateTime = LocalDateTime.parse(reminder.at)

    /** What is set, and when it was looked at last. */
    private data class Kept(
        val looked: LocalDateTime,
        val reminders: List<ReminderView>,
    )

    private companion object {
        /** The last one is that of a session alone. */
        val WORDS = 3..4

        /** Longer than a diary takes to answer. */
        val ASKED_WITHIN: Duration = Duration.ofMinutes(1)
        const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    }
}
