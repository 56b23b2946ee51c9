package org.gradus.demo.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/** "Stop" on the notice of a session. Only the notice reaches it: it is not exported, and nothing else carries its intent. */
class StopReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        // The phone waits until it is written down before it may end the app.
        val waits = goAsync()
        (context.applicationContext as DemoApplication).app.sessions.stop { waits?.finish() }
    }
}
