package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.contactDraft
import org.gradus.core.Command
import org.gradus.core.FactAnswer
import org.gradus.core.LevelWords
import org.gradus.core.PersonRef
import org.gradus.core.Recorded
import org.gradus.core.TodayView
import org.gradus.demo.app.App
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.sessionDraft
import java.time.Duration

/** A session as it is written down afterwards. */
class LogState(
    app: App,
    private val vault: Vault,
    today: TodayView,
) : ScreenState(app) {
    val person: PersonRef = today.person

    /** The size that the core names for the next session; the person changes it to what was used. */
    var size by mutableStateOf(today.nextSizeTenthsMm?.let(::millimetres).orEmpty())
    var holds by mutableStateOf("")
    var ease by mutableStateOf<String?>(null)
    var pain by mutableStateOf<String?>(null)
    var bleeding by mutableStateOf<String?>(null)
    var stop by mutableStateOf<String?>(null)
    var note by mutableStateOf("")
    var missing by mutableStateOf<List<Word>>(emptyList())
        private set
    var holdsWrong by mutableStateOf(false)
        private set

    /** The core's own words for how much blood it was. */
    var bleedingLevels by mutableStateOf<List<LevelWords>>(emptyList())
        private set

    override val fieldWords: Map<String, Text> get() = SESSION_FIELDS

    override fun shown(): Unit = act { bleedingLevels = app.bleedingLevels() }

    fun save() {
        val ease = ease
        missing =
            listOfNotNull(
                Word.LOG_SIZE.takeIf { size.isBlank() },
                Word.LOG_EASE.takeIf { ease == null },
                Word.LOG_PAIN.takeIf { pain == null },
                Word.LOG_BLEEDING.takeIf { bleeding == null },
                Word.LOG_EARLY.takeIf { stop == null },
            )
        val seconds = readHolds()
        holdsWrong = seconds == null
        if (ease == null || seconds == null || missing.isNotEmpty()) return
        val draft =
            sessionDraft(
                size = size.trim(),
                ease = ease,
                holds = seconds,
                painPeak = pain,
                bleeding = bleeding,
                stopReason = stop?.takeIf { it != RAN_ITS_COURSE },
                note = note.trim().ifEmpty { null },
            )
        act { app.written(vault, person, record(vault, Command.LogSession(person.id, draft)), mayBeSlip = true) }
    }

    private fun readHolds(): List<Duration>? {
        val parts = holds.split(',').map(String::trim).filter(String::isNotEmpty)
        val seconds = parts.map { it.toLongOrNull() ?: return null }
        return seconds.map(Duration::ofSeconds)
    }

    companion object {
        const val RAN_ITS_COURSE = "none"
    }
}

/** What a clinician said; the core says whether it lifts anything. */
class ContactState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var who by mutableStateOf("")
    var said by mutableStateOf("")
    var outcome by mutableStateOf<String?>(null)
    var size by mutableStateOf("")
    val namesSize get() = outcome == Choices.RESUME_AT
    var missing by mutableStateOf<List<Word>>(emptyList())
        private set

    override val fieldWords: Map<String, Text> get() = FIELDS

    fun save() {
        val outcome = outcome
        missing =
            listOfNotNull(
                Word.CONTACT_WHO.takeIf { who.isBlank() },
                Word.CONTACT_SAID.takeIf { said.isBlank() },
                Word.CONTACT_OUTCOME.takeIf { outcome == null },
                Word.CONTACT_SIZE.takeIf { namesSize && size.isBlank() },
            )
        if (outcome == null || missing.isNotEmpty()) return
        val next = if (namesSize) "$outcome:${size.trim()}" else outcome
        val draft = contactDraft(who.trim(), said.trim(), next, about = listOf("all"))
        act { app.written(vault, person, record(vault, Command.RecordContact(person.id, draft))) }
    }

    private companion object {
        val FIELDS = mapOf("who" to Word.CONTACT_WHO, "said" to Word.CONTACT_SAID, "outcome" to Word.CONTACT_OUTCOME)
    }
}

/** What a session's fields are called, by the core's names for them. */
internal val SESSION_FIELDS: Map<String, Text> =
    mapOf(
        "size" to Word.LOG_SIZE,
        "holds_s" to Word.LOG_HOLDS,
        "ease" to Word.LOG_EASE,
        "pain_peak" to Word.LOG_PAIN,
        "bleeding" to Word.LOG_BLEEDING,
        "stop_reason" to Word.LOG_EARLY,
        "note" to Word.LOG_NOTE,
    )

/**
 * Shows the triage's answer where there is one, and Today with what is worth knowing where there is none. What was [told] in a session
 * begins the next check-in. What [mayBeSlip] can be taken out again there, unless a rule answered to it: what was told of a sign stays.
 */
internal fun App.written(
    vault: Vault,
    person: PersonRef,
    recorded: Recorded,
    told: List<FactAnswer> = emptyList(),
    mayBeSlip: Boolean = false,
) {
    home()
    (screen as? TodayState)?.run {
        notices = recorded.notices
        if (mayBeSlip && recorded.triage?.rules.isNullOrEmpty()) undo.offer(recorded.entry)
    }
    val triage = recorded.triage
    when {
        triage != null -> go(ResultState(this, vault, person, triage, told))
        told.isNotEmpty() -> go(CheckInState(this, vault, person, told))
    }
}

/** Tenths of a millimetre as people write them. */
fun millimetres(tenths: UShort): String = tenths(tenths.toUInt())

/** Tenths of anything as people write them. */
fun tenths(value: UInt): String = if (value % 10u == 0u) "${value / 10u}" else "${value / 10u}.${value % 10u}"
