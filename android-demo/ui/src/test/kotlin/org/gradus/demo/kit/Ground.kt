package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import org.gradus.UNKNOWN
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.PersonRef
import org.gradus.core.PracticePerson
import org.gradus.demo.app.App
import org.gradus.demo.app.Door
import org.gradus.demo.app.Reference
import org.gradus.demo.app.Settings
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.SoFarState
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.OffsetDateTime

/** The passcode of every diary that the tests make. */
const val PASSCODE = "a long sentence"

/** An app on a folder of its own, with a clock that a test moves and calls that run at once. */
class Ground(
    now: OffsetDateTime = PRACTICE_EVENING,
    val device: TestDevice = TestDevice(),
    main: CoroutineDispatcher = Dispatchers.Unconfined,
    disk: CoroutineDispatcher = Dispatchers.Unconfined,
) : AutoCloseable {
    val clock = HandClock(now)
    val folder: Path = Files.createTempDirectory("demo-test")
    val diary: Path = folder.resolve("diary")
    val door = Door(diary, clock, light = true, dispatcher = disk)
    val settings = Settings(folder.resolve("settings.properties"))

    /** A test lets a session be looked at again, once for each of these; nothing happens by itself. */
    private val beats = Channel<Unit>()
    val app: App by lazy { App(door, settings, device, clock, CoroutineScope(main), beats::receive, Reference(disk)) }

    /** Time goes by, and the screen that is seen is looked at again. */
    fun beat(after: Duration) {
        clock.advance(after)
        beats.trySend(Unit)
    }

    /** The open vault. */
    val vault: Vault get() = checkNotNull(app.vault)

    /** A diary on the disk, locked; answers with its recovery code. */
    fun diaryOnDisk(): String =
        runBlocking {
            door.create(PASSCODE.toByteArray()).use { made ->
                val code = made.recoveryCode.decodeToString()
                door.settle(code.toByteArray())
                code
            }
        }

    /** The phone ended the app, and it is started again: nothing is left of it but its folder. */
    fun startedAgain(): App {
        app.vault?.close()
        val door = Door(diary, clock, light = true, dispatcher = Dispatchers.Unconfined)
        val settings = Settings(folder.resolve("settings.properties"))
        val reference = Reference(Dispatchers.Unconfined)
        return App(door, settings, device, clock, CoroutineScope(Dispatchers.Unconfined), beats::receive, reference)
    }

    override fun close() {
        app.vault?.close()
        folder.toFile().deleteRecursively()
    }
}

/** The app inside a practice vault with this person, on Today; [after] has passed since their last session. */
fun practised(
    who: PracticePerson = PracticePerson.INFANT_AFTER_ANOPLASTY,
    after: Duration = Duration.ofHours(11),
    device: TestDevice = TestDevice(),
    calls: CoroutineDispatcher = Dispatchers.Unconfined,
    main: CoroutineDispatcher = Dispatchers.Unconfined,
): Ground {
    val ground = Ground(device = device, main = main, disk = calls)
    runBlocking {
        val vault = Vault.practice(1u, listOf(who), ground.clock, calls)
        ground.clock.advance(after)
        ground.app.enter(vault)
    }
    return ground
}

/** The one person in the vault. */
val Ground.person: PersonRef get() = runBlocking { vault.person() }

/** Up to the first hold at the size of the day: the smaller one was passed. */
val HOLDING = arrayOf("in", "out", "in")

/** A session that goes on, its check list ticked where anything more [happened] in it. */
fun Ground.session(vararg happened: String): SessionState {
    runBlocking {
        val run = vault.startRun(person.id)
        if (happened.isNotEmpty()) run.checks.forEach { vault.runEvent(person.id, "tick:${it.item}") }
        happened.forEach { vault.runEvent(person.id, it) }
    }
    return SessionState(app, vault, person).also(app::go)
}

/** Writes a check-in without pressing anything. */
fun Ground.checkIn(vararg answers: Pair<String, String>) =
    runBlocking {
        val given = answers.toMap().map { (id, answer) -> FactAnswer(id, answer) } // the last answer to a question counts
        checkNotNull(vault.record(Command.CheckIn(person.id, given, note = null)).triage)
    }

/** Answers that find nothing. */
val ALL_WELL =
    arrayOf(
        "drowsy" to "false",
        "vomiting" to "none",
        "belly_distended" to "false",
        "temperature_c" to "36.8",
        "hours_since_antipyretic" to "240",
        "feeding" to "usual",
        "bleeding" to "none",
        "illness" to "well",
        "pain_peak" to "0",
        "worry" to "none",
    )

/** The answer as a person gives it. */
fun CheckInState.give(answer: String) {
    answer(answer)
    next()
}

/**
 * A check-in that is answered so, by question, and otherwise as somebody does who is well: up to the question called [before],
 * until the one called [last] was answered, or until [until] holds. What is said in the midst of it is read.
 */
fun Ground.answering(
    answers: Map<String, String>,
    last: String? = null,
    before: String? = null,
    until: (ScreenState) -> Boolean = { false },
): CheckInState {
    val state = CheckInState(app, vault, person)
    app.go(state)
    while (true) {
        val question = state.question?.takeIf { app.screen == state && it.id != before } ?: return state
        state.give(answers[question.id] ?: well(question))
        check(state.trouble == null && !state.off) { question.id }
        if (until(app.screen)) return state
        (app.screen as? SoFarState)?.read()
        if (question.id == last) return state
    }
}

/** The answer of somebody who is well, to whatever the core may ask. What something else is about, they cannot tell. */
fun well(question: FactQuestion): String =
    when {
        question.id.startsWith("about.") -> UNKNOWN
        else -> ALL_WELL.toMap()[question.id] ?: question.levels.firstOrNull() ?: question.least ?: "false"
    }
