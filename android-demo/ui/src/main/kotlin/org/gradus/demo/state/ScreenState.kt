package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.core.Recorded
import org.gradus.core.WrongField
import org.gradus.demo.app.App
import org.gradus.demo.app.Forward
import org.gradus.demo.app.Trouble
import org.gradus.demo.app.troubleOf
import org.gradus.demo.words.Text

/** What one screen holds and does. Its drawing is a function of it; nothing here knows about pixels. */
abstract class ScreenState(
    val app: App,
) {
    /** A call is on its way: buttons wait, so that no press counts twice. */
    var busy by mutableStateOf(false)
        private set

    /** What went wrong last; `null` when nothing did. */
    var trouble by mutableStateOf<Trouble?>(null)
        protected set

    /** What was pressed to be written down last, until it is, or until somebody read that it is not. */
    private var writing: Deferred<*>? = null

    /** Back, a press outside and waiting change nothing until the person has read this screen. */
    open val holdsBack: Boolean get() = false

    /** What stands here leads into the diary, although none is open: whoever leaves the app for too long begins anew. */
    open val endsWhenLeft: Boolean get() = false

    /** The screen comes into sight, again or for the first time. */
    open fun shown() {}

    /** The screen is not coming back: what is secret in it is wiped. */
    open fun gone() {}

    /**
     * The person is about to be gone: writes down what must not be lost with them. Throws where it cannot. May be asked again for what
     * is written already.
     */
    open suspend fun keep() {
        writing?.await()
    }

    /** Goes a step back within the screen; `false` where there is none. */
    open fun stepBack(): Boolean = false

    /** What this screen calls a field that the core finds wrong, by the core's name for it. */
    protected open val fieldWords: Map<String, Text> get() = emptyMap()

    /** What is wrong with a field, where that is told in the core's own words; they are English. */
    protected open fun inCoresWords(field: WrongField): String? = null

    /** Something went wrong that was not asked for on this screen. */
    fun met(error: GradusException) {
        trouble = troubleOf(error, fieldWords, ::inCoresWords)
    }

    fun back() {
        app.back()
    }

    /** The one way on from [trouble]. */
    open fun forward(way: Forward) {
        trouble = null
        forgetWritten()
        when (way) {
            Forward.UNLOCK, Forward.REOPEN, Forward.ANEW -> app.lock()
            Forward.TODAY -> app.home()
            Forward.LEAVE -> app.leaveNow()
            Forward.RESTORE -> app.go(RestoreState(app, isLost = true))
            Forward.OLDER -> app.go(OlderState(app))
            Forward.TRY_AGAIN, Forward.CORRECT, Forward.ALL_RIGHT, Forward.MEND -> Unit
            Forward.OTHER_WINDOW_CLOSED, Forward.ROOM_MADE -> Unit
        }
        app.sessions.tellKept()
    }

    /** Runs one action of the person; what the core refuses becomes [trouble]. */
    protected fun act(action: suspend () -> Unit) {
        if (busy) return
        busy = true
        atOnce {
            try {
                action()
            } finally {
                busy = false
            }
        }
    }

    /** The same for what must not wait until another action is done. */
    protected fun atOnce(action: suspend () -> Unit) {
        trouble = null
        forgetWritten()
        app.launch {
            try {
                action()
            } catch (error: GradusException) {
                met(error)
            }
        }
    }

    /** Writes something down. Whoever leaves meanwhile waits for it, and it does not end with this screen. */
    internal suspend fun <T> write(work: suspend () -> T): T =
        CoroutineScope(Dispatchers.Unconfined).async { work() }.also { writing = it }.await()

    protected suspend fun record(
        vault: Vault,
        command: Command,
    ): Recorded = write { vault.record(command) }

    private fun forgetWritten() {
        if (writing?.isCompleted == true) writing = null
    }
}
