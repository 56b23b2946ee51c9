package org.gradus.demo.app

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

    /** A reminder was pressed while the diary was locked: it leads on after the unlock. */
    fun keep(destination: Destination) {
        pressed = destination
    }

    /** Where the reminder leads that was pressed before the unlock, once. */
    fun take(): Destination? = pressed.also { pressed = null }

    /** Renews the reminders now and after each change, until the diary is locked. */
    suspend fun follow(vault: Vault) {
        try {
            vault.changes.collect { renew(vault) }
        } catch (_: GradusException) {
            // What stands stays, and is renewed at the next unlock.
        }
    }

    /** Where the diary cannot say what comes, what stands stays: an old reminder is better than none. */
    suspend fun renew(vault: Vault) {
        val next =
            try {
                vault.reminders()
            } catch (_: GradusException) {
                return
            }
        device.remind(next)
    }
}

/** The person that the destination names; `null` where they are not in this diary. */
internal fun Destination?.among(people: List<PersonRef>): PersonRef? = people.firstOrNull { it.id == this?.person }

/** Where this reminder leads. */
val ReminderView.destination: Destination get() = Destination(person, opens)
