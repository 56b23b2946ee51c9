package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.UNKNOWN
import org.gradus.core.DispositionWord
import org.gradus.core.InterviewReply
import org.gradus.core.PracticePerson
import org.gradus.demo.kit.FEVER
import org.gradus.demo.kit.answer
import org.gradus.demo.kit.answering
import org.gradus.demo.kit.checkIns
import org.gradus.demo.kit.fever
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.resultFacts
import org.gradus.demo.kit.upTo
import org.gradus.demo.kit.well
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SoFarState
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** The questions, by pressing what stands on the screen, on the real core. */
class CheckInTest {
    @Test
    fun `somebody who is well is asked what the core asks, in its order, and what was said is written down`(): Unit =
        practised().use { ground ->
            val asked = mutableListOf<InterviewReply>()
            withApp(ground.app) {
                press("Answer the questions")
                while (true) {
                    val state = ground.app.screen as? CheckInState ?: break
                    val question = checkNotNull(state.question)
                    assertEquals(runBlocking { ground.vault.interview(ground.person.id, asked) }.next, question)
                    sees(state.words(question))
                    sees("Question ${asked.size + 1}")
                    asked += InterviewReply(question.id, well(question))
                    answer(state, well(question))
                }
                sees("Go on as planned")
            }
            assertEquals(DispositionWord.CONTINUE, assertIs<ResultState>(ground.app.screen).triage.disposition)
            assertEquals("anything_else", asked.last().id)
            val said = ground.resultFacts()
            asked.dropLast(1).forEach { assertEquals(it.answer, said[it.id], it.id) }
            assertEquals(1, ground.checkIns())
        }

