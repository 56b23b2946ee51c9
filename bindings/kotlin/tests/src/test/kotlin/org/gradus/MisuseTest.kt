package org.gradus

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.gradus.core.ClockReading
import org.gradus.core.Command
import org.gradus.core.FactAnswer
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import org.gradus.core.planCheck
import org.gradus.core.triage
import org.gradus.testkit.HandClock
import org.gradus.testkit.practice
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.time.LocalDate
import java.time.OffsetDateTime
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What no app should do, and some will: a typed error each time, and the vault goes on. */
class MisuseTest {
    private val emoji = "👩‍👧 Mia"
    private val rightToLeft = "ميا \u202Eabc"
    private val huge = "x".repeat(20_000_000)

    @Test
    fun `many threads write and read at once, and every write counts`() {
        runBlocking {
            practice(dispatcher = Dispatchers.IO).use { (vault) ->
                val mia = vault.addMia()
                val calls =
                    (0 until 200).map { n ->
                        async(Dispatchers.IO) {
                            if (n % 2 == 0) vault.record(Command.LogSession(mia, easySession())) else vault.timeline(mia)
                        }
                    }
                calls.awaitAll()
                assertEquals(100, vault.timeline(mia).items.count { it.kind == "session" })
                assertTrue(vault.verify().sound)
            }
        }
    }

    @Test
    fun `threads that write while another locks each succeed or hear that it is locked`() =
        onDisk {
            val mia = vault.addMia()
            val results =
                runBlocking {
                    val writers =
                        List(20) { n ->
                            async(Dispatchers.IO) {
                                if (n == 10) vault.lock()
                                runCatching { vault.record(Command.LogSession(mia, easySession())) }
                            }
                        }
                    writers.awaitAll()
                }
            results.mapNotNull { it.exceptionOrNull() }.forEach { assertTrue(it is GradusException.Locked, "$it") }
            val written = results.count { it.isSuccess }
            Vault.open(folder, passcode(), clock).use { again ->
                assertEquals(written, again.timeline(mia).items.count { it.kind == "session" })
            }
        }

