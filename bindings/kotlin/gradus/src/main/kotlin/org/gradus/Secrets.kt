package org.gradus

import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.nio.charset.CodingErrorAction
import java.text.Normalizer

/**
 * Lends the bytes to [use] in memory that the core can read in place, and overwrites that copy afterwards, whatever happens.
 * The array itself is wiped by whoever was handed it, see [spend].
 */
internal inline fun <T> ByteArray.lend(use: (ByteBuffer) -> T): T {
    val copy = ByteBuffer.allocateDirect(size)
    try {
        copy.put(this).flip()
        return use(copy)
    } finally {
        copy.clear()
        repeat(copy.capacity()) { copy.put(it, 0) }
    }
}

/** Runs [use] and fills the array with zeros, whether it ended well, threw or was cancelled. */
internal inline fun <T> ByteArray.spend(use: (ByteArray) -> T): T =
    try {
        use(this)
    } finally {
        fill(0)
    }

/** Lends a passcode, and what a keystore holds beside it where there is that, and fills both with zeros. */
internal inline fun <T> both(
    passcode: ByteArray,
    deviceSecret: ByteArray?,
    use: (ByteBuffer, ByteBuffer?) -> T,
): T =
    spendBoth(passcode, deviceSecret) { secret, kept ->
        lendBoth(secret, kept) { first, second -> use(first, second.takeIf { deviceSecret != null }) }
    }

/** [spend] for a secret and what a keystore holds beside it; nothing where it holds none. */
internal inline fun <T> spendBoth(
    secret: ByteArray,
    deviceSecret: ByteArray?,
    use: (ByteArray, ByteArray) -> T,
): T = (deviceSecret ?: ByteArray(0)).spend { kept -> secret.spend { use(it, kept) } }

/** [lend] for two. */
internal inline fun <T> lendBoth(
    first: ByteArray,
    second: ByteArray,
    use: (ByteBuffer, ByteBuffer) -> T,
): T = first.lend { one -> second.lend { other -> use(one, other) } }

/**
 * A passcode or a recovery code that a person typed, as the bytes that [Vault.open] and the others take: UTF-8 in composed form (NFC), as
 * the terminal does, so that the same words open the vault whichever keyboard they come from. An accent may arrive as one letter, or as
 * a letter and a mark after it.
 *
 * Leaves no copy behind but, where [text] has to be composed, the composed text itself. Let go of [text] at once: no string can be wiped.
 */
public fun typedSecret(text: CharSequence): ByteArray {
    val isComposed = Normalizer.isNormalized(text, Normalizer.Form.NFC)
    val composed = if (isComposed) text else Normalizer.normalize(text, Normalizer.Form.NFC)
    val encoder = Charsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
    // Room for all of it: an encoder that runs out of room leaves copies.
    val encoded = ByteBuffer.allocate(composed.length * encoder.maxBytesPerChar().toInt())
    encoder.encode(CharBuffer.wrap(composed), encoded, true)
    return encoded.array().spend { it.copyOf(encoded.position()) }
}

/** What a new vault gives its owner, once. Closing it wipes the code. */
public class NewVault internal constructor(
    /** Id of the vault, in hex. */
    public val id: String,
    /** The recovery code in ASCII, to be written on paper. Nobody keeps it and nothing can show it again. */
    public val recoveryCode: ByteArray,
) : AutoCloseable {
    /** Fills [recoveryCode] with zeros. */
    override fun close(): Unit = recoveryCode.fill(0)

    /** Never the code. */
    override fun toString(): String = "NewVault($id)"
}
