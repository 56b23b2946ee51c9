package org.gradus.demo.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/**
 * A reminder is due; or the phone was started anew, has another time or zone, allows exact alarms, or has another version of the app.
 * Whatever it is, the clock is looked at again. Only the app itself and the system reach it.
 */
class ReminderReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ): Unit = (context.applicationContext as DemoApplication).phone.reminders.look()
}
