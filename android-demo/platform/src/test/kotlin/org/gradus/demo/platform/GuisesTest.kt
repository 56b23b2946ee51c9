package org.gradus.demo.platform

import android.app.Activity
import android.app.ActivityManager.TaskDescription
import android.app.Notification
import android.app.NotificationManager
import android.content.ComponentName
import android.content.Context
import android.content.pm.PackageManager
import org.gradus.demo.app.Guise
import org.gradus.demo.words.Wording
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.util.ReflectionHelpers
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The names and pictures under which the phone shows the app. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = DemoApplication::class, manifest = Config.NONE)
class GuisesTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val phone get() = (context as DemoApplication).phone
    private val main = File(System.getProperty("demo.folder"), "platform/src/main")

    @Test
    fun `flow 12 the chosen name is the only one that is on, and reaches the recent apps, and a reminder says no name`() {
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertEquals(Guise.FIRST, phone.guise)
        for (guise in Guise.entries.reversed()) {
            phone.guise = guise
            assertEquals(guise, phone.guise)
            assertEquals(listOf(guise), Guise.entries.filter { state(it) == PackageManager.COMPONENT_ENABLED_STATE_ENABLED })
            val name = Wording.English.say(guise.word)
            assertEquals(name, named(activity))
            assertEquals("It is time to open the app.", reminderSays())
        }
    }

    @Test
    fun `flow 12 a new activity has the chosen name among the recent apps`() {
        phone.guise = Guise.PLANNER
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertEquals("Planner", named(activity))
    }

    @Test
    fun `flow 12 the manifest has each name with its picture, one of them on, and the app can be begun by nothing else`() {
        val document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(File(main, "AndroidManifest.xml"))
        val aliases = elements(document.documentElement, "activity-alias")
        assertEquals(Guise.entries.map { ".${Guises.name(it)}" }, aliases.map { it.getAttribute("android:name") })
        assertEquals(Guise.entries.map { (it == Guise.FIRST).toString() }, aliases.map { it.getAttribute("android:enabled") })
        for ((guise, alias) in Guise.entries.zip(aliases)) {
            assertEquals("@string/${guise.word.key}", alias.getAttribute("android:label"))
            assertEquals("@drawable/${guise.word.key}", alias.getAttribute("android:icon"))
            for (part in listOf("", "_sign")) assertTrue(File(main, "res/drawable/${guise.word.key}$part.xml").exists())
            assertEquals(".MainActivity", alias.getAttribute("android:targetActivity"))
        }
        assertEquals(Guise.entries.size, elements(document.documentElement, "category").size, "nothing else is among the phone's apps")
        val application = elements(document.documentElement, "application").single()
        assertEquals(
            "@string/${Guise.FIRST.word.key}",
            application.getAttribute("android:label"),
            "what the phone cannot rename is neutral too",
        )
        assertEquals("false", elements(document.documentElement, "activity").single().getAttribute("android:exported"))
    }

    /** What the list of recent apps is told; the framework keeps it in a field alone. */
    @Suppress("DEPRECATION")
    private fun named(activity: Activity): String? = ReflectionHelpers.getField<TaskDescription>(activity, "mTaskDescription").label

    private fun elements(
        within: Element,
        name: String,
    ): List<Element> = within.getElementsByTagName(name).let { found -> (0 until found.length).map { found.item(it) as Element } }

    private fun state(guise: Guise): Int {
        val alias = ComponentName(context.packageName, "org.gradus.demo.platform.${Guises.name(guise)}")
        return context.packageManager.getComponentEnabledSetting(alias)
    }

    private fun reminderSays(): String {
        val manager = checkNotNull(context.getSystemService(NotificationManager::class.java))
        Notices(context).post(NoticeKind.REMINDER)
        return manager.activeNotifications
            .single()
            .notification.extras
            .getCharSequence(Notification.EXTRA_TITLE)
            .toString()
    }
}
