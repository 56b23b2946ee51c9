package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.PracticePerson
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import org.gradus.core.planBlanks
import org.gradus.core.publishedPlans
import org.gradus.demo.kit.ALL_WELL
import org.gradus.demo.kit.CountedCalls
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.HOLDING
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.device
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.state.BlanksState
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.LogState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.OneDeviceState
import org.gradus.demo.state.PauseState
import org.gradus.demo.state.PeopleState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.SettingsState
import org.gradus.demo.state.SkipState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.TimelineState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhereState
import org.gradus.demo.state.WhyState
import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * A screen is one view of the core, or two: what each costs is in the benches, how many there are is held here. What the core says
 * without a diary, its questions and the published plans, is counted as well; each screen is the first one that asks for it.
 */
class CallsTest {
    @Test
    fun `no screen asks the core more than three times to be shown`() {
        val counted = SCREENS.mapValues { (_, screen) -> callsToShow(screen) }
        println("calls to show a screen: $counted")
        assertEquals(emptyMap(), counted.filterValues { it > MOST }, "more than $MOST calls")
        val exact = mapOf("today" to 1, "people" to 1, "log a session" to 1, "why" to 1, "plan" to 1, "progress" to 3)
        assertEquals(exact, counted.filterKeys { it in exact }, "the calls are seen")
    }

    @Test
    fun `every screen that asks the core is counted`() {
        val folder = File(System.getProperty("demo.folder"), "ui/src/main/kotlin/org/gradus/demo/state")
        val asking =
            folder.walk().filter { it.extension == "kt" }.flatMap { file ->
                file.readText().split(Regex("(?m)^(?=(abstract )?class )")).filter { "override fun shown()" in it }.map {
                    Regex("class (\\w+)").find(it)?.groupValues?.get(1)
                }
            }
        val counted = SCREENS.values.map { screen -> callsAt(screen) { state -> checkNotNull(state::class.simpleName) } }
        // What an answer shows is counted by the screen that is one; where a diary is opened or salvaged there is none yet.
        val beside = setOf("CallingState", "UnlockState", "SalvageState")
        assertEquals(emptySet(), asking.filterNotNull().toSet() - counted.toSet() - beside)
    }

    @Test
    fun `opening the diary takes at most six calls, and the first screen is there`() {
        val calls = CountedCalls()
        practised(calls = calls).use { ground ->
            // The practice vault itself is the first call; what nobody waits for comes after the screen.
            val opening = calls.count - 1 - AFTERWARDS
            assertTrue(opening in 1..OPENING, "$opening calls")
            assertTrue((ground.app.screen as TodayState).view != null)
        }
    }

    private fun callsToShow(screen: (Ground) -> ScreenState): Int {
        val calls = CountedCalls()
        return practised(PracticePerson.INFANT_AFTER_ANOPLASTY, calls = calls).use { ground ->
            val made = screen(ground)
            val before = calls.count
            ground.app.go(made)
            check(!made.busy && made.trouble == null)
            calls.count - before
        }
    }

    private fun <T> callsAt(
        screen: (Ground) -> ScreenState,
        look: (ScreenState) -> T,
    ): T = practised(PracticePerson.INFANT_AFTER_ANOPLASTY).use { look(screen(it)) }

    private companion object {
        const val MOST = 3

        /** The language, what was noted while locked, who is in it, a check-in that was locked away, and the day, loaded and seen. */
        const val OPENING = 6

        /** What changed, the reminders, and whether a recovery code is not on paper yet. */
        const val AFTERWARDS = 3

        val SCREENS =
            mapOf<String, (Ground) -> ScreenState>(
                "today" to { TodayState(it.app, it.vault, it.person) },
                "today in a session" to {
                    it.session("in")
                    TodayState(it.app, it.vault, it.person)
                },
                "session" to { it.session("in").run { SessionState(it.app, it.vault, it.person) } },
                "session's answer" to {
                    it.session("in")
                    SessionAnswerState(it.app, it.vault, it.person, it.answer())
                },
                "end of a session" to {
                    val over = it.session(*HOLDING, "stop", "out", "after_care_done")
                    FinishState(it.app, it.vault, checkNotNull(over.view))
                },
                "log a session" to { LogState(it.app, it.vault, it.day()) },
                "not held" to { SkipState(it.app, it.vault, it.person, it.day().slots.first()) },
                "check-in" to { CheckInState(it.app, it.vault, it.person) },
                "result" to { ResultState(it.app, it.vault, it.person, it.answer()) },
                "so far" to { SoFarState(it.app, it.vault, it.answer(), CheckInState(it.app, it.vault, it.person)) },
                "why" to { WhyState(it.app, it.person, it.answer()) },
                "before anything else" to { BlockedState(it.app, it.vault, it.day()) },
                "what the clinic said" to { ContactState(it.app, it.vault, it.person) },
                "where" to { WhereState(it.app, it.vault, it.person) },
                "devices" to { DevicesState(it.app, it.vault, it.person) },
                "one device" to { OneDeviceState(it.app, it.vault, it.person, it.device("Blue 9", "9")) },
                "which device" to { ChooseDeviceState(it.app, it.vault, it.person) },
                "lubricant" to { LubricantState(it.app) },
                "progress" to { ProgressState(it.app, it.vault, it.person) },
                "plan" to { PlanImportState(it.app, it.vault, it.person) },
                "what a plan leaves open" to {
                    val form = publishedPlans().first { form -> form.name == "post-psarp-home" }.text
                    BlanksState(it.app, it.vault, it.person, form, planBlanks(form))
                },
                "the plan" to { PlanState(it.app, it.vault, it.person) },
                "what happened" to { TimelineState(it.app, it.vault, it.person) },
                "pauses" to { PauseState(it.app, it.vault, it.person) },
                "people" to { PeopleState(it.app, it.vault) },
                "report" to { ReportState(it.app, it.vault, it.person) },
                "lock and privacy" to { SettingsState(it.app) },
            )

        private fun Ground.day(): TodayView = runBlocking { vault.today(person.id) }

        private fun Ground.answer(): TriageView = checkIn(*ALL_WELL)
    }
}
