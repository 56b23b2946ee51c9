package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.Fill
import org.gradus.core.publishedPlans
import org.gradus.demo.app.App
import org.gradus.demo.state.UnlockState
import org.gradus.personDraft
import java.time.Duration
import java.time.LocalDate

/** A diary on the disk with Ada in it, whose session is due; open. */
fun diaryOfAda(
    device: TestDevice = TestDevice(),
    disk: CoroutineDispatcher = Dispatchers.Unconfined,
): Ground {
    val ground = Ground(device = device, disk = disk)
    ground.diaryOnDisk()
    ground.app.unlock()
    runBlocking {
        val ada = personDraft("Ada", LocalDate.of(2026, 1, 20), "caregiver", listOf("anorectal_malformation"), OPERATION)
        ground.vault.record(Command.AddPerson(ada))
        val form = publishedPlans().first { it.name == "post-psarp-home" }.text
        ground.vault.record(Command.AdoptPlan(ground.person.id, form, FILLS.map { (field, value) -> Fill(field, value) }))
        ground.clock.advance(Duration.ofHours(24))
    }
    return ground
}

/** Opens the diary from the lock screen, as its owner does. */
fun App.unlock() {
    val unlock = screen as UnlockState
    unlock.passcode = PASSCODE
    unlock.unlock()
    check(unlock.trouble == null) { "${unlock.trouble}" }
}

private val OPERATION = listOf("psarp" to LocalDate.of(2026, 2, 26))
private val FILLS =
    mapOf(
        "prescriber" to "Dr Example",
        "device.grip_depth_mm" to "30",
        "ladder.start_mm" to "9",
        "ladder.goal_mm" to "12",
        "start.operation" to "2026-02-26",
        "start.on" to "2026-03-25",
        "phase[1].min_gap_h" to "8",
        "step_up.sessions_in_a_row" to "6",
        "step_up.max_pain" to "3",
        "review_by" to "2026-12-01",
        "contact[1].name" to "Surgery",
        "contact[1].phone" to "+44 1632 960 114",
    )
