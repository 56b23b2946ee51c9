package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/** Runs each call at once, and lets something happen just before one of them: so a test can take the vault away between two. */
class FailingCalls : CoroutineDispatcher() {
    private var left = Int.MAX_VALUE
    private var happens: () -> Unit = {}

    /** [what] happens before the call that follows the next [afterCalls]. */
    fun fail(
        afterCalls: Int,
        what: () -> Unit,
    ) {
        left = afterCalls
        happens = what
    }

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        if (left == 0) happens()
        left -= 1
        block.run()
    }
}
