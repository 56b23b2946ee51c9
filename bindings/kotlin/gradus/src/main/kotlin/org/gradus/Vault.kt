package org.gradus

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.withContext
import org.gradus.core.Changes
import org.gradus.core.ClockReading
import org.gradus.core.ColumnChoice
import org.gradus.core.Command
import org.gradus.core.Correction
import org.gradus.core.DevicesView
import org.gradus.core.FactAnswer
import org.gradus.core.Fill
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import org.gradus.core.ImportView
import org.gradus.core.InboxView
import org.gradus.core.InterviewReply
import org.gradus.core.InterviewView
import org.gradus.core.PersonDraft
import org.gradus.core.PersonRef
import org.gradus.core.PlanReplaced
import org.gradus.core.PlanView
import org.gradus.core.PreviewView
import org.gradus.core.ProposalView
import org.gradus.core.Recorded
import org.gradus.core.ReminderView
import org.gradus.core.RunDetailsDraft
import org.gradus.core.RunDraft
import org.gradus.core.RunRecorded
import org.gradus.core.RunView
import org.gradus.core.SettingView
import org.gradus.core.TimelineView
import org.gradus.core.TodayView
import org.gradus.core.TrendsView
import org.gradus.core.VerifyView
import java.time.LocalDate

/**
 * An open vault.
 *
 * Every verb suspends, runs on the vault's own dispatcher one after another, reads the clock itself, and throws nothing but
 * [GradusException] and, where the caller was cancelled, [CancellationException]. The views are the core's own and are finished:
 * a screen draws them and decides nothing.
 *
 * Secrets come in as arrays that are filled with zeros when the call returns, however it ends. Pass a copy to keep one.
 */
