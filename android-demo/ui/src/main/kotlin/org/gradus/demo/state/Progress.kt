package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.ChartView
import org.gradus.core.Command
import org.gradus.core.PersonRef
import org.gradus.core.PlanView
import org.gradus.core.ProposalKind
import org.gradus.core.TimelineItem
import org.gradus.core.TodayView
import org.gradus.demo.app.App

/** What a size of the plan is at present. */
enum class RungMark { START, NOW, NEXT, GOAL }

/** One size of the plan, as the chart and the table show it. */
data class Rung(
    val tenthsMm: UShort,
    val marks: List<RungMark>,
    val reached: Boolean,
)

/** The plan's sizes, what is proposed and why, and how it went. */
class ProgressState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var today by mutableStateOf<TodayView?>(null)
        private set
    var rungs by mutableStateOf<List<Rung>>(emptyList())
        private set
    var asTable by mutableStateOf(false)

    /** How it went, in the order in which one reads it. */
    var charts by mutableStateOf<List<ChartView>>(emptyList())
        private set

    /** Charts that are shown as tables. */
    val tables = mutableStateListOf<String>()

    /** The size that may be accepted here, larger or smaller; `null` where none is proposed. */
    val offered: UShort?
        get() = today?.proposal?.takeIf { it.kind == ProposalKind.ADVANCE || goesDown }?.toTenthsMm

    /** Whether what is proposed is a smaller size. */
    val goesDown: Boolean get() = today?.proposal?.kind == ProposalKind.STEP_BACK

    override fun shown(): Unit =
        act {
            val day = vault.today(person.id)
            if (day.plan != null) rungs = rungs(vault.plan(person.id), day)
            charts = vault.trends(person.id).charts
            today = day
        }

    fun turn(chart: ChartView) {
        if (!tables.remove(chart.id)) tables += chart.id
    }

    fun report(): Unit = app.go(ReportState(app, vault, person))

    fun take(toTenthsMm: UShort): Unit = act { app.written(vault, person, record(vault, Command.TakeStep(person.id, toTenthsMm))) }
}

/** The sizes between where the plan begins and its goal, and whatever else is in use now, smallest first. */
internal fun rungs(
    plan: PlanView,
    today: TodayView,
): List<Rung> {
    val now = today.sizeTenthsMm
    val marked =
        mapOf(
            RungMark.START to plan.startTenthsMm,
            RungMark.NOW to now,
            RungMark.NEXT to today.proposal?.toTenthsMm,
            RungMark.GOAL to plan.goalTenthsMm,
        )
    val between = plan.ladderTenthsMm.filter { it in plan.startTenthsMm..plan.goalTenthsMm }
    val sizes = (between + marked.values.filterNotNull()).distinct().sorted()
    return sizes.map { size ->
        Rung(size, marked.filterValues { it == size }.keys.toList(), reached = now != null && size <= now)
    }
}

/** What happened, the newest first: of some weeks, or from the beginning. */
class TimelineState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var items by mutableStateOf<List<TimelineItem>?>(null)
        private set
    var isWhole by mutableStateOf(false)
        private set

    override fun shown(): Unit =
        act {
            val from = app.today.minusDays(DAYS).takeIf { !isWhole }
            items = vault.timeline(person.id, from).items.reversed()
        }

    fun showAll() {
        isWhole = true
        shown()
    }

    private companion object {
        const val DAYS = 14L
    }
}
