package org.gradus

import java.nio.ByteBuffer
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** The copy that the core reads is wiped, however the call ends. */
class LendTest {
    private val secret = "seven small steps".toByteArray()

    @Test
    fun `the core reads the very bytes, in memory it can reach`() {
        secret.lend { copy ->
            assertTrue(copy.isDirect)
            assertContentEquals(secret, ByteArray(copy.remaining()).also(copy::get))
        }
        assertEquals("seven small steps", secret.decodeToString(), "lending leaves the array as it is")
    }

    @Test
    fun `the copy is zero afterwards`() {
        lateinit var lent: ByteBuffer
        secret.lend { lent = it }
        assertWiped(lent)
    }

    @Test
    fun `the copy is zero after a failure, and after the core has read half of it`() {
        lateinit var lent: ByteBuffer
        assertFailsWith<IllegalStateException> {
            secret.lend {
                lent = it
                it.get(ByteArray(5))
                it.limit(7)
                error("broke off")
            }
        }
        assertWiped(lent)
    }

    @Test
    fun `nothing at all can be lent too`() {
        assertEquals(0, ByteArray(0).lend { it.remaining() })
    }

    @Test
    fun `what is spent is zero, also after a failure`() {
        val well = secret.copyOf()
        assertEquals(17, well.spend { it.size })
        assertTrue(well.all { it == 0.toByte() })
        val badly = secret.copyOf()
        assertFailsWith<IllegalStateException> { badly.spend { error("broke off") } }
        assertTrue(badly.all { it == 0.toByte() })
    }

    private fun assertWiped(copy: ByteBuffer) {
        assertEquals(secret.size, copy.capacity())
        assertTrue((0 until copy.capacity()).all { copy.get(it) == 0.toByte() })
    }
}
