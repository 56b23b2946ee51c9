package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.PauseView
import org.gradus.core.PersonRef
import org.gradus.core.PlanView
import org.gradus.core.PreviewView
import org.gradus.core.TodayView
import org.gradus.demo.app.App
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word

/** The plan: where it stands, what comes next and why, the next weeks, whom to call, and what it said before. */
class PlanState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var today by mutableStateOf<TodayView?>(null)
        private set
    var plan by mutableStateOf<PlanView?>(null)
        private set
    var preview by mutableStateOf<PreviewView?>(null)
        private set

    /** The plans before this one, the newest first; `null` until somebody asks for them. */
    var history by mutableStateOf<List<PlanView>?>(null)
        private set

    /** The next weeks with a bad one at their beginning, instead of as they come if all goes well. */
    var withBadWeek by mutableStateOf(false)

    /** A stage that somebody is about to say yes to. */
    var asked by mutableStateOf<String?>(null)
        private set

    /** The sizes as stairs; none before the plan has begun. */
    val rungs: List<Rung> get() = plan?.let { plan -> today?.let { rungs(plan, it) } }.orEmpty()

    override fun shown(): Unit =
        act {
            val day = vault.today(person.id)
            if (day.plan != null) {
                plan = vault.plan(person.id)
                preview = vault.planPreview(person.id, WEEKS)
            }
            today = day
        }

    fun showHistory(): Unit = act { history = vault.planHistory(person.id).dropLast(1).reversed() }

    fun ask(stage: String) {
        asked = stage
    }

    /** Yes: the plan goes to that stage. */
    fun take(): Unit =
        act {
            val stage = asked ?: return@act
            app.written(vault, person, record(vault, Command.TakeStage(person.id, stage, clinicSaid = false)))
        }

    fun call(number: String): Unit = app.call(number)

    fun bringPlan(): Unit = app.go(PlanImportState(app, vault, person))

    fun where(): Unit = app.go(WhereState(app, vault, person))

    override fun stepBack(): Boolean = (asked != null).also { asked = null }

    private companion object {
        const val WEEKS: UByte = 6u
    }
}

/** Some days without sessions, or the end of those that there [are]. */
class PauseState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    val are: PauseView? = null,
) : ScreenState(app) {
    var reason by mutableStateOf<String?>(null)
    val from = DateParts()
    val to = DateParts()
    var missing by mutableStateOf<Word?>(null)
        private set

    override val fieldWords: Map<String, Text>
        get() = mapOf("from" to Word.PAUSE_FROM, "to" to Word.PAUSE_TO, "reason" to Word.PAUSE_REASON)

    /** Days that are left empty are left to the core: from today, and until somebody ends it. */
    fun begin() {
        val because = reason
        missing = if (because == null) Word.PAUSE_REASON else null
        if (because != null) write(Command.Pause(person.id, because, from.typed, to.typed))
    }

    fun end(): Unit = write(Command.EndPause(person.id))

    private fun write(command: Command): Unit = act { app.written(vault, person, record(vault, command)) }
}
