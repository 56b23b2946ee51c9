package org.gradus.demo.state

import org.gradus.core.PersonDraft

/** Somebody as they stand in the diary, while what is written about them is changed. */
class Stands(
    val id: String,
    val entered: PersonDraft,
) {
    /** What a change leaves out of what stands. The core refuses each that goes unsaid: signs are judged more mildly without it. */
    fun leftOut(change: PersonDraft): List<LeftOut> =
        gone(entered.background, change.background).filter { it != NONE }.map { LeftOut(it, isOperation = false) } +
            gone(entered.operations, change.operations).map { LeftOut(it, isOperation = true) }

    /** An operation counts as often as it was done. */
    private fun gone(
        stood: List<String>,
        now: List<String>,
    ): List<String> {
        val left = now.map(::nameOf).toMutableList()
        return stood.filterNot { left.remove(nameOf(it)) }
    }
}

/** A condition or an operation that stood there, as the core wrote it. */
data class LeftOut(
    val text: String,
    val isOperation: Boolean,
) {
    val name: String get() = nameOf(text)
}

/** The change, with what is to go named in it. */
fun PersonDraft.without(gone: List<LeftOut>): PersonDraft {
    val (operations, conditions) = gone.partition { it.isOperation }
    return copy(
        background = background + conditions.map { "$WITHDRAWN${it.name}" },
        operations = this.operations + operations.map { "$WITHDRAWN${it.name}" },
    )
}

/** The name alone, without weeks and date. Two names of one operation are one, as the core reads them. */
fun nameOf(text: String): String = text.substringBefore('=').substringBefore(':').let { if (it == "psarp") "anoplasty" else it }

/** The date behind a name; empty where nobody knows it. */
fun dateOf(text: String): String = text.substringAfter('=', "")

/** The completed weeks behind the name of a preterm birth. */
fun weeksOf(text: String): String = text.substringBefore('=').substringAfter(':', "")

internal const val NONE = "none"
internal const val PRETERM = "preterm"
private const val WITHDRAWN = "withdrawn:"
