package org.gradus

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.Fill
import org.gradus.core.GradusException
import org.gradus.core.Recorded
import org.gradus.core.SessionDraft
import org.gradus.core.publishedPlans
import org.gradus.testkit.HandClock
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.LocalDate
import java.time.OffsetDateTime
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.deleteRecursively
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** The checkout that these tests belong to. */
val CHECKOUT: Path by lazy { Path.of(System.getProperty("gradus.checkout") ?: error("run by Maven, which says where the checkout is")) }

val MORNING: OffsetDateTime = OffsetDateTime.parse("2026-03-03T08:00:00+01:00")

const val PASSCODE = "seven small steps"

fun passcode(): ByteArray = PASSCODE.toByteArray()

fun proof(): Proof = Proof.passcode(passcode())

/** A vault in a folder of its own, made and opened, with the clock that drives it. */
class OnDisk(
    val folder: Path,
    val clock: HandClock,
    val vault: Vault,
    val recoveryCode: ByteArray,
)

/** Runs [test] in an empty folder that is swept afterwards. */
@OptIn(ExperimentalPathApi::class)
fun inFolder(test: suspend (Path) -> Unit) {
    val folder = Files.createTempDirectory("gradus-kotlin")
    try {
        runBlocking { test(folder) }
    } finally {
        folder.deleteRecursively()
    }
}

fun onDisk(test: suspend OnDisk.() -> Unit) =
    inFolder { folder ->
        val clock = HandClock(MORNING)
        val place = folder.resolve("vault")
        val made = Vault.create(place, passcode(), clock, light = true)
        Vault.open(place, passcode(), clock).use { OnDisk(place, clock, it, made.recoveryCode).test() }
    }

/** The same journey on a practice vault and on a real folder. */
fun everywhere(test: suspend (Vault, HandClock) -> Unit) {
    onDisk { test(vault, clock) }
    runBlocking {
        val clock = HandClock(MORNING)
        Vault.practice(7u, clock = clock).use { test(it, clock) }
    }
}

suspend fun Vault.addMia(): String =
    record(
        Command.AddPerson(
            personDraft(
                name = "Mia",
                born = LocalDate.of(2026, 1, 20),
                role = "caregiver",
                background = listOf("anorectal_malformation"),
                operations = listOf("psarp" to LocalDate.of(2026, 2, 17)),
            ),
        ),
    ).person

val MIAS_PLAN =
    mapOf(
        "prescriber" to "Dr Brandt",
        "device.grip_depth_mm" to "30",
        "ladder.start_mm" to "9",
        "ladder.goal_mm" to "12",
        "start.operation" to "2026-02-17",
        "start.on" to "2026-03-03",
        "phase[1].min_gap_h" to "6",
        "step_up.sessions_in_a_row" to "6",
        "step_up.max_pain" to "4",
        "review_by" to "2026-04-14",
        "contact[1].name" to "Surgical ward",
        "contact[1].phone" to "+44 1632 960 114",
    ).map { (field, value) -> Fill(field, value) }

fun homeForm(): String = publishedPlans().first { it.name == "post-psarp-home" }.text

suspend fun Vault.adoptMiasPlan(mia: String): Recorded = record(Command.AdoptPlan(mia, homeForm(), MIAS_PLAN))

fun easySession(
    size: String = "9",
    at: OffsetDateTime? = null,
    note: String? = null,
): SessionDraft =
    sessionDraft(
        size = size,
        ease = "easy",
        holds = listOf(Duration.ofSeconds(30), Duration.ofSeconds(30)),
        at = at,
        painPeak = "1",
        bleeding = "none",
        lubricant = "water",
        cleaned = true,
        note = note,
    )

/** The fields that the call complained about. */
suspend fun wrongFields(call: suspend () -> Unit): List<String> =
    assertFailsWith<GradusException.Invalid> { call() }.fields.map { it.field }

fun assertWiped(secret: ByteArray) = assertTrue(secret.all { it == 0.toByte() }, "the secret is still there")

/** A dispatcher that runs nothing until it is told to: what is queued can be looked at, cancelled or locked out. */
class HeldDispatcher : CoroutineDispatcher() {
    private val queue = ConcurrentLinkedQueue<Runnable>()

    val queued: Int get() = queue.size

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        queue.add(block)
    }

    fun runAll() {
        while (true) (queue.poll() ?: return).run()
    }
}

/** Calls run in the caller's own thread. */
val AT_ONCE: CoroutineDispatcher = Dispatchers.Unconfined
