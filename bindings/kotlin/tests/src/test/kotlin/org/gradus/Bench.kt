package org.gradus

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.Gradus
import org.gradus.core.InterviewReply
import org.gradus.core.PracticePerson
import org.gradus.core.facts
import org.gradus.core.uniffiEnsureInitialized
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import org.gradus.testkit.practice
import java.lang.management.ManagementFactory
import java.nio.file.Path
import java.time.LocalDate
import java.time.OffsetDateTime

/**
 * What the calls of a screen cost, printed and not asserted: machines differ. `bindings/kotlin/bench` runs it on a release build.
 */
object Bench {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val load = System.nanoTime()
        uniffiEnsureInitialized()
        println("library load".padEnd(NAME_WIDTH) + "%12.1f us".format((System.nanoTime() - load) / NS_PER_US))
        rawCall()
        runBlocking { screens() }
        year()
    }

    /** The calls that each screen makes, as the demo apps make them: the same list in each language. */
    private suspend fun screens() =
        practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, _) ->
            val mia = vault.person().id
            timed("what a check-in may ask: facts") { facts() }
            timed("screen: people, 1 call") { vault.people() }
            timed("screen: today, 1 call") { vault.today(mia) }
            timed("screen: plan, 1 call") { vault.plan(mia) }
            timed("screen: progress on Android, 3 calls") { Triple(vault.today(mia), vault.plan(mia), vault.trends(mia)) }
            timed("screen: progress on iOS, 3 calls") { Triple(vault.progress(mia), vault.plan(mia), vault.trends(mia)) }
            val replies = vault.allLeftOpen(mia)
            timed("screen: check-in, 1 call: the first question") { vault.interview(mia) }
            timed("screen: check-in, 1 call: after ${replies.size} replies") { vault.interview(mia, replies) }
            timed("screen: timeline, 1 call") { vault.timeline(mia) }
            timed("screen: report, 1 call", runs = 50) { vault.reportHtml(mia) }
        }

    /** The longest way through a check-in: no question is answered, so that none is spared. */
    private suspend fun Vault.allLeftOpen(person: String): List<InterviewReply> {
        val replies = mutableListOf<InterviewReply>()
        while (true) {
            val question = interview(person, replies).next ?: return replies
            replies += InterviewReply(question.id, null)
        }
    }

    /** A year of two sessions a day, on the disk: from the opening to the quick exit. */
    private fun year() =
        inFolder { folder ->
            val clock = HandClock(PRACTICE_EVENING)
            val place = folder.resolve("vault")
            Vault.create(place, passcode(), clock).close()
            val mia =
                Vault.open(place, passcode(), clock, Dispatchers.Unconfined).use { vault ->
                    val draft = personDraft("Mia", LocalDate.of(2025, 1, 1), "caregiver", listOf("none"))
                    val mia = vault.record(Command.AddPerson(draft)).person
                    print("a year: import of 730 sessions", listOf(took { vault.importSessions(mia, diary(), write = true) }))
                    mia
                }
            val openings = mutableListOf<Took>()
            val exits = mutableListOf<Took>()
            repeat(OPENINGS) {
                val opened = mutableListOf<Vault>()
                openings += took { opened += opening(place, mia, clock) }
                exits += took { opened.single().close() }
            }
            print("a year: opening, 6 calls, stretching included", openings)
            print("a year: quick exit, 1 call", exits)
            Vault.open(place, passcode(), clock, Dispatchers.Unconfined).use { it.used(mia) }
        }

    private suspend fun Vault.used(mia: String) {
        val replies = allLeftOpen(mia).take(1)
        // The first question, left open: what comes next is asked, and the reply is on the disk.
        timed("a year: one answer of a check-in, 2 calls", runs = 50) { interview(mia, replies) to keepInterview(mia, replies) }
        timed("a year: log a session, 1 call", runs = 50) { record(Command.LogSession(mia, easySession())) }
        timed("a year: timeline (bar: 5000)", runs = 50) { timeline(mia) }
        timed("a year: today", runs = 50) { today(mia) }
        timed("a year: trends", runs = 50) { trends(mia) }
        timed("a year: report", runs = 5) { reportHtml(mia) }
        timed("a year: verify", runs = 5) { verify() }
    }

    /** From the passcode to the first screen. */
    private suspend fun opening(
        place: Path,
        mia: String,
        clock: HandClock,
    ): Vault =
        Vault.open(place, passcode(), clock, Dispatchers.Unconfined).also { vault ->
            vault.setLanguage("en")
            vault.inboxNews()
            vault.people()
            vault.keptInterview(mia)
            vault.today(mia)
        }

    private fun diary(): String {
        val days = (365L downTo 1L).map { PRACTICE_EVENING.toLocalDate().minusDays(it) }
        val rows = days.flatMap { day -> listOf("08:00", "19:30").map { "$day,$it,9 mm,1,none" } }
        return (listOf("date,time,size,pain,bleeding") + rows).joinToString("\n", postfix = "\n")
    }

    /** The way there and back with next to nothing in between. */
    private fun rawCall() {
        val handle = Gradus.practice(1u, clockReading(OffsetDateTime.parse("2026-03-01T08:00:00Z"), 0, ""))
        repeat(WARM_UP) { handle.changeCount() }
        val start = System.nanoTime()
        repeat(RAW_CALLS) { handle.changeCount() }
        val took = (System.nanoTime() - start) / RAW_CALLS / NS_PER_US
        println("the cheapest call, its mean".padEnd(NAME_WIDTH) + "%12.1f us".format(took))
        handle.lock()
    }

    /** Microseconds by the wall's clock, and what this thread had of the processor: every call is made to run on it. */
    private class Took(
        val wall: Double,
        val cpu: Double,
    )

    private suspend fun took(call: suspend () -> Any): Took {
        val worked = threads.currentThreadCpuTime
        val start = System.nanoTime()
        call()
        val wall = System.nanoTime() - start
        return Took(wall / NS_PER_US, (threads.currentThreadCpuTime - worked) / NS_PER_US)
    }

    private suspend fun timed(
        name: String,
        runs: Int = 200,
        call: suspend () -> Any,
    ) {
        repeat(runs) { call() }
        print(name, List(runs) { took(call) })
    }

    /** The median, and the least: a collector or another program that comes in between says nothing about the call. */
    private fun print(
        name: String,
        runs: List<Took>,
    ) {
        val (wall, cpu) = runs.map { it.wall }.sorted() to runs.map { it.cpu }.sorted()
        val told = "%12.1f us, least %.1f; of CPU %.1f, least %.1f"
        println(name.padEnd(NAME_WIDTH) + told.format(wall[wall.size / 2], wall.first(), cpu[cpu.size / 2], cpu.first()))
    }

    private val threads = ManagementFactory.getThreadMXBean()
    private const val NS_PER_US = 1000.0
    private const val WARM_UP = 20_000
    private const val RAW_CALLS = 20_000
    private const val OPENINGS = 10
    private const val NAME_WIDTH = 48
}
