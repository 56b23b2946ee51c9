package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/** Runs each call at once, or keeps it until a test lets it go: so a test can act while a call is on its way. */
class HeldCalls : CoroutineDispatcher() {
    private val waiting = ArrayDeque<Runnable>()
    var isHeld = false

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        if (isHeld) waiting += block else block.run()
    }

    /** Runs what is waiting now; what comes of it waits where calls are held. */
    fun run(): Unit = repeat(waiting.size) { waiting.removeFirst().run() }

    fun release() {
        isHeld = false
        while (waiting.isNotEmpty()) waiting.removeFirst().run()
    }
}
