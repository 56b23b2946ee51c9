package org.gradus.demo.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.gradus.Recalled
import org.gradus.SecretKeeper
import org.gradus.demo.app.writeWhole
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Keeps a secret under a key that lives in the phone's keystore, works only after finger or face, and dies when a finger is added.
 *
 * The key is AES-256-GCM; a file per name holds the nonce and the sealed secret. A keystore or a disk that fails keeps nobody out and
 * ends nothing: the passcode opens.
 */
class KeystoreKeeper(
    private val folder: File,
    private val prompt: Prompt,
) : SecretKeeper {
    override suspend fun keep(
        name: String,
        secret: ByteArray,
    ) {
        try {
            if (unlessItFails { seal(name, secret) } != true) forget(name)
        } finally {
            secret.fill(0)
        }
    }

    override suspend fun recall(name: String): Recalled = unlessItFails { look(name) } ?: Recalled.Declined

    override suspend fun forget(name: String) {
        withContext(Dispatchers.IO) {
            file(name).delete()
            unlessItFails { keystore().deleteEntry(alias(name)) }
        }
    }

    /** `null` where the keystore or the disk failed, in any of the ways in which phones do. */
    private suspend fun <T> unlessItFails(call: suspend () -> T): T? =
        try {
            call()
        } catch (_: GeneralSecurityException) {
            null
        } catch (_: ProviderException) {
            null
        } catch (_: IOException) {
            null
        } catch (_: IllegalArgumentException) {
            null
        }

    /** Whether the owner allowed it and it is on the disk. */
    private suspend fun seal(
        name: String,
        secret: ByteArray,
    ): Boolean {
        val cipher = Cipher.getInstance(ALGORITHM).apply { init(Cipher.ENCRYPT_MODE, freshKey(name)) }
        val allowed = prompt.allow(cipher) ?: return false
        val sealed = allowed.doFinal(secret)
        withContext(Dispatchers.IO) { writeWhole(file(name).toPath(), allowed.iv + sealed) }
        return true
    }

    private suspend fun look(name: String): Recalled {
        val kept = withContext(Dispatchers.IO) { file(name).takeIf(File::isFile)?.readBytes() } ?: return Recalled.Nothing
        return try {
            if (kept.size < SHORTEST) lost(name) else open(name, kept)
        } catch (_: KeyPermanentlyInvalidatedException) {
            lost(name)
        }
    }

    private suspend fun lost(name: String): Recalled {
        forget(name)
        return Recalled.Lost
    }

    private suspend fun open(
        name: String,
        kept: ByteArray,
    ): Recalled {
        val key = keystore().getKey(alias(name), null) as SecretKey? ?: return Recalled.Lost
        val nonce = GCMParameterSpec(TAG_BITS, kept, 0, NONCE_BYTES)
        val cipher = Cipher.getInstance(ALGORITHM).apply { init(Cipher.DECRYPT_MODE, key, nonce) }
        val allowed = prompt.allow(cipher) ?: return Recalled.Declined
        return Recalled.Secret(allowed.doFinal(kept, NONCE_BYTES, kept.size - NONCE_BYTES))
    }

    /** A new key for each secret that is kept, so that one that died is never asked again. */
    private fun freshKey(name: String): SecretKey {
        val specification =
            KeyGenParameterSpec
                .Builder(alias(name), KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(KEY_BITS)
                .setUserAuthenticationRequired(true)
                .setInvalidatedByBiometricEnrollment(true)
                .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, KEYSTORE).apply { init(specification) }.generateKey()
    }

    private fun keystore(): KeyStore = KeyStore.getInstance(KEYSTORE).apply { load(null) }

    private fun file(name: String): File = File(folder, name)

    private fun alias(name: String): String = "gradus.$name"

    private companion object {
        const val KEYSTORE = "AndroidKeyStore"
        const val ALGORITHM = "AES/GCM/NoPadding"
        const val KEY_BITS = 256
        const val TAG_BITS = 128
        const val NONCE_BYTES = 12

        /** A file with less was cut off: nothing opens it. */
        const val SHORTEST = NONCE_BYTES + TAG_BITS / Byte.SIZE_BITS
    }
}
