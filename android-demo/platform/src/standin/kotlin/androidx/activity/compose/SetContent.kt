package androidx.activity.compose

import android.view.View
import androidx.activity.ComponentActivity
import androidx.compose.runtime.Composable

/** Takes the screen and draws nothing: what is drawn is tested in the module `ui`. */
@Suppress("UnusedParameter", "UNUSED_PARAMETER")
fun ComponentActivity.setContent(content: @Composable () -> Unit): Unit = setContentView(View(this))