public class Vault internal constructor(
    private val handle: Gradus,
    internal val clock: GradusClock,
    private val dispatcher: CoroutineDispatcher,
) : AutoCloseable {
    private val writes = MutableStateFlow(0L)

    /** Writes one thing down. When this returns it is on the disk. A cancelled caller does not take it back. */
    public suspend fun record(command: Command): Recorded = commit { it.record(command, clock.reading()) }

    /**
     * Chooses the language of every answer from now on, by a [tag] such as `es` or `es-MX`, and tells which one that is: English
     * before, and for a tag whose language is not spoken here. It is kept in this vault's handle alone: choose it after each opening.
     */
    public suspend fun setLanguage(tag: String): String = read { it.setLanguage(tag) }

    /** Everybody in this vault. */
    public suspend fun people(): List<PersonRef> = read { it.people() }

    /** One person by id or by name; without either, the only one. */
    public suspend fun person(nameOrId: String? = null): PersonRef = read { it.person(nameOrId) }

    /**
     * What is told about one person, named by id or by name, as it would be entered: to be shown, or changed and handed to [record]
     * in a [Command.ChangePerson].
     */
    public suspend fun personDetails(person: String): PersonDraft = read { it.personDetails(person) }

    /**
     * An [entry] of the log as it would be entered, by its id in the [timeline]: a session, a skip, a check-in or a visit. To put it
     * right, hand it to [record] in a [Command.Amend], with the changes made.
     */
    public suspend fun entryDetails(
        person: String,
        entry: String,
    ): Correction = read { it.entryDetails(person, entry) }

    /** The first screen of one person, named by id or by name. */
    public suspend fun today(person: String): TodayView = read { it.today(person, clock.reading()) }

    /**
     * What to ask this person next at a check-in, after these [replies] in the order of asking. Where the answer is `urgent`, show
     * its `soFar` before the next question. Nothing is written: its `answers` go to [record] when the interview is over, and also
     * where somebody leaves it while it is `urgent`.
     */
    public suspend fun interview(
        person: String,
        replies: List<InterviewReply> = emptyList(),
    ): InterviewView = read { it.interview(person, replies, clock.reading()) }

    /**
     * As [interview], and keeps the [replies], so that a check-in in which the app was locked or killed goes on where it was: hand in
     * every reply after each answer, and none to forget them. Where the answers so far are `urgent` they are written down at once.
     */
    public suspend fun keepInterview(
        person: String,
        replies: List<InterviewReply>,
    ): InterviewView = commit { it.keepInterview(person, replies, clock.reading()) }

    /**
     * The replies of a check-in of this person that is not over, if they are at most 12 hours old: offer to go on with them. They
     * count for nothing until they are written down.
     */
    public suspend fun keptInterview(person: String): List<InterviewReply> = read { it.keptInterview(person, clock.reading()) }

    /**
     * Where dilation is to be done for this person: not now, with a clinician, at home under the lead of a clinic, or
     * self-directed; by their background, plan and log and by these [answers], which are those of its `screens`. Nothing is
     * written: hand all answers in at each look.
     */
    public suspend fun setting(
        person: String,
        answers: List<FactAnswer> = emptyList(),
    ): SettingView = read { it.setting(person, answers, clock.reading()) }

    /**
     * Begins a session of this person: what the plan asks for now, at the size that is allowed. It is kept from now on, whatever
     * happens to the app, until [finishRun] writes it down or [abandonRun] leaves it.
     */
    public suspend fun startRun(
        person: String,
        draft: RunDraft = RunDraft(),
    ): RunView = commit { it.startRun(person, draft, clock.reading()) }

    /** The session of this person that goes on, as it stands now; `null` where none does. */
    public suspend fun run(person: String): RunView? = read { it.run(person, clock.reading()) }

    /**
     * Tells what happened, such as `in`, `pain:3` or `stop`: just now, or [at] an earlier moment, which is for a stop that was pressed
     * while the vault was locked. Tell it before anything else of that session. No sign and no stop is ever refused.
     */
    public suspend fun runEvent(
        person: String,
        event: String,
        at: ClockReading? = null,
    ): RunView = commit { it.runEvent(person, event, at ?: clock.reading()) }

    /** Writes down a session that is over, with what only the person can say. */
    public suspend fun finishRun(
        person: String,
        details: RunDetailsDraft = RunDetailsDraft(),
    ): RunRecorded = commit { it.finishRun(person, details, clock.reading()) }

    /** Leaves a session in which nothing went in and nothing was told. Every other one is ended and written down. */
    public suspend fun abandonRun(person: String): Unit = commit { it.abandonRun(person, clock.reading()) }

    /**
     * What became of the notes that were made while the vault was locked: how many were taken in at this unlock, and what is to
     * be told of them. What this answers is not told again, so show it.
     */
    public suspend fun inboxNews(): InboxView = commit { it.inboxNews() }

    /** The plan in force. */
    public suspend fun plan(person: String): PlanView = read { it.plan(person, clock.reading()) }

    /** Every version of the plan, the oldest first. */
    public suspend fun planHistory(person: String): List<PlanView> = read { it.planHistory(person) }

    /**
     * A plan with its blanks filled, as it would stand for this person: with what is unusual about it for their age, their present
     * size and the day of their operation. Nothing is written: show it, and ask, before the plan is adopted.
     */
    public suspend fun planFor(
        person: String,
        text: String,
        fills: List<Fill> = emptyList(),
    ): PlanView = read { it.planFor(person, text, fills, clock.reading()) }

    /**
     * What would change if this plan, with its blanks filled, took the place of the one in force; `null` while none is. Nothing is
     * written: show it, and ask, before the plan is adopted.
     */
    public suspend fun planReplaced(
        person: String,
        text: String,
        fills: List<Fill> = emptyList(),
    ): PlanReplaced? = read { it.planReplaced(person, text, fills, clock.reading()) }

    /** What the vault knows already of what a plan form leaves blank, to be offered and confirmed. */
    public suspend fun planKnown(person: String): List<Fill> = read { it.planKnown(person, clock.reading()) }

    /**
     * Where the plan stands, what is proposed for that, and the next weeks (1 to 26) as they will come, if all goes well and with a
     * bad week. Writes nothing.
     */
    public suspend fun planPreview(
        person: String,
        weeks: UByte,
    ): PreviewView = read { it.planPreview(person, weeks, clock.reading()) }

    /**
     * The devices of a person: which may be used today, what bars the others, what is due, and which sizes of the plan none of them
     * has. One is added and cared for by [record], and chosen for a session by `RunDraft.device`.
     */
    public suspend fun devices(person: String): DevicesView = read { it.devices(person, clock.reading()) }

    /**
     * When the phone is to remind of the sessions and open calls of everybody: civil times and ids, at most 60 of the next 30
     * days. Take back every notice that stands and post these, after each change and each unlock.
     */
    public suspend fun reminders(): List<ReminderView> = read { it.reminders(clock.reading()) }

    /** What is proposed for the size, and why. */
    public suspend fun progress(person: String): ProposalView = read { it.progress(person, clock.reading()) }

    /** What happened between two civil dates, both included; without dates, everything. */
    public suspend fun timeline(
        person: String,
        from: LocalDate? = null,
        to: LocalDate? = null,
    ): TimelineView = read { it.timeline(person, from?.toString(), to?.toString(), clock.reading()) }

    /**
     * How it went between two civil dates, both included, as charts: each a sentence, points, a table and a drawing that say the
     * same. Without dates, everything.
     */
    public suspend fun trends(
        person: String,
        from: LocalDate? = null,
        to: LocalDate? = null,
    ): TrendsView = read { it.trends(person, from?.toString(), to?.toString(), clock.reading()) }

    /** Reads a diary in CSV. Without [write] nothing is written and the answer is a preview. */
    public suspend fun importSessions(
        person: String,
        csv: String,
        mapping: List<ColumnChoice> = emptyList(),
        write: Boolean = false,
    ): ImportView {
        val import = { handle: Gradus -> handle.importSessions(person, csv, mapping, write, clock.reading()) }
        return if (write) commit(import) else read(import)
    }

    /** A self-contained HTML page with charts for the days between two civil dates, both included. */
    public suspend fun reportHtml(
        person: String,
        from: LocalDate? = null,
        to: LocalDate? = null,
        withNotes: Boolean = false,
    ): String = read { it.reportHtml(person, from?.toString(), to?.toString(), withNotes, clock.reading()) }

    /**
     * Checks every byte that can be checked. With a freshness code that an earlier answer gave and that was kept outside of the
     * vault, also whether an older copy of the whole folder was put in its place.
     */
    public suspend fun verify(notOlderThan: String? = null): VerifyView = read { it.verify(clock.reading(), notOlderThan) }

    /**
     * What is stale: at once everything that is there, then what each write made stale, until the vault is locked, by whomever; then
     * the flow ends. A screen that loads at each of these shows what is true and misses nothing. Several writes that come faster than they
     * are collected arrive as one. The passing of time is no change: load again when the screen is shown, when the app comes to
     * the front, and at midnight.
     */
    public val changes: Flow<Changes> =
        flow {
            var seen: ULong? = null
            writes.takeWhile { it != LOCKED }.collect {
                val news = changesSince(seen ?: 0u)
                if (news != null && news.count != seen) emit(news)
                seen = news?.count
            }
        }

    /**
     * Drops the keys and closes the files. It does not wait in the queue of the other calls: the one that runs is broken off and
     * has written nothing, or was nearly done; those still queued find the vault locked. Later calls throw
     * [GradusException.Locked]; locking again does nothing.
     */
    public suspend fun lock(): Unit = withContext(NonCancellable) { withContext(Dispatchers.IO) { close() } }

    /** [lock] for a caller that cannot suspend. */
    override fun close() {
        try {
            handle.lock()
        } finally {
            writes.value = LOCKED
        }
    }

    /** `null` where the vault was locked since: then the flow is about to end. */
    private suspend fun changesSince(count: ULong): Changes? =
        try {
            read { it.changesSince(count) }
        } catch (_: GradusException.Locked) {
            null
        }

    internal suspend fun <T> read(verb: (Gradus) -> T): T =
        withContext(dispatcher) {
            try {
                typed { verb(handle) }
            } catch (fault: GradusException.Internal) {
                endIfLocked()
                throw fault
            }
        }

    /** After a fault of its own the core has locked the vault: who follows the changes must not go on showing it. */
    private fun endIfLocked() {
        try {
            typed { handle.changeCount() }
        } catch (_: GradusException) {
            writes.value = LOCKED
        }
    }

    /** [commit] for what no screen shows: nothing of the log grows stale by it. */
    internal suspend fun <T> settle(verb: (Gradus) -> T): T {
        currentCoroutineContext().ensureActive()
        return withContext(NonCancellable) { read(verb) }
    }

    /** What was pressed is written even if the screen that asked is gone; only a caller cancelled before is turned away. */
    private suspend fun <T> commit(verb: (Gradus) -> T): T {
        currentCoroutineContext().ensureActive()
        return withContext(NonCancellable) {
            read { handle ->
                verb(handle).also { writes.update { if (it == LOCKED) it else it + 1 } }
            }
        }
    }

    /** What is done with a folder, such as [open]. */
    public companion object : Doors() {
        private const val LOCKED = -1L
    }
}
