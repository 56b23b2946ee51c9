package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.UNKNOWN
import org.gradus.Vault
import org.gradus.core.ContactView
import org.gradus.core.DispositionWord
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.FactView
import org.gradus.core.GateWord
import org.gradus.core.PersonRef
import org.gradus.core.RunView
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import org.gradus.demo.app.App
import org.gradus.demo.app.EmergencyNumbers

/** The number of the emergency call. */
internal val App.emergencyNumber: String get() = settings.emergencyNumber ?: EmergencyNumbers.of(device.country)

/** Fills the dialler in; it never calls by itself. */
internal fun App.call(number: String): Unit = handOver { device.dial(number) }

/** Screens that tell somebody to stop and to call. They stay until they were read. */
abstract class CallingState(
    app: App,
    protected val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    /** Whom the plan says to call. */
    abstract val contacts: List<ContactView>

    val emergencyNumber: String get() = app.emergencyNumber

    /** Whether this must be read before anything else is done. */
    abstract val mustBeRead: Boolean

    final override val holdsBack: Boolean get() = mustBeRead

    /** The session of this person that goes on meanwhile; its Stop is on this page too. */
    var run by mutableStateOf<RunView?>(null)
        private set

    override fun shown(): Unit = act { run = going(vault, person) }

    /** Ends the session, at once. */
    fun stop(): Unit = app.sessions.stop { atOnce { run = going(vault, person)?.also(app::follow) } }

    /** It came out. */
    fun out(): Unit = tell(SessionState.OUT)

    private fun tell(event: String): Unit = atOnce { run = app.sessions.tell(vault, person, event).also(app::follow) }

    fun call(number: String): Unit = app.call(number)

    fun changeNumber(): Unit = app.go(NumberState(app, vault = null))

    fun writeContact(): Unit = app.go(ContactState(app, vault, person))

    open fun read(): Unit = app.home()
}

/** An answer of the triage that somebody has to act on. */
abstract class AnswerState(
    app: App,
    vault: Vault,
    person: PersonRef,
    val triage: TriageView,
) : CallingState(app, vault, person) {
    override val contacts: List<ContactView> get() = triage.contacts

    fun why(): Unit = app.go(WhyState(app, person, triage))
}

/** The triage's answer, with what a session [told] before it. Which screen draws it follows from the disposition alone. */
class ResultState(
    app: App,
    vault: Vault,
    person: PersonRef,
    triage: TriageView,
    private val told: List<FactAnswer> = emptyList(),
) : AnswerState(app, vault, person, triage) {
    override val mustBeRead: Boolean
        get() = triage.disposition == DispositionWord.EMERGENCY || triage.gate == GateWord.BLOCKED

    fun answerAgain() {
        app.home()
        app.go(CheckInState(app, vault, person, told))
    }
}

/** What cannot wait until the last question of [checkIn]. */
class SoFarState(
    app: App,
    vault: Vault,
    triage: TriageView,
    private val checkIn: CheckInState,
) : AnswerState(app, vault, checkIn.person, triage) {
    private var isRead = false

    override val mustBeRead: Boolean get() = !isRead

    /** On to the next question. */
    override fun read() {
        isRead = true
        app.back()
    }

    fun finish() {
        read()
        checkIn.finish()
    }
}

/** What stops the plan, at each opening until a talk with the clinic is written down. */
class BlockedState(
    app: App,
    vault: Vault,
    val today: TodayView,
) : CallingState(app, vault, today.person) {
    override val mustBeRead: Boolean get() = true

    override val contacts: List<ContactView> get() = today.contacts

    /** A session that goes on is below it. */
    override fun read(): Unit = app.drop(this)
}

/** What an answer rests on. */
class WhyState(
    app: App,
    val person: PersonRef,
    val triage: TriageView,
) : ScreenState(app) {
    /** The core's questions, by their ids; empty until they are there. */
    private var questions by mutableStateOf<Map<String, FactQuestion>>(emptyMap())

    override fun shown(): Unit = act { questions = app.reference.questions(app.device.language).associateBy { it.id } }

    /** The question behind a fact, in this person's words. */
    fun question(fact: FactView): String = questions[fact.id]?.wordsFor(person) ?: fact.id

    /** The answer as it was picked: a level in its words, a number with its unit; `null` for yes, no and not sure. */
    fun answer(fact: FactView): String? {
        val question = questions[fact.id]
        val level = question?.levelWords?.firstOrNull { it.id == fact.value }?.words
        return level
            ?: fact.value.takeIf { question?.kind == "number" && it != UNKNOWN }?.let {
                listOfNotNull(
                    it,
                    question?.unit,
                ).joinToString(" ")
            }
    }
}
