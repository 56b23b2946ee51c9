package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.UNKNOWN
import org.gradus.core.Command
import org.gradus.core.FactAnswer
import org.gradus.core.PracticePerson
import org.gradus.core.SettingView
import org.gradus.demo.app.Forward
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.QuestionKind
import org.gradus.demo.state.WhereState
import org.gradus.demo.state.kind
import org.gradus.demo.state.wordsFor
import org.gradus.personDraft
import java.time.LocalDate
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Where dilation is to be done: the core's questions, its answer, and why. */
class WhereTest {
    private fun Ground.asked(answers: List<FactAnswer> = emptyList()): SettingView = runBlocking { vault.setting(person.id, answers) }

    private fun Ground.open(): WhereState = WhereState(app, vault, person).also(app::go)

    /** Answers each question of the page with "not sure". */
    private fun WhereState.answerPage(): List<FactAnswer> {
        val questions = checkNotNull(page).questions
        questions.forEach { answer(it, UNKNOWN) }
        next()
        assertNull(trouble)
        return questions.map { FactAnswer(it.id, UNKNOWN) }
    }

    private fun Hand.readsAll(
        ground: Ground,
        view: SettingView,
    ) {
        val texts = listOf(view.title, view.sentence, view.whom, view.lookAgainSentence, view.signOff) + view.reasons.map { it.sentence }
        (texts + view.questions + view.options + view.notSettled.map { it.says }).forEach { sees(it) }
        view.contacts.forEach { press("Call ${it.phone}") }
        assertEquals(view.contacts.map { it.phone }, ground.device.dialled)
    }

    @Test
    fun `each question needs an answer, none is chosen beforehand, and Next names what is missing`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("The plan")
                press("Where is it to be done?")
                val state = assertIs<WhereState>(ground.app.screen)
                val page = checkNotNull(ground.asked().screens.firstOrNull())
                sees(page.titleAbout)
                sees("Nothing of this is written down.")
                page.questions.forEach { sees(it.questionAbout) }
                assertTrue(state.given.isEmpty())
                press("Not sure", place = 0)
                press("Next")
                assertEquals(page.questions.drop(1), state.missing)
                seesNot("Please answer: ${page.questions.first().questionAbout}")
                page.questions.drop(1).forEach { sees("Please answer: ${it.questionAbout}") }
                assertEquals(page, state.page)
            }
        }

    @Test
    fun `the answer is the core's own, its reasons are one tap away, and nothing is written down`() {
        for (who in listOf(PracticePerson.INFANT_AFTER_ANOPLASTY, PracticePerson.ADULT_WITH_STENOSIS)) {
            practised(who).use { ground ->
                val before = runBlocking { ground.vault.timeline(ground.person.id) }
                val state = ground.open()
                val answers = generateSequence { state.page?.let { state.answerPage() } }.flatten().toList()
                val view = ground.asked(answers)
                assertTrue(answers.isNotEmpty() && view.screens.isEmpty())
                withApp(ground.app) {
                    readsAll(ground, view)
                    val grounds = view.reasons.flatMap { it.sources }.map { it.says }
                    assertTrue(grounds.isNotEmpty())
                    (grounds - view.notSettled.map { it.says }.toSet()).forEach { seesNot(it) }
                    press("Why this answer")
                    grounds.forEach { sees(it) }
                }
                assertEquals(before, runBlocking { ground.vault.timeline(ground.person.id) })
            }
        }
    }

    @Test
    fun `the answer can be looked at before the questions, which are one tap away and keep what was said`(): Unit =
        practised(PracticePerson.ADULT_WITH_STENOSIS).use { ground ->
            val state = ground.open()
            val first = checkNotNull(state.page)
            val question = first.questions.first()
            state.answer(question, UNKNOWN)
            withApp(ground.app) {
                press("Show the answer now")
                sees(ground.asked().sentence)
                press("Answer the questions that are left")
                sees(question.wordsFor(ground.person))
                press("Show the answer now")
                press("Back")
                sees(question.wordsFor(ground.person))
            }
            assertEquals(mapOf(question.id to UNKNOWN), state.given.toMap())
        }

    @Test
    fun `back leads to the page before with its answers, and from the first one to the plan`(): Unit =
        practised().use { ground ->
            ground.app.go(PlanState(ground.app, ground.vault, ground.person))
            val state = ground.open()
            val first = checkNotNull(state.page)
            state.answerPage()
            assertFalse(first == state.page)
            ground.app.back()
            assertEquals(first, state.page)
            assertTrue(first.questions.all { state.given[it.id] == UNKNOWN })
            ground.app.back()
            assertIs<PlanState>(ground.app.screen)
        }

    @Test
    fun `a number may have a comma, and one that cannot be is refused and can be put right`(): Unit =
        practised().use { ground ->
            val grown = personDraft("Bo", LocalDate.of(1990, 1, 20), "self", listOf("none"))
            runBlocking { ground.vault.record(Command.AddPerson(grown)) }
            val person = runBlocking { ground.vault.people() }.first { it.name == "Bo" }
            val state = WhereState(ground.app, ground.vault, person).also(ground.app::go)
            var questions = checkNotNull(state.page).questions
            while (questions.none { kind(it) == QuestionKind.NUMBER }) {
                questions.forEach { state.answer(it, it.levels.firstOrNull() ?: "false") }
                state.next()
                questions = checkNotNull(state.page).questions
            }
            questions.forEach { state.answer(it, if (kind(it) == QuestionKind.NUMBER) "many" else it.levels.firstOrNull() ?: "false") }
            state.next()
            assertEquals(Forward.CORRECT, state.trouble?.forward)
            assertEquals(questions, state.page?.questions)
            questions.filter { kind(it) == QuestionKind.NUMBER }.forEach { state.answer(it, "12,5") }
            state.next()
            assertNull(state.trouble)
            assertNotEquals(questions, state.page?.questions)
        }
}
