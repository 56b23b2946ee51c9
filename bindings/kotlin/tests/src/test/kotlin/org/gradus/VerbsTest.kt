package org.gradus

import kotlinx.coroutines.runBlocking
import org.gradus.core.ColumnChoice
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.Fill
import org.gradus.core.FreshnessWord
import org.gradus.core.GateWord
import org.gradus.core.GradusException
import org.gradus.core.InterviewPart
import org.gradus.core.InterviewReply
import org.gradus.core.PracticePerson
import org.gradus.core.ProposalKind
import org.gradus.core.RunDetailsDraft
import org.gradus.core.SettingWord
import org.gradus.core.SlotStatus
import org.gradus.core.facts
import org.gradus.core.interviewWithoutVault
import org.gradus.core.occurrences
import org.gradus.core.planBlanks
import org.gradus.core.planCheck
import org.gradus.core.rules
import org.gradus.core.settingFacts
import org.gradus.core.settingWithoutVault
import org.gradus.core.triage
import org.gradus.testkit.HandClock
import org.gradus.testkit.practice
import java.time.Duration
import java.time.LocalDate
import java.time.OffsetDateTime
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Each verb once, on a practice vault and on a real folder. */
class VerbsTest {
    @Test
    fun `a person is added, changed and found`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            assertEquals(listOf(mia), vault.people().map { it.id })
            assertEquals(LocalDate.of(2026, 1, 20), vault.person("Mia").bornDate)
            val stands = vault.personDetails(mia)
            val changed = stands.copy(name = "Mia Ana", born = "2026-01-21")
            vault.record(Command.ChangePerson(mia, changed))
            assertEquals("Mia Ana", vault.person().name)
            assertEquals(changed, vault.personDetails(mia))
            val unsaid = personDraft("Mia Ana", LocalDate.of(2026, 1, 21), "caregiver", listOf("none"))
            assertFailsWith<GradusException.Invalid> { vault.record(Command.ChangePerson(mia, unsaid)) }
            assertFailsWith<GradusException.NotFound> { vault.person("Mia") }
        }

    @Test
    fun `a plan is adopted and shown, and every version stays`() =
        everywhere { vault, clock ->
            val mia = vault.addMia()
            val first = vault.adoptMiasPlan(mia).entry
            assertEquals(LocalDate.of(2026, 3, 3), vault.plan(mia).effectiveDate)
            clock.advance(Duration.ofDays(1))
            val later = MIAS_PLAN.map { if (it.field == "review_by") it.copy(value = "2026-05-14") else it }
            val second = vault.record(Command.AdoptPlan(mia, homeForm(), later)).entry
            assertEquals(second, vault.plan(mia).version)
            assertEquals(LocalDate.of(2026, 3, 4), vault.plan(mia).effectiveDate)
            assertEquals(listOf<String?>(first, second), vault.planHistory(mia).map { it.version })
        }

    @Test
    fun `a new plan is looked at before it is adopted`() =
        everywhere { vault, clock ->
            val mia = vault.addMia()
            assertEquals(listOf(Fill("start.operation", "2026-02-17")), vault.planKnown(mia))
            assertNull(vault.planReplaced(mia, homeForm(), MIAS_PLAN), "there is none that it could replace")
            vault.adoptMiasPlan(mia)
            clock.advance(Duration.ofDays(1))
            val changed = mapOf("ladder.goal_mm" to "11", "start.on" to "2026-03-07")
            val later = MIAS_PLAN.map { it.copy(value = changed[it.field] ?: it.value) }
            val view = assertNotNull(vault.planReplaced(mia, homeForm(), later))
            assertEquals(LocalDate.of(2026, 3, 3) to LocalDate.of(2026, 3, 7), view.sinceDate to view.untilDate)
            val goal = view.changes.first { it.field == "ladder.goal_mm" }
            assertEquals("12" to "11", goal.before to goal.after)
            assertEquals(1, vault.planHistory(mia).size, "nothing was written")
            assertFailsWith<GradusException.Invalid> { vault.planReplaced(mia, homeForm()) }
            assertFailsWith<GradusException.Refused> { vault.planReplaced(mia, homeForm(), MIAS_PLAN) }
        }

    @Test
    fun `today shows the slots, and a session fills one`() =
        everywhere { vault, clock ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val before = vault.today(mia)
            assertEquals(LocalDate.of(2026, 3, 3), before.civilDate)
            assertEquals(2, before.slots.size)
            clock.advance(Duration.ofHours(1))
            val done = vault.record(Command.LogSession(mia, easySession()))
            assertEquals(mia, done.person)
            val after = vault.today(mia)
            assertEquals(listOf(SlotStatus.DONE), after.slots.map { it.status }.filter { it == SlotStatus.DONE })
            assertEquals(90.toUShort(), after.sizeTenthsMm)
            assertNull(before.notBeforeMoment)
            assertEquals(OffsetDateTime.parse("2026-03-03T15:00:00+01:00"), after.notBeforeMoment, "six hours apart")
        }

    @Test
    fun `a check-in asks, calls in its midst, and ends with what is written down`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val replies = mutableListOf<InterviewReply>()
            val calm = mapOf("drowsy" to "false", "vomiting" to "none", "belly_distended" to "false")
            var view = vault.interview(mia)
            assertEquals(InterviewPart.REQUIRED, view.part)
            assertFalse(view.mayFinish)
            while (!view.urgent) {
                val next = assertNotNull(view.next)
                replies += InterviewReply(next.id, (calm + ("temperature_c" to "38.4"))[next.id])
                view = vault.interview(mia, replies)
            }
            assertEquals("temperature_c", replies.last().id)
            val call = assertNotNull(view.soFar)
            assertEquals(DispositionWord.EMERGENCY, call.disposition)
            assertEquals(vault.plan(mia).contacts, call.contacts)
            assertTrue(call.contacts.isNotEmpty() && view.mayFinish)
            val recorded = vault.record(Command.CheckIn(mia, view.answers, null))
            assertEquals(call.sentence, recorded.triage?.sentence)
            assertEquals(call.contacts, vault.today(mia).contacts)
            val twice = List(2) { InterviewReply("worry", "none") }
            assertFailsWith<GradusException.Invalid> { vault.interview(mia, twice) }
            assertEquals("drowsy", interviewWithoutVault(emptyList(), HandClock(MORNING).reading()).next?.id)
        }

    @Test
    fun `the setting asks what the vault does not tell`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val answers = mutableListOf<FactAnswer>()
            var view = vault.setting(mia)
            assertEquals(SettingWord.PROFESSIONAL, view.setting)
            var screens = 0
            while (view.screens.isNotEmpty()) {
                val mildest = { one: FactQuestion -> one.levels.firstOrNull() ?: one.least ?: "false" }
                answers += view.screens.first().questions.map { FactAnswer(it.id, mildest(it)) }
                view = vault.setting(mia, answers)
                screens += 1
            }
            assertEquals(2, screens)
            assertEquals(SettingWord.HOME, view.setting)
            assertEquals("S8", view.reasons.first { it.id == "SH2" }.sources.first().id)
            assertEquals(vault.plan(mia).contacts, view.contacts)
            assertFailsWith<GradusException.Invalid> { vault.setting(mia, listOf(FactAnswer("bleeding", "none"))) }
            assertEquals(SettingWord.PROFESSIONAL, settingWithoutVault(emptyList(), HandClock(MORNING).reading()).setting)
            assertTrue(settingFacts().any { it.id == "clinic_start" })
        }

    @Test
    fun `a slot is skipped, a visit and a talk are written down, and the timeline tells all`() =
        everywhere { vault, clock ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            vault.record(Command.Skip(mia, null, "illness"))
            clock.advance(Duration.ofHours(2))
            vault.record(Command.RecordVisit(mia, visitDraft("calibration", "Dr Brandt", calibrated = "10", sizeSet = "10")))
            clock.advance(Duration.ofHours(1))
            vault.record(Command.RecordContact(mia, contactDraft("Dr Brandt", "go on", "stay_same", emptyList())))
            val line = vault.timeline(mia)
            assertEquals(listOf("person", "plan", "skip", "visit", "contact"), line.items.map { it.kind })
            assertEquals(OffsetDateTime.parse("2026-03-03T11:00:00+01:00"), line.items.last().moment)
            assertEquals(LocalDate.of(2026, 3, 3), line.lastDate)
            val nextDay = LocalDate.of(2026, 3, 4)
            assertEquals(emptyList(), vault.timeline(mia, nextDay, nextDay).items)
            assertEquals(nextDay, vault.timeline(mia, nextDay, nextDay).firstDate)
            val size = vault.trends(mia).charts.first { it.id == "size" }
            assertEquals(listOf(90u, 100u), size.series[2].points.map { it.valueTenths })
            assertTrue(size.svg!!.startsWith("<svg") && "10 mm" in size.sentence)
            assertEquals(nextDay.toString(), vault.trends(mia, nextDay, nextDay).fromDate)
        }

    @Test
    fun `a check-in with fever sends to help and closes the gate`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val answers = listOf(FactAnswer("temperature_c", "38.5"), FactAnswer("bleeding", UNKNOWN))
            val triage = assertNotNull(vault.record(Command.CheckIn(mia, answers, "since noon")).triage)
            assertEquals(DispositionWord.EMERGENCY, triage.disposition)
            assertEquals(GateWord.BLOCKED, vault.today(mia).gate.gate)
            assertNull(triage.untilMoment, "a block has no hour at which it ends by itself")
            assertTrue(vault.today(mia).tasks.isNotEmpty())
        }

    @Test
    fun `a step is proposed and taken`() {
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, clock) ->
                assertEquals(OffsetDateTime.parse("2026-03-24T21:00:00+01:00"), clock.wall)
                val mia = vault.person().id
                val proposal = vault.progress(mia)
                assertEquals(ProposalKind.ADVANCE, proposal.kind)
                val to = assertNotNull(proposal.toTenthsMm)
                vault.record(Command.TakeStep(mia, to))
                assertEquals(to, vault.progress(mia).fromTenthsMm)
            }
        }
    }

    @Test
    fun `a diary is looked at, then taken, with the columns that the person chose`() =
        everywhere { vault, clock ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            clock.advance(Duration.ofDays(4))
            val csv = "when,mm,ease\n2026-03-04T08:00:00+01:00,9,easy\n2026-03-05T08:00:00+01:00,9,easy\n"
            val mapping = listOf(ColumnChoice("when", "at"), ColumnChoice("mm", "size"))
            val preview = vault.importSessions(mia, csv, mapping)
            assertFalse(preview.written)
            assertEquals(2u, preview.taken)
            assertTrue(vault.timeline(mia).items.none { it.kind == "session" })
            assertTrue(vault.importSessions(mia, csv, mapping, write = true).written)
            assertEquals(2, vault.timeline(mia).items.count { it.kind == "session" })
            assertEquals(2u, vault.importSessions(mia, csv, mapping).alreadyThere)
        }

    @Test
    fun `a report has notes only where they are asked for`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            vault.record(Command.LogSession(mia, easySession(note = "Zimtstern4711")))
            val today = LocalDate.of(2026, 3, 3)
            assertFalse("Zimtstern4711" in vault.reportHtml(mia, today, today))
            assertTrue("Zimtstern4711" in vault.reportHtml(mia, today, today, withNotes = true))
            val yesterday = today.minusDays(1)
            assertFalse("Zimtstern4711" in vault.reportHtml(mia, yesterday, yesterday, withNotes = true))
        }

    @Test
    fun `verify counts what is there`() =
        everywhere { vault, _ ->
            val before = vault.verify()
            vault.addMia()
            val after = vault.verify()
            assertTrue(before.sound && after.sound)
            assertEquals(before.entries + 1u, after.entries)
            assertNotEquals(before.head, after.head)
        }

    /** The whole folder is put back, mark and all: only a code that was kept elsewhere can tell. */
    @Test
    fun `a code that was kept elsewhere tells an older copy`() =
        onDisk {
            val early = vault.verify().freshnessCode
            vault.lock()
            val copy = folder.resolveSibling("copy")
            folder.toFile().copyRecursively(copy.toFile())
            val late =
                Vault.open(folder, passcode(), clock).use {
                    it.addMia()
                    val code = it.verify().freshnessCode
                    assertNull(it.verify().freshness)
                    assertEquals(FreshnessWord.FRESH, it.verify(notOlderThan = early).freshness)
                    assertEquals(FreshnessWord.FRESH, it.verify(notOlderThan = code).freshness)
                    assertEquals(listOf("freshness_code"), wrongFields { it.verify(notOlderThan = "half a code") })
                    code
                }
            Vault.open(copy, passcode(), clock).use {
                assertTrue(it.verify().sound)
                val found = it.verify(notOlderThan = late)
                assertEquals(FreshnessWord.ROLLED_BACK to false, found.freshness to found.sound)
                assertTrue(found.problems.isNotEmpty())
            }
            Vault.practice(7u, clock = clock).use {
                assertEquals(FreshnessWord.UNKNOWN, it.verify(notOlderThan = late).freshness)
            }
        }

    @Test
    fun `what was written is there after the vault was locked and opened again`() =
        onDisk {
            val mia = vault.addMia()
            vault.lock()
            Vault.open(folder, passcode(), clock).use { assertEquals(mia, it.person("Mia").id) }
            Vault.recover(folder, recoveryCode, clock).use { assertEquals(mia, it.person("Mia").id) }
        }

    @Test
    fun `a vault with the full stretching opens too`() =
        inFolder { folder ->
            val clock = HandClock(MORNING)
            Vault.create(folder, passcode(), clock).close()
            Vault.open(folder, passcode(), clock).use { assertEquals(emptyList(), it.people()) }
        }

    @Test
    fun `practice is the same each time, and other people with another seed`() =
        runBlocking {
            suspend fun people(seed: ULong) = practice(*PracticePerson.entries.toTypedArray(), seed = seed).use { it.vault.people() }
            assertEquals(people(3u), people(3u))
            assertNotEquals(people(3u), people(4u))
            assertEquals(listOf("Mia", "Robin"), people(3u).map { it.name }.sorted())
        }

    @Test
    fun `a stop that was pressed while the vault was locked is told with its own moment`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, clock) ->
                val mia = vault.person().id
                clock.advance(Duration.ofHours(11))
                vault.startRun(mia).checks.forEach { vault.runEvent(mia, "tick:${it.item}") }
                listOf("in", "out", "in").forEach { vault.runEvent(mia, it) }
                clock.advance(Duration.ofSeconds(15))
                val pressed = clock.reading()
                clock.advance(Duration.ofMinutes(10))
                assertTrue(vault.runEvent(mia, "stop", pressed).hasEnded)
                vault.finishRun(mia, RunDetailsDraft(ease = "easy", painPeak = "0", bleeding = "none", stopReason = "interrupted"))
                val line = vault.timeline(mia).items.last { it.kind == "session" }.sentence
                assertTrue("held 15 s" in line, line)
            }
        }

    @Test
    fun `the questions that need no vault answer`() {
        val now = HandClock(MORNING).reading()
        val answers = listOf(FactAnswer("age_days", "63"), FactAnswer("temperature_c", "38.1"))
        assertEquals(DispositionWord.EMERGENCY, triage(answers, now).disposition)
        assertTrue(facts().any { it.id == "temperature_c" })
        assertTrue(rules().isNotEmpty())
        assertEquals(MIAS_PLAN.map { it.field }.toSet(), planBlanks(homeForm()).map { it.field }.toSet())
        assertEquals("Home dilation after PSARP", planCheck(homeForm(), MIAS_PLAN).title)
        val first = occurrences(homeForm(), MIAS_PLAN, "2026-03-03", "2026-03-03").first()
        assertEquals(LocalDate.of(2026, 3, 3), first.civilDate)
        assertNull(first.atTime)
    }
}