    @Test
    fun `absurd values name their field and write nothing`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            val count = vault.verify().entries
            val wrong = easySession(size = "-1").copy(ease = "", painPeak = "NaN", bleeding = "gallons", painMinutes = "-5")
            assertEquals(
                listOf("size", "ease", "pain_peak", "pain_minutes", "bleeding").sorted(),
                wrongFields { vault.record(Command.LogSession(mia, wrong)) }.sorted(),
            )
            for (size in listOf("NaN", "Infinity", "1e9", "0", "", "٩", "9,9,9")) {
                assertEquals(listOf("size"), wrongFields { vault.record(Command.LogSession(mia, easySession(size = size))) }, size)
            }
            val long = easySession().copy(holdsS = listOf(UInt.MAX_VALUE))
            assertEquals(listOf("holds_s"), wrongFields { vault.record(Command.LogSession(mia, long)) }.distinct())
            val later = easySession(at = MORNING.plusYears(1))
            assertEquals(listOf("at"), wrongFields { vault.record(Command.LogSession(mia, later)) })
            assertFailsWith<GradusException> { vault.record(Command.TakeStep(mia, UShort.MAX_VALUE)) }
            assertEquals(count, vault.verify().entries)
        }

    @Test
    fun `a duration that is negative or longer than any is refused, not made small`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            for (hold in listOf(Duration.ofSeconds(-1), Duration.ofSeconds(1L + UInt.MAX_VALUE.toLong()), Duration.ofDays(2))) {
                val draft = sessionDraft("9", "easy", listOf(hold))
                assertEquals(listOf("holds_s"), wrongFields { vault.record(Command.LogSession(mia, draft)) }, "$hold")
            }
        }

    @Test
    fun `answers that are no numbers are refused`() {
        val now = HandClock(MORNING).reading()
        for (answer in listOf("NaN", "inf", "38.123", "-0", "", "38,1", "999999999999999999999")) {
            val error = assertFailsWith<GradusException.Invalid>(answer) { triage(listOf(FactAnswer("temperature_c", answer)), now) }
            assertEquals(1, error.fields.size)
        }
        assertFailsWith<GradusException.Invalid> { triage(listOf(FactAnswer("no_such_fact", "true")), now) }
        assertFailsWith<GradusException.Invalid> { planCheck("format = \u0000", emptyList()) }
    }

    @Test
    fun `names of emoji and of either direction come back as they went in`() =
        everywhere { vault, _ ->
            for (name in listOf(emoji, "ميا", "Ωmega ñ ß", "米娅")) {
                val id = vault.record(Command.AddPerson(personDraft(name, LocalDate.of(2000, 1, 1), "self", listOf("none")))).person
                assertEquals(name, vault.person(id).name)
                assertEquals(name, vault.today(id).person.name)
            }
            val mia = vault.addMia()
            vault.record(Command.LogSession(mia, easySession(note = "$emoji $rightToLeft")))
            assertTrue(emoji in vault.reportHtml(mia, withNotes = true))
        }

    /** A note field that cuts at a length cuts an emoji in two. */
    @Test
    fun `half a character is refused by name, wherever text goes in`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            val half = "half \uD83D"
            val calls: List<suspend () -> Unit> =
                listOf(
                    { vault.record(Command.LogSession(mia, easySession(note = half))) },
                    { vault.record(Command.AdoptPlan(mia, half, emptyList())) },
                    { vault.today(half) },
                    { vault.timeline(half) },
                    { vault.reportHtml(half) },
                    { vault.importSessions(mia, half) },
                )
            calls.forEach { call -> assertEquals(listOf("text"), wrongFields(call)) }
            assertEquals(listOf("text"), wrongFields { Vault.practice(1u, clock = { ClockReading(half, 0u, "") }) })
            assertTrue(vault.verify().sound)
        }

    @Test
    fun `characters that are none are told, or kept, and crash nothing`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            for (text in listOf("nought \u0000", "\uFFFF", "\u202E", "\uFEFF")) {
                val outcome = runCatching { vault.record(Command.LogSession(mia, easySession(note = text))) }
                outcome.exceptionOrNull()?.let { assertTrue(it is GradusException, "$it") }
            }
            assertTrue(vault.verify().sound)
        }

    @Test
    fun `twenty million characters are refused wherever text goes in`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            assertEquals(listOf("note"), wrongFields { vault.record(Command.LogSession(mia, easySession(note = huge))) })
            assertEquals(listOf("size"), wrongFields { vault.record(Command.LogSession(mia, easySession(size = huge))) })
            val person = personDraft(huge, LocalDate.of(2000, 1, 1), "self", listOf("none"))
            assertEquals(listOf("name"), wrongFields { vault.record(Command.AddPerson(person)) })
            assertFailsWith<GradusException> { vault.record(Command.AdoptPlan(mia, huge, emptyList())) }
            assertFailsWith<GradusException> { vault.importSessions(mia, huge) }
            val lost = assertFailsWith<GradusException.NotFound> { vault.today(huge) }
            assertFalse(huge in lost.what + lost.right)
            assertTrue(vault.verify().sound)
        }

    @Test
    fun `an empty secret is refused where a vault is made, and wrong where it is opened`() =
        onDisk {
            vault.lock()
            val other = folder.resolveSibling("other")
            assertEquals(listOf("passcode"), wrongFields { Vault.create(other, ByteArray(0), clock) })
            assertFalse(Files.exists(other))
            assertFailsWith<GradusException> { Vault.open(folder, ByteArray(0), clock) }
            assertEquals(listOf("recovery_code"), wrongFields { Vault.recover(folder, ByteArray(0), clock) })
            assertEquals(listOf("recovery_code"), wrongFields { Vault.recover(folder, byteArrayOf(-1, -2), clock) })
            Vault.open(folder, passcode(), clock).close()
        }

    @Test
    fun `a secret may be any 1024 bytes, and not one more`() =
        inFolder { folder ->
            val clock = HandClock(MORNING)
            val bytes = ByteArray(1024) { it.toByte() }
            assertEquals(listOf("passcode"), wrongFields { Vault.create(folder, bytes.copyOf(1025), clock) })
            Vault.create(folder, bytes.copyOf(), clock, light = true).close()
            assertFailsWith<GradusException.WrongSecret> { Vault.open(folder, bytes.copyOf(1023), clock) }
            assertFailsWith<GradusException> { Vault.open(folder, ByteArray(20_000_000), clock) }
            Vault.open(folder, bytes.copyOf(), clock).close()
        }

    @Test
    fun `a second handle on one vault is told that it is busy`() =
        onDisk {
            assertFailsWith<GradusException.Busy> { Vault.open(folder, passcode(), clock) }
            assertEquals(emptyList(), vault.people())
            vault.lock()
            Vault.open(folder, passcode(), clock).close()
        }

    @Test
    fun `a folder that is a file, or lies nowhere, is an error and stays as it is`() =
        inFolder { folder ->
            val clock = HandClock(MORNING)
            val file = Files.writeString(folder.resolve("letter.txt"), "hers")
            assertFailsWith<GradusException> { Vault.create(file, passcode(), clock) }
            assertFailsWith<GradusException> { Vault.open(file, passcode(), clock) }
            assertFailsWith<GradusException> { Vault.open(folder.resolve("nowhere"), passcode(), clock) }
            assertFailsWith<GradusException> { Vault.create(file.resolve("inside"), passcode(), clock) }
            assertEquals("hers", Files.readString(file))
        }

    @Test
    fun `a clock that cannot be believed is named`() {
        runBlocking {
            for (reading in listOf(ClockReading("soon", 0u, ""), ClockReading("+999999999-12-31T23:59:59Z", 0u, ""))) {
                assertEquals(listOf("now.wall"), wrongFields { Vault.practice(1u, clock = { reading }) })
            }
            val boot = ClockReading(MORNING.toString(), ULong.MAX_VALUE, "not a boot")
            assertTrue("now.boot" in wrongFields { Vault.practice(1u, clock = { boot }) })
            val far = HandClock(OffsetDateTime.MAX)
            assertEquals(listOf("now.wall"), wrongFields { Vault.practice(1u, clock = far) })
        }
    }

    @Test
    fun `a person of nobody's name is not found`() =
        everywhere { vault, _ ->
            vault.addMia()
            for (name in listOf("", " ", "Ma", emoji, rightToLeft, "0".repeat(32), "'; drop table entries; --")) {
                assertFailsWith<GradusException.NotFound>(name) { vault.today(name) }
            }
        }

    /** The raw handle, as somebody would hold it who goes past [Vault]. */
    @Test
    fun `a handle that is dropped during calls ends them well or not at all`() {
        repeat(20) {
            val handle = Gradus.practice(1u, HandClock(MORNING).reading())
            val started = CountDownLatch(2)
            val unexpected = mutableListOf<Throwable>()
            val callers =
                List(2) {
                    thread {
                        started.countDown()
                        val ended = runCatching { repeat(200) { handle.people() } }.exceptionOrNull()
                        if (ended != null && ended !is IllegalStateException) synchronized(unexpected) { unexpected += ended }
                    }
                }
            started.await()
            handle.destroy()
            callers.forEach { it.join() }
            assertEquals(emptyList(), unexpected)
        }
    }

    @Test
    fun `calls under way end well although nobody holds the vault any more`() =
        onDisk {
            val mia = vault.addMia()
            vault.lock()
            val answers =
                runBlocking {
                    val calls =
                        List(8) {
                            async(Dispatchers.IO) { runCatching { Vault.open(folder, passcode(), clock).timeline(mia) } }
                        }
                    System.gc()
                    calls.awaitAll()
                }
            answers.forEach { answer ->
                val failed = answer.exceptionOrNull()
                assertTrue(failed == null || failed is GradusException.Busy, "$failed")
            }
            assertTrue(answers.any { it.isSuccess })
        }

    @Test
    fun `no error prints what was handed in`() {
        runBlocking {
            practice().use { (vault) ->
                val mia = vault.addMia()
                val secret = "Zimtstern4711"
                val errors =
                    listOf(
                        runCatching { vault.today(secret) },
                        runCatching { vault.record(Command.LogSession(mia, easySession(note = secret.repeat(400)))) },
                        runCatching { Vault.open(Path.of("nowhere"), secret.toByteArray()) },
                        runCatching { Vault.recover(Path.of("nowhere"), secret.toByteArray()) },
                    ).map { it.exceptionOrNull() }
                errors.forEach { assertFalse(secret in "$it ${it?.stackTraceToString()}") }
                assertTrue(errors.all { it is GradusException })
                assertNull(errors.firstOrNull { it?.cause != null })
            }
        }
    }
}
