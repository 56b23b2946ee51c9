package androidx.test.platform.app

import android.app.Instrumentation
import android.os.Bundle

/** In place of androidx.test, which lies in no repository that this build uses: what Robolectric names, and no more. */
object InstrumentationRegistry {
    private var registered: Instrumentation? = null

    @JvmStatic
    fun registerInstance(
        instrumentation: Instrumentation?,
        @Suppress("UnusedParameter") arguments: Bundle?,
    ) {
        registered = instrumentation
    }

    @JvmStatic
    fun getInstrumentation(): Instrumentation = checkNotNull(registered)
}
