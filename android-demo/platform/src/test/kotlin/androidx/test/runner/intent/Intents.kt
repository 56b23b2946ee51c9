package androidx.test.runner.intent

import android.app.Instrumentation.ActivityResult
import android.content.Intent

interface IntentMonitor

interface IntentStubber {
    fun getActivityResultForIntent(intent: Intent): ActivityResult?
}

object IntentMonitorRegistry {
    @JvmStatic
    fun registerInstance(
        @Suppress("UnusedParameter") monitor: IntentMonitor?,
    ) = Unit
}

/** No test stubs what an intent answers: the shadows keep what was started. */
object IntentStubberRegistry {
    @JvmStatic
    @Suppress("FunctionOnlyReturningConstant")
    fun isLoaded(): Boolean = false

    @JvmStatic
    fun getInstance(): IntentStubber = error("no stubber")
}
