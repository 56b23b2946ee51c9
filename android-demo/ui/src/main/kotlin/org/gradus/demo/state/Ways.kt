package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.NewVault
import org.gradus.Proof
import org.gradus.Vault
import org.gradus.changePasscode
import org.gradus.demo.app.App
import org.gradus.demo.app.Forward
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.recoveryCodeNoted
import org.gradus.renewRecoveryCode
import org.gradus.rotateKey
import org.gradus.typedSecret

/** A recovery code in groups, as it is written on paper. */
internal fun groups(code: ByteArray): List<String> = code.decodeToString().split('-')

/** The same, as it is shown. */
internal fun lines(code: ByteArray): String = groups(code).chunked(GROUPS_A_LINE).joinToString("\n") { it.joinToString("  ") }

private const val GROUPS_A_LINE = 2

/**
 * Another passcode. After the recovery [code] opened the diary that is the proof; from the settings, what opens it now is asked for,
 * because an open phone may be in somebody else's hand. Where it [renewsKey] every other way in ends, and there is another recovery code.
 */
class NewPasscodeState(
    app: App,
    private val vault: Vault,
    private val code: ByteArray? = null,
    val renewsKey: Boolean = false,
) : ScreenState(app) {
    var secret by mutableStateOf("")
    var byCode by mutableStateOf(false)
    var passcode by mutableStateOf("")
    var again by mutableStateOf("")
    var missing by mutableStateOf<Text?>(null)
        private set

    /** The diary was just opened with the recovery code, and nobody has gone in yet. */
    val isAfterCode: Boolean get() = code != null

    fun save() {
        missing =
            when {
                !isAfterCode && secret.isEmpty() -> LockWord.NEW_PASSCODE_PROOF
                passcode.isEmpty() -> Word.PASSCODE_EMPTY
                passcode != again -> Word.PASSCODE_DIFFERS
                else -> null
            }
        if (missing != null) return
        val proof = if (code != null) Proof.recoveryCode(code.copyOf()) else proof(secret, byCode)
        val new = typedSecret(passcode)
        letGo()
        act { change(proof, new) }
    }

    /** Goes in without a new one; the settings offer it again. */
    fun later(): Unit = act { app.enter(vault) }

    private suspend fun change(
        proof: Proof,
        new: ByteArray,
    ) {
        val kept = new.copyOf()
        var made: NewVault? = null
        try {
            if (renewsKey) made = vault.rotateKey(proof, new) else vault.changePasscode(proof, new)
            app.settings.passcodeTyped = app.today
            if (app.settings.keeperOffered) app.device.keeper?.keep(KEPT_AS, kept)
        } finally {
            kept.fill(0)
        }
        if (isAfterCode) app.enter(vault) else app.drop(this)
        made?.let { app.go(ShownCodeState(app, vault, it.recoveryCode)) }
    }

    override fun gone() {
        letGo()
        code?.fill(0)
    }

    private fun letGo() {
        secret = ""
        passcode = ""
        again = ""
    }
}

/** Another recovery code, for whoever knows the passcode. The one before opens nothing any more. */
class NewCodeState(
    app: App,
    private val vault: Vault,
) : ScreenState(app) {
    var secret by mutableStateOf("")
    var missing by mutableStateOf<Text?>(null)
        private set

    fun make() {
        missing = if (secret.isEmpty()) Word.PASSCODE_EMPTY else null
        if (missing != null) return
        val proof = proof(secret, byCode = false)
        secret = ""
        act {
            val code = vault.renewRecoveryCode(proof)
            app.drop(this)
            app.go(ShownCodeState(app, vault, code))
        }
    }

    override fun gone() {
        secret = ""
    }
}

/** The new recovery code: shown once, and asked back in part. Until that is done the core says at each opening that it may not be on paper. */
class ShownCodeState(
    app: App,
    private val vault: Vault,
    private val code: ByteArray,
) : ScreenState(app) {
    /** As it is written on paper. */
    val shown: String get() = lines(code)

    /** Whether it is asked back. */
    var asking by mutableStateOf(false)
        private set

    /** What was typed of the groups that are asked back. */
    val typed = mutableStateListOf("", "")
    var wrong by mutableStateOf(false)
        private set

    /** Nothing else opens the diary but the passcode: nobody leaves by chance before this is on paper. */
    override val holdsBack: Boolean get() = !asking

    fun written() {
        asking = true
    }

    fun check() {
        val groups = groups(code)
        wrong = ASKED.zip(typed).any { (place, group) -> !groups[place].equals(group.trim(), ignoreCase = true) }
        if (wrong) return
        act {
            vault.recoveryCodeNoted()
            app.codeLeft = null
            app.drop(this)
        }
    }

    override fun stepBack(): Boolean {
        if (!asking) return false
        asking = false
        wrong = false
        return true
    }

    override fun gone() {
        typed.indices.forEach { typed[it] = "" }
        code.fill(0)
    }

    companion object {
        /** The groups that are asked back, counted from nought: one of the first line, one near the end. */
        val ASKED = listOf(1, 5)
    }
}

/** Everything goes, for good. A word has to be typed, so that no slip does it. */
class EraseState(
    app: App,
) : ScreenState(app) {
    var typed by mutableStateOf("")
    var wrong by mutableStateOf(false)
        private set

    /** Where [word] is typed. */
    fun erase(word: String) {
        wrong = !typed.trim().equals(word, ignoreCase = true)
        if (!wrong) act { app.erase() }
    }
}

/** The diary is gone; what the core says of copies. */
class ErasedState(
    app: App,
    val sentence: String,
) : ScreenState(app) {
    fun toTheStart(): Unit = forward(Forward.ANEW)
}

internal fun proof(
    secret: String,
    byCode: Boolean,
): Proof = typedSecret(secret).let { if (byCode) Proof.recoveryCode(it) else Proof.passcode(it) }
