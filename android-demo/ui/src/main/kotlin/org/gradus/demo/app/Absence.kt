package org.gradus.demo.app

import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/**
 * Locks the vault when the app has been left for longer than is allowed.
 *
 * A timer locks in the background; a phone that sleeps may hold it up, so the clock that counts sleep is asked again on return.
 */
class Absence(
    private val app: App,
) {
    private var since: ULong? = null
    private var allowedMs = 0L
    private var handedOverAt: ULong? = null
    private var timer: Job? = null

    /** The app is about to show a file chooser, a share sheet or the dialler. */
    fun handOver() {
        handedOverAt = now()
    }

    fun begin() {
        if (since != null) return
        since = now()
        allowedMs = maxOf(app.settings.lockDelayS * MS_PER_S, if (wasHandedOver()) HAND_OVER_MS else 0L)
        handedOverAt = null
        if (allowedMs == 0L) {
            lock()
        } else {
            timer =
                app.scope.launch {
                    delay(allowedMs)
                    lock()
                }
        }
    }

    /** Whether the app is out of sight for longer than is allowed, also where nothing was open as it was left. */
    val isTooLong: Boolean get() = since?.let { now() - it >= allowedMs.toULong() } == true

    /** Whether the app is out of sight. */
    val isAway: Boolean get() = since != null

    fun end() {
        timer?.cancel()
        if (isTooLong) lock()
        since = null
    }

    private fun lock() {
        if (app.leadsIn) app.lock()
    }

    /** A screen that never came up must not keep the diary open when the app is left later on. */
    private fun wasHandedOver(): Boolean = handedOverAt?.let { now() - it < APPEARS_WITHIN_MS } == true

    private fun now(): ULong = app.clock.reading().monotonicMs

    companion object {
        private const val MS_PER_S = 1000L

        private const val APPEARS_WITHIN_MS = 5_000UL

        /** Our own choosers and the dialler may be open this long. */
        const val HAND_OVER_MS = 120_000L
    }
}
