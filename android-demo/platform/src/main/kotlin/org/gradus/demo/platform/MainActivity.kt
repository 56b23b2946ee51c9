package org.gradus.demo.platform

import android.content.Intent
import android.os.Bundle
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.CompositionLocalProvider
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
        val wording = Wording.of(Locale.getDefault())
        setContent {
            CompositionLocalProvider(LocalWording provides wording) { DemoTheme { DemoApp(demo.app) } }
        }
    }

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
}
