package org.gradus

import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What a machine says of itself, and what is done where it says nothing. */
class MachineClockTest {
    @Test
    fun `uptime is read in milliseconds, the boot by its name`() {
        val file = Files.createTempFile("gradus", "uptime")
        try {
            Files.writeString(file, "15402.37 29821.11\n")
            assertEquals(15_402_370, uptimeMs(file.toString()))
            Files.writeString(file, "0b5c9f2e-7f0e-4a51-9d4a-2f6c5c1d9a10\n")
            assertEquals("0b5c9f2e-7f0e-4a51-9d4a-2f6c5c1d9a10", bootId(file.toString()))
        } finally {
            Files.delete(file)
        }
    }

    @Test
    fun `a machine that tells neither still counts on, in a boot without a name`() {
        val first = uptimeMs("/nowhere")
        assertTrue(uptimeMs("/nowhere") >= first)
        assertEquals("", bootId("/nowhere"))
    }
}
