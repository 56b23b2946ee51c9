package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.GradusException
import org.gradus.core.LevelWords
import org.gradus.core.PersonRef
import org.gradus.core.RunCheckView
import org.gradus.core.RunDetailsDraft
import org.gradus.core.RunStage
import org.gradus.core.RunView
import org.gradus.core.TriageView
import org.gradus.core.facts
import org.gradus.demo.app.App
import org.gradus.demo.app.Cue
import org.gradus.demo.app.LiveSession
import org.gradus.demo.app.troubleOf
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

    /** How much blood it is, in the core's words. */
    val bloodLevels: List<LevelWords> = bleedingLevels().filter { it.id != NO_BLOOD }

    private var answered: String? = null
    private var sentences = emptyList<Pair<ULong, String>>()
    private var isBeating = false

    override fun shown() {
        act { vault.run(person.id).let { if (it == null) app.home() else take(it) } }
        if (!isBeating) app.launch { beat() }
    }

    override fun gone(): Unit = app.device.keepOn(false)

    /** Something happened just now, in the core's word for it. */
    fun tell(event: String) {
        telling = false
        act { take(vault.runEvent(person.id, event)) }
    }

    fun tick(check: RunCheckView) {
        if (!check.ticked) tell("tick:${check.item}")
    }

    fun pain(score: String): Unit = tell("pain:$score")

    fun blood(amount: String): Unit = tell("blood:$amount")

    /** Ends the session. It waits for nothing that is under way, and is on the disk before anything is asked. */
    fun stop() {
        asking = false
        telling = false
        atOnce { take(vault.runEvent(person.id, STOP)) }
    }

    fun keepGoing() {
        asking = false
    }

    /** On to what only the person can say. */
    fun finish(): Unit = view?.let { app.go(FinishState(app, vault, it)) } ?: Unit

    /** Nothing went in: there is nothing to write down. */
    fun leave(): Unit =
        act {
            vault.abandonRun(person.id)
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
                vault.run(person.id)?.let(::show)
            }
        } catch (error: GradusException) {
            trouble = troubleOf(error)
        } finally {
            isBeating = false
        }
    }

    /** A new state of things: sounds and pulses are set anew, and what cannot wait is shown. */
    private fun take(now: RunView) {
        app.device.keepOn(true)
        app.device.follow(LiveSession(now.clockMs.toLong(), now.cues.map { Cue(it.inMs.toLong(), it.sounds, it.pulses.toInt()) }))
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
        private const val STOP = "stop"
        private const val NO_BLOOD = "none"

        private const val RESUME = "resume"
        private val ACTIONS =
            listOf(
                "in" to Word.SESSION_IN,
                "out" to Word.SESSION_OUT,
                "after_care_done" to Word.SESSION_CLEANED,
                RESUME to Word.SESSION_RESUME,
                "pause" to Word.SESSION_PAUSE,
            )

        /** What leads on; a break does not. */
        val ONWARD = ACTIONS.map { it.first } - "pause"

        /** What the core takes now, the most usual first. Going on is offered where there is a break. */
        fun actions(run: RunView): List<Pair<String, Word>> =
            ACTIONS.filter { (event, _) -> event in run.events && (event != RESUME || run.stage == RunStage.PAUSED) }

        /** What ends a session, in the core's words. */
        val SIGNS =
            listOf(
                "sharp_pain" to Word.SIGN_SHARP_PAIN,
                "cannot_pass" to Word.SIGN_CANNOT_PASS,
                "stuck" to Word.SIGN_STUCK,
                "faint" to Word.SIGN_FAINT,
                "said_stop" to Word.SIGN_SAID_STOP,
            )
    }
}

/** The core's own words for how much blood it was. */
internal fun bleedingLevels(): List<LevelWords> = facts().first { it.id == "bleeding" }.levelWords

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
    val bleedingLevels: List<LevelWords> = bleedingLevels()
    var ease by mutableStateOf<String?>(null)
    var pain by mutableStateOf(run.painPeak?.toString())
    var bleeding by mutableStateOf(run.blood)
    var stop by mutableStateOf<String?>(null)
    var note by mutableStateOf("")
    var missing by mutableStateOf<List<Word>>(emptyList())
        private set

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
                painPeak = pain,
                bleeding = bleeding,
                stopReason = stop,
                note = note.trim().ifEmpty { null },
            )
        val done = vault.finishRun(person.id, details)
        app.device.follow(null)
        app.written(vault, person, done.recorded, done.checkIn)
    }
}

/** A session of this person: the one that goes on, or a new one. */
internal suspend fun App.beginSession(
    vault: Vault,
    person: PersonRef,
) {
    vault.startRun(person.id)
    go(SessionState(this, vault, person))
}
