package org.gradus

import kotlinx.coroutines.runBlocking
import org.gradus.core.PracticePerson
import org.gradus.testkit.HandClock
import org.gradus.testkit.practice
import java.time.Duration
import java.time.OffsetDateTime
import java.time.ZoneOffset
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

class ClockTest {
    @Test
    fun `the wall is written to the second with its offset, also where seconds are zero`() {
        val texts =
            listOf("2026-03-01T19:30:00+01:00", "2026-03-01T19:30:05.999+01:00", "2026-03-01T19:30:00-09:30", "2026-03-01T19:30:00Z")
                .map { clockReading(OffsetDateTime.parse(it), 0, "").wall }
        assertEquals(
            listOf("2026-03-01T19:30:00+01:00", "2026-03-01T19:30:05+01:00", "2026-03-01T19:30:00-09:30", "2026-03-01T19:30:00Z"),
            texts,
        )
    }

    @Test
    fun `this machine's clocks run on, within one boot that has a name the core reads`() =
        runBlocking {
            val clock = SystemGradusClock()
            val (first, second) = clock.reading() to clock.reading()
            assertTrue(second.monotonicMs >= first.monotonicMs)
            assertEquals(first.boot, second.boot)
            Vault.practice(1u, clock = clock).use { assertEquals(emptyList(), it.people()) }
        }

    @Test
    fun `a phone hands in its own clocks, and the zone is asked each time`() {
        var zone = ZoneOffset.ofHours(1)
        val boot = "7".padStart(32, '0')
        val clock = SystemGradusClock({ MORNING.withOffsetSameInstant(zone) }, { 42 }, boot)
        assertEquals("2026-03-03T08:00:00+01:00", clock.reading().wall)
        zone = ZoneOffset.ofHours(-5)
        assertEquals("2026-03-03T02:00:00-05:00", clock.reading().wall)
        assertEquals(42uL to boot, clock.reading().monotonicMs to clock.reading().boot)
    }

    @Test
    fun `the hand clock moves only when it is told to`() {
        val clock = HandClock(MORNING)
        assertEquals(clock.reading(), clock.reading())
        clock.advance(Duration.ofMinutes(90))
        assertEquals(MORNING.plusMinutes(90) to 5_400_000uL, clock.wall to clock.reading().monotonicMs)
        clock.setWall(MORNING)
        assertEquals(MORNING to 5_400_000uL, clock.wall to clock.reading().monotonicMs)
        clock.travel(ZoneOffset.ofHours(-8))
        assertEquals("2026-03-02T23:00:00-08:00", clock.reading().wall)
        val boot = clock.reading().boot
        clock.reboot(Duration.ofMinutes(3))
        assertNotEquals(boot, clock.reading().boot)
        assertEquals(0uL to "2026-03-02T23:03:00-08:00", clock.reading().monotonicMs to clock.reading().wall)
        assertFailsWith<IllegalArgumentException> { clock.advance(Duration.ofMillis(-1)) }
    }

    @Test
    fun `a wall clock that was set back is noticed by the vault`() =
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, clock) ->
                val mia = vault.person().id
                assertTrue(vault.today(mia).notices.none { "clock" in it })
                clock.setWall(clock.wall.minusHours(5))
                val notices = vault.today(mia).notices
                assertTrue(notices.any { "clock" in it }, "$notices")
            }
        }
}
