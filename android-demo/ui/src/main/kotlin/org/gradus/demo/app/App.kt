package org.gradus.demo.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.gradus.GradusClock
import org.gradus.Vault
import org.gradus.core.GateWord
import org.gradus.core.GradusException
import org.gradus.core.InboxView
import org.gradus.core.PersonRef
import org.gradus.core.ReminderOpens
import org.gradus.core.TodayView
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ErasedState
import org.gradus.demo.state.KEPT_AS
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.state.nearSession
import org.gradus.demo.words.Word
import org.gradus.rotationLeft
import java.time.LocalDate
import java.time.OffsetDateTime

/**
 * The app: a stack of screens, the open vault, and when it locks. It lives as long as the process. After each [beat] a session that
 * goes on is looked at again; what time it is then, the clock says.
 */
class App(
    val door: Door,
    val settings: Settings,
    val device: Device,
    val clock: GradusClock,
    val scope: CoroutineScope,
    val beat: suspend () -> Unit = { delay(BEAT_MS) },
    val reference: Reference = Reference(),
) {
    private val stack = mutableStateListOf<ScreenState>()
    private val absence = Absence(this)
    private val reminding = Reminding(device)

    /** What goes on, and Stop wherever it is pressed. */
    val sessions = Sessions(this, reminding)

    /** Planned sessions that are noted on a notice of the phone, while the diary is locked. */
    val noting = Noting(this)

    /** What is under way for the screens that are there; its answers are of no use once they are gone. */
    private val calls = SupervisorJob(scope.coroutineContext[Job])

    /** The screen that is seen. */
    val screen: ScreenState get() = stack.last()

    /** Whether the app is out of sight. */
    val isAway: Boolean get() = absence.isAway

    /** The open vault; `null` while it is locked. */
    var vault: Vault? = null
        private set

    /** Whether somebody else who picks the phone up now would be in the diary, or on the way into it. */
    val leadsIn: Boolean get() = vault != null || stack.any { it.endsWhenLeft }

    /** A look around with somebody made up: nothing is on the disk. */
    var practising by mutableStateOf(false)
        private set

    /**
     * What became of the notes that were made while the diary was locked; `null` where there is nothing to tell. The core tells it once.
     * Today shows it until the next thing is done, and where something is missing until somebody says that it was read.
     */
    var news by mutableStateOf<InboxView?>(null)

    /** What is to be said of a recovery code that may not be on paper, or of a key that was half renewed; `null` where nothing is. */
    var codeLeft by mutableStateOf<String?>(null)

    val today: LocalDate get() = OffsetDateTime.parse(clock.reading().wall).toLocalDate()

    init {
        // Without a diary nothing goes on, and nothing is due: what the phone still follows was made up, and is gone.
        if (!door.exists()) {
            sessions.stopped = null
            followNothing()
        }
        stack += first()
        // One that could not be told before the phone ended the app.
        sessions.tellKept()
    }

    /** Shows one more screen. */
    fun go(screen: ScreenState) {
        stack += screen
        screen.shown()
    }

    /** Shows this screen with nothing to go back to. */
    fun become(screen: ScreenState) {
        stack.forEach(ScreenState::gone)
        stack.clear()
        go(screen)
    }

    /** One screen back. `false` where there is none: then the phone's own back leaves the app. */
    fun back(): Boolean {
        if (screen.holdsBack || screen.stepBack()) return true
        if (stack.size == 1) return false
        stack.removeAt(stack.lastIndex).gone()
        screen.shown()
        return true
    }

    val canGoBack: Boolean get() = stack.size > 1

    /** Whether this screen is still there. */
    fun holds(screen: ScreenState): Boolean = screen in stack

    /** Back to Today, past everything above it. */
    fun home() {
        while (stack.size > 1) stack.removeAt(stack.lastIndex).gone()
        screen.shown()
    }

    /** Takes one screen away, wherever it stands; what is seen then is seen anew. */
    fun drop(screen: ScreenState) {
        if (!stack.remove(screen)) return
        screen.gone()
        this.screen.shown()
    }

    /** Runs a screen's call. Locking ends it: no answer comes up above the lock screen, and a vault that was opening is shut. */
    fun launch(call: suspend () -> Unit) {
        scope.launch(calls) { call() }
    }

    /**
     * This vault is open from here on, and whatever locks the app locks it, before anybody goes in. `false` where it arrives when the
     * app has been out of sight for too long: then it is locked at once.
     */
    fun receive(vault: Vault): Boolean {
        if (absence.isTooLong) {
            vault.close()
            become(first())
            return false
        }
        this.vault = vault
        return true
    }

    /**
     * Goes in with an open vault: to Today, or to the first questions where nobody is in it. What is [owed] to it comes first. Whoever
     * cannot go in stands before a locked diary again, and reads why.
     */
    suspend fun enter(
        vault: Vault,
        practice: Boolean = false,
        owed: suspend () -> Unit = {},
    ) {
        if (!receive(vault)) return
        var failed: GradusException? = null
        var isIn = false
        try {
            owed()
            goIn(vault, practice)
            isIn = true
        } catch (error: GradusException) {
            failed = error
        } finally {
            if (!isIn && this.vault === vault) {
                shut(kept = true)
                failed?.let(screen::met)
            }
        }
    }

    private suspend fun goIn(
        vault: Vault,
        practice: Boolean,
    ) {
        practising = practice
        vault.setLanguage(device.language)
        news = vault.inboxNews().takeIf { it.sentences.isNotEmpty() }
        val untold = sessions.untold(vault)
        val people = vault.people()
        val pressed = reminding.take()
        val person = inSession(vault, people) ?: pressed.among(people) ?: people.firstOrNull()
        val today = person?.let { open(vault, it) }
        if (person == null) become(PersonState(this, vault))
        // After the screen is there: nobody waits for it.
        if (!practice) {
            launch { reminding.follow(vault) }
            launch { codeLeft = left(vault) }
        }
        // The phone may still follow somebody made up, who was gone with the app.
        if (!practice && today?.running == null) device.follow(null)
        if (today != null && pressed == Destination(today.person.id, ReminderOpens.SESSION)) nearSession(vault, today)
        untold?.let(screen::met)
    }

    /** A diary that cannot say it now says it at the next opening. */
    private suspend fun left(vault: Vault): String? =
        try {
            vault.rotationLeft()?.sentence
        } catch (_: GradusException) {
            null
        }

    /**
     * A reminder was pressed. It leads to its person's day, and close to the session where it reminds of one: after the unlock, or at once
     * from Today. Whoever is in the midst of something else stays there. `null` where the app is opened in another way: a reminder that
     * was pressed before leads nowhere then.
     */
    fun leadTo(destination: Destination?) {
        val open = vault.takeUnless { absence.isTooLong || destination == null } ?: return reminding.keep(destination)
        val today = screen as? TodayState
        if (today == null || canGoBack) return
        launch {
            try {
                destination?.let { arrive(open, today, it) }
            } catch (error: GradusException) {
                screen.met(error)
            }
        }
    }

    private suspend fun arrive(
        vault: Vault,
        from: TodayState,
        destination: Destination,
    ) {
        val person = destination.among(vault.people()) ?: return
        // Nobody is switched while a session goes on.
        if (person.id != from.person.id && from.run != null) return
        val today = open(vault, person)
        if (destination.opens == ReminderOpens.SESSION) nearSession(vault, today)
    }

    /** Whoever is in the midst of a session comes first. With one person there is nobody to choose from. */
    private suspend fun inSession(
        vault: Vault,
        people: List<PersonRef>,
    ): PersonRef? = people.takeIf { it.size > 1 }?.firstOrNull { vault.today(it.id).running != null }

    /**
     * Makes this person the active one. What stops their plan is said before anything else, at each opening; below it is the session
     * that goes on, or a check-in that was locked in its midst.
     */
    suspend fun open(
        vault: Vault,
        person: PersonRef,
    ): TodayView {
        val today = TodayState(this, vault, person)
        val view = today.load()
        become(today)
        if (view.running != null) {
            go(SessionState(this, vault, person))
        } else if (vault.keptInterview(person.id).isNotEmpty()) {
            go(CheckInState(this, vault, person))
        }
        if (view.gate.gate == GateWord.BLOCKED) go(BlockedState(this, vault, view))
        return view
    }

    /** The diary is gone, or about to be: the phone keeps nothing of it. */
    suspend fun forgetDiary() {
        device.keeper?.forget(KEPT_AS)
        settings.forgetDiary()
        sessions.stopped = null
        followNothing()
    }

    /** Everything goes for good: first what the phone keeps of it, then the diary, and those that a restored one replaced. */
    suspend fun erase() {
        vault?.close()
        vault = null
        forgetDiary()
        become(ErasedState(this, door.erase(device.language)))
    }

    private fun followNothing() {
        device.follow(null)
        device.remind(emptyList())
    }

    /** Writes down what must not be lost, then drops the keys and everything that was on the screen. */
    fun lock() {
        val kept = keep()
        remind()
        shut(kept)
    }

    private fun shut(kept: Boolean) {
        calls.cancelChildren()
        device.show(null)
        // With somebody made up their session is gone too.
        if (practising) device.follow(null)
        vault?.close()
        vault = null
        if (practising) sessions.stopped = null
        practising = false
        news = null
        codeLeft = null
        become(first(if (kept) null else Word.UNLOCK_UNSAVED))
    }

    /** One tap from every screen: keys gone, app out of sight. Nothing is waited for: the reminders are renewed at the next unlock. */
    fun leaveNow() {
        shut(keep())
        device.leave()
    }

    /** The app is no longer seen; from here on the phone may end it at any moment. A reminder that was pressed leads nowhere then. */
    fun left() {
        keep()
        remind()
        reminding.keep(null)
        absence.begin()
    }

    /** The app is seen again, perhaps in another language. */
    fun returned() {
        absence.end()
        vault?.let { open -> launch { speak(open) } }
        screen.shown()
    }

    /** A diary that is locked meanwhile is told at the next unlock. */
    private suspend fun speak(open: Vault) {
        try {
            open.setLanguage(device.language)
        } catch (_: GradusException.Locked) {
            return
        }
    }

    /** Runs [open], which shows a screen of the phone's own: being away in it does not lock at once. */
    fun <T> handOver(open: () -> T): T {
        absence.handOver()
        return open()
    }

    /**
     * What the screens must not lose, written before anything else happens: a few milliseconds, and nothing may come between. Keys
     * are dropped even where it could not be written.
     */
    private fun keep(): Boolean =
        try {
            runBlocking { stack.forEach { it.keep() } }
            true
        } catch (_: GradusException) {
            false
        }

    /** What was written just now may ask for a call: the phone reminds of that too. */
    private fun remind() {
        vault?.takeUnless { practising }?.let { runBlocking { reminding.catchUp(it, scope) } }
    }

    private fun first(said: Word? = null): ScreenState = if (door.exists()) UnlockState(this, said) else WelcomeState(this)

    private companion object {
        const val BEAT_MS = 1000L
    }
}
