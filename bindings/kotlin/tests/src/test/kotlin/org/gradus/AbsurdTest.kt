package org.gradus

import org.gradus.core.Command
import org.gradus.core.DeviceCare
import org.gradus.core.DeviceDraft
import org.gradus.core.GradusException
import org.gradus.core.InterviewReply
import org.gradus.core.LockPolicyView
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

    @Test
    fun `what is no event of a session is named, and the session goes on`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            val begun = vault.startRun(mia)
            for (event in NO_EVENTS) assertEquals(listOf("event"), wrongFields { vault.runEvent(mia, event) }, event.take(20))
            assertEquals(begun.checks, vault.run(mia)?.checks)
        }

    @Test
    fun `everything that is wrong about a device is named at once`() =
        everywhere { vault, _ ->
            val mia = vault.addMia()
            val entries = vault.verify().entries
            val absurd =
                DeviceDraft(
                    name = "\u0000",
                    shape = "ball",
                    sizes = listOf("NaN", "-9", "9".repeat(1_000_000)),
                    material = "",
                    base = true,
                    flaws = listOf("none at all"),
                    firstUse = "2026-02-30",
                )
            val wrong = wrongFields { vault.record(Command.AddDevice(mia, absurd)) }
            assertEquals(setOf("name", "shape", "sizes", "material", "flaws", "first_use"), wrong.toSet())
            val nothing = DeviceCare.Cleaned(null)
            assertFailsWith<GradusException.NotFound> { vault.record(Command.CareForDevice(mia, "\u0000", null, nothing)) }
            assertEquals(entries, vault.verify().entries)
        }

    @Test
    fun `a way in and a lock out of bounds change nothing`() =
        onDisk {
            val (ways, policy) = Vault.waysIn(folder) to Vault.lockPolicy(folder)
            for (length in listOf(0, 31, 1025, 100_000)) {
                assertFailsWith<GradusException.Invalid>("$length") { vault.addPlatformWay(proof(), ByteArray(length)) }
            }
            assertFailsWith<GradusException.NotFound> { vault.removeWay(proof(), UShort.MAX_VALUE) }
            for (most in listOf<UByte>(0u, 7u, 31u, 255u)) {
                val absurd = LockPolicyView(UShort.MAX_VALUE, false, most)
                assertEquals(listOf("lock_after_s", "erase_after"), wrongFields { vault.setLockPolicy(absurd, proof()) }, "$most")
            }
            assertEquals(ways to policy, Vault.waysIn(folder) to Vault.lockPolicy(folder))
        }

    @Test
    fun `what is no note is told while it is locked, and nothing waits`() =
        onDisk {
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            vault.startRun(mia)
            vault.lock()
            val run = Vault.whileLocked(folder, clock).runs.single().run
            for (note in listOf("", "Done", "\u0000", "x".repeat(1_000_000))) {
                assertEquals(listOf("note"), wrongFields { Vault.logWhileLocked(folder, mia, note, clock = clock) }, note.take(20))
            }
            val day = "2026-13-01".repeat(1_000)
            assertEquals(listOf("occurrence"), wrongFields { Vault.logWhileLocked(folder, mia, "done", day, clock) })
            for (event in NO_EVENTS) {
                val told = wrongFields { Vault.runEventWhileLocked(folder, run, event, clock) }
                assertEquals(listOf("event"), told, event.take(20))
            }
            assertEquals(0, Vault.whileLocked(folder, clock).waiting.toInt())
        }

    private companion object {
        val NO_EVENTS =
            listOf("", "IN", "\u0000", "tick:", "tick:99", "tick:-1", "pain:", "pain:11", "pain:NaN", "blood:litres") +
                "x".repeat(1_000_000)
    }
}
