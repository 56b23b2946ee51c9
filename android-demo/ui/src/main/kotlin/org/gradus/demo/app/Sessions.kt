package org.gradus.demo.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.launch
import org.gradus.Vault
import org.gradus.core.ClockReading
import org.gradus.core.GradusException
import org.gradus.core.LockedRunView
import org.gradus.core.PersonRef
import org.gradus.core.RunView
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.going
import org.gradus.demo.state.isInside

/** Sessions that go on, in an open diary and in a locked one, and Stop wherever it is pressed. */
class Sessions(
    private val app: App,
    private val reminding: Reminding,
) {
    private var pressed by mutableStateOf(app.settings.stopped)

    /**
     * When Stop was pressed outside the app, until the diary has it: a locked one seals it in its notes. One that it could not take in
     * outlives this app on the disk.
     */
    var stopped: ClockReading?
        get() = pressed
        internal set(at) {
            pressed = at
            if (at == null) app.settings.stopped = null
        }

    private var isTrying = false

    /**
     * "Stop" was pressed outside an open diary, just now. [then] is called when the diary has it, or cannot take it in; until it can, this
     * app keeps the moment.
     */
    fun stop(then: () -> Unit = {}) {
        // Silence first: nothing that has to be written down may stand before it.
        app.device.follow(LiveSession(clockMs = 0, cues = emptyList(), isStopped = true))
        app.device.keepOn(false)
        // A first press that nobody has heard of yet counts.
        stopped = stopped ?: app.clock.reading()
        tellKept(then)
    }

    /** Tells a Stop that is kept, if one is. Where it cannot be told the screen that is seen says so, and each beat tries again. */
    fun tellKept(then: () -> Unit = {}) {
        if (stopped == null) return then()
        // A diary that is locked meanwhile does not end this.
        app.scope.launch {
            try {
                val untold = untold(app.vault)
                // Whoever does not see the app reads it on the notice.
                if (!app.isAway) app.screen.shown()
                untold?.let(app.screen::met)
            } finally {
                then()
            }
        }
    }

    /** Why a Stop that is kept could not be told; `null` where it was, and where none is. It keeps nobody out of the diary. */
    suspend fun untold(vault: Vault?): GradusException? =
        try {
            tellStop(vault)
            null
        } catch (error: GradusException) {
            app.scope.launch { tryAgain() }
            error
        }

    /** Until it is told, or ended nothing. Locking does not end this. */
    private suspend fun tryAgain() {
        if (isTrying) return
        isTrying = true
        try {
            while (stopped != null) {
                app.beat()
                if (stopped != null && untold(app.vault) == null && !app.isAway) app.screen.shown()
            }
        } finally {
            isTrying = false
        }
    }

    private suspend fun tellStop(vault: Vault?) {
        val at = stopped ?: return
        try {
            if (vault == null) noteStop(at) else tellOrNote(vault, at)
        } catch (error: GradusException) {
            // Only now: a diary that takes it in leaves nothing of it beside itself, and nobody made up leaves anything.
            if (!app.practising) app.settings.stopped = at
            throw error
        }
        stopped = null
    }

    private suspend fun tellOrNote(
        vault: Vault,
        at: ClockReading,
    ) {
        try {
            tellStop(vault, at)
        } catch (_: GradusException.Locked) {
            noteStop(at)
        }
    }

    private suspend fun tellStop(
        vault: Vault,
        at: ClockReading,
    ) {
        for (person in vault.people()) {
            if (going(vault, person)?.goesOn == true) running(vault) { vault.runEvent(person.id, SessionState.STOP, at) }
        }
    }

    /** In the sealed notes of the locked diary, with its own moment. */
    private suspend fun noteStop(at: ClockReading) {
        whileLocked().filter { it.goesOn }.forEach { app.door.tellWhileLocked(it.run, SessionState.STOP, at) }
    }

    /** What goes on while the diary is locked, as times and steps. */
    suspend fun whileLocked(): List<LockedRunView> = app.door.whileLocked().runs

    /** It came out of a session of the locked diary that was stopped. The notice that says so goes. */
    suspend fun noteOut(run: String): List<LockedRunView> {
        val runs = app.door.tellWhileLocked(run, SessionState.OUT, app.clock.reading()).runs
        if (runs.all { it.hasEnded && !it.isInside }) app.device.follow(null)
        return runs
    }

    /** Something happened in a session of the open diary, just now. A Stop that could not be told yet goes before it. */
    suspend fun tell(
        vault: Vault,
        person: PersonRef,
        event: String,
    ): RunView {
        val isToldAnew = event == SessionState.STOP && stopped != null
        tellStop(vault)
        return (if (isToldAnew) vault.run(person.id) else null) ?: running(vault) { vault.runEvent(person.id, event) }
    }

    /** Something happens in a session, or it begins, or is left. What the phone reminds of follows, and nobody waits for it. */
    suspend fun <T> running(
        vault: Vault,
        event: suspend () -> T,
    ): T {
        if (app.practising) return event()
        reminding.runsOn()
        return event().also { app.launch { reminding.ranOn(vault) } }
    }

    /** What ends a session in the diary is not written before a Stop that is kept. */
    suspend fun <T> afterStop(
        vault: Vault,
        write: suspend () -> T,
    ): T {
        tellStop(vault)
        return write()
    }
}
