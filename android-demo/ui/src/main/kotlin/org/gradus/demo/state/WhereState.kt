package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.FactAnswer
import org.gradus.core.FactQuestion
import org.gradus.core.PersonRef
import org.gradus.core.SettingScreen
import org.gradus.core.SettingView
import org.gradus.demo.app.App

/**
 * Where dilation is to be done: the questions that could change the core's answer, page by page, and that answer with its reasons.
 * Nothing of it is written down.
 */
class WhereState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var view by mutableStateOf<SettingView?>(null)
        private set

    /** What is chosen or typed, by question. Nothing is beforehand. */
    val given = mutableStateMapOf<String, String>()

    /** Those of the page that have no answer yet, once somebody wanted to go on. */
    var missing by mutableStateOf(emptyList<FactQuestion>())
        private set

    /** The answer is looked at although questions are left: it is the careful one then. */
    var looking by mutableStateOf(false)
        private set

    /** The reasons are told with what they rest on. */
    var explaining by mutableStateOf(false)

    /** What was answered, page by page. */
    private var pages = emptyList<List<FactAnswer>>()

    /** The questions at hand; `null` where the answer is on the screen. */
    val page: SettingScreen? get() = view?.screens?.firstOrNull().takeUnless { looking }

    fun title(page: SettingScreen): String = if (person.isLookedAfter) page.titleAbout else page.title

    /** Worked out at every look: the diary may have changed meanwhile, or the language. */
    override fun shown(): Unit = act { ask(pages) }

    fun answer(
        question: FactQuestion,
        answer: String,
    ) {
        given[question.id] = answer
    }

    /** Takes the answers of the page; those that are missing are named. */
    fun next() {
        val questions = page?.questions ?: return
        missing = questions.filter { given[it.id].isNullOrBlank() }
        if (missing.isEmpty()) act { ask(pages + listOf(questions.map(::taken))) }
    }

    private fun taken(question: FactQuestion): FactAnswer {
        val answer = given.getValue(question.id)
        return FactAnswer(question.id, if (kind(question) == QuestionKind.NUMBER) pointed(answer) else answer)
    }

    fun look() {
        looking = true
        missing = emptyList()
    }

    /** Back to the questions that are left. */
    fun goOn() {
        looking = false
    }

    override fun stepBack(): Boolean {
        if (!looking && pages.isEmpty()) return false
        if (looking) goOn() else act { ask(pages.dropLast(1)) }
        return true
    }

    fun call(number: String): Unit = app.call(number)

    private suspend fun ask(all: List<List<FactAnswer>>) {
        view = vault.setting(person.id, all.flatten())
        pages = all
    }
}
