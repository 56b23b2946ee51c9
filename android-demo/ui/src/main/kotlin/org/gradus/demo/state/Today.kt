package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.NextActionKind
import org.gradus.core.PersonRef
import org.gradus.core.RunView
import org.gradus.core.SlotStatus
import org.gradus.core.SlotView
import org.gradus.core.TaskView
import org.gradus.core.TodayView
import org.gradus.demo.app.App
import org.gradus.demo.app.Guise
import org.gradus.demo.app.Hindrance

/** The day of the active person. */
class TodayState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var view by mutableStateOf<TodayView?>(null)
        private set

    /** Sentences about what was just written down; gone when the next thing is done. */
    var notices by mutableStateOf<List<String>?>(null)

    val undo = Undo(this, vault, person)

    /** The session that goes on, or is not written down yet. Until it is, the day offers nothing else. */
    var run by mutableStateOf<RunView?>(null)
        private set

    /** What of the phone stands in the way of sounds, notices and reminders, once it was asked for or a plan asks for sessions. */
    var hindrances by mutableStateOf(emptySet<Hindrance>())
        private set

    suspend fun load(): TodayView {
        val today = vault.today(person.id)
        run = if (today.running == null) null else going(vault, person)
        // The notice that says to take it out has been read: the app says so now.
        if (run?.goesOn == false) app.device.follow(null)
        hindrances = if (app.settings.noticesAsked || today.plan != null) app.device.hindrances else emptySet()
        view = today
        return today
    }

    /** Time is no change of the diary, so the day is asked for whenever it is seen. */
    override fun shown(): Unit = act { load() }

    /** Ends the session and shows it: what is inside has to come out. */
    fun stop(): Unit =
        atOnce {
            app.follow(app.sessions.tell(vault, person, SessionState.STOP))
            act(NextActionKind.RETURN_TO_SESSION)
        }

    /** To the phone's own page; where it was not asked yet whether the app may notify, the phone asks. */
    fun putRight(hindrance: Hindrance) {
        if (hindrance != Hindrance.NOTICES || app.settings.noticesAsked) return app.handOver { app.device.putRight(hindrance) }
        app.settings.noticesAsked = true
        act {
            app.handOver { app.device }.askToNotify()
            load()
        }
    }

    fun main(): Unit = view?.let { act(it.nextAction.kind) } ?: Unit

    /** On to another screen. */
    private fun show(screen: ScreenState) {
        goOn()
        app.go(screen)
    }

    private fun goOn() {
        if (app.news?.alarming == false) app.news = null
        notices = null
        undo.end()
    }

    /** What is told of the notes was read. */
    fun newsRead() {
        app.news = null
    }

    /** Takes out again what was just written down; what has to stay, and why, the core says. */
    fun takeOut() {
        val entry = undo.slip ?: return
        goOn()
        act {
            undo.takeOut(entry)
            load()
        }
    }

    private fun endPause(): Unit =
        act {
            notices = record(vault, Command.EndPause(person.id)).notices
            load()
        }

    /** Leads to what the core names; which one is the main button, the core says. */
    fun act(action: NextActionKind) {
        goOn()
        when (action) {
            NextActionKind.RETURN_TO_SESSION -> show(SessionState(app, vault, person))
            NextActionKind.CALL_EMERGENCY -> call(emergencyNumber)
            NextActionKind.CALL_CLINIC -> clinicNumber?.let(::call)
            NextActionKind.RECORD_CONTACT -> show(ContactState(app, vault, person))
            NextActionKind.IMPORT_PLAN -> show(PlanImportState(app, vault, person))
            NextActionKind.CHECK_IN -> show(CheckInState(app, vault, person))
            NextActionKind.END_PAUSE -> endPause()
            NextActionKind.START_SESSION -> act { app.beginSession(vault, person) }
        }
    }

    /** Writes down a session that was held without the app. */
    fun log(): Unit = view?.let { show(LogState(app, vault, it)) } ?: Unit

    fun skip(slot: SlotView): Unit = show(SkipState(app, vault, person, slot))

    /** Whether the words above it say that somebody needs emergency care. */
    val isEmergency: Boolean
        get() = view?.nextAction?.kind == NextActionKind.CALL_EMERGENCY || view?.lead?.disposition == DispositionWord.EMERGENCY

    val emergencyNumber: String get() = app.emergencyNumber

    /** Whom the plan says to call first. */
    val clinicNumber: String? get() = view?.contacts?.firstOrNull()?.phone

    fun call(number: String): Unit = app.call(number)

    /** A first plan, or one that takes the place of another. */
    fun bringPlan(): Unit = act(NextActionKind.IMPORT_PLAN)

    fun plan(): Unit = show(PlanState(app, vault, person))

    fun progress(): Unit = show(ProgressState(app, vault, person))

    fun timeline(): Unit = show(TimelineState(app, vault, person))

    fun pauses(): Unit = show(PauseState(app, vault, person, view?.pause))

    fun devices(): Unit = show(DevicesState(app, vault, person))

    fun people(): Unit = show(PeopleState(app, vault))

    fun settings(): Unit = show(SettingsState(app))

    fun newCode(): Unit = show(NewCodeState(app, vault))

    companion object {
        /** Slots that can be held now. */
        private val OPEN = setOf(SlotStatus.DUE, SlotStatus.LATE)

        fun canBeHeld(slot: SlotView): Boolean = slot.status in OPEN
    }
}

