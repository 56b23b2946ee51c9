package org.gradus.testkit

import org.gradus.GradusClock
import org.gradus.clockReading
import org.gradus.core.ClockReading
import java.time.Duration
import java.time.OffsetDateTime
import java.time.ZoneOffset

/** A clock that stands still until a test moves it. Safe to read from the vault's thread while the test moves it. */
public class HandClock(
    start: OffsetDateTime,
) : GradusClock {
    private data class Hands(
        val wall: OffsetDateTime,
        val sinceBootMs: Long,
        val boot: String,
    )

    private var hands = Hands(start, 0, bootName(1))
    private var boots = 1L

    /** What the wall clock shows. */
    public val wall: OffsetDateTime
        @Synchronized get() = hands.wall

    @Synchronized
    override fun reading(): ClockReading = clockReading(hands.wall, hands.sinceBootMs, hands.boot)

    /** Time goes by: both clocks move. */
    @Synchronized
    public fun advance(by: Duration) {
        require(!by.isNegative) { "time does not go back; setWall does that" }
        hands = hands.copy(wall = hands.wall.plus(by), sinceBootMs = hands.sinceBootMs + by.toMillis())
    }

    /** Somebody sets the wall clock, forwards or back; no time goes by. */
    @Synchronized
    public fun setWall(wall: OffsetDateTime) {
        hands = hands.copy(wall = wall)
    }

    /** The phone flies to another zone: the same instant with another offset. */
    @Synchronized
    public fun travel(offset: ZoneOffset) {
        hands = hands.copy(wall = hands.wall.withOffsetSameInstant(offset))
    }

    /** The phone is off for [off] and starts again: a new boot, counted from nought. */
    @Synchronized
    public fun reboot(off: Duration) {
        boots += 1
        hands = Hands(hands.wall.plus(off), 0, bootName(boots))
    }

    private companion object {
        const val BOOT_DIGITS = 32

        fun bootName(number: Long): String = number.toString().padStart(BOOT_DIGITS, '0')
    }
}
