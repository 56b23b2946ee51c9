package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.core.GradusException
import org.gradus.demo.app.App

/** How many wrong passcodes are left, on each screen that asks a locked diary for one. */
class Tries(
    private val app: App,
    private val screen: ScreenState,
) {
    /** How many passcodes may be tried before the next wait; `null` while every one of them may. */
    var left by mutableStateOf<UInt?>(null)
        private set

    /** How many wrong passcodes the diary outlives; `null` where any number. */
    var beforeErase by mutableStateOf<UInt?>(null)
        private set

    /** Milliseconds until the next passcode is tried; 0 where that is now. The recovery code never waits. */
    var waitMs by mutableStateOf(0uL)
        private set

    private var waitsUntilMs = 0uL

    /** What the core says of wrong passcodes; a wait is counted down by the clock that nobody sets. */
    suspend fun count() {
        if (!app.door.exists()) return
        val tries = app.door.tries()
        left = tries.left.takeIf { it < FREE && tries.waitSeconds == 0uL }
        beforeErase = tries.beforeErase
        val isCounting = waitMs > 0uL
        waitsUntilMs = now() + tries.waitSeconds * MS_PER_S
        waitMs = tries.waitSeconds * MS_PER_S
        if (waitMs > 0uL && !isCounting) app.launch { countDown() }
    }

    /** Runs [attempt], which tries a secret. While a wait runs there is nothing to try again, and the wait says why. */
    suspend fun counting(
        byCode: Boolean = false,
        attempt: suspend () -> Unit,
    ) {
        try {
            attempt()
        } catch (_: GradusException.TooManyTries) {
            count()
        } catch (erased: GradusException.Erased) {
            // The last wrong passcode on one screen is the last one everywhere: the keystore and the reminders forget as well.
            app.forgetDiary()
            throw erased
        } catch (wrong: GradusException.WrongSecret) {
            count()
            if (byCode || waitMs == 0uL) throw wrong
        }
    }

    private suspend fun countDown() {
        while (waitMs > 0uL && app.holds(screen)) {
            app.beat()
            waitMs = waitsUntilMs.let { if (it > now()) it - now() else 0uL }
        }
        // The core has the last word on whether the wait is over.
        if (app.holds(screen)) screen.shown()
    }

    private fun now(): ULong = app.clock.reading().monotonicMs

    private companion object {
        const val MS_PER_S = 1000uL

        /** As many as the core lets everybody try. */
        const val FREE = 5u
    }
}
