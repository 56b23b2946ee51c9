package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.NewVault
import org.gradus.Proof
import org.gradus.core.SalvageView
import org.gradus.demo.app.App
import org.gradus.demo.app.Forward
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.typedSecret

/** The last resort: a new diary of what holds of a damaged one, for whoever has no copy. Nothing of it happens unasked. */
class SalvageState(
    app: App,
) : ScreenState(app) {
    /** Somebody said that there is no copy. */
    var hasNoCopy by mutableStateOf(false)
    var secret by mutableStateOf("")
    var byCode by mutableStateOf(false)
    var passcode by mutableStateOf("")
    var again by mutableStateOf("")
    var missing by mutableStateOf<Text?>(null)
        private set

    val tries = Tries(app, this)

    /** A passcode is not taken yet; the recovery code always is. */
    val isWaiting: Boolean get() = tries.waitMs > 0uL && !byCode

    override fun shown(): Unit = atOnce { tries.count() }

    fun make() {
        if (isWaiting) return
        missing =
            when {
                !hasNoCopy -> LockWord.SALVAGE_ASKED
                secret.isEmpty() -> LockWord.SALVAGE_SECRET
                passcode.isEmpty() -> Word.PASSCODE_EMPTY
                passcode != again -> Word.PASSCODE_DIFFERS
                else -> null
            }
        if (missing != null) return
        val (proof, new, isCode) = Triple(proof(secret, byCode), typedSecret(passcode), byCode)
        letGo()
        act {
            try {
                tries.counting(isCode) { show(made(proof, new)) }
            } finally {
                // Nobody stayed for it, and perhaps not even for the answer.
                if (!app.holds(this)) app.door.discard()
            }
        }
    }

    private suspend fun made(
        proof: Proof,
        new: ByteArray,
    ): SalvagedState {
        val kept = new.copyOf()
        return kept.orWiped {
            val saved = app.door.salvage(proof, new, app.device.language)
            SalvagedState(app, saved.vault, kept, saved.view)
        }
    }

    private fun show(list: SalvagedState): Unit = if (app.holds(this)) app.go(list) else list.gone()

    override val endsWhenLeft: Boolean get() = true

    /** A diary that gives nothing out is told as it is; the page with the copies is the one before. */
    override fun forward(way: Forward): Unit = if (way == Forward.RESTORE) back() else super.forward(way)

    override fun gone(): Unit = letGo()

    private fun letGo() {
        secret = ""
        passcode = ""
        again = ""
    }
}

/**
 * What could not be saved, by day, kind and reason: read before the code, and long before the damaged diary is replaced. The core keeps
 * no such list, so whoever is interrupted begins anew and reads it again.
 */
class SalvagedState(
    app: App,
    private val made: NewVault,
    private val passcode: ByteArray,
    val view: SalvageView,
) : ScreenState(app) {
    override val holdsBack: Boolean get() = true

    override val endsWhenLeft: Boolean get() = true

    fun read(): Unit = app.go(CodeState(app, made, passcode, isSalvaged = true))

    override fun gone() {
        made.close()
        passcode.fill(0)
        app.door.discard()
    }
}
