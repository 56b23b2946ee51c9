package org.gradus.demo.platform

import android.app.Application
import android.os.Handler
import android.os.Looper
import android.os.SystemClock
import android.provider.Settings.Global
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.SupervisorJob
import org.gradus.GradusClock
import org.gradus.SystemGradusClock
import org.gradus.demo.app.App
import org.gradus.demo.app.Door
import org.gradus.demo.app.Settings
import kotlin.coroutines.CoroutineContext

/** Lives as long as the process, and with it the open vault. */
open class DemoApplication : Application() {
    /** The phone's clock; a test has one that it moves. */
    protected open val clock: GradusClock by lazy { SystemGradusClock(sinceBootMs = SystemClock::elapsedRealtime, boot = boot()) }

    /** Where the diary's files are read and written; a test's answer at once. */
    protected open val disk: CoroutineDispatcher = Dispatchers.IO

    /** What the screens reach of the phone; it knows which activity is in front. */
    val phone: PhoneDevice by lazy { PhoneDevice(this) }

    val app: App by lazy {
        val files = filesDir.toPath()
        val settings = Settings(files.resolve("settings.properties"))
        App(Door(files.resolve("diary"), clock, dispatcher = disk), settings, phone, clock, CoroutineScope(SupervisorJob() + MainThread))
    }

    override fun onCreate() {
        super.onCreate()
        ReportProvider.sweep(this)
        BroughtIn(this).sweep()
        // Whoever stops an app by force takes its alarms away.
        phone.reminders.look()
    }

    /** The count of boots, in as many digits as the core reads. */
    private fun boot(): String = Global.getInt(contentResolver, Global.BOOT_COUNT, 0).toString().padStart(BOOT_DIGITS, '0')

    private companion object {
        const val BOOT_DIGITS = 32
    }
}

/** The phone's main thread as coroutines know it, without a further library. */
private object MainThread : CoroutineDispatcher() {
    private val handler = Handler(Looper.getMainLooper())

    override fun isDispatchNeeded(context: CoroutineContext): Boolean = Looper.myLooper() != Looper.getMainLooper()

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        handler.post(block)
    }
}
