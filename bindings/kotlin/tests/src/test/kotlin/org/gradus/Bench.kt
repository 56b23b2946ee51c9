package org.gradus

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.Gradus
import org.gradus.core.InterviewReply
import org.gradus.core.PracticePerson
import org.gradus.core.uniffiEnsureInitialized
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import org.gradus.testkit.practice
import java.time.Duration
import java.time.OffsetDateTime

/**
 * What the calls of a screen cost, printed and not asserted: machines differ. `bindings/kotlin/bench` runs it on a release build.
 */
object Bench {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val load = System.nanoTime()
        uniffiEnsureInitialized()
        println("library load                    %8.1f ms".format(millis(System.nanoTime() - load)))
        runBlocking {
            screens()
            year()
        }
        disk()
        rawCall()
    }

    /** The calls that each screen makes, as the demo apps make them. */
    private suspend fun screens() =
        practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, _) ->
            val mia = vault.person().id
            val month = PRACTICE_EVENING.toLocalDate()
            screen("people", listOf("people" to suspend { vault.people() }))
            screen("today", listOf("today" to suspend { vault.today(mia) }))
            screen("plan", listOf("plan" to suspend { vault.plan(mia) }, "planHistory" to suspend { vault.planHistory(mia) }))
            screen(
                "progress",
                listOf(
                    "progress" to suspend { vault.progress(mia) },
                    "timeline, 30 days" to suspend { vault.timeline(mia, month.minusDays(29), month) },
                ),
            )
            screen("timeline", listOf("timeline, all" to suspend { vault.timeline(mia) }))
            screen("report", listOf("reportHtml" to suspend { vault.reportHtml(mia) }))
            val replies = vault.allLeftOpen(mia)
            screen("check-in, its first question", listOf("interview" to suspend { vault.interview(mia) }))
            screen("check-in, after ${replies.size} replies", listOf("interview" to suspend { vault.interview(mia, replies) }))
        }

    /** The longest way through a check-in: no question is answered, so that none is spared. */
    private suspend fun Vault.allLeftOpen(person: String): List<InterviewReply> {
        val replies = mutableListOf<InterviewReply>()
        while (true) {
            val question = interview(person, replies).next ?: return replies
            replies += InterviewReply(question.id, null)
        }
    }

    private suspend fun year() =
        practice().use { (vault, clock) ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            var writes = 0L
            var sessions = 0
            while (clock.wall < PRACTICE_EVENING.plusYears(1)) {
                clock.advance(Duration.ofHours(HALF_A_DAY))
                val start = System.nanoTime()
                vault.record(Command.LogSession(mia, easySession(at = clock.wall)))
                writes += System.nanoTime() - start
                sessions += 1
            }
            println("a year, two sessions a day: $sessions sessions, in memory")
            println("  record                        %8.1f us".format(writes / sessions / NS_PER_US))
            val (first, last) = clock.wall.toLocalDate().minusYears(1) to clock.wall.toLocalDate()
            timed("  timeline of a year", rounds = 40) { vault.timeline(mia, first, last) }
            timed("  today after a year", rounds = 40) { vault.today(mia) }
        }

    /** What a person waits for: the passcode is stretched on purpose, and a write is on the disk when it returns. */
    private fun disk() =
        inFolder { folder ->
            val clock = HandClock(PRACTICE_EVENING)
            val place = folder.resolve("vault")
            Vault.create(place, passcode(), clock).close()
            println("on the disk")
            val open = System.nanoTime()
            Vault.open(place, passcode(), clock).use { vault ->
                println("  open, stretching included      %8.1f ms".format(millis(System.nanoTime() - open)))
                val mia = vault.addMia()
                timed("  record", rounds = 40) { vault.record(Command.LogSession(mia, easySession())) }
                timed("  verify", rounds = 10) { vault.verify() }
            }
        }

    /** The way there and back with next to nothing in between. */
    private fun rawCall() {
        val handle = Gradus.practice(1u, clockReading(OffsetDateTime.parse("2026-03-01T08:00:00Z"), 0, ""))
        repeat(WARM_UP) { handle.changeCount() }
        val start = System.nanoTime()
        repeat(RAW_CALLS) { handle.changeCount() }
        println("one call of the handle          %8.1f us".format((System.nanoTime() - start) / RAW_CALLS / NS_PER_US))
        handle.lock()
    }

    private suspend fun screen(
        name: String,
        calls: List<Pair<String, suspend () -> Any>>,
    ) {
        println("screen $name: ${calls.size} ${if (calls.size == 1) "call" else "calls"}")
        val sum = calls.sumOf { (verb, call) -> timed("  $verb", rounds = 200, call) }
        if (calls.size > 1) println("  together".padEnd(NAME_WIDTH) + "%8.1f us".format(sum))
    }

    /** The median, and the least: a collector or another program that comes in between says nothing about the call. */
    private suspend fun timed(
        name: String,
        rounds: Int,
        call: suspend () -> Any,
    ): Double {
        repeat(rounds) { call() }
        val took =
            List(rounds) {
                val start = System.nanoTime()
                call()
                System.nanoTime() - start
            }
        val median = took.sorted()[rounds / 2] / NS_PER_US
        println(name.padEnd(NAME_WIDTH) + "%8.1f us, least %.1f us".format(median, took.min() / NS_PER_US))
        return median
    }

    private fun millis(nanos: Long) = nanos / NS_PER_US / 1000

    private const val NS_PER_US = 1000.0
    private const val HALF_A_DAY = 12L
    private const val WARM_UP = 20_000
    private const val RAW_CALLS = 20_000
    private const val NAME_WIDTH = 32
}
