package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.PersonDraft
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.BackgroundState
import org.gradus.demo.state.LeftOut
import org.gradus.demo.state.Stands
import org.gradus.demo.state.TodayState
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Somebody who stands in the diary is changed: they are shown as they stand, and nothing goes without a yes to its name. */
class PersonTest {
    @Test
    fun `what stands is shown as it stands, and Save alone changes nothing of it`(): Unit =
        practised().use { ground ->
            stand(ground)
            val items = runBlocking { ground.vault.timeline(ground.person.id) }.items.size
            withApp(ground.app) {
                toMia()
                sees("This is what stands in the diary now.")
                sees("Mia")
                type("Mia Rose", into = "Name that you use at home")
                press("Next")
                sees("This is what stands in the diary now.")
                sees("30")
                sees("Remove Anoplasty, 20 Feb 2026")
                sees("Remove Making of a stoma")
                assertEquals(listOf("hirschsprung"), assertIs<BackgroundState>(ground.app.screen).chosen)
                press("Save")
                sees("For Mia Rose")
                sees("Saved.")
            }
            assertEquals(STANDS.copy(name = "Mia Rose"), details(ground))
            assertTrue(runBlocking { ground.vault.timeline(ground.person.id) }.items.size >= items, "the diary is there")
        }

    @Test
    fun `what is taken out is asked about by its name, and only a yes takes it out`(): Unit =
        practised().use { ground ->
            stand(ground)
            withApp(ground.app) {
                toMia()
                press("Next")
                press("Hirschsprung disease")
                type("", into = "Born early: at how many weeks? Leave empty if not")
                press("Diabetes")
                press("Remove Anoplasty, 20 Feb 2026")
                press("Remove Making of a stoma", 0)
                press("Save")
                sees("Until now this stood here: Hirschsprung disease.")
                press("Yes, take out: Hirschsprung disease")
                sees("Until now this stood here: Born early.")
                press("No, this stays: Born early")
                sees("Until now this stood here: Anoplasty, 20 Feb 2026.")
                press("No, this stays: Anoplasty, 20 Feb 2026")
                sees("Until now this stood here: Making of a stoma.")
                assertEquals(STANDS, details(ground), "nothing is written before the last answer")
                press("Yes, take out: Making of a stoma")
                sees("Saved.")
                sees("2 conditions or operations")
            }
            val left = details(ground)
            assertEquals(setOf("preterm:30=2026-01-20", "diabetes"), left.background.toSet())
            assertEquals(setOf("anoplasty=2026-02-20", "stoma_formation"), left.operations.toSet())
        }

    @Test
    fun `None of these asks about everything that stood, and Back from a question leads to the list`(): Unit =
        practised().use { ground ->
            stand(ground)
            val state = changing(ground)
            state.chooseNone()
            state.save()
            assertEquals(LeftOut("hirschsprung=2026-01-21", isOperation = false), state.asked)
            state.back()
            assertNull(state.asked)
            assertEquals(state, ground.app.screen)
            state.save()
            state.takeOut()
            assertEquals("preterm", state.asked?.name, "a yes from before Back counts no more, and one is enough")
            state.takeOut()
            assertEquals(null to null, state.asked to state.trouble)
            assertEquals(STANDS.copy(background = listOf("none")), details(ground))
        }

    @Test
    fun `what stays after None of these was chosen is not lost to it`(): Unit =
        practised().use { ground ->
            stand(ground)
            val state = changing(ground)
            state.chooseNone()
            state.save()
            state.leaveIn()
            state.leaveIn()
            assertIs<TodayState>(ground.app.screen)
            assertEquals(STANDS, details(ground))
        }

    @Test
    fun `a corrected day, other weeks and the other name of the same operation take nothing out`(): Unit =
        practised().use { ground ->
            stand(ground)
            val state = changing(ground)
            state.pretermWeeks = "31"
            state.operations[0] = "psarp" to "2026-02-21"
            state.save()
            assertEquals(null to null, state.asked to state.trouble)
            val now = details(ground)
            assertEquals(listOf("hirschsprung=2026-01-21", "preterm:31=2026-01-20"), now.background)
            assertEquals(listOf("anoplasty=2026-02-21", "stoma_formation", "stoma_formation"), now.operations)
        }

    private fun Hand.toMia() {
        press("People")
        press("Change what is written about Mia")
    }

    /** Writes [STANDS] about Mia, in place of what the practice diary says. */
    private fun stand(ground: Ground) {
        assertEquals(listOf("anorectal_malformation"), details(ground).background)
        val background = STANDS.background + "withdrawn:anorectal_malformation"
        runBlocking { ground.vault.record(Command.ChangePerson(ground.person.id, STANDS.copy(background = background))) }
        assertEquals(STANDS, details(ground))
        runBlocking { ground.app.open(ground.vault, ground.person) }
    }

    private fun details(ground: Ground): PersonDraft = runBlocking { ground.vault.personDetails(ground.person.id) }

    private fun changing(ground: Ground): BackgroundState =
        details(ground)
            .let { BackgroundState(ground.app, ground.vault, it, Stands(ground.person.id, it)) }
            .also(ground.app::go)

    private companion object {
        /** Dates, weeks, an operation without a day, and one that was done twice: what the screen does not ask for must stay too. */
        val STANDS =
            PersonDraft(
                "Mia",
                "2026-01-20",
                "caregiver",
                listOf("hirschsprung=2026-01-21", "preterm:30=2026-01-20"),
                listOf("anoplasty=2026-02-20", "stoma_formation", "stoma_formation"),
            )
    }
}
