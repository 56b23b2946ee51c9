package org.gradus.demo.app

import org.gradus.core.ClockReading
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.time.DateTimeException
import java.time.LocalDate
import java.util.Properties
import kotlin.io.path.inputStream

/**
 * What must be known before the diary is open, and tells nothing about anybody: the number to call, the lock's delay. What cannot be
 * read is as if it had never been chosen. What cannot be written, as on a full phone, holds until the app ends: a diary that still opens
 * goes before it.
 */
class Settings(
    private val file: Path,
) {
    private val kept = Properties()

    init {
        try {
            if (Files.exists(file)) file.inputStream().use(kept::load)
        } catch (_: IOException) {
            kept.clear()
        } catch (_: IllegalArgumentException) {
            kept.clear()
        }
    }

    /** Emergency number that was confirmed or typed; `null` until then. */
    var emergencyNumber: String?
        get() = kept.getProperty("emergency_number")
        set(value) = keep("emergency_number", value)

    /** Seconds after which the diary locks once the app is left; 0 is at once. */
    var lockDelayS: Int
        get() = kept.getProperty("lock_delay_s")?.toIntOrNull()?.takeIf { it in LOCK_DELAYS_S } ?: 0
        set(value) = keep("lock_delay_s", value.toString())

    /** Whether finger or face is offered beside the passcode. */
    var keeperOffered: Boolean
        get() = kept.getProperty("keeper") == "true"
        set(value) = keep("keeper", value.toString())

    /** The last day on which the passcode itself was typed. */
    var passcodeTyped: LocalDate?
        get() = kept.getProperty("passcode_typed")?.let(::readDay)
        set(value) = keep("passcode_typed", value?.toString())

    /** Whether it was asked once if the app may notify. */
    var noticesAsked: Boolean
        get() = kept.getProperty("notices_asked") == "true"
        set(value) = keep("notices_asked", value.toString())

    /** When Stop was pressed, only while no diary could take it in: a moment, and nobody's. */
    var stopped: ClockReading?
        get() = kept.getProperty("stopped")?.let(::readMoment)
        set(value) {
            val text = value?.let { "${it.wall} ${it.monotonicMs} ${it.boot}" }
            if (text != kept.getProperty("stopped")) keep("stopped", text)
        }

    /** What was kept for a diary that is gone. The number to call stays. */
    fun forgetDiary() {
        keeperOffered = false
        passcodeTyped = null
    }

    private fun readMoment(text: String): ClockReading? {
        val parts = text.split(' ', limit = MOMENT_PARTS)
        val sinceBoot = parts.getOrNull(1)?.toULongOrNull() ?: return null
        return parts.getOrNull(2)?.let { ClockReading(parts[0], sinceBoot, it) }
    }

    private fun readDay(text: String): LocalDate? =
        try {
            LocalDate.parse(text)
        } catch (_: DateTimeException) {
            null
        }

    private fun keep(
        name: String,
        value: String?,
    ) {
        if (value == null) kept.remove(name) else kept.setProperty(name, value)
        try {
            writeWhole(file, ByteArrayOutputStream().also { kept.store(it, null) }.toByteArray())
        } catch (_: IOException) {
            // It is written with whatever is kept next.
        }
    }

    companion object {
        val LOCK_DELAYS_S = listOf(0, 30, 60, 300)

        /** What the clock on the wall says, the time since the phone was started, and which start that was. */
        private const val MOMENT_PARTS = 3
    }
}
