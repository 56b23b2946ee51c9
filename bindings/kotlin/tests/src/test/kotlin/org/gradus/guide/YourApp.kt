package org.gradus.guide

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.gradus.GradusClock
import org.gradus.Proof
import org.gradus.Recalled
import org.gradus.SecretKeeper
import org.gradus.SystemGradusClock
import org.gradus.Vault
import org.gradus.addPlatformWay
import org.gradus.core.BlankView
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactQuestion
import org.gradus.core.Fill
import org.gradus.core.GradusException
import org.gradus.core.InterviewReply
import org.gradus.core.PersonRef
import org.gradus.core.PlanReplaced
import org.gradus.core.PlanView
import org.gradus.core.PublishedPlan
import org.gradus.core.Recorded
import org.gradus.core.SessionDraft
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import org.gradus.core.WrongField
import org.gradus.core.planBlanks
import org.gradus.personDraft
import org.gradus.rotationLeft
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.security.SecureRandom
import java.time.LocalDate

// The code of GUIDE.md. What stands between `guide:` and `end` is shown there; GuideTest holds the two together.

// guide: first-run

/**
 * Makes the vault beside its place, shows the recovery code and asks for it back, as often as it takes. Only then does the vault take
 * its place: an app that ends before leaves no diary whose code nobody knows. At the end `use` wipes the code.
 */
suspend fun firstRun(
    folder: Path,
    passcode: ByteArray,
    showAndAskBack: suspend (ByteArray) -> ByteArray,
) {
    val draft = folder.resolveSibling("${folder.fileName}.new")
    draft.toFile().deleteRecursively()
    Vault.create(draft, passcode).use { made ->
        do {
            val typed = showAndAskBack(made.recoveryCode)
        } while (!opens(draft, typed))
    }
    Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE)
}

/** Whether this is the code, or a slip of the pen. */
private suspend fun opens(
    folder: Path,
    code: ByteArray,
): Boolean =
    try {
        Vault.recover(folder, code).close()
        true
    } catch (_: GradusException.WrongSecret) {
        false
    } catch (_: GradusException.Invalid) {
        false
    }

// end

// guide: unlock

/** The open vault, or what to say instead. Each arm leads to another screen, so name them all and let the compiler count. */
suspend fun unlock(
    say: (String) -> Unit,
    open: suspend () -> Vault?,
): Vault? =
    try {
        open()
    } catch (error: GradusException) {
        say(
            when (error) {
                is GradusException.WrongSecret -> "That does not open this diary."
                is GradusException.TooManyTries -> "Too many tries. Wait ${error.waitSeconds} seconds, or use the recovery code."
                is GradusException.Busy -> "Another window has the diary open."
                is GradusException.NewerVersion -> "A newer app wrote this diary. Update this one; nothing was changed."
                is GradusException.Damaged -> damaged(error)
                is GradusException.Storage -> "The phone could not read the diary. Is its storage full?"
                is GradusException.Refused -> "There is no diary here yet."
                is GradusException.Invalid -> error.fields.first().right
                is GradusException.DeviceSecretGone -> "This phone does not know the passcode any more. Take the recovery code."
                is GradusException.Erased -> "The diary was erased after too many wrong passcodes."
                is GradusException.EasyPasscode, is GradusException.LastWay -> "Opening never says so."
                is GradusException.SecretNeeded, is GradusException.InboxFull -> "Nor so."
                is GradusException.NotFound, is GradusException.Locked, is GradusException.Internal -> "Please try again."
            },
        )
        null
    }

/** An older state is whole: a backup in its place loses more. Where the mark is gone, the diary may be one. */
private fun damaged(error: GradusException.Damaged): String {
    val isOlder = error.kind == "rolled_back" || (error.file == "vault.mark" && error.kind == "missing")
    return when {
        error.mendable -> "Repair the diary"
        isOlder -> "This may be an older state of the diary. Do you know why, and do you want to go on from it?"
        else -> "Restore from your backup"
    }
}

// end

// guide: ways

