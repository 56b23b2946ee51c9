package org.gradus

import java.nio.ByteBuffer

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
