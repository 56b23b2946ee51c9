package org.gradus

import org.gradus.core.GradusException
import org.gradus.core.InternalException
import java.nio.charset.MalformedInputException
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertSame

/** Nothing but the one error comes out of a call. */
class TypedTest {
    @Test
    fun `half a character is a wrong field`() {
        val error = assertFailsWith<GradusException.Invalid> { typed { throw MalformedInputException(1) } }
        assertEquals(
            "text: holds half of a character; cut texts between characters",
            error.fields.joinToString {
                "${it.field}: ${it.wrong}; ${it.right}"
            },
        )
    }

    @Test
    fun `a fault between the languages keeps its words to itself`() {
        val error = assertFailsWith<GradusException.Internal> { typed { throw InternalException("Zimtstern4711") } }
        assertEquals("the call broke off between the languages", error.what)
        assertEquals(null, error.cause)
    }

    @Test
    fun `an answer and the one error pass as they are`() {
        assertEquals(7, typed { 7 })
        val locked = GradusException.Locked()
        assertSame(locked, assertFailsWith<GradusException.Locked> { typed { throw locked } })
    }
}
