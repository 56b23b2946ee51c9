package org.gradus

import org.gradus.core.GradusException
import org.gradus.core.InterviewReply
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** What no shell would make up: the field is named, nothing is written, and the vault goes on. */
class AbsurdTest {
    @Test
    fun `replies to nothing that was asked name what is wrong`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            val entries = vault.verify().entries
            val absurd =
                listOf(
                    listOf("no_such_fact" to null) to "no_such_fact",
                    listOf("" to "true") to "",
                    listOf("\u0000" to null) to "\\0",
                    listOf("temperature_c" to "NaN") to "temperature_c",
                    listOf("temperature_c" to "9".repeat(1_000_000)) to "temperature_c",
                    listOf("drowsy" to "perhaps") to "drowsy",
                    listOf("drowsy" to "") to "drowsy",
                    listOf("drowsy" to "x".repeat(1_000_000)) to "drowsy",
                    listOf("drowsy" to "false", "drowsy" to "true") to "drowsy",
                    List(2_000) { "drowsy" to null } to "drowsy",
                )
            for ((said, field) in absurd) {
                val replies = said.map { (id, answer) -> InterviewReply(id, answer) }
                assertEquals(listOf(field), wrongFields { vault.interview(mia, replies) }.distinct(), field)
                assertEquals(listOf(field), wrongFields { vault.keepInterview(mia, replies) }.distinct(), field)
            }
            assertEquals(emptyList(), vault.keptInterview(mia))
            assertEquals(entries, vault.verify().entries)
            assertTrue(vault.interview(mia).next != null)
        }

    @Test
    fun `a freshness code that is none is a wrong field, and proves nothing`() =
        everywhere { vault, _ ->
            vault.addMia()
            val right = checkNotNull(vault.verify().freshnessCode)
            val none = listOf("", " ", "x", "\u0000", "\u202e", "1-2-3-4", "9".repeat(100_000), right.dropLast(1), right + right, "-$right")
            for (code in none) {
                assertEquals(listOf("freshness_code"), wrongFields { vault.verify(code) }, code.take(40))
            }
            assertTrue(vault.verify(right).sound)
            assertFailsWith<GradusException.NotFound> { vault.today("nobody") }
        }
}
