package org.gradus.demo.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.ProviderException
import java.security.SecureRandom
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/** "AndroidKeyStore" in memory: the framework's own needs a phone. Its keys are ordinary ones, so that they encrypt here. */
object MemoryKeystore {
    private val keys = mutableMapOf<String, SecretKey>()

    /** What the last key was asked to be. */
    var asked: KeyGenParameterSpec? = null
        private set

    /** The keys are there and refuse to work, as after a new finger. */
    var killed = false

    /** Every call of it fails, in the way of a phone whose keystore is out of order. */
    var outOfOrder = false

    fun empty() {
        keys.clear()
        killed = false
        outOfOrder = false
    }

    @Suppress("DEPRECATION")
    val PROVIDER: Provider =
        object : Provider("AndroidKeyStore", 1.0, "in memory, for tests") {
            init {
                put("KeyStore.AndroidKeyStore", Store::class.java.name)
                put("KeyGenerator.AES", Generator::class.java.name)
            }
        }

    class Generator : KeyGeneratorSpi() {
        private val real = KeyGenerator.getInstance("AES", "SunJCE")

        override fun engineInit(random: SecureRandom): Unit = real.init(random)

        override fun engineInit(
            params: AlgorithmParameterSpec,
            random: SecureRandom?,
        ) {
            val wanted = params as KeyGenParameterSpec
            asked = wanted
            real.init(wanted.keySize)
        }

        override fun engineInit(
            keysize: Int,
            random: SecureRandom,
        ): Unit = real.init(keysize)

        override fun engineGenerateKey(): SecretKey {
            if (outOfOrder) throw ProviderException("keystore")
            val alias = checkNotNull(asked).keystoreAlias
            return real.generateKey().also { keys[alias] = it }
        }
    }

    @Suppress("TooManyFunctions")
    class Store : KeyStoreSpi() {
        override fun engineGetKey(
            alias: String,
            password: CharArray?,
        ): Key? {
            if (outOfOrder) throw ProviderException("keystore")
            if (killed) throw KeyPermanentlyInvalidatedException()
            return keys[alias]
        }

        override fun engineDeleteEntry(alias: String) {
            if (outOfOrder) throw ProviderException("keystore")
            keys.remove(alias)
        }

        override fun engineContainsAlias(alias: String): Boolean = alias in keys

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)

        override fun engineSize(): Int = keys.size

        override fun engineIsKeyEntry(alias: String): Boolean = alias in keys

        override fun engineIsCertificateEntry(alias: String): Boolean = false

        override fun engineLoad(
            stream: InputStream?,
            password: CharArray?,
        ) = Unit

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineGetCertificateAlias(cert: Certificate): String? = null

        override fun engineSetKeyEntry(
            alias: String,
            key: Key,
            password: CharArray?,
            chain: Array<out Certificate>?,
        ): Unit = throw UnsupportedOperationException()

        override fun engineSetKeyEntry(
            alias: String,
            key: ByteArray,
            chain: Array<out Certificate>?,
        ): Unit = throw UnsupportedOperationException()

        override fun engineSetCertificateEntry(
            alias: String,
            cert: Certificate,
        ): Unit = throw UnsupportedOperationException()

        override fun engineStore(
            stream: OutputStream?,
            password: CharArray?,
        ): Unit = throw UnsupportedOperationException()
    }
}
