package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.PersonRef

/** What was just written down and is told on this [screen]: for ten seconds, or until something else is done, it can be taken out again. */
class Undo(
    private val screen: ScreenState,
    private val vault: Vault,
    private val person: PersonRef,
) {
    private val app = screen.app

    /** What can be taken out, by its id. */
    var slip by mutableStateOf<String?>(null)
        private set

    /** It was taken out again. */
    var isTakenOut by mutableStateOf(false)
        private set

    /** Since when the slip is on the screen; `null` while it is not. */
    private var seenAt: ULong? = null

    /** Offers to take [entry] out again. Whoever asked the phone for more time has more. */
    fun offer(entry: String) {
        isTakenOut = false
        slip = entry
        seenAt = null
        app.launch {
            while (slip == entry && app.holds(screen) && !isOver()) app.beat()
            if (slip == entry) slip = null
        }
    }

    /** Something else is done or looked at. */
    fun end() {
        slip = null
        isTakenOut = false
    }

    /** Takes it out. What has to stay, and why, the core says. */
    suspend fun takeOut(entry: String) {
        screen.write { vault.record(Command.TakeOut(person.id, entry)) }
        isTakenOut = true
    }

    /** Time counts only while it can be seen: an answer that must be read may lie above it, or the app be out of sight. */
    private fun isOver(): Boolean {
        val now = app.clock.reading().monotonicMs
        seenAt = if (app.screen === screen && !app.isAway) seenAt ?: now else null
        return seenAt?.let { now - it >= app.device.stays(UNDO_MS).toULong() } == true
    }

    private companion object {
        const val UNDO_MS = 10_000L
    }
}
