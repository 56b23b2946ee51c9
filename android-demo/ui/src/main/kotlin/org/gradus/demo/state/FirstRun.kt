package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.NewVault
import org.gradus.Vault
import org.gradus.core.GradusException
import org.gradus.core.PracticePerson
import org.gradus.demo.app.App
import org.gradus.demo.app.EmergencyNumbers
import org.gradus.demo.words.Word
import org.gradus.recoveryCodeNoted
import org.gradus.typedSecret

/** Start, restore, or look around. No secret exists yet. */
class WelcomeState(
    app: App,
) : ScreenState(app) {
    fun start(): Unit = app.go(IntendedState(app))

    fun restore(): Unit = app.go(RestoreState(app))

    /** Somebody made up, in memory. */
    fun lookAround(): Unit = act { app.enter(app.door.practice(PracticePerson.INFANT_AFTER_ANOPLASTY), practice = true) }
}

/** What this is for and what it is not. */
class IntendedState(
    app: App,
) : ScreenState(app) {
    fun understood(): Unit = app.go(PasscodeState(app))
}

/** The passcode, twice. */
class PasscodeState(
    app: App,
) : ScreenState(app) {
    var passcode by mutableStateOf("")
    var again by mutableStateOf("")
    var missing by mutableStateOf<Word?>(null)
        private set

    fun next() {
        missing =
            when {
                passcode.isEmpty() -> Word.PASSCODE_EMPTY
                passcode != again -> Word.PASSCODE_DIFFERS
                else -> null
            }
        if (missing != null) return
        val secret = typedSecret(passcode)
        gone()
        act {
            val kept = secret.copyOf()
            val code = kept.orWiped { CodeState(app, app.door.create(secret), kept) }
            // A new vault arrives even where the screen was left meanwhile.
            if (app.holds(this)) app.go(code) else code.gone()
        }
    }

    /** A text field cannot but hold a string; it is let go of at the first chance. */
    override fun gone() {
        passcode = ""
        again = ""
    }
}

/** Runs [make], which goes on with these bytes; where it does not come to that they are wiped. */
internal suspend fun <T> ByteArray.orWiped(make: suspend () -> T): T {
    var isMade = false
    try {
        return make().also { isMade = true }
    } finally {
        if (!isMade) fill(0)
    }
}

/** The recovery code, shown once. Until it was typed back the diary is not in its place. */
class CodeState(
    app: App,
    private val made: NewVault,
    private val passcode: ByteArray,
    private val isSalvaged: Boolean = false,
) : ScreenState(app) {
    /** In groups, as it is written on paper. */
    val code: String get() = lines(made.recoveryCode)

    fun written(): Unit = app.go(RetypeState(app, passcode, isSalvaged))

    /** Of a diary that was salvaged, the list below holds both: somebody may read it again. */
    override fun gone() {
        if (isSalvaged) return
        made.close()
        passcode.fill(0)
    }
}

/** The code as it was written on paper opens the diary, or it is written anew. */
class RetypeState(
    app: App,
    private val passcode: ByteArray,
    private val isSalvaged: Boolean = false,
) : ScreenState(app) {
    var typed by mutableStateOf("")
    var wrong by mutableStateOf(false)
        private set

    fun check() {
        wrong = false
        val code = typedSecret(typed)
        val kept = passcode.copyOf()
        act {
            try {
                settle(code, kept)
            } catch (_: GradusException.WrongSecret) {
                wrong = true
            } catch (_: GradusException.Invalid) {
                wrong = true
            } finally {
                kept.fill(0)
            }
        }
    }

    private suspend fun settle(
        code: ByteArray,
        kept: ByteArray,
    ) {
        app.door.settle(code, replaces = isSalvaged)
        typed = ""
        val vault = app.door.open(kept.copyOf())
        app.settings.passcodeTyped = app.today
        if (isSalvaged) {
            app.enter(vault) { noted(vault, kept) }
        } else if (app.receive(vault)) {
            app.become(NumberState(app, vault))
        }
    }

    /** The code is on paper. What finger or face gave out opened the damaged diary alone. */
    private suspend fun noted(
        vault: Vault,
        kept: ByteArray,
    ) {
        vault.recoveryCodeNoted()
        if (app.settings.keeperOffered) app.device.keeper?.keep(KEPT_AS, kept)
    }

    override fun gone() {
        typed = ""
    }
}

/** The number that the emergency screen calls. */
class NumberState(
    app: App,
    private val vault: Vault?,
) : ScreenState(app) {
    var country by mutableStateOf(app.device.country)
        private set
    var number by mutableStateOf(app.settings.emergencyNumber ?: EmergencyNumbers.of(app.device.country))
    var choosing by mutableStateOf(false)
    var wrong by mutableStateOf(false)
        private set

    /** Part of the first run; later it is reached from the settings and from the emergency screen. */
    val first: Boolean get() = vault != null

    fun choose(country: String) {
        this.country = country
        number = EmergencyNumbers.of(country)
        choosing = false
    }

    fun next() {
        wrong = !EmergencyNumbers.isDiallable(number)
        if (wrong) return
        app.settings.emergencyNumber = number.trim()
        if (vault == null) back() else act { app.enter(vault) }
    }
}
