package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.toMutableStateList
import org.gradus.Vault
import org.gradus.core.Command
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
 * Going back takes nothing back: what was said counts until it is answered otherwise. Every answer is kept by the core, so that a
 * check-in that was locked away comes back, and what is urgent is written down before it is shown: nothing that ends the app may lose
 * it. What a session told has [begun] it already and is not asked again. Whoever corrects a slip afterwards has that written down too.
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

    /** The urgent sentence, and the answers to it, that are in the diary already. */
    private var reported: String? = null
    private var written by mutableStateOf<List<FactAnswer>?>(null)

    /** An answer could not be kept. */
    private var isUnkept = false

    /** What was said before the diary was locked in its midst; `null` once it is decided whether to go on with it. */
    var before by mutableStateOf<List<InterviewReply>?>(null)
        private set

    /** What is chosen or typed. Nothing is beforehand, but what was said before when the question comes up again. */
    var answer by mutableStateOf<String?>(null)
        private set
    var unanswered by mutableStateOf(false)
        private set

    /** The core does not take the number; what it takes, the question says. */
    var off by mutableStateOf(false)
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
        if (view != null || before != null) return
        act {
            before = vault.keptInterview(person.id).takeIf { it.isNotEmpty() && begun.isEmpty() }
            if (before == null) begin()
        }
    }

    private suspend fun begin(): Unit = put(vault.interview(person.id, replies.toList()).also { standing = it })

    /** Goes on where the diary was locked. What was urgent then is in the diary. */
    fun goOn(): Unit =
        act {
            replies += before.orEmpty()
            begin()
            before = null
            reported = standing?.takeIf { it.urgent }?.soFar?.sentence
            told = reported
            // Nobody knows whether it was read before the app ended.
            tell()
        }

    /** Forgets what was said before, and asks from the first question on. */
    fun beginAnew(): Unit =
        act {
            forget()
            begin()
            before = null
        }

    private suspend fun forget() {
        vault.keepInterview(person.id, emptyList())
    }

    fun answer(text: String) {
        answer = text
    }

    /** Takes the answer and goes on; without one, the question that waits for it is named. */
    fun next() {
        val question = question ?: return
        val answer = answer?.let(::pointed)?.ifEmpty { null }
        unanswered = answer == null
        off = false
        if (answer != null) act { take(InterviewReply(question.id, answer)) }
    }

    /** Writes down what was said; what was not asked is never taken for a no. */
    fun finish(): Unit =
        act {
            val isWritten = written != null && written == standing?.answers
            if (isWritten) close() else app.written(vault, person, write(), mayBeSlip = true)
        }

    /** Leaves the questions. What the answers asked for is shown once more, whether they were written down or not. */
    fun leave() {
        if (isKept) finish() else act { close() }
    }

    private suspend fun close() {
        if (replies.size + ahead.size > begun.size) forget()
        val soFar = standing?.soFar
        app.home()
        if (soFar != null) app.go(ResultState(app, vault, person, soFar))
    }

    /** Shows once more what cannot wait. */
    fun tell() {
        standing?.takeIf { it.urgent }?.soFar?.let { app.go(SoFarState(app, vault, it, this)) }
    }

    override suspend fun keep() {
        super.keep()
        if (isUnkept) keepAll()
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
            } catch (_: GradusException.Invalid) {
                off = true
                return
            }
        val before = ahead.filter { it.id != reply.id }
        standing = if (before.isEmpty()) next else vault.interview(person.id, replies + reply + before)
        ahead = before
        replies += reply
        put(next)
        if (next.next == null) app.written(vault, person, write(), mayBeSlip = true) else interrupt()
    }

    /** On the disk; where it is urgent, in the diary. */
    private suspend fun keepAll() {
        isUnkept = true
        standing = vault.keepInterview(person.id, replies + ahead)
        isUnkept = false
    }

    private fun put(next: InterviewView) {
        view = next
        answer = ahead.firstOrNull { it.id == next.next?.id }?.answer
        unanswered = false
        off = false
    }

    /** Says what cannot wait before the next question, once, and again when it changes. */
    private suspend fun interrupt() {
        val soFar = standing?.takeIf { it.urgent }?.soFar
        val isNew = soFar?.sentence != told
        told = soFar?.sentence
        try {
            // The phone may end the app while this is in front.
            keepAll()
            if (soFar != null && soFar.sentence != reported) written = standing?.answers
            reported = soFar?.sentence ?: reported
        } finally {
            // What could not be kept is said all the same.
            if (isNew) tell()
        }
    }

    private suspend fun write(): Recorded = record(vault, Command.CheckIn(person.id, standing?.answers.orEmpty(), note = null))
}
