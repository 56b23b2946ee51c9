package org.gradus

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import org.gradus.core.SalvageDraft
import org.gradus.core.SalvageView
import org.gradus.core.SetUp
import org.gradus.core.salvageVault
import java.nio.file.Path

/** What a damaged vault gave out. */
public class Salvaged internal constructor(
    /** The new vault and its recovery code, once. */
    public val vault: NewVault,
    /** What was saved and what was not, for the person and for the clinic. The code is in [vault] alone. */
    public val view: SalvageView,
) {
    /** Nothing of what was written down. */
    override fun toString(): String = "Salvaged(${vault.id})"
}

/**
 * Makes a new vault in [into] with everything that holds of the one in [folder], which is damaged beyond mending: each entry whose bytes
 * are what was written, and before which nothing of its writer is lost. It has [newPasscode] and a recovery code of its own; call
 * [recoveryCodeNoted] on the open vault once that is on paper. In the damaged folder only a passcode that was tried is counted, and
 * nothing else is changed. Both vaults are locked when this returns.
 *
 * Unless it is proven that nothing is missing, sessions wait in the new vault until every question was answered again, and the next size
 * until the clinic was spoken to. For a person who has no sound copy, and never unasked. The [proof] is of the damaged vault; with its
 * `deviceSecret` the new passcode opens the new vault on this device only. [language] is a tag such as `es`; English without it. A caller
 * that is cancelled meanwhile still receives the code.
 */
public suspend fun Vault.Companion.salvage(
    folder: Path,
    proof: Proof,
    into: Path,
    newPasscode: ByteArray,
    language: String? = null,
    clock: GradusClock = SystemGradusClock(),
    dispatcher: CoroutineDispatcher = Dispatchers.IO,
): Salvaged =
    newPasscode.spend { new ->
        spendBoth(proof.secret, proof.deviceSecret) { secret, kept ->
            currentCoroutineContext().ensureActive()
            withContext(NonCancellable + dispatcher) {
                typed {
                    val draft = SalvageDraft(into.toString(), trialMs(), language)
                    lendBoth(secret, kept) { first, second ->
                        new.lend { salvaged(salvageVault(folder.toString(), proof.kind, first, second, it, draft, clock.reading())) }
                    }
                }
            }
        }
    }

private fun salvaged(view: SalvageView): Salvaged {
    val made = view.made
    return Salvaged(NewVault(made.vault, made.recoveryCode), view.copy(made = SetUp(made.vault, ByteArray(0))))
}
