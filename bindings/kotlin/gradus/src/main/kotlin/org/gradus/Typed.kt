package org.gradus

import org.gradus.core.GradusException
import org.gradus.core.InternalException
import org.gradus.core.WrongField
import java.nio.charset.CharacterCodingException

/**
 * Runs a call of the core so that nothing but [GradusException] comes out of it.
 *
 * A Kotlin string can hold half a character, as when a note is cut off in the middle of an emoji; no core can read that, and the
 * generated code throws an exception of its own before the core is asked. Its other exception stands for a fault of the library.
 */
internal fun <T> typed(call: () -> T): T =
    try {
        call()
    } catch (_: CharacterCodingException) {
        throw GradusException.Invalid(listOf(HALF_A_CHARACTER))
    } catch (_: InternalException) {
        throw GradusException.Internal("the call broke off between the languages")
    }

private val HALF_A_CHARACTER: WrongField =
    WrongField(line = null, field = "text", wrong = "holds half of a character", right = "cut texts between characters")
