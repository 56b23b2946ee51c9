package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.UNKNOWN
import org.gradus.core.LevelWords
import org.gradus.demo.look.Heading
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.OneOfFew
import org.gradus.demo.words.Choices
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

internal val PAIN = (0..10).map(Int::toString)

/** How a size went in. */
@Composable
internal fun EasePicker(
    chosen: String?,
    onChoose: (String) -> Unit,
) {
    Heading(say(Word.LOG_EASE))
    OneOf(worded(Choices.EASE), chosen, onChoose = onChoose)
}

/** The worst pain of a session that is over, no milder than was [told] in it; not to know is an answer. */
@Composable
internal fun WorstPainPicker(
    chosen: String?,
    told: UByte? = null,
    onChoose: (String) -> Unit,
) {
    Heading(say(Word.LOG_PAIN))
    OneOfFew(PAIN.drop(told?.toInt() ?: 0).map { it to it } + (UNKNOWN to say(Word.NOT_SURE)), chosen, onChoose)
}

/** How much blood it was, in the core's words, and no less than was [told]; not to know is an answer. */
@Composable
internal fun BloodPicker(
    levels: List<LevelWords>,
    chosen: String?,
    told: String? = null,
    onChoose: (String) -> Unit,
) {
    Heading(say(Word.LOG_BLEEDING))
    val possible = levels.dropWhile { told != null && it.id != told }
    OneOf(possible.map { it.id to it.words } + (UNKNOWN to say(Word.NOT_SURE)), chosen, onChoose = onChoose)
}
