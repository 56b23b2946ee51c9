package org.gradus

import org.gradus.core.ClockReading
import org.gradus.core.Command
import org.gradus.core.GateWord
import org.gradus.core.GradusException
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import kotlin.io.path.createDirectory
import kotlin.io.path.deleteExisting
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** Taking an older state of a vault for the whole truth: what is lost by it, and every error that refuses it. */
class OlderStateTest {
    @Test
    fun `an older state is told, not mended, and taken only by the verb that says so`() =
        rolledBack {
            assertEquals("rolled_back" to false, damage { Vault.open(folder, passcode(), clock) })
            assertEquals("rolled_back" to false, damage { Vault.mend(folder, passcode(), clock) })
            val view = Vault.acceptOlderState(folder, passcode(), clock)
            assertTrue(view.sound)
            assertTrue(view.mended.isNotEmpty())
            Vault.open(folder, passcode(), clock).use { vault ->
                assertEquals(listOf("Mia"), vault.people().map { it.name }, "Robin came in later, and is lost")
                assertEquals(GateWord.WAIT, vault.today("Mia").gate.gate, "a danger sign may have been lost too")
            }
        }

    @Test
    fun `with the recovery code too, and either secret is wiped`() =
        rolledBack {
            val code = recoveryCode.copyOf()
            assertTrue(Vault.acceptOlderStateByRecovery(folder, code, clock).sound)
            assertWiped(code)
            val again = passcode()
            assertTrue(Vault.acceptOlderState(folder, again, clock).mended.isEmpty(), "there is nothing left to take")
            assertWiped(again)
        }

    @Test
    fun `a mark that is gone may hide an older state`() =
        onDisk {
            vault.addMia()
            vault.lock()
            folder.resolve("vault.mark").deleteExisting()
            assertEquals("missing" to false, damage { Vault.mend(folder, passcode(), clock) })
            assertTrue(Vault.acceptOlderState(folder, passcode(), clock).sound)
            Vault.open(folder, passcode(), clock).close()
        }

    @Test
    fun `a wrong secret is told, wiped, and takes nothing`() =
        rolledBack {
            val wrong = "not this one".toByteArray()
            untouched { assertFailsWith<GradusException.WrongSecret> { Vault.acceptOlderState(folder, wrong, clock) } }
            assertWiped(wrong)
            val code = "not a code".toByteArray()
            untouched {
                assertEquals(listOf("recovery_code"), wrongFields { Vault.acceptOlderStateByRecovery(folder, code, clock) })
            }
            assertWiped(code)
        }

    @Test
    fun `a vault that is open is busy`() =
        onDisk {
            assertFailsWith<GradusException.Busy> { Vault.acceptOlderState(folder, passcode(), clock) }
            assertFailsWith<GradusException.Busy> { Vault.acceptOlderStateByRecovery(folder, recoveryCode.copyOf(), clock) }
            assertEquals(emptyList(), vault.people())
        }

    @Test
    fun `a folder without a vault is refused`() =
        onDisk {
            val empty = folder.resolveSibling("empty").createDirectory()
            assertFailsWith<GradusException.Refused> { Vault.acceptOlderState(empty, passcode(), clock) }
            assertFailsWith<GradusException.Refused> { Vault.acceptOlderStateByRecovery(empty, recoveryCode.copyOf(), clock) }
            assertEquals(emptyList(), Files.list(empty).use { it.toList() })
        }

    @Test
    fun `what is damaged is no older state`() =
        rolledBack {
            folder.resolve("vault.db").change { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }
            untouched {
                assertEquals("damaged" to false, damage { Vault.acceptOlderState(folder, passcode(), clock) })
                assertEquals("damaged" to false, damage { Vault.acceptOlderStateByRecovery(folder, recoveryCode.copyOf(), clock) })
            }
        }

    @Test
    fun `what a newer version wrote is left alone`() =
        rolledBack {
            for (header in listOf("vault.hdr", "vault.hdr2")) folder.resolve(header).change(::laterVersion)
            untouched {
                assertFailsWith<GradusException.NewerVersion> { Vault.acceptOlderState(folder, passcode(), clock) }
                assertFailsWith<GradusException.NewerVersion> { Vault.acceptOlderStateByRecovery(folder, recoveryCode.copyOf(), clock) }
            }
        }

    @Test
    fun `a place that the device cannot read is its own error`() =
        rolledBack {
            folder.resolve("vault.mark").deleteExisting()
            folder.resolve("vault.mark").createDirectory()
            assertFailsWith<GradusException.Storage> { Vault.acceptOlderState(folder, passcode(), clock) }
            assertFailsWith<GradusException.Storage> { Vault.acceptOlderStateByRecovery(folder, recoveryCode.copyOf(), clock) }
        }

    @Test
    fun `a clock that cannot be read is named before anything is written`() =
        rolledBack {
            val clock = GradusClock { ClockReading("soon", 0u, "") }
            untouched {
                assertEquals(listOf("now.wall"), wrongFields { Vault.acceptOlderState(folder, passcode(), clock) })
                assertEquals(listOf("now.wall"), wrongFields { Vault.acceptOlderStateByRecovery(folder, recoveryCode.copyOf(), clock) })
            }
        }

    /** A vault whose database was put back to the time before Robin came in, and whose mark has seen him. */
    private fun rolledBack(test: suspend OnDisk.() -> Unit) =
        onDisk {
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            vault.lock()
            val before = folder.resolve("vault.db").readBytes()
            Vault.open(folder, passcode(), clock).use { vault ->
                val robin = personDraft("Robin", MORNING.toLocalDate().minusYears(40), "self", listOf("none"))
                vault.record(Command.AddPerson(robin))
            }
            folder.resolve("vault.db").writeBytes(before)
            test()
        }

    /** Kind of the damage, and whether it can be mended. */
    private suspend fun damage(call: suspend () -> Unit): Pair<String, Boolean> =
        assertFailsWith<GradusException.Damaged> { call() }.let { it.kind to it.mendable }

    private suspend fun OnDisk.untouched(call: suspend () -> Unit) {
        val before = files()
        call()
        val after = files()
        assertEquals(before.keys, after.keys)
        before.forEach { (name, bytes) -> assertContentEquals(bytes, after.getValue(name), name) }
    }

    /** What the vault is made of; the file of wrong attempts grows with each. */
    private fun OnDisk.files(): Map<String, ByteArray> =
        listOf("vault.hdr", "vault.hdr2", "vault.db", "vault.mark").associateWith { folder.resolve(it).readBytes() }

    private fun Path.change(at: (ByteArray) -> Unit) = writeBytes(readBytes().also(at))

    /**
     * The header as a later version would write it: eight bytes of a name, two of a version, four of a length and a sum over them;
     * at the end a sum over everything.
     */
    private fun laterVersion(header: ByteArray) {
        header[9] = 99
        sum(header, PREAMBLE).copyInto(header, PREAMBLE, 0, 4)
        sum(header, header.size - SUM).copyInto(header, header.size - SUM)
    }

    private fun sum(
        bytes: ByteArray,
        until: Int,
    ): ByteArray = MessageDigest.getInstance("SHA-256").digest(bytes.copyOf(until))

    private companion object {
        const val PREAMBLE = 14
        const val SUM = 32
    }
}
