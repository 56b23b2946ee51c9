package org.gradus.demo.platform

import kotlinx.coroutines.runBlocking
import org.gradus.Recalled
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import java.nio.file.Files
import java.security.Security
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], manifest = Config.NONE)
class KeystoreKeeperTest {
    private val folder: File = Files.createTempDirectory("kept").toFile()
    private var allowed = true
    private val keeper = KeystoreKeeper(folder) { cipher -> cipher.takeIf { allowed } }

    @Before
    fun install() {
        MemoryKeystore.empty()
        Security.addProvider(MemoryKeystore.PROVIDER)
    }

    @After
    fun remove() {
        Security.removeProvider(MemoryKeystore.PROVIDER.name)
        folder.deleteRecursively()
    }

    @Test
    fun `what was kept comes back, is wiped at the caller's, and is not on the disk as it was`() =
        runBlocking {
            val secret = SECRET.toByteArray()
            keeper.keep("diary", secret)
            assertContentEquals(ByteArray(SECRET.length), secret)
            assertEquals(SECRET, assertIs<Recalled.Secret>(keeper.recall("diary")).bytes.decodeToString())
            assertFalse(SECRET in File(folder, "diary").readText(Charsets.ISO_8859_1))
        }

    @Test
    fun `the key asks for the owner and dies with a new finger`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            val key = checkNotNull(MemoryKeystore.asked)
            assertTrue(key.isUserAuthenticationRequired)
            assertTrue(key.isInvalidatedByBiometricEnrollment)
            assertEquals(256, key.keySize)
        }

    @Test
    fun `flow 3 a declined prompt is a no, and the secret is still there`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            allowed = false
            assertEquals(Recalled.Declined, keeper.recall("diary"))
            allowed = true
            assertIs<Recalled.Secret>(keeper.recall("diary"))
            Unit
        }

    @Test
    fun `flow 3 a key that the phone dropped or that a new finger killed is lost, once`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            MemoryKeystore.empty()
            assertEquals(Recalled.Lost, keeper.recall("diary"))
            keeper.keep("diary", SECRET.toByteArray())
            MemoryKeystore.killed = true
            assertEquals(Recalled.Lost, keeper.recall("diary"))
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
        }

    @Test
    fun `a sealed file that was changed is no secret`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            val file = File(folder, "diary")
            file.writeBytes(file.readBytes().also { it[it.lastIndex] = (it[it.lastIndex] + 1).toByte() })
            assertEquals(Recalled.Declined, keeper.recall("diary"))
        }

    @Test
    fun `flow 3 a sealed file that was cut off is lost, and the next one works`() =
        runBlocking {
            for (left in listOf(0, 1, 11, 12, 27)) {
                keeper.keep("diary", SECRET.toByteArray())
                val file = File(folder, "diary")
                file.writeBytes(file.readBytes().copyOf(left))
                assertEquals(Recalled.Lost, keeper.recall("diary"), "$left bytes")
                assertEquals(Recalled.Nothing, keeper.recall("diary"))
            }
        }

    @Test
    fun `flow 3 a keystore that is out of order ends nothing, and keeps nothing that it could not seal`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            MemoryKeystore.outOfOrder = true
            assertEquals(Recalled.Declined, keeper.recall("diary"))
            val secret = SECRET.toByteArray()
            keeper.keep("diary", secret)
            assertContentEquals(ByteArray(SECRET.length), secret)
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
            keeper.forget("diary")
            MemoryKeystore.outOfOrder = false
            keeper.keep("diary", SECRET.toByteArray())
            assertIs<Recalled.Secret>(keeper.recall("diary"))
            Unit
        }

    @Test
    fun `flow 3 a phone without room keeps nothing, and nothing half`() =
        runBlocking {
            keeper.keep("diary", SECRET.toByteArray())
            File(folder, "diary.new").mkdirs()
            keeper.keep("diary", SECRET.toByteArray())
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
        }

    @Test
    fun `nothing is kept without the owner, and nothing comes back after forgetting`() =
        runBlocking {
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
            allowed = false
            keeper.keep("diary", SECRET.toByteArray())
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
            allowed = true
            keeper.keep("diary", SECRET.toByteArray())
            keeper.forget("diary")
            assertEquals(Recalled.Nothing, keeper.recall("diary"))
        }

    private companion object {
        const val SECRET = "a long sentence"
    }
}
