package org.gradus.demo.platform

import android.content.Context
import android.content.Intent
import android.os.Bundle
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.CompositionLocalProvider
import org.gradus.core.ReminderOpens
import org.gradus.demo.app.Destination
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Wording
import java.util.Locale

/** The one activity. Its window is blank in recents, screenshots and recordings. */
class MainActivity : ComponentActivity() {
    private val demo get() = application as DemoApplication

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window.setFlags(FLAG_SECURE, FLAG_SECURE)
        demo.phone.activity = this
        demo.phone.lightUp(this)
        demo.phone.nameTask(this)
        // An activity that the phone makes anew was led once.
        if (savedInstanceState == null) lead(intent)
        val wording = Wording.of(Locale.getDefault())
        setContent {
            CompositionLocalProvider(LocalWording provides wording) { DemoTheme { DemoApp(demo.app) } }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        lead(intent)
    }

    /** From a reminder to what it reminds of. The list of recent apps hands an old intent over again: that one leads nowhere. */
    private fun lead(intent: Intent): Unit =
        demo.app.leadTo(destination(intent).takeIf { intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY == 0 })

    override fun onStart() {
        super.onStart()
        demo.phone.activity = this
        demo.app.returned()
    }

    override fun onStop() {
        super.onStop()
        if (!isChangingConfigurations) demo.app.left()
    }

    override fun onDestroy() {
        demo.phone.show(report = null)
        if (demo.phone.activity === this) demo.phone.activity = null
        super.onDestroy()
    }

    /** A screen that must be read first keeps back for itself; on the first screen the phone leaves the app. */
    @Deprecated("the callback that replaces it is not on every phone that the demo runs on")
    @Suppress("DEPRECATION", "OVERRIDE_DEPRECATION")
    override fun onBackPressed() {
        if (!demo.app.back()) super.onBackPressed()
    }

    @Deprecated("its replacement needs a library that the desktop build cannot have")
    @Suppress("DEPRECATION", "OVERRIDE_DEPRECATION")
    override fun onActivityResult(
        requestCode: Int,
        resultCode: Int,
        data: Intent?,
    ) {
        super.onActivityResult(requestCode, resultCode, data)
        demo.phone.chosen(data?.data.takeIf { resultCode == RESULT_OK })
    }

    override fun onRequestPermissionsResult(
        requestCode: Int,
        permissions: Array<out String>,
        grantResults: IntArray,
    ) {
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        demo.phone.permissionAnswered(requestCode)
    }

    companion object {
        private const val PERSON = "person"
        private const val OPENS = "opens"

        /** Opens the app, and there [destination]. */
        internal fun intent(
            context: Context,
            destination: Destination?,
        ): Intent {
            val open = Intent(context, MainActivity::class.java).setAction(Intent.ACTION_MAIN)
            if (destination == null) return open
            val (person, opens) = destination
            // Without an identifier, one of two reminders would lead to the other's destination.
            return open.setIdentifier("$opens $person").putExtra(PERSON, person).putExtra(OPENS, opens.name)
        }

        private fun destination(intent: Intent): Destination? {
            val person = intent.getStringExtra(PERSON) ?: return null
            val opens = ReminderOpens.entries.firstOrNull { it.name == intent.getStringExtra(OPENS) } ?: return null
            return Destination(person, opens)
        }
    }
}
