package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import kotlin.coroutines.CoroutineContext

/** Runs each call of a vault at once, and counts them: every verb but `lock` passes through the vault's dispatcher once. */
class CountedCalls : CoroutineDispatcher() {
    var count = 0
        private set

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        count += 1
        block.run()
    }
}