/** The passcode always opens. */
suspend fun byPasscode(
    folder: Path,
    passcode: ByteArray,
    say: (String) -> Unit,
): Vault? = unlock(say) { Vault.open(folder, passcode) }

/** The recovery code always opens. Have a new passcode set next: whoever takes this way has forgotten the old one. */
suspend fun byRecoveryCode(
    folder: Path,
    code: ByteArray,
    say: (String) -> Unit,
): Vault? = unlock(say) { Vault.recover(folder, code) }

/** The finger or the face opens where that works; where it does not, ask for the passcode. */
suspend fun byFinger(
    folder: Path,
    keeper: SecretKeeper,
    say: (String) -> Unit,
): Vault? {
    val kept = keeper.recall("finger") as? Recalled.Secret ?: return null
    return unlock(say) {
        try {
            Vault.openByPlatform(folder, kept.bytes) // wiped when this returns
        } catch (_: GradusException.WrongSecret) {
            keeper.forget("finger") // its way was closed
            null
        }
    }
}

/** Lets a finger or a face open the vault from now on, once the passcode was typed. */
suspend fun allowFinger(
    vault: Vault,
    passcode: ByteArray,
    keeper: SecretKeeper,
) {
    val secret = ByteArray(32).also(SecureRandom()::nextBytes)
    try {
        keeper.keep("finger", secret.copyOf())
        vault.addPlatformWay(Proof.passcode(passcode), secret)
    } catch (refused: GradusException) {
        keeper.forget("finger") // it would open nothing
        throw refused
    } finally {
        passcode.fill(0)
        secret.fill(0)
    }
}

// end

// guide: clock

/** On a phone: `SystemClock::elapsedRealtime`, and `Settings.Global.BOOT_COUNT` written with 32 digits. */
fun phoneClock(
    elapsedRealtime: () -> Long,
    bootCount: Int,
): GradusClock = SystemGradusClock(sinceBootMs = elapsedRealtime, boot = bootCount.toString().padStart(32, '0'))

// end

// guide: person

suspend fun addChild(vault: Vault): String {
    val child =
        personDraft(
            name = "Mia",
            born = LocalDate.of(2026, 1, 20),
            role = "caregiver",
            background = listOf("anorectal_malformation"),
            operations = listOf("psarp" to LocalDate.of(2026, 2, 17)),
        )
    return vault.record(Command.AddPerson(child)).person
}

// end

// guide: plan

/**
 * From a form to the plan in force. [ask] gets each blank as the clinic is asked for it, with what the vault knows already, to be
 * confirmed; [agree] shows the plan and what it takes the place of. What was filled in wrongly is thrown as `Invalid`, by field.
 */
suspend fun adoptPlan(
    vault: Vault,
    person: String,
    form: PublishedPlan,
    ask: suspend (BlankView, String?) -> String,
    agree: suspend (PlanView, PlanReplaced?) -> Boolean,
): Boolean {
    val known = vault.planKnown(person).associate { it.field to it.value }
    val fills = planBlanks(form.text).map { Fill(it.field, ask(it, known[it.field])) }
    val plan = vault.planFor(person, form.text, fills)
    if (!agree(plan, vault.planReplaced(person, form.text, fills))) return false
    vault.record(Command.AdoptPlan(person, form.text, fills))
    return true
}

// end

// guide: today

/** One screen, one call. `changes` says at once that everything is new, and then when this person's screen is stale. */
class TodayModel(
    private val vault: Vault,
    private val person: String,
    scope: CoroutineScope,
) {
    private val shown = MutableStateFlow<TodayView?>(null)
    val screen: StateFlow<TodayView?> = shown.asStateFlow()

    @Volatile private var isOver = false

    init {
        scope.launch {
            try {
                vault.changes.collect { if (person in it.people) load() }
            } finally {
                isOver = true
                shown.value = null // the vault was locked: nothing of the diary stays behind
            }
        }
    }

    /** Call it also when the screen comes to the front, and at midnight: time is no change. */
    suspend fun load() {
        val view =
            try {
                vault.today(person)
            } catch (_: GradusException.Locked) {
                null // locked in this very moment; an exception left alone would end the app
            }
        shown.update { view.takeUnless { isOver } }
    }
}

