package org.gradus.testkit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import org.gradus.Vault
import org.gradus.core.PracticePerson
import java.time.OffsetDateTime

/** A vault in memory and the clock that drives it. Closing it drops the vault; there is no file to sweep. */
public data class Practice(
    public val vault: Vault,
    public val clock: HandClock,
) : AutoCloseable {
    override fun close(): Unit = vault.close()
}

/** The evening on which practice begins unless a test says otherwise: both ready-made people have done their day's sessions. */
public val PRACTICE_EVENING: OffsetDateTime = OffsetDateTime.parse("2026-03-24T21:00:00+01:00")

/**
 * A practice vault with these ready-made people in it, for an app's own tests: no file, no waiting, the same ids at each run.
 *
 * [PracticePerson.INFANT_AFTER_ANOPLASTY] is Mia on the 20th day after her operation, [PracticePerson.ADULT_WITH_STENOSIS] is
 * Robin in the fifth week of a plan. Calls run in the caller's own thread unless [dispatcher] says otherwise.
 */
public suspend fun practice(
    vararg people: PracticePerson,
    seed: ULong = 1u,
    now: OffsetDateTime = PRACTICE_EVENING,
    dispatcher: CoroutineDispatcher = Dispatchers.Unconfined,
): Practice {
    val clock = HandClock(now)
    return Practice(Vault.practice(seed, people.toList(), clock, dispatcher), clock)
}
