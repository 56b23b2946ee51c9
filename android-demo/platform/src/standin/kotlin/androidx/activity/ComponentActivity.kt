package androidx.activity

import android.app.Activity

/** In place of androidx.activity, which this build cannot have: only as much of it as the demo names. Never in a phone's build. */
open class ComponentActivity : Activity()
