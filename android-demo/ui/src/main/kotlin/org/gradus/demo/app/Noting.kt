package org.gradus.demo.app

import kotlinx.coroutines.launch
import org.gradus.core.GradusException
import org.gradus.core.ReminderOpens

/** What was pressed on the notice of a planned session: that it was held as planned (`done`), or knowingly not held (`skipped`). */
data class Noted(
    val person: String,
    val occurrence: String,
    val note: String,
) {
    /** Where the notice leads. */
    val destination: Destination get() = Destination(person, ReminderOpens.SESSION)
}

/** Notes of planned sessions that are made outside the app, while the diary is locked. */
class Noting(
    private val app: App,
) {
    /**
     * Seals it in the notes of the locked diary, with the moment of this call. [then] hears whether that was done: an open diary takes no
     * such note, because there a session is told with how it went.
     */
    fun note(
        noted: Noted,
        then: (isWritten: Boolean) -> Unit,
    ) {
        val at = app.clock.reading()
        if (app.vault != null) return then(false)
        // An unlock meanwhile does not end this.
        app.scope.launch {
            val isWritten =
                try {
                    app.door.noteWhileLocked(noted, at)
                    true
                } catch (_: GradusException) {
                    false
                }
            then(isWritten)
        }
    }
}
