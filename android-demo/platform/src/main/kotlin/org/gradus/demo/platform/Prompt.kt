package org.gradus.demo.platform

import android.app.Activity
import android.content.Context
import android.hardware.biometrics.BiometricPrompt
import android.os.CancellationSignal
import kotlinx.coroutines.CompletableDeferred
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import java.util.Locale
import javax.crypto.Cipher

/** Asks the owner for finger or face, and answers with the cipher that may now be used; `null` when they did not agree. */
fun interface Prompt {
    suspend fun allow(cipher: Cipher): Cipher?
}

/** The system's own prompt. Whatever goes wrong in it is a no, and the passcode stays where it is. */
class SystemPrompt(
    private val context: Context,
    private val front: () -> Activity?,
) : Prompt {
    override suspend fun allow(cipher: Cipher): Cipher? {
        if (front() == null) return null
        val answer = CompletableDeferred<Cipher?>()
        val wording = Wording.of(Locale.getDefault())
        BiometricPrompt
            .Builder(context)
            .setTitle(wording.say(LockWord.KEEPER_TITLE))
            .setNegativeButton(wording.say(Word.PASSCODE), context.mainExecutor) { _, _ -> answer.complete(null) }
            .build()
            .authenticate(BiometricPrompt.CryptoObject(cipher), CancellationSignal(), context.mainExecutor, answering(answer))
        return answer.await()
    }

    /** A finger that was not read may be tried again; only an end of the prompt is an answer. */
    private fun answering(answer: CompletableDeferred<Cipher?>) =
        object : BiometricPrompt.AuthenticationCallback() {
            override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
                answer.complete(result.cryptoObject?.cipher)
            }

            override fun onAuthenticationError(
                errorCode: Int,
                errString: CharSequence?,
            ) {
                answer.complete(null)
            }
        }
}
