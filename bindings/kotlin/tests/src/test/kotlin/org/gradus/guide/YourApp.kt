package org.gradus.guide

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.gradus.GradusClock
import org.gradus.Recalled
import org.gradus.SecretKeeper
import org.gradus.SystemGradusClock
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.GradusException
import org.gradus.core.InterviewReply
import org.gradus.core.PersonRef
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import org.gradus.core.WrongField
import org.gradus.personDraft
import org.gradus.sessionDraft
import java.nio.file.Path
import java.time.Duration
import java.time.LocalDate

// The code of GUIDE.md. What stands between `guide:` and `end` is shown there; GuideTest holds the two together.

// guide: first-run

/** Makes the vault and shows the recovery code once. Nothing can show it again, so have it typed back before you go on. */
suspend fun firstRun(
    folder: Path,
    passcode: ByteArray,
    showAndHaveItTypedBack: suspend (ByteArray) -> Unit,
) {
    Vault.create(folder, passcode).use { made -> showAndHaveItTypedBack(made.recoveryCode) } // `use` wipes the code
}

// end

// guide: unlock

/** The open vault, or what to say instead. Each arm leads to another screen, so name them all and let the compiler count. */
suspend fun unlock(
    folder: Path,
    passcode: ByteArray,
    say: (String) -> Unit,
): Vault? =
    try {
        Vault.open(folder, passcode)
    } catch (error: GradusException) {
        say(
            when (error) {
                is GradusException.WrongSecret -> "That is not the passcode."
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

/** An older state of the diary is whole: putting a backup over it would lose more. Ask whoever knows why it is older. */
private fun damaged(error: GradusException.Damaged): String =
    when {
        error.mendable -> "Repair the diary"
        error.kind == "rolled_back" -> "This is an older state of the diary. Do you know why, and do you want to go on from it?"
        else -> "Restore from your backup"
    }

// end

// guide: keeper

/** Opens with the finger or the face where that works, and with the passcode wherever it does not. */
suspend fun unlockByKeeper(
    folder: Path,
    keeper: SecretKeeper,
    askForPasscode: suspend () -> ByteArray,
): Vault {
    val kept = keeper.recall("diary") as? Recalled.Secret
    if (kept != null) {
        try {
            return Vault.open(folder, kept.bytes) // wiped when this returns
        } catch (_: GradusException.WrongSecret) {
            keeper.forget("diary") // the passcode was changed elsewhere
        }
    }
    val passcode = askForPasscode()
    val copy = passcode.copyOf()
    return try {
        Vault.open(folder, passcode).also { keeper.keep("diary", copy) }
    } finally {
        copy.fill(0)
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

// guide: today

/** One screen, one call. `changes` says at once that everything is new, and then when this person's screen is stale. */
class TodayModel(
    private val vault: Vault,
    private val person: String,
    scope: CoroutineScope,
) {
    private val shown = MutableStateFlow<TodayView?>(null)
    val screen: StateFlow<TodayView?> = shown.asStateFlow()

    init {
        scope.launch {
            vault.changes.collect { if (person in it.people) load() }
            shown.value = null // the vault was locked: nothing of the diary stays behind
        }
    }

    /** Call it also when the screen comes to the front, and at midnight: time is no change. */
    suspend fun load() {
        shown.value =
            try {
                vault.today(person)
            } catch (_: GradusException.Locked) {
                null // locked in this very moment; an exception left alone would end the app
            }
    }
}

// end

// guide: log

/** Writes the session down, or answers with the fields to mark: which, what is wrong, what would be right. */
suspend fun logSession(
    vault: Vault,
    person: String,
    size: String,
    pain: String,
): List<WrongField> =
    try {
        val held = listOf(Duration.ofSeconds(30), Duration.ofSeconds(30))
        val session = sessionDraft(size = size, ease = "easy", holds = held, painPeak = pain, bleeding = "none")
        vault.record(Command.LogSession(person, session))
        emptyList()
    } catch (error: GradusException.Invalid) {
        error.fields
    }

// end

// guide: check-in

/** What was done with a question. Only [Left] takes back what was kept: where the app goes to the background it is [Locked]. */
sealed interface Turn {
    data class Answer(
        val text: String,
    ) : Turn

    data object Finish : Turn

    data object Left : Turn

    data object Locked : Turn
}

/**
 * One question after another, until all is asked or [ask] ends it; it is told whether a button that finishes may stand there.
 * "Not sure" is `unknown`, and nothing is chosen beforehand. Every answer is kept: where the app is killed in between,
 * `vault.keptInterview` has them, and what cannot wait is in the diary before it is shown.
 */
suspend fun checkIn(
    vault: Vault,
    person: PersonRef,
    ask: suspend (FactQuestion, String, Boolean) -> Turn,
    show: suspend (TriageView) -> Unit,
): TriageView? {
    var view = vault.interview(person.id)
    var shown: String? = null
    var reported: String? = null
    var written: List<FactAnswer>? = null
    val replies = mutableListOf<InterviewReply>()
    var question = view.next
    var turn: Turn = Turn.Finish
    while (question != null) {
        val words = if (person.role == "caregiver") question.questionAbout else question.question
        turn = ask(question, words, view.mayFinish)
        replies += InterviewReply(question.id, (turn as? Turn.Answer ?: break).text)
        view = vault.keepInterview(person.id, replies)
        question = view.next
        val call = view.soFar.takeIf { view.urgent }
        if (call != null && call.sentence != reported) written = view.answers // in the diary as they are
        reported = call?.sentence ?: reported
        if (call != null && call.sentence != shown) show(call)
        shown = call?.sentence
    }
    if (turn == Turn.Locked) return null // what was kept is offered after the unlock
    if (turn == Turn.Left && (!view.urgent || view.answers == written)) {
        vault.keepInterview(person.id, emptyList()) // left: what was kept is not offered again
        return view.soFar // whom to call is shown once more
    }
    return vault.record(Command.CheckIn(person.id, view.answers, note = null)).triage
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
