package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.toMutableStateList
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.GradusException
import org.gradus.core.InterviewPart
import org.gradus.core.InterviewReply
import org.gradus.core.InterviewView
import org.gradus.core.PersonRef
import org.gradus.core.Recorded
import org.gradus.demo.app.App

/**
 * A check-in, one question at a time. What is asked, in which order, and what cannot wait until the end is the core's to say.
 *
 * Going back takes nothing back: what was said counts until it is answered otherwise. An emergency is written down before it is
 * shown: nothing that ends the app may lose it. What a session told has [begun] it already and is not asked again. Whoever corrects a slip afterwards has that written down too.
 */
class CheckInState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val begun: List<FactAnswer> = emptyList(),
) : ScreenState(app) {
    private val replies = begun.map { InterviewReply(it.id, it.answer) }.toMutableStateList()

    /** What was gone back over and not answered anew, in the order of asking. It counts until it is. */
    private var ahead = emptyList<InterviewReply>()

    /** The question at hand. */
    private var view by mutableStateOf<InterviewView?>(null)

    /** What the core says to everything that was said, also to what was gone back over. */
    private var standing by mutableStateOf<InterviewView?>(null)

    /** The sentence that was said last in the midst of the questions. */
    private var told: String? = null

    /** The answers that were handed over to be written down last. */
    private var written by mutableStateOf<Pair<List<FactAnswer>, Deferred<Recorded>>?>(null)

    /** What is chosen or typed. Nothing is beforehand, but what was said before when the question comes up again. */
    var answer by mutableStateOf<String?>(null)
        private set
    var unanswered by mutableStateOf(false)
        private set

    /** Why the core does not take the number, in its words. */
    var off by mutableStateOf<String?>(null)
        private set

    val question: FactQuestion? get() = view?.next

    /** Counted from 1. */
    val place: Int get() = replies.size + 1

    /** Nothing was answered here yet. */
    val isFirst: Boolean get() = replies.size == begun.size

    /** How many are left of those that nobody has to answer; `null` before that. */
    val left: Int? get() = view?.takeIf { it.part == InterviewPart.FURTHER }?.left?.toInt()

    val mayFinish: Boolean get() = standing?.mayFinish == true

    /** Somebody has to be reached. */
    val isUrgent: Boolean get() = standing?.urgent == true

    /** Whoever leaves now has what was said written down: somebody has to be reached, or an emergency stands there already. */
    val isKept: Boolean get() = isUrgent || written != null

    fun words(question: FactQuestion): String = question.wordsFor(person)

    override fun shown() {
        if (view == null) act { put(vault.interview(person.id, replies.toList()).also { standing = it }) }
    }

    fun answer(text: String) {
        answer = text
    }

    /** Takes the answer and goes on; without one, the question that waits for it is named. */
    fun next() {
        val question = question ?: return
        val answer = answer?.let(::pointed)?.ifEmpty { null }
        unanswered = answer == null
        off = null
        if (answer != null) act { take(InterviewReply(question.id, answer)) }
    }

    /** Writes down what was said; what was not asked is never taken for a no. */
    fun finish(): Unit = act { app.written(vault, person, write()) }

    /** Leaves the questions. What the answers asked for is shown once more, whether they were written down or not. */
    fun leave() {
        if (isKept) return finish()
        val soFar = standing?.soFar
        app.home()
        if (soFar != null) app.go(ResultState(app, vault, person, soFar))
    }

    /** Shows once more what cannot wait. */
    fun tell() {
        standing?.takeIf { it.urgent }?.soFar?.let { app.go(SoFarState(app, vault, it, this)) }
    }

    override suspend fun keep() {
        if (isKept) write()
    }

    override fun stepBack(): Boolean {
        if (isFirst) return (isKept || standing?.soFar != null).also { if (it) leave() }
        act {
            val before = vault.interview(person.id, replies.dropLast(1))
            ahead = listOf(replies.removeAt(replies.lastIndex)) + ahead
            put(before)
        }
        return true
    }

    private suspend fun take(reply: InterviewReply) {
        val next =
            try {
                vault.interview(person.id, replies + reply)
            } catch (refused: GradusException.Invalid) {
                off = refused.fields.first().wrong
                return
            }
        val before = ahead.filter { it.id != reply.id }
        standing = if (before.isEmpty()) next else vault.interview(person.id, replies + reply + before)
        ahead = before
        replies += reply
        put(next)
        if (next.next == null) app.written(vault, person, write()) else interrupt()
    }

    private fun put(next: InterviewView) {
        view = next
        answer = ahead.firstOrNull { it.id == next.next?.id }?.answer
        unanswered = false
        off = null
    }

    /** Says what cannot wait before the next question, once, and again when it changes. */
    private suspend fun interrupt() {
        val soFar = standing?.takeIf { it.urgent }?.soFar
        val isNew = soFar?.sentence != told
        told = soFar?.sentence
        if (!isNew) return
        try {
            // The phone may end the app while this is in front.
            if (soFar?.disposition == DispositionWord.EMERGENCY) write()
        } catch (unwritten: GradusException) {
            // It is said all the same.
            tell()
            throw unwritten
        }
        tell()
    }

    private suspend fun write(): Recorded {
        val answers = standing?.answers.orEmpty()
        val before = written?.takeIf { it.first == answers && !it.second.isCancelled }
        // On its way already, perhaps, and not to be written again by whoever leaves meanwhile, nor to wait for this screen.
        val writing = before ?: (answers to CoroutineScope(Dispatchers.Unconfined).async { record(answers) })
        written = writing
        return writing.second.await()
    }

    private suspend fun record(answers: List<FactAnswer>): Recorded = vault.record(Command.CheckIn(person.id, answers, note = null))
}
