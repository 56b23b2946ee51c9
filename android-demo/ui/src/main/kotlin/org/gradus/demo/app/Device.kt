package org.gradus.demo.app

import org.gradus.SecretKeeper
import java.nio.file.Path

/** A sound, a touch, or both, [inMs] milliseconds from now. It says nothing about anybody. */
data class Cue(
    val inMs: Long,
    val sounds: Boolean,
    val pulses: Int,
)

/**
 * What a phone has to know of a session that goes on, and may know while the diary is locked: how long it lasts, and what comes; or that
 * it was stopped, and that what is inside has to come out.
 */
data class LiveSession(
    val clockMs: Long,
    val cues: List<Cue>,
    val isStopped: Boolean = false,
)

/** What of the phone stands in the way of a session's sounds, or of its notice with Stop. */
enum class Hindrance { NOTICES, EXACT_ALARMS, BATTERY }

/** What the screens need of the machine that they run on. The phone's is in the module `platform`. */
interface Device {
    /** Two letters of the country that the machine is set to; may be empty. */
    val country: String

    /** Keeps the passcode behind finger, face or screen lock; `null` where the machine cannot. */
    val keeper: SecretKeeper?

    /** Opens the dialler with [number] filled in. It never calls by itself. */
    fun dial(number: String)

    /** Lets the person choose a text file; `null` when they turned back. */
    suspend fun chooseText(): String?

    /** Lets the person choose a folder with a copy of a diary, and answers with one that can be read; `null` when they turned back. */
    suspend fun chooseDiaryCopy(): Path?

    /** Lets the person choose where a report goes. It is swept away at the next start, not while somebody reads it. */
    fun share(report: String)

    /**
     * A session goes on: from now on these sounds and pulses are given, in place of those set before, also while the diary is locked
     * and the screen is off. `null` ends it.
     */
    fun follow(session: LiveSession?)

    /** What stands in the way of that; empty where nothing does. */
    val hindrances: Set<Hindrance>

    /** Lets the phone ask whether this app may notify, and returns when that is answered. */
    suspend fun askToNotify()

    /** Opens the page of the phone on which this is put right. */
    fun putRight(hindrance: Hindrance)

    /** Whether the screen stays on. */
    fun keepOn(on: Boolean)

    /** Takes the app off the screen and out of the list of recent apps. */
    fun leave()
}
