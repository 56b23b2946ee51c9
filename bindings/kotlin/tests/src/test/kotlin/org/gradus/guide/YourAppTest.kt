package org.gradus.guide

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.gradus.MIAS_PLAN
import org.gradus.Recalled
import org.gradus.Vault
import org.gradus.addMia
import org.gradus.adoptMiasPlan
import org.gradus.assertWiped
import org.gradus.core.BlankView
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactQuestion
import org.gradus.core.GradusException
import org.gradus.core.PracticePerson
import org.gradus.core.SlotStatus
import org.gradus.core.TriageView
import org.gradus.core.WayInKind
import org.gradus.core.publishedPlans
import org.gradus.homeForm
import org.gradus.inFolder
import org.gradus.onDisk
import org.gradus.passcode
import org.gradus.proof
import org.gradus.recoveryCodeNoted
import org.gradus.renewRecoveryCode
import org.gradus.sessionDraft
import org.gradus.testkit.MemoryKeeper
import org.gradus.testkit.practice
import org.gradus.waysIn
import java.nio.file.Files
import java.security.KeyStoreException
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
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
                val held = listOf(Duration.ofSeconds(30), Duration.ofSeconds(30))
                val session = sessionDraft(size = "9", ease = "easy", holds = held, painPeak = "1", bleeding = "none")
                assertNotNull(logSession(vault, mia, session) { error(it) })
                assertEquals(SlotStatus.DONE, vault.today(mia).slots.first().status)
            }
        }
    // end

    @Test
    fun `the first run shows a code until it is typed back, and only then is there a diary`() =
        inFolder { folder ->
            val place = folder.resolve("vault")
            lateinit var shown: ByteArray
            var times = 0
            firstRun(place, passcode()) {
                shown = it
                assertFalse(Files.exists(place))
                if (times++ == 0) "a slip".toByteArray() else it.copyOf()
            }
            assertEquals(2, times)
            assertWiped(shown)
            assertNotNull(byPasscode(place, passcode()) { error(it) }).close()
        }

    @Test
    fun `a first run that was broken off leaves no diary, and the next one begins anew`() =
        inFolder { folder ->
            val place = folder.resolve("vault")
            assertFailsWith<CancellationException> { firstRun(place, passcode()) { throw CancellationException() } }
            assertFalse(Files.exists(place))
            firstRun(place, passcode()) { it.copyOf() }
            assertEquals(listOf("vault"), folder.toFile().list()?.toList())
        }

    @Test
    fun `unlocking says what is the matter`() =
        onDisk {
            val said = mutableListOf<String>()
            assertNull(byPasscode(folder, passcode(), said::add))
            vault.lock()
            assertNull(byPasscode(folder, "x".toByteArray(), said::add))
            assertNull(byPasscode(folder.parent, passcode(), said::add))
            assertNull(byPasscode(folder, ByteArray(0), said::add)?.also { it.close() })
            assertEquals(
                listOf("Another window has the diary open.", "That does not open this diary.", "There is no diary here yet."),
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
            for (isWithoutMark in listOf(false, true)) {
                if (isWithoutMark) Files.delete(folder.resolve("vault.mark"))
                val said = mutableListOf<String>()
                assertNull(byPasscode(folder, passcode(), said::add))
                assertTrue(said.single().startsWith("This may be an older state of the diary."), said.single())
            }
            Files.delete(folder.resolve("vault.db"))
            val said = mutableListOf<String>()
            assertNull(byPasscode(folder, passcode(), said::add))
            assertEquals(listOf("Restore from your backup"), said)
        }

    @Test
    fun `three ways lead in, and each failure of the finger leads to the passcode`() =
        onDisk {
            val keeper = MemoryKeeper()
            val say: (String) -> Unit = { error(it) }
            assertFailsWith<GradusException.WrongSecret> { allowFinger(vault, "not this one".toByteArray(), keeper) }
            assertIs<Recalled.Nothing>(keeper.recall("finger"), "it would open nothing")
            val typed = passcode()
            allowFinger(vault, typed, keeper)
            assertWiped(typed)
            vault.lock()
            assertNotNull(byFinger(folder, keeper, say)).close()
            assertNotNull(byRecoveryCode(folder, recoveryCode.copyOf(), say)).close()
            keeper.broken = true
            assertNull(byFinger(folder, keeper, say))
            assertNotNull(byPasscode(folder, passcode(), say)).close()
            keeper.broken = false
            keeper.keep("finger", ByteArray(32) { 7 })
            assertNull(byFinger(folder, keeper, say), "its way was closed")
            assertIs<Recalled.Nothing>(keeper.recall("finger"))
            keeper.loseKeys()
            assertNull(byFinger(folder, keeper, say))
        }

    @Test
    fun `a keystore that fails opens no new way`() =
        onDisk {
            val keeper = MemoryKeeper().apply { broken = true }
            val typed = passcode()
            assertFailsWith<KeyStoreException> { allowFinger(vault, typed, keeper) }
            assertWiped(typed)
            assertEquals(listOf(WayInKind.PASSCODE, WayInKind.RECOVERY_CODE), Vault.waysIn(folder).map { it.kind })
        }

    @Test
    fun `a form becomes the plan once its blanks are filled and somebody agreed`() =
        runBlocking {
            practice().use { (vault) ->
                val mia = addChild(vault)
                val form = publishedPlans().first { it.name == "post-psarp-home" }
                val filled = MIAS_PLAN.associate { it.field to it.value } - "start.operation"
                for (agrees in listOf(false, true)) {
                    val ask: suspend (BlankView, String?) -> String = { blank, known -> known ?: filled.getValue(blank.field) }
                    val adopted =
                        adoptPlan(vault, mia, form, ask) { plan, replaced ->
                            assertNull(replaced)
                            assertEquals(120, plan.goalTenthsMm.toInt())
                            agrees
                        }
                    assertEquals(agrees, adopted)
                    assertEquals(if (agrees) 1 else 0, vault.planHistory(mia).size)
                }
                assertTrue(vault.today(mia).slots.isNotEmpty())
            }
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
                    assertNull(model.screen.first { it == null })
                    model.load()
                    assertNull(model.screen.value)
                }
            }
        }
    }

    @Test
    fun `a view that was on its way when the screen went does not come back to it`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                val screens = CoroutineScope(Job())
                val model = TodayModel(vault, vault.person().id, screens)
                model.screen.filterNotNull().first()
                screens.cancel()
                assertNull(model.screen.first { it == null })
                model.load()
                assertNull(model.screen.value)
            }
        }

    @Test
    fun `wrong fields come back to the form`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                val marked = mutableListOf<String>()
                val session = sessionDraft(size = "big", ease = "easy", holds = emptyList(), painPeak = "11")
                assertNull(logSession(vault, "Mia", session) { wrong -> marked += wrong.map { it.field } })
                assertEquals(listOf("size", "pain_peak"), marked)
            }
        }

    @Test
    fun `a session with blood is answered`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, clock) ->
                clock.advance(Duration.ofHours(11))
                val held = listOf(Duration.ofSeconds(30))
                val session = sessionDraft(size = "9", ease = "easy", holds = held, painPeak = "1", bleeding = "red_bowl")
                val written = assertNotNull(logSession(vault, "Mia", session) { error(it) })
                assertNotEquals(DispositionWord.CONTINUE, assertNotNull(written.triage).disposition)
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
                    val again = mutableListOf<String>()
                    val after =
                        goOn(vault, mia, { true }, { question, _, _ ->
                            again += question.id
                            Turn.Answer(well[question.id] ?: mildest(question))
                        }) { }
                    val isGoneOn = end == Turn.Locked
                    assertEquals(isGoneOn, after?.disposition == DispositionWord.CONTINUE)
                    assertEquals(isGoneOn, again.isNotEmpty())
                    assertEquals(1, vault.timeline(mia.id).items.count { it.kind == "check_in" })
                }
            }
        }

    @Test
    fun `what a lock broke off is offered once, and what is urgent comes first`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault) ->
                val mia = vault.person()
                val told = WELL + ("temperature_c" to "38.5")
                val (answered, shown) = mutableListOf<String>() to mutableListOf<DispositionWord>()
                val ask: suspend (FactQuestion, String, Boolean) -> Turn = { question, _, _ ->
                    val isOver = answered.lastOrNull() == "temperature_c"
                    if (!isOver) answered += question.id
                    if (isOver) Turn.Locked else Turn.Answer(told[question.id] ?: mildest(question))
                }
                val show: suspend (TriageView) -> Unit = { shown += it.disposition }
                assertNull(checkIn(vault, mia, ask, show = show))
                assertNull(goOn(vault, mia, { true }, ask, show))
                assertEquals(List(2) { DispositionWord.EMERGENCY }, shown, "once more before the next question")
                assertEquals(DispositionWord.EMERGENCY, goOn(vault, mia, { false }, ask, show)?.disposition)
                assertNull(goOn(vault, mia, { true }, ask, show), "what was left is not offered again")
                assertEquals(1, vault.timeline(mia.id).items.count { it.kind == "check_in" })
            }
        }

    @Test
    fun `each opening tells of the code, and once of what was noted while locked`() =
        onDisk {
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            assertEquals(emptyList(), news(vault))
            vault.renewRecoveryCode(proof())
            vault.lock()
            Vault.logWhileLocked(folder, mia, "done", clock = clock)
            Vault.open(folder, passcode(), clock).use { again ->
                val first = news(again)
                assertTrue(first.size >= 2)
                assertEquals(first.take(1), news(again))
                again.recoveryCodeNoted()
                assertEquals(emptyList(), news(again))
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
