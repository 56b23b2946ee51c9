package org.gradus.demo.platform

import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager.COMPONENT_ENABLED_STATE_DEFAULT
import android.content.pm.PackageManager.COMPONENT_ENABLED_STATE_DISABLED
import android.content.pm.PackageManager.COMPONENT_ENABLED_STATE_ENABLED
import android.content.pm.PackageManager.DONT_KILL_APP
import org.gradus.demo.app.Guise

/**
 * The names and pictures of the app among the others of the phone: one alias of the activity for each in the manifest, of which one
 * is switched on. The phone itself remembers which.
 */
class Guises(
    private val context: Context,
) {
    var current: Guise
        get() = Guise.entries.firstOrNull(::isOn) ?: Guise.FIRST
        set(chosen) {
            // First on, then off: at no moment is there no way into the app.
            switch(chosen, COMPONENT_ENABLED_STATE_ENABLED)
            Guise.entries.filter { it != chosen }.forEach { switch(it, COMPONENT_ENABLED_STATE_DISABLED) }
        }

    private fun isOn(guise: Guise): Boolean =
        when (context.packageManager.getComponentEnabledSetting(alias(guise))) {
            COMPONENT_ENABLED_STATE_ENABLED -> true
            COMPONENT_ENABLED_STATE_DEFAULT -> guise == Guise.FIRST
            else -> false
        }

    private fun switch(
        guise: Guise,
        state: Int,
    ): Unit = context.packageManager.setComponentEnabledSetting(alias(guise), state, DONT_KILL_APP)

    companion object {
        /** As the manifest names it. */
        internal fun name(guise: Guise): String = "guise.${guise.name.lowercase().replaceFirstChar(Char::uppercase)}"
    }

    private fun alias(guise: Guise) = ComponentName(context.packageName, "${Guises::class.java.packageName}.${name(guise)}")
}
