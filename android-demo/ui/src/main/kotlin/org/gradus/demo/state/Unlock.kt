package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Recalled
import org.gradus.core.GradusException
import org.gradus.core.LockedRunView
import org.gradus.demo.app.App
import org.gradus.demo.app.DiaryCopy
import org.gradus.demo.app.Forward
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.typedSecret
import java.nio.file.Path
import java.time.temporal.ChronoUnit

/** Name under which the keystore keeps the passcode. */
internal const val KEPT_AS = "diary"

/** The passcode, with finger or face beside it where that was wished for. */
class UnlockState(
    app: App,
    said: Text? = null,
) : ScreenState(app) {
    var passcode by mutableStateOf("")

    /** What finger or face had to say, or why the diary was locked with something lost; the passcode field stays where it is. */
    var said by mutableStateOf(said)
        private set

    /** Sessions that go on, or are not written down yet, as times and steps: what a locked diary tells of them. */
    var runs by mutableStateOf<List<LockedRunView>>(emptyList())
        private set

    /** A diary that cannot tell of its sessions may have one that goes on. */
    private var isUnread by mutableStateOf(false)

    /** Whether Stop would end something, or may. */
    val goesOn: Boolean get() = app.sessions.stopped == null && (isUnread || runs.any { it.goesOn })

    /** Nobody knows whether Stop would end something. */
    val mayGoOn: Boolean get() = goesOn && runs.none { it.goesOn }

    /** A session was stopped: what is inside has to come out, which needs no passcode. */
    val isStopped: Boolean get() = app.sessions.stopped != null || runs.any { it.hasEnded && it.isInside }

    /** Repairing needs the passcode, which is not kept: the button below the field then repairs. */
    var mending by mutableStateOf(false)
        private set

    val tries = Tries(app, this)

    /** A passcode that is never typed is forgotten, so it is asked for every fourteen days. */
    val passcodeDue: Boolean
        get() = app.settings.passcodeTyped?.let { ChronoUnit.DAYS.between(it, app.today) >= PASSCODE_DAYS } ?: true

    val keeperOffered: Boolean get() = app.device.keeper != null && app.settings.keeperOffered && !passcodeDue && tries.waitMs == 0uL

    /** Why finger or face is not offered although it was wished for. */
    val passcodeDueSaid: Boolean get() = app.device.keeper != null && app.settings.keeperOffered && passcodeDue

    override fun shown(): Unit =
        atOnce {
            val wasUnread = isUnread
            lookAtSessions()
            if (isUnread && !wasUnread) app.launch { lookAgain() }
            tries.count()
        }

    /** A diary that cannot tell of its sessions says why when it is opened; until then Stop is there. */
    private suspend fun lookAtSessions() {
        try {
            runs = app.sessions.whileLocked()
            isUnread = false
        } catch (_: GradusException) {
            isUnread = app.door.exists()
        }
    }

    /** It may only have been in use. */
    private suspend fun lookAgain() {
        while (isUnread && app.holds(this)) {
            app.beat()
            lookAtSessions()
        }
    }

    /** Ends what goes on. It needs no passcode. */
    fun stop(): Unit = app.sessions.stop()

    /** It came out. */
    fun out(run: LockedRunView): Unit = atOnce { runs = app.sessions.noteOut(run.run) }

    fun unlock() {
        if (passcode.isEmpty() || tries.waitMs > 0uL) return
        val secret = typedSecret(passcode)
        passcode = ""
        act {
            try {
                tries.counting { open(secret) }
            } finally {
                secret.fill(0)
            }
        }
    }

    private suspend fun open(secret: ByteArray) {
        val kept = secret.copyOf()
        try {
            if (mending) app.door.mend(secret.copyOf())
            mending = false
            val vault = app.door.open(secret)
            app.settings.passcodeTyped = app.today
            if (app.settings.keeperOffered) app.device.keeper?.keep(KEPT_AS, kept)
            app.enter(vault)
        } finally {
            kept.fill(0)
        }
    }

    fun unlockByKeeper() {
        val keeper = app.device.keeper ?: return
        act {
            said =
                when (val recalled = app.handOver { keeper }.recall(KEPT_AS)) {
                    is Recalled.Secret -> {
                        try {
                            app.enter(app.door.open(recalled.bytes))
                            null
                        } catch (_: GradusException.WrongSecret) {
                            keeper.forget(KEPT_AS)
                            tries.count()
                            LockWord.KEEPER_CHANGED
                        }
                    }

                    Recalled.Declined -> {
                        LockWord.KEEPER_DECLINED
                    }

                    Recalled.Lost -> {
                        LockWord.KEEPER_LOST
                    }

                    Recalled.Nothing -> {
                        LockWord.KEEPER_NOTHING
                    }
                }
        }
    }

    fun forgotten(): Unit = app.go(RecoverState(app))

    override fun forward(way: Forward) {
        if (way == Forward.MEND) mending = true
        super.forward(way)
    }

    override fun gone() {
        passcode = ""
    }

    private companion object {
        const val PASSCODE_DAYS = 14
    }
}

