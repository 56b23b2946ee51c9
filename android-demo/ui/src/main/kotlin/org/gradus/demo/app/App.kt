package org.gradus.demo.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.gradus.GradusClock
import org.gradus.Vault
import org.gradus.core.GateWord
import org.gradus.core.GradusException
import org.gradus.core.PersonRef
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.state.going
import org.gradus.demo.words.Word
import java.time.LocalDate
import java.time.OffsetDateTime

/**
 * The app: a stack of screens, the open vault, and when it locks. It lives as long as the process. After each [beat] a session that
 * goes on is looked at again; what time it is then, the clock says.
 */
class App(
    val door: Door,
    val settings: Settings,
    val device: Device,
    val clock: GradusClock,
    val scope: CoroutineScope,
    val beat: suspend () -> Unit = { delay(BEAT_MS) },
) {
    private val stack = mutableStateListOf<ScreenState>()
    private val absence = Absence(this)

    /** What is under way for the screens that are there; its answers are of no use once they are gone. */
    private val calls = SupervisorJob(scope.coroutineContext[Job])

    /** The screen that is seen. */
    val screen: ScreenState get() = stack.last()

    /** The open vault; `null` while it is locked. */
    var vault: Vault? = null
        private set

    /** A look around with somebody made up: nothing is on the disk. */
    var practising by mutableStateOf(false)
        private set

    val today: LocalDate get() = OffsetDateTime.parse(clock.reading().wall).toLocalDate()

    init {
        stack += first()
    }

    /** Shows one more screen. */
    fun go(screen: ScreenState) {
        stack += screen
        screen.shown()
    }

    /** Shows this screen with nothing to go back to. */
    fun become(screen: ScreenState) {
        stack.forEach(ScreenState::gone)
        stack.clear()
        go(screen)
    }

    /** One screen back. `false` where there is none: then the phone's own back leaves the app. */
    fun back(): Boolean {
        if (screen.holdsBack || screen.stepBack()) return true
        if (stack.size == 1) return false
        stack.removeAt(stack.lastIndex).gone()
        screen.shown()
        return true
    }

    val canGoBack: Boolean get() = stack.size > 1

    /** Whether this screen is still there. */
    fun holds(screen: ScreenState): Boolean = screen in stack

    /** Back to Today, past everything above it. */
    fun home() {
        while (stack.size > 1) stack.removeAt(stack.lastIndex).gone()
        screen.shown()
    }

    /** Takes one screen away, wherever it stands; what is seen then is seen anew. */
    fun drop(screen: ScreenState) {
        if (!stack.remove(screen)) return
        screen.gone()
        this.screen.shown()
    }

    /** Runs a screen's call. Locking ends it: no answer comes up above the lock screen, and a vault that was opening is shut. */
    fun launch(call: suspend () -> Unit) {
        scope.launch(calls) { call() }
    }

    /**
     * Goes in with an open vault: to Today, or to the first questions where nobody is in it. A vault that arrives when the app has
     * been out of sight for too long is locked at once.
     */
    suspend fun enter(
        vault: Vault,
        practice: Boolean = false,
    ) {
        if (absence.isTooLong) {
            vault.close()
            return become(first())
        }
        this.vault = vault
        practising = practice
        if (!practice) tellStop(vault)
        val people = vault.people()
        if (people.isEmpty()) become(PersonState(this, vault)) else open(vault, inSession(vault, people) ?: people.first())
    }

    /**
     * Tells the session that goes on that it was stopped, and when. What cannot be told now is told at the next opening: it keeps
     * nobody out of the diary.
     */
    private suspend fun tellStop(vault: Vault) {
        val at = settings.stopped ?: return
        try {
            for (person in vault.people()) {
                if (going(vault, person)?.hasEnded == false) vault.runEvent(person.id, SessionState.STOP, at)
            }
            settings.stopped = null
        } catch (_: GradusException) {
            return
        }
    }

    /** Whoever is in the midst of a session comes first. With one person there is nobody to choose from. */
    private suspend fun inSession(
        vault: Vault,
        people: List<PersonRef>,
    ): PersonRef? = people.takeIf { it.size > 1 }?.firstOrNull { vault.today(it.id).running != null }

    /**
     * Makes this person the active one. What stops their plan is said before anything else, at each opening; below it is the session
     * that goes on.
     */
    suspend fun open(
        vault: Vault,
        person: PersonRef,
    ) {
        val today = TodayState(this, vault, person)
        val view = today.load()
        become(today)
        if (view.running != null) go(SessionState(this, vault, person))
        if (view.gate.gate == GateWord.BLOCKED) go(BlockedState(this, vault, view))
    }

    /** Writes down what must not be lost, then drops the keys and everything that was on the screen. */
    fun lock() {
        val kept = keep()
        calls.cancelChildren()
        // With somebody made up their session is gone too.
        if (practising) device.follow(null)
        vault?.close()
        vault = null
        practising = false
        become(first(if (kept) null else Word.CHECKIN_UNSAVED))
    }

    /** One tap from every screen: keys gone, app out of sight. */
    fun leaveNow() {
        lock()
        device.leave()
    }

    /**
     * "Stop" was pressed outside the app, just now. A locked diary cannot take that in: the moment is kept, and told as soon as the
     * diary is open.
     */
    fun stopSession() {
        settings.stopped = clock.reading()
        device.follow(LiveSession(clockMs = 0, cues = emptyList(), isStopped = true))
        device.keepOn(false)
        val open = vault ?: return
        launch {
            tellStop(open)
            // Whoever does not see the app reads it on the notice.
            if (!absence.isAway) screen.shown()
        }
    }

    /** The app is no longer seen; from here on the phone may end it at any moment. */
    fun left() {
        keep()
        absence.begin()
    }

    /** The app is seen again. */
    fun returned() {
        absence.end()
        screen.shown()
    }

    /** Runs [open], which shows a screen of the phone's own: being away in it does not lock at once. */
    fun <T> handOver(open: () -> T): T {
        absence.handOver()
        return open()
    }

    /**
     * What the screens must not lose, written before anything else happens: a few milliseconds, and nothing may come between. Keys
     * are dropped even where it could not be written.
     */
    private fun keep(): Boolean =
        try {
            runBlocking { stack.forEach { it.keep() } }
            true
        } catch (_: GradusException) {
            false
        }

    private fun first(said: Word? = null): ScreenState = if (door.exists()) UnlockState(this, said) else WelcomeState(this)

    private companion object {
        const val BEAT_MS = 1000L
    }
}
