package org.gradus.demo.platform

import android.app.Notification
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.os.Build
import org.gradus.core.ReminderView
import org.gradus.demo.app.Noted
import org.gradus.demo.app.destination
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import java.util.Locale

/**
 * "Done" and "Left out" on the notice of a session that is due. Only the notice reaches it: it is not exported, and nothing else carries
 * its intent.
 */
class NoteReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        val noted = noted(intent) ?: return
        val demo = context.applicationContext as DemoApplication
        // The phone waits until it is sealed before it may end the app.
        val waits = goAsync()
        demo.app.noting.note(noted) { isWritten ->
            demo.phone.reminders.answered(noted.destination, isWritten)
            waits?.finish()
        }
    }

    companion object {
        private const val PERSON = "person"
        private const val OCCURRENCE = "occurrence"
        private const val NOTE = "note"
        private const val FLAGS = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE

        /** What each button says, and the core's word for it. */
        private val BUTTONS = listOf("done" to Word.NOTICE_DONE, "skipped" to Word.NOTICE_LEFT_OUT)

        /** The buttons of the notice of a session; none where a day is opened. A phone that can asks who holds it first. */
        internal fun answers(
            context: Context,
            reminder: ReminderView,
        ): List<Notification.Action> {
            val occurrence = reminder.occurrence ?: return emptyList()
            val wording = Wording.of(Locale.getDefault())
            return BUTTONS.map { (note, word) ->
                val pressed = PendingIntent.getBroadcast(context, 0, intent(context, Noted(reminder.person, occurrence, note)), FLAGS)
                val action = Notification.Action.Builder(null, wording.say(word), pressed)
                if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) action.setAuthenticationRequired(true)
                action.build()
            }
        }

        /** Without an identifier, one button would carry what belongs to another. */
        private fun intent(
            context: Context,
            noted: Noted,
        ): Intent =
            Intent(context, NoteReceiver::class.java)
                .setIdentifier("${noted.note} ${noted.occurrence} ${noted.person}")
                .putExtra(PERSON, noted.person)
                .putExtra(OCCURRENCE, noted.occurrence)
                .putExtra(NOTE, noted.note)

        private fun noted(intent: Intent): Noted? {
            val person = intent.getStringExtra(PERSON) ?: return null
            val occurrence = intent.getStringExtra(OCCURRENCE) ?: return null
            return Noted(person, occurrence, intent.getStringExtra(NOTE) ?: return null)
        }
    }
}
