package org.gradus

import org.gradus.core.ProofKind

/**
 * What proves that the owner asks for a change of the ways into an open vault, because an unlocked phone may be in somebody else's
 * hand. The call that it is handed to fills its arrays with zeros, however it ends.
 *
 * [deviceSecret] is what this device's keystore holds, where it holds one: 32 random bytes that are in no backup.
 */
public class Proof private constructor(
    internal val kind: ProofKind,
    internal val secret: ByteArray,
    internal val deviceSecret: ByteArray?,
) {
    /** Never the secret. */
    override fun toString(): String = "Proof($kind)"

    public companion object {
        /** The present passcode. A wrong one is counted as at the lock. */
        public fun passcode(
            passcode: ByteArray,
            deviceSecret: ByteArray? = null,
        ): Proof = Proof(ProofKind.PASSCODE, passcode, deviceSecret)

        /** The recovery code as it was typed. */
        public fun recoveryCode(
            recoveryCode: ByteArray,
            deviceSecret: ByteArray? = null,
        ): Proof = Proof(ProofKind.RECOVERY_CODE, recoveryCode, deviceSecret)
    }
}
