package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.core.LockedRunView
import org.gradus.demo.look.Entry
import org.gradus.demo.look.Heading
import org.gradus.demo.look.Lead
import org.gradus.demo.look.MainButton
import org.gradus.demo.look.Missing
import org.gradus.demo.look.OneOf
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.QuietButton
import org.gradus.demo.look.StopButton
import org.gradus.demo.look.TextEntry
import org.gradus.demo.look.WordButton
import org.gradus.demo.state.OlderState
import org.gradus.demo.state.RecoverState
import org.gradus.demo.state.RestoreState
import org.gradus.demo.state.Tries
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.goesOn
import org.gradus.demo.state.isInside
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.clock
import org.gradus.demo.words.moment
import org.gradus.demo.words.say

@Composable
fun UnlockScreen(state: UnlockState) {
    val stop: (@Composable () -> Unit)? = if (state.goesOn) ({ StopButton(say(Word.SESSION_STOP)) { state.stop() } }) else null
    Page(state, say(LockWord.UNLOCK_TITLE), back = false, anchored = stop, foot = {
        val mayTry = !state.busy && state.tries.waitMs == 0uL
        MainButton(say(if (state.mending) Word.FORWARD_MEND else LockWord.UNLOCK), mayTry) { state.unlock() }
        if (state.keeperOffered) QuietButton(say(LockWord.UNLOCK_KEEPER), !state.busy) { state.unlockByKeeper() }
        QuietButton(say(LockWord.UNLOCK_RECOVERY), !state.busy) { state.forgotten() }
    }) {
        if (state.passcodeDueSaid) Missing(say(LockWord.PASSCODE_DUE))
        if (state.mending) Missing(say(Word.MEND_PASSCODE))
        state.said?.let { Missing(say(it)) }
        if (state.isStopped) Missing(say(Word.UNLOCK_STOPPED))
        if (state.mayGoOn) Para(say(LockWord.UNLOCK_MAY_GO_ON))
        state.runs.forEach { LockedRun(state, it) }
        TextEntry(say(Word.PASSCODE), state.passcode, entry = Entry.SECRET) { state.passcode = it }
        TriesLeft(state.tries)
    }
}

/** A session that goes on, without a word about whose it is; of one that was stopped, that it is out. */
@Composable
private fun LockedRun(
    state: UnlockState,
    run: LockedRunView,
) {
    if (run.goesOn) Para(say(LockWord.UNLOCK_GOES_ON, moment(run.started)))
    if (run.hasEnded && run.isInside) QuietButton(say(Word.SESSION_OUT)) { state.out(run) }
}

/** What wrong passcodes cost, and a wait that runs: said aloud once, and what counts down is there to be looked at. */
@Composable
internal fun TriesLeft(tries: Tries) {
    tries.left?.let { Missing(say(LockWord.TRIES_LEFT, it.toString())) }
    tries.beforeErase?.let { Missing(say(LockWord.TRIES_BEFORE_ERASE, it.toString())) }
    if (tries.waitMs == 0uL) return
    Missing(say(LockWord.TRIES_TOO_MANY))
    Lead(say(LockWord.TRIES_NEXT, clock(tries.waitMs)))
}

@Composable
fun RecoverScreen(state: RecoverState) {
    Page(state, say(LockWord.RECOVER_TITLE), foot = { MainButton(say(LockWord.RECOVER), !state.busy) { state.open() } }) {
        Para(say(LockWord.RECOVER_TEXT))
        TextEntry(say(Word.RECOVERY_CODE), state.code, entry = Entry.CODE) { state.code = it }
    }
}

@Composable
fun RestoreScreen(state: RestoreState) {
    Page(state, say(LockWord.RESTORE_TITLE), foot = { MainButton(say(LockWord.RECOVER), !state.busy) { state.restore() } }) {
        Para(say(LockWord.RESTORE_TEXT))
        QuietButton(say(LockWord.RESTORE_CHOOSE), !state.busy) { state.choose() }
        if (state.folder != null) Para(say(LockWord.RESTORE_CHOSEN))
        SecretEntry(LockWord.RESTORE_SECRET, state.byCode, state.secret, { state.byCode = it }) { state.secret = it }
        state.missing?.let { Missing(say(it)) }
        if (state.isLost) WordButton(say(LockWord.SALVAGE_OFFER)) { state.salvage() }
    }
}

@Composable
fun OlderScreen(state: OlderState) {
    Page(state, say(LockWord.OLDER_TITLE), foot = {
        MainButton(say(Word.FORWARD_RESTORE), !state.busy) { state.restore() }
        QuietButton(say(LockWord.OLDER_ACCEPT), !state.busy) { state.accept() }
    }) {
        Para(say(LockWord.OLDER_LOST))
        Para(say(LockWord.OLDER_ONLY))
        SecretEntry(LockWord.RESTORE_SECRET, state.byCode, state.secret, { state.byCode = it }) { state.secret = it }
        if (state.missing) Missing(say(if (state.byCode) Word.RETYPE_TITLE else Word.PASSCODE_EMPTY))
    }
}

/** The passcode or the recovery code, whichever is there. */
@Composable
internal fun SecretEntry(
    heading: LockWord,
    byCode: Boolean,
    secret: String,
    onWay: (Boolean) -> Unit,
    onType: (String) -> Unit,
) {
    Heading(say(heading))
    val ways = listOf(false to say(Word.PASSCODE), true to say(Word.RECOVERY_CODE))
    OneOf(ways.map { (code, words) -> code.toString() to words }, byCode.toString()) { onWay(it.toBoolean()) }
    val label = if (byCode) Word.RECOVERY_CODE else Word.PASSCODE
    TextEntry(say(label), secret, entry = if (byCode) Entry.CODE else Entry.SECRET, onChange = onType)
}
