package org.gradus

import org.gradus.core.GradusException
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What a vault gives out that nothing mends. */
class SalvageTest {
    @Test
    fun `what holds is in a new vault, which opens by its own secrets`() =
        damaged(INDEX) {
            val (old, new) = passcode() to sentence()
            val database = folder.resolve("vault.db").readBytes()
            val saved = Vault.salvage(folder, Proof.passcode(old), place(), new, clock = clock)
            assertWiped(old)
            assertWiped(new)
            assertTrue(saved.view.whole)
            assertEquals(listOf("Mia"), saved.view.people.map { it.name })
            assertContentEquals(database, folder.resolve("vault.db").readBytes())
            assertContentEquals(ByteArray(0), saved.view.made.recoveryCode)
            assertFalse("Mia" in saved.toString())
            assertFailsWith<GradusException.WrongSecret> { Vault.open(place(), passcode(), clock) }
            Vault.recover(place(), saved.vault.recoveryCode, clock).use { vault ->
                assertEquals(listOf("Mia"), vault.people().map { it.name })
                vault.recoveryCodeNoted()
            }
            Vault.open(place(), sentence(), clock).use { assertEquals(null, it.rotationLeft()) }
        }

    @Test
    fun `what is lost is told in the language that was asked for`() =
        damaged(ENTRIES) {
            val code = recoveryCode.copyOf()
            val saved = Vault.salvage(folder, Proof.recoveryCode(code), place(), sentence(), language = "es", clock = clock)
            assertWiped(code)
            assertFalse(saved.view.whole)
            assertEquals(
                saved.view.lost,
                saved.view.notSaved
                    .map { it.entries }
                    .sum(),
            )
            assertTrue(saved.view.sentences[0].startsWith("No se ha podido"))
        }

    @Test
    fun `each error makes nothing, and wipes what was handed in`() =
        damaged(INDEX) {
            for ((secret, into, new) in listOf(
                Triple("wrong".toByteArray(), place(), sentence()),
                Triple(passcode(), place(), "123456".toByteArray()),
                Triple(passcode(), folder.resolve("inside"), sentence()),
                Triple(passcode(), folder.parent, sentence()),
            )) {
                assertFailsWith<GradusException> { Vault.salvage(folder, Proof.passcode(secret), into, new, clock = clock) }
                assertWiped(secret)
                assertWiped(new)
                assertFalse(place().exists())
            }
            Vault.salvage(folder, proof(), place(), sentence(), clock = clock)
        }

    private fun sentence() = "five quite different new words".toByteArray()

    private fun OnDisk.place(): Path = folder.resolveSibling("saved")

    /** A closed vault with one page that is not what was written. */
    private fun damaged(
        page: Int,
        test: suspend OnDisk.() -> Unit,
    ) = onDisk {
        vault.addMia()
        vault.lock()
        val database = folder.resolve("vault.db")
        val bytes = database.readBytes()
        val at = (page - 1) * PAGE_BYTES + PAGE_BYTES / 2
        bytes[at] = (bytes[at].toInt() xor 1).toByte()
        database.writeBytes(bytes)
        assertFailsWith<GradusException.Damaged> { Vault.open(folder, passcode(), clock) }
        test()
    }

    private companion object {
        const val PAGE_BYTES = 4096
        const val ENTRIES = 2
        const val INDEX = 4
    }
}
