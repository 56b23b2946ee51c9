package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.UNKNOWN
import org.gradus.Vault
import org.gradus.core.DeviceState
import org.gradus.core.GradusException
import org.gradus.core.LevelWords
import org.gradus.core.LockedRunView
import org.gradus.core.NextActionKind
import org.gradus.core.PersonRef
import org.gradus.core.RunActionKind
import org.gradus.core.RunActionView
import org.gradus.core.RunCheckView
import org.gradus.core.RunDetailsDraft
import org.gradus.core.RunDraft
import org.gradus.core.RunView
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import org.gradus.demo.app.App
import org.gradus.demo.app.Cue
import org.gradus.demo.app.Hindrance
import org.gradus.demo.app.LiveSession
import org.gradus.demo.app.Trouble
import org.gradus.demo.app.troubleOf
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word

/**
 * A session that goes on. What is to be done, how long it takes and what can be told is the core's to say: it is asked at each beat of
 * the app, and nothing is counted here. So a session reads the same after the phone has ended the app in its midst.
 */
class SessionState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var view by mutableStateOf<RunView?>(null)
        private set

    /** What a screen reader says: the start, the half, the last ten seconds, the end. */
    var announced by mutableStateOf<String?>(null)
        private set

    /** The way back was pressed: keep going, or stop? */
    var asking by mutableStateOf(false)
        private set

    /** Pain, blood or another sign is being told. */
    var telling by mutableStateOf(false)

    private var answered: String? = null
    private var sentences = emptyList<Pair<ULong, String>>()
    private var isBeating = false

    /** What was said of the last look, where it failed. */
    private var unread: Trouble? = null

    override fun shown() {
        act { vault.run(person.id).let { if (it == null) app.home() else take(it) } }
        if (!isBeating) app.launch { beat() }
    }

    override fun gone(): Unit = app.device.keepOn(false)

    /**
     * Something happened just now, in the core's word for it. A sign, blood or pain waits for what is under way and is never dropped for
     * it; of other presses there is one at a time.
     */
    fun tell(event: String) {
        telling = false
        val isSign = view?.actions?.any { it.event == event && it.kind in SIGNS } == true
        if (isSign) atOnce { take(app.sessions.tell(vault, person, event)) } else act { take(app.sessions.tell(vault, person, event)) }
    }

    fun tick(check: RunCheckView) {
        if (!check.ticked) tell("tick:${check.item}")
    }

    /** Ends the session: silence first, and the moment is kept until the diary has it, also if it is locked or refuses meanwhile. */
    fun stop() {
        asking = false
        telling = false
        app.sessions.stop { atOnce { vault.run(person.id)?.let(::take) } }
    }

    fun keepGoing() {
        asking = false
    }

    /** On to what only the person can say. */
    fun finish(): Unit = view?.let { app.go(FinishState(app, vault, it)) } ?: Unit

    /** Nothing went in: there is nothing to write down. */
    fun leave(): Unit =
        act {
            app.sessions.afterStop(vault) { app.sessions.running(vault) { vault.abandonRun(person.id) } }
            app.device.follow(null)
            app.home()
        }

    override fun stepBack(): Boolean {
        if (telling) return true.also { telling = false }
        if (view?.hasEnded != false || view?.mayFinish == true) return false
        asking = !asking
        return true
    }

    /** The core is asked again at each beat, for as long as this is what the person sees. */
    private suspend fun beat() {
        isBeating = true
        try {
            while (true) {
                app.beat()
                if (app.screen !== this) return
                look()
            }
        } finally {
            isBeating = false
        }
    }

    /** What could not be read is said, and looked at again at the next beat: a clock that stands still would be believed. */
    private suspend fun look() {
        try {
            vault.run(person.id)?.let(::show)
            if (trouble === unread) trouble = null
            unread = null
        } catch (error: GradusException) {
            unread = troubleOf(error).also { trouble = it }
        }
    }

    /** A new state of things: sounds and pulses are set anew, and what cannot wait is shown. */
    private fun take(now: RunView) {
        app.follow(now)
        announced = null
        sentences = now.cues.map { monotonicMs() + it.inMs to it.sentence }
        show(now)
        val answer = now.soFar ?: return
        if (answer.sentence == answered) return
        answered = answer.sentence
        app.go(SessionAnswerState(app, vault, person, answer))
    }

    private fun show(now: RunView) {
        view = now
        val (over, ahead) = sentences.partition { (at, _) -> at <= monotonicMs() }
        over.lastOrNull()?.let { announced = it.second }
        sentences = ahead
    }

    private fun monotonicMs(): ULong = app.clock.reading().monotonicMs

    companion object {
        const val STOP = "stop"
        const val OUT = "out"

        /** What must not be lost to a press that is still on its way. */
        private val SIGNS = setOf(RunActionKind.SIGN, RunActionKind.BLOOD, RunActionKind.PAIN)

        /** What the shell says in its own language; everything else is said as the core does. */
        private val WORDS =
            mapOf(
                "in" to Word.SESSION_IN,
                OUT to Word.SESSION_OUT,
                "after_care_done" to Word.SESSION_CLEANED,
                "resume" to Word.SESSION_RESUME,
                "pause" to Word.SESSION_PAUSE,
                "sharp_pain" to Word.SIGN_SHARP_PAIN,
                "cannot_pass" to Word.SIGN_CANNOT_PASS,
                "stuck" to Word.SIGN_STUCK,
                "faint" to Word.SIGN_FAINT,
                "said_stop" to Word.SIGN_SAID_STOP,
            )

        /** The shell's word for it; `null` where it has none. */
        fun wordOf(action: RunActionView): Word? = WORDS[action.event]
    }
}