    @Test
    fun `an emergency is said before the next question, with the clinic's number`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                fever(ground)
                assertIs<SoFarState>(ground.app.screen)
                sees("Emergency")
                sees("Go to an emergency department now.")
                sees("Do that first.")
                press("Call +44 1632 960 114")
                press("Call 999")
                assertEquals(listOf("+44 1632 960 114", "999"), ground.device.dialled)
                seesNot("Back")
                assertTrue(ground.app.back(), "back is taken and does nothing")
                press("I have read this. Next question")
                val state = assertIs<CheckInState>(ground.app.screen)
                val next = checkNotNull(state.question)
                sees(state.words(next))
                answer(state, UNKNOWN)
                assertIs<CheckInState>(ground.app.screen, "the same is not said twice")
                press("Show again whom to call")
                press("I have read this. Next question")
                press("Finish here, leave the rest unanswered")
                sees("Go to an emergency department now.")
            }
            assertEquals(DispositionWord.EMERGENCY, assertIs<ResultState>(ground.app.screen).triage.disposition)
            assertEquals(2, ground.checkIns(), "before it was said, and whole")
        }

    @Test
    fun `whoever has read enough finishes on that very screen`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                fever(ground)
                press("Finish here, leave the rest unanswered")
                sees("I have read this")
            }
            assertIs<ResultState>(ground.app.screen)
            assertEquals("38.4", ground.resultFacts()["temperature_c"])
            assertEquals(1, ground.checkIns())
        }

    @Test
    fun `a clinician today is said before the next question too`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            val state = ground.answering(mapOf("anything_else" to "true", "pus" to "true"), until = { it is SoFarState })
            withApp(ground.app) {
                sees("A clinician today")
                press("Call +44 1632 960 115")
                press("I have read this. Next question")
            }
            assertEquals(listOf("+44 1632 960 115"), ground.device.dialled)
            assertEquals(state, ground.app.screen)
        }

    @Test
    fun `whoever says that something else is different is asked what it is about, and no longer everything`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            val state = ground.answering(mapOf("anything_else" to "true"), last = "anything_else")
            withApp(ground.app) {
                sees("What is it about most of all?")
                sees("Not sure")
                press("Belly, throwing up, or gas that does not come")
                press("Next")
                assertTrue(checkNotNull(state.left) < 30, "${state.left}")
                val before = state.place
                while (checkNotNull(state.question).id != "about.2") answer(state, well(checkNotNull(state.question)))
                assertTrue(state.place - before < 30, "${state.place - before} questions")
                sees("Is it about something else too?")
                seesNot("Belly, throwing up, or gas that does not come")
                press("No, nothing more")
                press("Next")
            }
            val told = assertIs<ResultState>(ground.app.screen).triage
            assertEquals(DispositionWord.CONTACT, told.disposition, "nothing was found, and it is no reason to go on")
        }

    @Test
    fun `the way back says where it leads`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                sees("Back")
                seesNot("Previous question")
                assertIs<CheckInState>(ground.app.screen).let { answer(it, well(checkNotNull(it.question))) }
                sees("Previous question")
            }
        }

    @Test
    fun `back shows what was said, and another answer takes its place`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                fever(ground)
                press("I have read this. Next question")
                press("Previous question")
                val state = assertIs<CheckInState>(ground.app.screen)
                assertEquals("temperature_c" to "38.4", state.question?.id to state.answer)
                press("Previous question")
                val before = checkNotNull(state.question)
                assertEquals(well(before), state.answer, before.id)
                press("Next")
                assertEquals("temperature_c" to "38.4", state.question?.id to state.answer)
                assertTrue(state.isUrgent, "going back takes nothing back")
                type("36,8", into = "Number in °C")
                press("Next")
                assertFalse(state.isUrgent)
                seesNot("Show again whom to call")
                seesNot("Leave without writing anything down")
                press("Leave; what you said is written down")
                // The emergency stands in the diary until a clinician was spoken to, and nothing says that all is well.
                sees("Get emergency care now")
            }
            assertEquals(DispositionWord.EMERGENCY, assertIs<ResultState>(ground.app.screen).triage.disposition)
            assertEquals(2, ground.checkIns(), "as it was said first, and as it was corrected")
        }

    @Test
    fun `another answer to an earlier question takes back nothing of what was said after it`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                fever(ground)
                press("I have read this. Next question")
                val state = assertIs<CheckInState>(ground.app.screen)
                repeat(2) { press("Previous question") }
                val changed = checkNotNull(state.question).id
                answer(state, UNKNOWN)
                (ground.app.screen as? SoFarState)?.read()
                assertTrue(state.isUrgent)
                while (state.question?.id != "temperature_c") answer(state, well(checkNotNull(state.question)))
                assertEquals("38.4", state.answer, "it is there to be confirmed")
                press("Leave; what you said is written down")
                sees("Go to an emergency department now.")
                assertEquals("38.4" to UNKNOWN, ground.resultFacts().let { it["temperature_c"] to it[changed] })
            }
            assertEquals(2, ground.checkIns(), "before it was said, and as it was changed")
        }

    @Test
    fun `an emergency that was corrected and comes again is said again`(): Unit =
        practised().use { ground ->
            val state = ground.answering(FEVER, last = "temperature_c")
            for ((typed, said) in listOf("36.8" to false, "38.4" to true)) {
                ground.app.back()
                state.answer(typed)
                state.next()
                assertEquals(said, ground.app.screen is SoFarState, typed)
            }
        }

    @Test
    fun `flow 31 each danger question needs an answer, nothing is preselected, and Next names what is missing`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                val state = assertIs<CheckInState>(ground.app.screen)
                var asked = 0
                while (checkNotNull(state.question).id != "anything_else") {
                    val question = checkNotNull(state.question)
                    assertFalse(state.mayFinish)
                    assertEquals(null, state.answer, question.id)
                    press("Next")
                    sees("Please answer: ${state.words(question)}")
                    assertEquals(question, state.question)
                    answer(state, well(question))
                    asked += 1
                }
                assertTrue(asked > 4, "$asked questions must be answered")
            }
            assertEquals(0, ground.checkIns())
        }

    @Test
    fun `flow 31 every question offers Not sure, to the very end`(): Unit =
        practised().use { ground ->
            var asked = 0
            withApp(ground.app) {
                press("Answer the questions")
                while (ground.app.screen !is ResultState) {
                    (ground.app.screen as? SoFarState)?.read()
                    answer(assertIs<CheckInState>(ground.app.screen), UNKNOWN)
                    asked += 1
                }
            }
            assertTrue(asked > 15, "$asked questions")
            assertEquals(2, ground.checkIns(), "as it became urgent, and whole")
        }

    @Test
    fun `a number that the core does not take is told with those that it takes, and can be put right`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Answer the questions")
                val state = assertIs<CheckInState>(ground.app.screen)
                upTo("temperature_c", state)
                for (typed in listOf("384", "hot", "38.44", "29.9", "45.1")) {
                    type(typed, into = "Number in °C")
                    press("Next")
                    sees("That does not fit. Give a number from 30 to 45, or choose “Not sure”.")
                    assertEquals("temperature_c", state.question?.id, typed)
                }
                type("36,8", into = "Number in °C")
                press("Next")
                assertNotEquals("temperature_c", checkNotNull(state.question).id)
                seesNot("That does not fit")
            }
        }
}
