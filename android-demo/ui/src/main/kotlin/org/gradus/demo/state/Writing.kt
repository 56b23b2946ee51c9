package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.UNKNOWN
import org.gradus.Vault
import org.gradus.contactDraft
import org.gradus.core.Command
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.LevelWords
import org.gradus.core.PersonRef
import org.gradus.core.Recorded
import org.gradus.core.TodayView
import org.gradus.core.facts
import org.gradus.core.triage
import org.gradus.demo.app.App
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
    val bleedingLevels: List<LevelWords> = facts().first { it.id == "bleeding" }.levelWords

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
        act { app.written(vault, person, vault.record(Command.LogSession(person.id, draft))) }
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
    var missing by mutableStateOf<List<Word>>(emptyList())
        private set

    fun save() {
        val outcome = outcome
        missing =
            listOfNotNull(
                Word.CONTACT_WHO.takeIf { who.isBlank() },
                Word.CONTACT_SAID.takeIf { said.isBlank() },
                Word.CONTACT_OUTCOME.takeIf { outcome == null },
            )
        if (outcome == null || missing.isNotEmpty()) return
        val draft = contactDraft(who.trim(), said.trim(), outcome, about = listOf("all"))
        act { app.written(vault, person, vault.record(Command.RecordContact(person.id, draft))) }
    }
}

/** How a question is answered. */
enum class QuestionKind { YES_NO, LEVEL, NUMBER }

/**
 * The check-in questions, page by page. Which questions there are, which are required and which an answer makes necessary is the
 * core's to say; the order is the vocabulary's.
 */
class CheckInState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    private val questions = facts().filter { it.source == "asked" }
    val answers = mutableStateMapOf<String, String>()

    /** "Is anything else different": `true`, `false` or unknown; it is the way to the further questions and no fact. */
    var more by mutableStateOf<String?>(null)
    var page by mutableStateOf(0)
        private set
    var missing by mutableStateOf<List<String>>(emptyList())
        private set
    private var followUps by mutableStateOf<List<FactQuestion>>(emptyList())

    /** The page's questions: one of each row that every check-in must answer; after "not sure" the row's next way of asking. */
    val shownQuestions: List<FactQuestion>
        get() = if (page == 0) required() else pages()[page - 1]

    val asksMore: Boolean get() = page == 0

    /** A page that may be left: nothing on it was made necessary by an answer. */
    val furtherPage: Boolean get() = page > 0 && shownQuestions.none { it in followUps }

    fun words(question: FactQuestion): String = if (person.role == "caregiver") question.questionAbout else question.question

    fun answer(
        question: FactQuestion,
        answer: String?,
    ) {
        if (answer.isNullOrBlank()) answers.remove(question.id) else answers[question.id] = answer
    }

    /** A comma is a decimal point in half the world. */
    fun answerNumber(
        question: FactQuestion,
        typed: String,
    ): Unit = answer(question, typed.replace(',', '.'))

    fun kind(question: FactQuestion): QuestionKind =
        when (question.kind) {
            "yes_no" -> QuestionKind.YES_NO
            "level" -> QuestionKind.LEVEL
            else -> QuestionKind.NUMBER
        }

    /** `true` where the text in a number's field is none that the question takes. */
    fun isOff(question: FactQuestion): Boolean {
        val answer = answers[question.id] ?: return false
        if (question.kind != "number" || answer == UNKNOWN) return false
        val value = answer.toDoubleOrNull() ?: return true
        return value < (question.least?.toDouble() ?: value) || value > (question.greatest?.toDouble() ?: value)
    }

    fun next(moreWords: String) {
        val open = shownQuestions.filter { it.id !in answers || isOff(it) }.map(::words)
        missing = open + listOfNotNull(moreWords.takeIf { asksMore && more == null })
        if (missing.isNotEmpty()) return
        if (page == 0) followUps = followUps()
        if (page < pages().size) page += 1 else finish()
    }

    /** The further questions may be left; what was not asked is never taken for a no. */
    fun finish(): Unit =
        act {
            val given = answers.map { (id, answer) -> FactAnswer(id, answer) }
            app.written(vault, person, vault.record(Command.CheckIn(person.id, given, note = null)))
        }

    override fun stepBack(): Boolean {
        missing = emptyList()
        if (page == 0) return false
        page -= 1
        return true
    }

    private fun pages(): List<List<FactQuestion>> {
        val further = if (more == "false") emptyList() else questions.filter { !it.required && it !in followUps }
        return followUps.chunked(PER_PAGE) + further.chunked(PER_PAGE)
    }

    private fun required(): List<FactQuestion> =
        questions.filter(FactQuestion::required).groupBy { it.anyOf }.values.flatMap { row ->
            val asked = row.takeWhile { answers[it.id] == UNKNOWN }.size
            row.take(asked + 1)
        }

    /** What triage says it still misses beside these answers, of what can be asked. */
    private fun followUps(): List<FactQuestion> {
        val missed = triage(answers.map { (id, answer) -> FactAnswer(id, answer) }, app.clock.reading()).missing
        return questions.filter { it.id in missed && !it.required && it.id !in answers }
    }

    private companion object {
        const val PER_PAGE = 6
    }
}

/** Shows the triage's answer where there is one, and Today with what is worth knowing where there is none. */
private fun App.written(
    vault: Vault,
    person: PersonRef,
    recorded: Recorded,
) {
    home()
    (screen as? TodayState)?.notices = recorded.notices
    recorded.triage?.let { go(ResultState(this, vault, person, it)) }
}

/** Tenths of a millimetre as people write them. */
fun millimetres(tenths: UShort): String = if (tenths % 10u == 0u) "${tenths / 10u}" else "${tenths / 10u}.${tenths % 10u}"
