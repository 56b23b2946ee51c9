package org.gradus.demo.app

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.gradus.core.BlankView
import org.gradus.core.FactQuestion
import org.gradus.core.PublishedPlan
import org.gradus.core.facts
import org.gradus.core.planBlanks
import org.gradus.core.publishedPlans

/** What the core says without a diary. The thread that draws never waits for it, and what is always the same is asked for once. */
class Reference(
    private val dispatcher: CoroutineDispatcher = Dispatchers.IO,
) {
    private val questions = mutableMapOf<String, List<FactQuestion>>()
    private val forms = mutableMapOf<String, List<PublishedPlan>>()

    /** Every question of the core, in this language. */
    suspend fun questions(language: String): List<FactQuestion> =
        questions[language] ?: withContext(dispatcher) { facts(language) }.also { questions[language] = it }

    /** The published forms, by their titles in this language. */
    suspend fun forms(language: String): List<PublishedPlan> =
        forms[language] ?: withContext(dispatcher) { publishedPlans(language) }.also { forms[language] = it }

    /** What a form leaves to the clinic. */
    suspend fun blanks(
        text: String,
        language: String,
    ): List<BlankView> = withContext(dispatcher) { planBlanks(text, language) }
}