/** Whether it is done from its time on and not before: what a pause shows is seen at its end. */
val TaskView.isFromThenOn: Boolean get() = duty == "recheck"

/** A planned session that was not held. */
class SkipState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val slot: SlotView,
) : ScreenState(app) {
    fun because(reason: String): Unit =
        act {
            app.written(vault, person, record(vault, Command.Skip(person.id, slot.occurrence, reason)), mayBeSlip = true)
        }
}

/** Whose diary it is. Nobody is switched while something is being written down: this is reached from Today alone. */
class PeopleState(
    app: App,
    private val vault: Vault,
) : ScreenState(app) {
    var people by mutableStateOf<List<PersonRef>>(emptyList())
        private set

    override fun shown(): Unit = act { people = vault.people() }

    fun choose(person: PersonRef): Unit = act { app.open(vault, person) }

    fun add(): Unit = app.go(PersonState(app, vault))

    /** What is written about somebody, as it is now. */
    fun change(person: PersonRef): Unit = act { app.go(PersonState(app, vault, Stands(person.id, vault.personDetails(person.id)))) }
}

/** When the diary locks, finger or face, and the number to call. */
class SettingsState(
    app: App,
) : ScreenState(app) {
    var lockDelayS by mutableStateOf(app.settings.lockDelayS)
        private set
    var keeperOffered by mutableStateOf(app.settings.keeperOffered)
        private set

    var guise by mutableStateOf(app.device.guise)
        private set

    /** No other name was taken, because a session goes on. */
    var isGuiseRefused by mutableStateOf(false)
        private set

    /** From now on the phone shows this name and this picture. It may close the app for that, so no session may go on. */
    fun appearAs(guise: Guise): Unit =
        act {
            isGuiseRefused = app.vault?.let { vault -> vault.people().any { vault.today(it.id).running != null } } == true
            if (!isGuiseRefused) {
                app.device.guise = guise
                this.guise = guise
            }
        }

    fun lockAfter(seconds: Int) {
        app.settings.lockDelayS = seconds
        lockDelayS = seconds
    }

    fun offerKeeper(offered: Boolean) {
        app.settings.keeperOffered = offered
        keeperOffered = offered
        if (!offered) act { app.device.keeper?.forget(KEPT_AS) }
    }

    fun number(): Unit = app.go(NumberState(app, vault = null))

    fun newPasscode(): Unit = app.vault?.let { app.go(NewPasscodeState(app, it)) } ?: Unit

    fun newCode(): Unit = app.vault?.let { app.go(NewCodeState(app, it)) } ?: Unit

    fun newKey(): Unit = app.vault?.let { app.go(NewPasscodeState(app, it, renewsKey = true)) } ?: Unit

    fun erase(): Unit = app.go(EraseState(app))

    fun lock(): Unit = app.lock()
}
