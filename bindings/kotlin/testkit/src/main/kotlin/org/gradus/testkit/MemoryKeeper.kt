package org.gradus.testkit

import org.gradus.Recalled
import org.gradus.SecretKeeper
import java.security.KeyStoreException

/** A keystore in memory, for tests. It can lose its keys, be turned away and fail, as a real one can. */
public class MemoryKeeper : SecretKeeper {
    private val kept = mutableMapOf<String, ByteArray>()
    private val lost = mutableSetOf<String>()

    /** The owner turns the next prompts away. */
    public var declines: Boolean = false

    /** The keystore fails, whatever it is asked: [keep] and [forget] throw a [KeyStoreException], [recall] gives nothing out. */
    public var broken: Boolean = false

    /** The keystore loses every key, as when a finger is added. */
    @Synchronized
    public fun loseKeys() {
        lost += kept.keys
        kept.values.forEach { it.fill(0) }
        kept.clear()
    }

    override suspend fun keep(
        name: String,
        secret: ByteArray,
    ): Unit =
        synchronized(this) {
            try {
                whole()
                lost -= name
                kept.put(name, secret.copyOf())?.fill(0)
            } finally {
                secret.fill(0)
            }
        }

    override suspend fun recall(name: String): Recalled =
        synchronized(this) {
            val secret = kept[name]
            when {
                broken -> Recalled.Declined
                name in lost -> Recalled.Lost
                secret == null -> Recalled.Nothing
                declines -> Recalled.Declined
                else -> Recalled.Secret(secret.copyOf())
            }
        }

    override suspend fun forget(name: String): Unit =
        synchronized(this) {
            whole()
            lost -= name
            kept.remove(name)?.fill(0)
        }

    private fun whole() {
        if (broken) throw KeyStoreException("the keystore failed, as a test wanted")
    }
}
