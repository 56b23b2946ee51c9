package org.gradus

import org.gradus.core.ClockReading
import java.io.File
import java.io.IOException
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit

/** What the shell's clocks show. The core reads none itself: a [Vault] asks this one at each call. */
public fun interface GradusClock {
    /** This moment: the wall clock with its offset, milliseconds since boot, and which boot. */
    public fun reading(): ClockReading
}

/** The moment [wall] with [sinceBootMs] milliseconds (sleep included) since the boot named [boot] (32 hex digits, or empty). */
public fun clockReading(
    wall: OffsetDateTime,
    sinceBootMs: Long,
    boot: String,
): ClockReading = ClockReading(wall.toRfc3339(), sinceBootMs.toULong(), boot)

/**
 * The clocks of this machine.
 *
 * The zone is read anew at each call, so that a traveller's phone is believed. The defaults suit Linux. On Android hand in
 * `SystemClock::elapsedRealtime`, and for [boot] the boot count from `Settings.Global` written with 32 digits: there `/proc`
 * is closed to apps.
 */
public class SystemGradusClock(
    private val wall: () -> OffsetDateTime = OffsetDateTime::now,
    private val sinceBootMs: () -> Long = { uptimeMs() },
    boot: String = bootId(),
) : GradusClock {
    private val boot = boot

    override fun reading(): ClockReading = clockReading(wall(), sinceBootMs(), boot)
}

/** RFC 3339 to the second; [OffsetDateTime.toString] leaves seconds out where they are zero. */
internal fun OffsetDateTime.toRfc3339(): String = truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)

private const val MS_PER_S = 1000
private const val NS_PER_MS = 1_000_000

/** Sleep included, where the system tells it; otherwise what the virtual machine counts, which may stand still in sleep. */
internal fun uptimeMs(source: String = "/proc/uptime"): Long {
    val seconds = firstWord(source)?.toDoubleOrNull()
    return seconds?.let { (it * MS_PER_S).toLong() } ?: (System.nanoTime() / NS_PER_MS)
}

/** Empty where the system names none; the core then trusts `monotonic_ms` less. */
internal fun bootId(source: String = "/proc/sys/kernel/random/boot_id"): String = firstWord(source).orEmpty()

private fun firstWord(path: String): String? =
    try {
        File(path).readText().trim().substringBefore(' ')
    } catch (_: IOException) {
        null
    }
