package org.gradus.demo.app

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.withTimeoutOrNull
import org.gradus.Vault
import org.gradus.core.GradusException
import org.gradus.core.PersonRef
import org.gradus.core.ReminderOpens
import org.gradus.core.ReminderView

/** Where a reminder leads: whose day, by the id alone, and whether it is the session that is asked for. */
data class Destination(
    val person: String,
    val opens: ReminderOpens,
)

/** What the phone is to remind of, as the open diary has it, and where a reminder that was pressed leads. */
class Reminding(
    private val device: Device,
) {
    private var pressed: Destination? = null

    /** How many changes of the diary the phone was told of last; `null` while it was told of none since the unlock. */
    private var told: ULong? = null

    /** Something happened in a session since: the diary does not count that among its changes. */
    private var isRunOn = false

    /** A reminder was pressed while the diary was locked: it leads on after the unlock. `null` where another way led into the app. */
    fun keep(destination: Destination?) {
        pressed = destination
    }

    /** Where the reminder leads that was pressed before the unlock, once. */
    fun take(): Destination? = pressed.also { pressed = null }

    /** Renews the reminders now and after each change, until the diary is locked. */
    suspend fun follow(vault: Vault) {
        told = null
        try {
            vault.changes.collect { renew(vault, it.count) }
        } catch (_: GradusException) {
            // What stands stays, and is renewed at the next unlock.
        }
    }

    /** Something is about to happen in a session: the phone does not know of it until [ranOn]. */
    fun runsOn() {
        isRunOn = true
    }

    /** Something happened in a session: what went in is asked about, and what is out no more. */
    suspend fun ranOn(vault: Vault): Unit = renew(vault, told)

    /**
     * Before the keys go: what was written just now may not have reached the phone. A diary that is busy for long is not waited for, and
     * what stands stays.
     */
    suspend fun catchUp(
        vault: Vault,
        scope: CoroutineScope,
    ) {
        val (before, hasRun) = told to isRunOn
        val owed =
            scope.async(Dispatchers.Unconfined) {
                val count = orNull { vault.changes.firstOrNull() }?.count
                if (count != before || hasRun) count to orNull { vault.reminders() } else null
            }
        val (count, next) = withTimeoutOrNull(LONGEST_MS) { owed.await() } ?: return owed.cancel()
        if (next != null) tell(next, count)
    }

    private suspend fun renew(
        vault: Vault,
        count: ULong?,
    ) {
        orNull { vault.reminders() }?.let { tell(it, count) }
    }

    private fun tell(
        next: List<ReminderView>,
        count: ULong?,
    ) {
        told = count
        isRunOn = false
        device.remind(next)
    }

    /** Where the diary cannot say what comes, what stands stays: an old reminder is better than none. */
    private suspend fun <T> orNull(ask: suspend () -> T): T? =
        try {
            ask()
        } catch (_: GradusException) {
            null
        }

    private companion object {
        const val LONGEST_MS = 1_000L
    }
}

/** The person that the destination names; `null` where they are not in this diary. */
internal fun Destination?.among(people: List<PersonRef>): PersonRef? = people.firstOrNull { it.id == this?.person }

/** Where this reminder leads. */
val ReminderView.destination: Destination get() = Destination(person, opens)