/** The recovery code in place of the passcode, which was forgotten: a new one is offered before anything else. */
class RecoverState(
    app: App,
) : ScreenState(app) {
    var code by mutableStateOf("")

    fun open() {
        if (code.isBlank()) return
        val secret = typedSecret(code)
        code = ""
        act {
            val kept = secret.copyOf()
            var isHandedOn = false
            try {
                val vault = app.door.recover(secret)
                isHandedOn = app.receive(vault)
                if (isHandedOn) app.become(NewPasscodeState(app, vault, kept))
            } finally {
                if (!isHandedOn) kept.fill(0)
            }
        }
    }

    override fun gone() {
        code = ""
    }
}

/** A diary that lost what was written last, such as after an old copy was put back. Nobody goes on with it unasked. */
class OlderState(
    app: App,
) : ScreenState(app) {
    var secret by mutableStateOf("")
    var byCode by mutableStateOf(false)
    var missing by mutableStateOf(false)
        private set

    fun accept() {
        missing = secret.isEmpty()
        if (missing) return
        val bytes = typedSecret(secret)
        secret = ""
        act { app.enter(app.door.acceptOlder(bytes, byCode)) }
    }

    fun restore(): Unit = app.go(RestoreState(app))

    override fun gone() {
        secret = ""
    }
}

/** A diary from a folder with a copy of it. Where the one that is there [isLost], and there is no copy, what holds of it can be saved. */
class RestoreState(
    app: App,
    val isLost: Boolean = false,
) : ScreenState(app) {
    var folder by mutableStateOf<Path?>(null)
        private set
    var secret by mutableStateOf("")
    var byCode by mutableStateOf(false)
    var missing by mutableStateOf<Text?>(null)
        private set

    fun choose(): Unit =
        act {
            when (val chosen = app.handOver { app.device }.chooseDiaryCopy()) {
                null -> Unit
                is DiaryCopy.Lies -> take(chosen.folder, wrong = null)
                DiaryCopy.None -> take(folder = null, LockWord.RESTORE_NONE)
                DiaryCopy.Unreadable -> take(folder = null, LockWord.RESTORE_UNREADABLE)
            }
        }

    private fun take(
        folder: Path?,
        wrong: Text?,
    ) {
        this.folder = folder
        missing = wrong
    }

    fun restore() {
        val copy = folder
        missing =
            when {
                copy == null -> LockWord.RESTORE_FOLDER_MISSING
                secret.isEmpty() -> Word.PASSCODE_EMPTY
                else -> null
            }
        if (copy == null || missing != null) return
        val bytes = typedSecret(secret)
        secret = ""
        act { app.enter(app.door.restore(copy, bytes, byCode)) }
    }

    /** There is no copy. */
    fun salvage(): Unit = app.go(SalvageState(app))

    /** An older state is taken where it lies only, never as a copy in the place of another. A copy that is damaged leads nowhere else. */
    override fun forward(way: Forward): Unit = if (way in STAYS) trouble = null else super.forward(way)

    override fun gone() {
        secret = ""
    }

    private companion object {
        val STAYS = setOf(Forward.OLDER, Forward.RESTORE)
    }
}
