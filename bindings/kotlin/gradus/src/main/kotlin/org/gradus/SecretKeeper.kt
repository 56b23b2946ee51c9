package org.gradus

/**
 * Keeps a secret in the platform's keystore, behind the owner's finger, face or screen lock.
 *
 * It is a convenience and never the only way in: keystores lose keys when a finger is added, a lock is removed or a phone is
 * restored. Whatever [recall] answers, the passcode and the recovery code open the vault. The phone's keeper lives with the app,
 * because its prompt needs a screen; `org.gradus.testkit.MemoryKeeper` is for tests.
 */
public interface SecretKeeper {
    /**
     * Keeps [secret] under [name], in place of what was kept there. The array is wiped when this returns, however it ends. Where the
     * keystore or its owner refuses, it throws or keeps nothing.
     */
    public suspend fun keep(
        name: String,
        secret: ByteArray,
    )

    /** Asks the owner, if the keeper has to, and answers with the secret or says why there is none. */
    public suspend fun recall(name: String): Recalled

    /** Drops what is kept under [name]; does nothing where nothing is. */
    public suspend fun forget(name: String)
}

/** What a [SecretKeeper] answers. Each arm but [Secret] leads to the passcode screen. */
public sealed interface Recalled {
    /** The secret. Hand it to [Vault.openByPlatform], which wipes it. */
    public class Secret(
        public val bytes: ByteArray,
    ) : Recalled {
        /** Never the bytes. */
        override fun toString(): String = "Secret"
    }

    /** Nothing was kept, or it was forgotten. */
    public data object Nothing : Recalled

    /** The keystore no longer has the key: a finger was added, the screen lock removed, the phone restored. Keep it anew. */
    public data object Lost : Recalled

    /** The owner turned the prompt away, it failed too often, or the keystore cannot be used now. */
    public data object Declined : Recalled
}
