package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import org.gradus.GradusClock
import org.gradus.NewVault
import org.gradus.Vault
import org.gradus.core.SetUp
import org.gradus.lockPolicy
import org.gradus.salvage
import org.gradus.waysIn
import java.nio.file.Path

/** The verbs of [Vault] that take a folder; `null` where there is none of that name. */
fun door(
    call: String,
    with: JsonObject,
    clock: GradusClock,
): (suspend () -> Any?)? {
    val folder = with.textOrNull("folder")?.let(Path::of) ?: return null
    return when (call) {
        "ways_in" -> suspend { Vault.waysIn(folder) }
        "lock_policy" -> suspend { Vault.lockPolicy(folder) }
        "passcode_tries" -> suspend { Vault.passcodeTries(folder, clock) }
        "while_locked" -> suspend { Vault.whileLocked(folder, clock) }
        "log_while_locked" -> noting(folder, with, clock)
        "run_event_while_locked" -> telling(folder, with, clock)
        "erase_vault" -> suspend { Vault.erase(folder, with.textOrNull("language")) }
        "salvage_vault" -> salvaging(folder, with, clock)
        else -> opening(call, folder, with, clock) ?: mending(call, folder, with, clock)
    }
}

fun plain(made: NewVault) = SetUp(made.id, made.recoveryCode)

private fun opening(
    call: String,
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): (suspend () -> Any?)? {
    val (passcode, kept) = with.bytes("passcode") to with.deviceSecret()
    return when (call) {
        "create_vault" -> suspend { plain(Vault.create(folder, passcode, clock)) }
        "create_light_vault" -> suspend { plain(Vault.create(folder, passcode, clock, light = true)) }
        "create_vault_on_device" -> suspend { plain(Vault.create(folder, passcode, clock, deviceSecret = kept)) }
        "open", "open_on_device" -> suspend { Vault.open(folder, passcode, clock, deviceSecret = kept) }
        "open_by_platform" -> suspend { Vault.openByPlatform(folder, with.bytes("platform_secret"), clock) }
        "recover" -> suspend { Vault.recover(folder, with.bytes("recovery_code"), clock) }
        else -> null
    }
}

private fun mending(
    call: String,
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): (suspend () -> Any?)? {
    val (passcode, code, kept) = Triple(with.bytes("passcode"), with.bytes("recovery_code"), with.deviceSecret())
    return when (call) {
        "mend_vault", "mend_vault_on_device" -> suspend { Vault.mend(folder, passcode, clock, deviceSecret = kept) }
        "mend_vault_by_recovery" -> suspend { Vault.mendByRecovery(folder, code, clock) }
        else -> accepting(call, folder, with, clock)
    }
}

private fun accepting(
    call: String,
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): (suspend () -> Any?)? {
    val (passcode, code, kept) = Triple(with.bytes("passcode"), with.bytes("recovery_code"), with.deviceSecret())
    return when (call) {
        "accept_older_state" -> suspend { Vault.acceptOlderState(folder, passcode, clock) }
        "accept_older_state_on_device" -> suspend { Vault.acceptOlderState(folder, passcode, clock, deviceSecret = kept) }
        "accept_older_state_by_recovery" -> suspend { Vault.acceptOlderStateByRecovery(folder, code, clock) }
        else -> null
    }
}

private fun telling(
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): suspend () -> Any? =
    {
        val (run, event) = with.textOrNull("run").orEmpty() to with.textOrNull("event").orEmpty()
        Vault.runEventWhileLocked(folder, run, event, clock)
    }

private fun noting(
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): suspend () -> Any? =
    {
        val (person, note) = with.textOrNull("person").orEmpty() to with.textOrNull("note").orEmpty()
        Vault.logWhileLocked(folder, person, note, with.textOrNull("occurrence"), clock)
    }

private fun salvaging(
    folder: Path,
    with: JsonObject,
    clock: GradusClock,
): suspend () -> Any? =
    {
        val draft = with.getValue("draft") as JsonObject
        val into = Path.of(draft.textOrNull("into"))
        val saved = Vault.salvage(folder, with.proof(), into, with.bytes("new_passcode"), draft.textOrNull("language"), clock)
        saved.view.copy(made = plain(saved.vault))
    }