/** The core's own words for how much blood it was. */
internal suspend fun App.bleedingLevels(): List<LevelWords> = reference.questions(device.language).first { it.id == "bleeding" }.levelWords

/** What triage answers to what was told in the midst of a session. The session is below it, and is there again once this was read. */
class SessionAnswerState(
    app: App,
    vault: Vault,
    person: PersonRef,
    triage: TriageView,
) : AnswerState(app, vault, person, triage) {
    override val mustBeRead: Boolean get() = true

    override fun read(): Unit = app.drop(this)
}

/** A session that is over, before it is written down: filled in from what was told, and asking for what only the person can say. */
class FinishState(
    app: App,
    private val vault: Vault,
    val run: RunView,
) : ScreenState(app) {
    val person: PersonRef get() = run.person
    var bleedingLevels by mutableStateOf<List<LevelWords>>(emptyList())
        private set
    var ease by mutableStateOf<String?>(null)

    /** Nothing is chosen beforehand: the worst may have come after what was told. */
    var pain by mutableStateOf<String?>(null)
    var bleeding by mutableStateOf<String?>(null)
    var stop by mutableStateOf<String?>(null)
    var note by mutableStateOf("")
    var missing by mutableStateOf<List<Word>>(emptyList())
        private set

    override val fieldWords: Map<String, Text> get() = SESSION_FIELDS

    override fun shown(): Unit = act { bleedingLevels = app.bleedingLevels() }

    fun save() {
        missing =
            listOfNotNull(
                Word.LOG_EASE.takeIf { run.asksEase && ease == null },
                Word.LOG_PAIN.takeIf { pain == null },
                Word.LOG_BLEEDING.takeIf { bleeding == null },
                Word.FINISH_WHY.takeIf { run.asksWhy && stop == null },
            )
        if (missing.isEmpty()) act { write() }
    }

    private suspend fun write() {
        val details =
            RunDetailsDraft(
                ease = ease,
                // Who is not sure leaves what was told as it was told.
                painPeak = pain.takeUnless { it == UNKNOWN && run.painPeak != null },
                bleeding = bleeding.takeUnless { it == UNKNOWN && run.blood != null },
                stopReason = stop,
                note = note.trim().ifEmpty { null },
            )
        val done = write { app.sessions.afterStop(vault) { vault.finishRun(person.id, details) } }
        app.device.follow(null)
        app.written(vault, person, done.recorded, done.checkIn)
    }
}

