package org.gradus.demo.state

import org.gradus.core.FactQuestion
import org.gradus.core.PersonRef

/** How a question is answered. */
enum class QuestionKind { YES_NO, LEVEL, NUMBER }

fun kind(question: FactQuestion): QuestionKind =
    when (question.kind) {
        "yes_no" -> QuestionKind.YES_NO
        "level" -> QuestionKind.LEVEL
        else -> QuestionKind.NUMBER
    }

/** As its reader is asked: somebody who looks after the person, or the person. */
fun FactQuestion.wordsFor(person: PersonRef): String = if (person.isLookedAfter) questionAbout else question

val PersonRef.isLookedAfter: Boolean get() = role == "caregiver"

/** A number as the core reads it: a comma is a decimal point in half the world. */
fun pointed(number: String): String = number.trim().replace(',', '.')
