package org.gradus.guide

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.gradus.MIAS_PLAN
import org.gradus.Vault
import org.gradus.addMia
import org.gradus.assertWiped
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactQuestion
import org.gradus.core.PracticePerson
import org.gradus.core.SlotStatus
import org.gradus.core.TriageView
import org.gradus.homeForm
import org.gradus.inFolder
import org.gradus.onDisk
import org.gradus.passcode
import org.gradus.testkit.MemoryKeeper
import org.gradus.testkit.practice
import java.nio.file.Files
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** The guide's code does what the guide says. */
class YourAppTest {
    // guide: test
    @Test
    fun `the next morning's session fills its slot`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, clock) ->
                val mia = vault.person("Mia").id
                clock.advance(Duration.ofHours(11))
                assertEquals(emptyList(), logSession(vault, mia, size = "9", pain = "1"))
                assertEquals(SlotStatus.DONE, vault.today(mia).slots.first().status)
            }
        }
    // end

    @Test
    fun `the first run shows a code that opens, and wipes it`() =
        inFolder { folder ->
            lateinit var shown: ByteArray
            lateinit var copy: ByteArray
            firstRun(folder, passcode()) {
                shown = it
                copy = it.copyOf()
            }
            assertWiped(shown)
            Vault.recover(folder, copy).close()
            assertNotNull(unlock(folder, passcode()) { error(it) }).close()
        }

    @Test
    fun `unlocking says what is the matter`() =
        onDisk {
            val said = mutableListOf<String>()
            assertNull(unlock(folder, passcode(), said::add))
            vault.lock()
            assertNull(unlock(folder, "x".toByteArray(), said::add))
            assertNull(unlock(folder.parent, passcode(), said::add))
            assertNull(unlock(folder, ByteArray(0), said::add)?.also { it.close() })
            assertEquals(
                listOf("Another window has the diary open.", "That is not the passcode.", "There is no diary here yet."),
                said.take(3),
            )
        }

    @Test
    fun `an older state is asked about, and nobody is sent to a backup for it`() =
        onDisk {
            val before = Files.readAllBytes(folder.resolve("vault.db"))
            vault.addMia()
            vault.lock()
            Files.write(folder.resolve("vault.db"), before)
            val said = mutableListOf<String>()
            assertNull(unlock(folder, passcode(), said::add))
            assertTrue(said.single().startsWith("This is an older state of the diary."), said.single())
        }

    @Test
    fun `the keeper opens, and the passcode where it cannot`() =
        onDisk {
            vault.lock()
            val keeper = MemoryKeeper()
            var asked = 0
            val ask: suspend () -> ByteArray = { passcode().also { asked += 1 } }
            unlockByKeeper(folder, keeper, ask).close()
            unlockByKeeper(folder, keeper, ask).close()
            assertEquals(1, asked, "the second time the keeper knew it")
            keeper.loseKeys()
            unlockByKeeper(folder, keeper, ask).close()
            keeper.keep("diary", "an older passcode".toByteArray())
            unlockByKeeper(folder, keeper, ask).close()
            assertEquals(3, asked)
        }

    @Test
    fun `today follows what is written`() {
        runBlocking {
            practice().use { (vault) ->
                val mia = addChild(vault)
                coroutineScope {
                    val model = TodayModel(vault, mia, scope = this)
                    val first = model.screen.filterNotNull().first()
                    assertEquals("Mia", first.person.name)
                    val next = async(start = CoroutineStart.UNDISPATCHED) { model.screen.first { it?.plan != null } }
                    vault.record(Command.AdoptPlan(mia, homeForm(), MIAS_PLAN))
                    assertEquals("Home dilation after PSARP", next.await()?.plan)
                    vault.lock()
                    model.load()
                    assertNull(model.screen.first { it == null })
                }
            }
        }
    }

    @Test
    fun `wrong fields come back to the form`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                assertEquals(listOf("size", "pain_peak"), logSession(vault, "Mia", size = "big", pain = "11").map { it.field })
            }
        }

    @Test
    fun `a check-in asks in the caregiver's words, says an emergency before the next question, and writes it down on leaving`() {
        for (leaves in listOf(true, false)) {
            val said = answeredAbout("temperature_c" to "38.5", leaves = leaves)
            assertTrue(said.asked.all { (question, words) -> words == question.questionAbout })
            assertEquals(listOf("temperature_c"), said.shownAfter, "once, before the next question")
            assertEquals(DispositionWord.EMERGENCY, assertNotNull(said.answer).disposition)
            assertEquals("full screen, the call button first", screenFor(said.answer))
            assertEquals(leaves, said.asked.size == said.asked.indexOfFirst { it.first.id == "temperature_c" } + 2)
            assertEquals(if (leaves) 1 else 2, said.written, "as it became urgent, and whole")
        }
    }

    @Test
    fun `a check-in in which the app is killed has the emergency in the diary, and every answer is offered again`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                val mia = vault.person()
                val told = WELL + ("temperature_c" to "38.5")
                val answered = mutableListOf<String>()
                assertFailsWith<CancellationException> {
                    checkIn(vault, mia, { question, _, _ ->
                        if (answered.lastOrNull() == "temperature_c") throw CancellationException()
                        answered += question.id
                        Turn.Answer(told[question.id] ?: mildest(question))
                    }) { }
                }
                assertEquals(1, vault.timeline(mia.id).items.count { it.kind == "check_in" })
                assertEquals(answered, vault.keptInterview(mia.id).map { it.id })
            }
        }

    @Test
    fun `a lock keeps every answer for after the unlock, and a button that finishes writes them down`() =
        runBlocking {
            val well = WELL + ("temperature_c" to "36.8")
            for (end in listOf(Turn.Locked, Turn.Finish)) {
                practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                    val mia = vault.person()
                    var asked = 0
                    val ask: suspend (FactQuestion, String, Boolean) -> Turn = { question, _, mayFinish ->
                        val isOver = if (end == Turn.Locked) asked == 3 else mayFinish
                        asked += 1
                        if (isOver) end else Turn.Answer(well[question.id] ?: mildest(question))
                    }
                    val answer = checkIn(vault, mia, ask) { }
                    assertEquals(end == Turn.Finish, answer != null)
                    val written = vault.timeline(mia.id).items.count { it.kind == "check_in" }
                    assertEquals(if (end == Turn.Finish) 1 to 0 else 0 to 3, written to vault.keptInterview(mia.id).size)
                }
            }
        }

    @Test
    fun `a check-in that is left while nothing is urgent writes nothing`() {
        val said = answeredAbout("temperature_c" to "36.8", leaves = true)
        assertEquals(emptyList(), said.shownAfter)
        assertNull(said.answer)
        assertEquals(0, said.written)
    }

    @Test
    fun `a check-in that is answered to its end is written down once`() {
        val said = answeredAbout("temperature_c" to "36.8", leaves = false)
        assertEquals(DispositionWord.CONTINUE, assertNotNull(said.answer).disposition)
        assertEquals("anything_else", said.asked.last().first.id)
        assertEquals(1, said.written)
    }

    @Test
    fun `a phone's clock is read`() {
        val reading = phoneClock({ 7_000 }, 12).reading()
        assertEquals(7_000uL to "00000000000000000000000000000012", reading.monotonicMs to reading.boot)
    }

    private class Said(
        val asked: List<Pair<FactQuestion, String>>,
        val shownAfter: List<String>,
        val answer: TriageView?,
        val written: Int,
    )

    /** A check-in about Mia, who is well but for what is [told]; with [leaves], whoever answers leaves at the question after it. */
    private fun answeredAbout(
        told: Pair<String, String>,
        leaves: Boolean,
    ): Said =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                val mia = vault.person()
                val asked = mutableListOf<Pair<FactQuestion, String>>()
                val shownAfter = mutableListOf<String>()
                val ask: suspend (FactQuestion, String, Boolean) -> Turn = { question, words, _ ->
                    val isAfter = asked.lastOrNull()?.first?.id == told.first
                    asked += question to words
                    if (leaves && isAfter) Turn.Left else Turn.Answer((WELL + told)[question.id] ?: mildest(question))
                }
                val answer = checkIn(vault, mia, ask) { shownAfter += asked.last().first.id }
                Said(asked, shownAfter, answer, vault.timeline(mia.id).items.count { it.kind == "check_in" })
            }
        }

    private fun mildest(question: FactQuestion): String = question.levels.firstOrNull() ?: question.least ?: "false"

    private companion object {
        val WELL = mapOf("hours_since_antipyretic" to "240")
    }
}
