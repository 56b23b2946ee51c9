package org.gradus.demo.app

import org.gradus.SecretKeeper
import org.gradus.core.ReminderView
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Text
import java.nio.file.Path

/** A sound, a touch, or both, [inMs] milliseconds from now. It says nothing about anybody. */
data class Cue(
    val inMs: Long,
    val sounds: Boolean,
    val pulses: Int,
)

/**
 * What a phone has to know of a session that goes on, and may know while the diary is locked: how long it lasts, and what comes; or that
 * it was stopped.
 */
data class LiveSession(
    val clockMs: Long,
    val cues: List<Cue>,
    val isStopped: Boolean = false,
)

/** What of the phone stands in the way: all notices are off, that of a session or the reminders alone, alarms or work in the background. */
enum class Hindrance { NOTICES, TIMER, REMINDERS, EXACT_ALARMS, BATTERY }

/** A name and a picture under which the phone shows this app. None of them says what it is for. */
enum class Guise(
    val word: Text,
) {
    DAYBOOK(LockWord.GUISE_DAYBOOK),
    NOTEBOOK(LockWord.GUISE_NOTEBOOK),
    PLANNER(LockWord.GUISE_PLANNER),
    ;

    companion object {
        /** The one that a fresh app has; what a phone cannot rename goes on saying it. */
        val FIRST = DAYBOOK
    }
}

/** A folder that was chosen as a copy of a diary. */
sealed interface DiaryCopy {
    /** The diary's files lie in this folder, and can be read. */
    data class Lies(
        val folder: Path,
    ) : DiaryCopy

    /** There is none: perhaps it lies in a folder inside this one. */
    data object None : DiaryCopy

    /** The folder cannot be read, or holds more than a diary ever does. */
    data object Unreadable : DiaryCopy
}

/** What the screens need of the machine that they run on. The phone's is in the module `platform`. */
interface Device {
    /** The language in which the machine's owner reads this app: a tag such as `es`. */
    val language: String

    /** Two letters of the country that the machine is set to; may be empty. */
    val country: String

    /** Keeps the passcode behind finger, face or screen lock; `null` where the machine cannot. */
    val keeper: SecretKeeper?

    /** Opens the dialler with [number] filled in. It never calls by itself. */
    fun dial(number: String)

    /** Lets the person choose a text file; `null` when they turned back. */
    suspend fun chooseText(): String?

    /** Lets the person choose a folder with a copy of a diary; `null` when they turned back. */
    suspend fun chooseDiaryCopy(): DiaryCopy?

    /** Shows a report as it would go out, in front of the app; `null` takes it away, and so does the quick exit that stands beside it. */
    fun show(report: String?)

    /** Lets the person choose where a report goes. It is swept away at the next start, not while somebody reads it. */
    fun share(report: String)

    /**
     * A session goes on: from now on these sounds and pulses are given, in place of those set before, also while the diary is locked
     * and the screen is off. `null` ends it.
     */
    fun follow(session: LiveSession?)

    /**
     * These reminders take the place of all that were set before, and those that are shown are taken back. They are given while the
     * diary is locked and after the phone was started anew. They have no words of their own: each is shown with the same ones.
     */
    fun remind(reminders: List<ReminderView>)

    /** How many milliseconds something stays that goes by itself after [ms]: longer for whoever asked the phone for more time. */
    fun stays(ms: Long): Long

    /** What stands in the way of sounds, notices and reminders; empty where nothing does. */
    val hindrances: Set<Hindrance>

    /** Lets the phone ask whether this app may notify, and returns when that is answered. */
    suspend fun askToNotify()

    /** Opens the page of the phone on which this is put right. */
    fun putRight(hindrance: Hindrance)

    /** Whether the screen stays on. */
    fun keepOn(on: Boolean)

    /** The name and the picture that the phone shows. */
    var guise: Guise

    /** Takes the app off the screen and out of the list of recent apps. */
    fun leave()
}
