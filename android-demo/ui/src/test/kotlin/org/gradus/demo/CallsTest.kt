package org.gradus.demo

import org.gradus.core.PracticePerson
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.CountedCalls
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.LogState
import org.gradus.demo.state.PauseState
import org.gradus.demo.state.PeopleState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SettingsState
import org.gradus.demo.state.SkipState
import org.gradus.demo.state.TimelineState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhyState
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** A screen is one view of the core, or two: what each costs is in the benches, how many there are is held here. */
class CallsTest {
    private val calls = CountedCalls()

    @Test
    fun `no screen asks the vault more than three times to be shown`(): Unit =
        practised(PracticePerson.INFANT_AFTER_ANOPLASTY, calls = calls).use { ground ->
            val today = ground.app.screen as TodayState
            val view = checkNotNull(today.view)
            val triage = ground.checkIn(*ALL_WELL)
            val counted =
                mapOf<String, (Ground) -> ScreenState>(
                    "today" to { TodayState(it.app, it.vault, it.person) },
                    "log a session" to { LogState(it.app, it.vault, view) },
                    "not held" to { SkipState(it.app, it.vault, it.person, view.slots.first()) },
                    "check-in" to { CheckInState(it.app, it.vault, it.person) },
                    "result" to { ResultState(it.app, it.vault, it.person, triage) },
                    "why" to { WhyState(it.app, it.person, triage) },
                    "before anything else" to { BlockedState(it.app, it.vault, view) },
                    "what the clinic said" to { ContactState(it.app, it.vault, it.person) },
                    "devices" to { DevicesState(it.app, it.vault, it.person) },
                    "which device" to { ChooseDeviceState(it.app, it.vault, it.person) },
                    "progress" to { ProgressState(it.app, it.vault, it.person) },
                    "plan" to { PlanImportState(it.app, it.vault, it.person) },
                    "the plan" to { PlanState(it.app, it.vault, it.person) },
                    "what happened" to { TimelineState(it.app, it.vault, it.person) },
                    "pauses" to { PauseState(it.app, it.vault, it.person) },
                    "people" to { PeopleState(it.app, it.vault) },
                    "report" to { ReportState(it.app, it.vault, it.person) },
                    "lock and privacy" to { SettingsState(it.app) },
                ).mapValues { (_, screen) -> callsToShow(ground, screen) }
            println("calls to show a screen: $counted")
            assertEquals(emptyMap(), counted.filterValues { it > MOST }, "more than $MOST calls")
            assertTrue(counted.getValue("today") == 1 && counted.getValue("people") == 1, "the calls are seen: $counted")
        }

    @Test
    fun `opening the diary takes at most six calls, and the first screen is there`() {
        practised(calls = calls).use { ground ->
            // The practice vault itself is the first call; what the phone is to remind of comes after the screen.
            val opening = calls.count - 1 - REMINDING
            assertTrue(opening in 1..OPENING, "$opening calls")
            assertTrue((ground.app.screen as TodayState).view != null)
        }
    }

    private fun callsToShow(
        ground: Ground,
        screen: (Ground) -> ScreenState,
    ): Int {
        val made = screen(ground)
        val before = calls.count
        ground.app.go(made)
        check(!made.busy && made.trouble == null)
        return calls.count - before
    }

    private companion object {
        const val MOST = 3

        /** The language, what was noted while locked, who is in it, a check-in that was locked away, and the day, loaded and seen. */
        const val OPENING = 6

        /** What changed, and the reminders. */
        const val REMINDING = 2
    }
}