// end

// guide: log

/**
 * Writes the session down as the form has it: `null` where it did not ask. Its `triage` is what to show next, where the session holds a
 * danger sign. Where fields are wrong, [mark] gets them (which, what is wrong, what would be right) and nothing was written.
 */
suspend fun logSession(
    vault: Vault,
    person: String,
    session: SessionDraft,
    mark: (List<WrongField>) -> Unit,
): Recorded? =
    try {
        vault.record(Command.LogSession(person, session))
    } catch (error: GradusException.Invalid) {
        mark(error.fields)
        null
    }

// end

// guide: check-in

/** What was done with a question. Only [Left] takes back what was kept: where the app goes to the background it is [Locked]. */
sealed interface Turn {
    class Answer(
        val text: String,
    ) : Turn

    data object Finish : Turn

    data object Left : Turn

    data object Locked : Turn
}

/**
 * One question after another, until all is asked or [ask] ends it; it is told whether a button that finishes may stand there.
 * "Not sure" is `unknown`, and nothing is chosen beforehand. Every answer is kept, and what cannot wait is in the diary before it is
 * shown. [kept] are the answers to go on with.
 */
suspend fun checkIn(
    vault: Vault,
    person: PersonRef,
    ask: suspend (FactQuestion, String, Boolean) -> Turn,
    kept: List<InterviewReply> = emptyList(),
    show: suspend (TriageView) -> Unit,
): TriageView? {
    val isAbout = person.role == "caregiver" // somebody else answers
    val replies = kept.toMutableList()
    var view = vault.interview(person.id, replies)
    var told: String? = null
    var turn: Turn
    do {
        val call = view.soFar?.takeIf { view.urgent && it.sentence != told }
        if (call != null) {
            told = call.sentence
            show(call)
        }
        val question = view.next
        turn = question?.let { ask(it, if (isAbout) it.questionAbout else it.question, view.mayFinish) } ?: Turn.Finish
        if (question != null && turn is Turn.Answer) {
            replies += InterviewReply(question.id, turn.text)
            view = vault.keepInterview(person.id, replies)
        }
    } while (turn is Turn.Answer)
    if (turn == Turn.Locked) return null // what was kept is offered after the unlock
    if (turn == Turn.Left && !view.urgent) {
        vault.keepInterview(person.id, emptyList()) // left: what was kept is not offered again
        return view.soFar // whom to call is shown once more
    }
    // What is urgent stands in the diary already: the same answers are not written twice.
    return vault.record(Command.CheckIn(person.id, view.answers, note = null)).triage
}

/** A check-in that a lock broke off, where there is one: goes on with its answers, or forgets them and says whom to call. */
suspend fun goOn(
    vault: Vault,
    person: PersonRef,
    offer: suspend () -> Boolean,
    ask: suspend (FactQuestion, String, Boolean) -> Turn,
    show: suspend (TriageView) -> Unit,
): TriageView? {
    val kept = vault.keptInterview(person.id)
    if (kept.isEmpty()) return null
    if (offer()) return checkIn(vault, person, ask, kept, show)
    return vault.interview(person.id, kept).soFar.also { vault.keepInterview(person.id, emptyList()) }
}

/** The answer is finished: draw `sentence`, then the advice of each rule. Decide nothing but which screen it is. */
fun screenFor(answer: TriageView): String =
    when (answer.disposition) {
        DispositionWord.EMERGENCY -> "full screen, the call button first"
        DispositionWord.SAME_DAY -> "whom to call today"
        DispositionWord.CONTACT -> "whom to call, and by when"
        DispositionWord.PAUSE_AND_RECHECK -> "rest, and when to ask again"
        DispositionWord.CONTINUE -> "go on"
    }

// end

// guide: after-opening

/** What is told after each opening, before the first screen: of the recovery code, and this once of what was noted while locked. */
suspend fun news(vault: Vault): List<String> = listOfNotNull(vault.rotationLeft()?.sentence) + vault.inboxNews().sentences

// end