/** Why the app asks whether it may notify, before the first session begins. Whatever is answered, the session begins. */
class NoticesState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    fun allow(): Unit =
        act {
            app.handOver { app.device }.askToNotify()
            begin()
        }

    fun later(): Unit = act { begin() }

    private suspend fun begin() {
        app.settings.noticesAsked = true
        // Where the session is refused this screen is there to say so.
        app.beginSession(vault, person)
        app.drop(this)
    }
}

/**
 * A session of this person is about to begin. Before the first one the phone is asked whether the app may show its notice; where
 * there are devices one is chosen.
 */
internal suspend fun App.beginSession(
    vault: Vault,
    person: PersonRef,
) {
    val mayAsk = !settings.noticesAsked && Hindrance.NOTICES in device.hindrances
    if (mayAsk) return go(NoticesState(this, vault, person))
    if (hasDevice(vault, person)) go(ChooseDeviceState(this, vault, person)) else startSession(vault, person, RunDraft())
}

/**
 * As near to the session of this day as one press: where devices are listed it is asked which, and otherwise Today has its button. No
 * session begins by itself.
 */
internal suspend fun App.nearSession(
    vault: Vault,
    today: TodayView,
) {
    val mayStart = today.nextAction.kind == NextActionKind.START_SESSION && screen is TodayState
    if (mayStart && hasDevice(vault, today.person)) go(ChooseDeviceState(this, vault, today.person))
}

private suspend fun hasDevice(
    vault: Vault,
    person: PersonRef,
): Boolean = vault.devices(person.id).devices.any { it.state != DeviceState.RETIRED }

/** From here on it goes on, whatever happens to the app. */
internal suspend fun App.startSession(
    vault: Vault,
    person: PersonRef,
    draft: RunDraft,
) {
    sessions.running(vault) { vault.startRun(person.id, draft) }
    // Whatever was stopped before, it was not this one.
    sessions.stopped = null
    go(SessionState(this, vault, person))
}

/** What can be told now of this kind, in the core's order. */
fun RunView.actions(kind: RunActionKind): List<RunActionView> = actions.filter { it.kind == kind }

/** Whether it goes on: the core has a Stop for it. */
val RunView.goesOn: Boolean get() = actions(RunActionKind.STOP).isNotEmpty()

/** Whether something has to come out, also of a session that was stopped. */
val RunView.isInside: Boolean get() = actions.any { it.event == SessionState.OUT }

/** The same of a session whose diary is locked: in the care after it, which no Stop ends, nothing goes in any more. */
val LockedRunView.goesOn: Boolean get() = !hasEnded && number != null

/** Whether something has to come out of a session whose diary is locked. */
val LockedRunView.isInside: Boolean get() = SessionState.OUT in events

/** The session of this person; `null` where none goes on, and where a newer version began it: Today says so in the core's words. */
internal suspend fun going(
    vault: Vault,
    person: PersonRef,
): RunView? =
    try {
        vault.run(person.id)
    } catch (_: GradusException.Refused) {
        null
    }

/** Sounds, notice and a screen that stays on, for as long as the session goes on and no longer. */
internal fun App.follow(run: RunView) {
    // It was stopped, and only the diary does not know yet: nothing sounds again.
    if (sessions.stopped != null) return
    device.keepOn(run.goesOn)
    val cues = run.cues.map { Cue(it.inMs.toLong(), it.sounds, it.pulses.toInt()) }
    device.follow(if (run.goesOn) LiveSession(run.clockMs.toLong(), cues) else null)
}
