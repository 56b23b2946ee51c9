package org.gradus.demo.platform

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Looper
import android.view.View
import android.view.View.FIND_VIEWS_WITH_TEXT
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DispositionWord
import org.gradus.core.FactAnswer
import org.gradus.core.PracticePerson
import org.gradus.demo.app.Door
import org.gradus.demo.state.IntendedState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowDialog
import org.robolectric.shadows.ShadowSystemClock
import java.io.ByteArrayInputStream
import java.io.File
import java.io.FileNotFoundException
import java.time.Duration
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** The real core, in a process that Robolectric makes look like a phone. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = DemoApplication::class, manifest = Config.NONE)
class PhoneTest {
    private val controller: ActivityController<MainActivity> = Robolectric.buildActivity(MainActivity::class.java)
    private val activity: MainActivity get() = controller.get()
    private val demo: DemoApplication get() = activity.application as DemoApplication

    @Before
    fun start() {
        controller.setup()
    }

    @After
    fun stop() {
        demo.app.vault?.close()
    }

    @Test
    fun `flow 10 the window is blank in recents and screenshots`() {
        assertTrue(activity.window.attributes.flags and FLAG_SECURE != 0)
    }

    @Test
    fun `the core speaks the language that the phone is set to, as far as the app has words in it`() {
        val before = Locale.getDefault()
        try {
            for ((phone, app) in listOf("es-MX" to "es-MX", "de-DE" to "en")) {
                Locale.setDefault(Locale.forLanguageTag(phone))
                assertEquals(app, demo.phone.language)
            }
        } finally {
            Locale.setDefault(before)
        }
    }

    @Test
    fun `flow 32 the dialler is opened with the number, and no permission to call is asked for`() {
        demo.phone.dial("112")
        val started = shadowOf(activity).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL, started.action)
        assertEquals(Uri.parse("tel:112"), started.data)
        val manifest = File(System.getProperty("demo.folder"), "platform/src/main/AndroidManifest.xml").readText()
        assertFalse("CALL_PHONE" in manifest)
        assertFalse("INTERNET" in manifest)
    }

    @Test
    @Suppress("DEPRECATION")
    fun `flow 33 the phone's back does nothing on the emergency screen, and leaves the app on the first one`() {
        emergency()
        activity.onBackPressed()
        assertIs<ResultState>(demo.app.screen)
        assertFalse(activity.isFinishing)
        demo.app.lock()
        demo.app.go(IntendedState(demo.app))
        activity.onBackPressed()
        assertIs<WelcomeState>(demo.app.screen)
        activity.onBackPressed()
        assertTrue(activity.isFinishing)
    }

    @Test
    fun `flow 5 leaving the app locks at once by default`() {
        practice()
        controller.pause().stop()
        assertNull(demo.app.vault)
    }

    @Test
    fun `flow 6 a phone that slept over the timer finds the diary locked on return, by the clock that counts sleep`() {
        demo.app.settings.lockDelayS = 30
        practice()
        controller.pause().stop()
        shadowOf(Looper.getMainLooper()).idle()
        assertNotNull(demo.app.vault)
        ShadowSystemClock.advanceBy(Duration.ofSeconds(30))
        controller.restart().start()
        assertNull(demo.app.vault)
    }

    @Test
    fun `flow 7 the dialler does not lock`() {
        practice()
        demo.app.handOver { demo.phone.dial("112") }
        controller.pause().stop()
        assertNotNull(demo.app.vault)
        controller.restart().start()
        assertNotNull(demo.app.vault)
    }

    @Test
    fun `flow 11 the quick exit drops the keys and takes the task out of recents`() {
        practice()
        demo.app.leaveNow()
        assertNull(demo.app.vault)
        assertTrue(activity.isFinishing)
    }

    @Test
    fun `a file that was chosen is read, and turning back reads nothing`() {
        val uri = Uri.parse("content://somewhere/plan")
        shadowOf(activity.contentResolver).registerInputStream(uri, ByteArrayInputStream("title = \"A plan\"".toByteArray()))
        assertEquals("title = \"A plan\"", chosen(Activity.RESULT_OK, Intent().setData(uri)))
        assertNull(chosen(Activity.RESULT_CANCELED, null))
    }

    @Test
    fun `flow 44 a report is lent to read only, is named after nobody, and is swept away at the next start`() {
        demo.phone.share("<html>report</html>")
        val chooser = shadowOf(activity).nextStartedActivity
        assertEquals(Intent.ACTION_CHOOSER, chooser.action)
        val send = checkNotNull(chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent::class.java))
        assertTrue(send.flags and Intent.FLAG_GRANT_READ_URI_PERMISSION != 0)
        val uri = checkNotNull(send.getParcelableExtra(Intent.EXTRA_STREAM, Uri::class.java))
        val provider = Robolectric.setupContentProvider(ReportProvider::class.java)
        provider.openFile(uri, "r").use { assertEquals(19, it.statSize) }
        assertFailsWith<FileNotFoundException> { provider.openFile(uri, "rw") }
        assertFailsWith<FileNotFoundException> { provider.openFile(Uri.parse("content://x/..%2F..%2Fsettings.properties"), "r") }
        ReportProvider.sweep(activity)
        assertFailsWith<FileNotFoundException> { provider.openFile(uri, "r") }
    }

    @Test
    fun `flow 44 a report is shown as it goes out, where no screenshot sees it, and runs and fetches nothing`() {
        demo.phone.show("<html>report</html>")
        val window = assertIs<ReportWindow>(ShadowDialog.getLatestDialog())
        val page = shadowOf(window.page)
        assertEquals("<html>report</html>", page.lastLoadDataWithBaseURL.data)
        assertFalse(window.page.settings.javaScriptEnabled)
        assertTrue(window.page.settings.blockNetworkLoads)
        assertTrue(checkNotNull(window.window).attributes.flags and FLAG_SECURE != 0)
        demo.phone.show(null)
        assertFalse(window.isShowing)
    }

    @Test
    fun `flow 11 the quick exit stands above a report, drops the keys and takes the report away`() {
        practice()
        demo.phone.show("<html>report</html>")
        val window = assertIs<ReportWindow>(ShadowDialog.getLatestDialog())
        val found = ArrayList<View>()
        checkNotNull(
            window.window,
        ).decorView.findViewsWithText(found, Wording.of(Locale.getDefault()).say(Word.QUICK_EXIT), FIND_VIEWS_WITH_TEXT)
        found.single().performClick()
        assertNull(demo.app.vault)
        assertFalse(window.isShowing)
        assertTrue(activity.isFinishing)
    }

    @Test
    fun `a diary on the phone's disk opens again`() {
        val clock = demo.app.clock
        val door = Door(File(activity.filesDir, "another").toPath(), clock, light = true)
        runBlocking {
            val code = door.create("a long sentence".toByteArray()).use { it.recoveryCode.copyOf() }
            door.settle(code)
            door.open("a long sentence".toByteArray()).use { assertEquals(emptyList(), it.people()) }
        }
    }

    private fun practice() =
        runBlocking {
            val people = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY)
            demo.app.enter(Vault.practice(1u, people, demo.app.clock, Dispatchers.Unconfined))
        }

    private fun emergency() =
        runBlocking {
            practice()
            val vault = checkNotNull(demo.app.vault)
            val mia = vault.person()
            val triage = vault.record(Command.CheckIn(mia.id, listOf(FactAnswer("temperature_c", "38.4")), null)).triage
            demo.app.go(ResultState(demo.app, vault, mia, checkNotNull(triage)))
            assertEquals(DispositionWord.EMERGENCY, triage.disposition)
        }

    @OptIn(kotlinx.coroutines.DelicateCoroutinesApi::class)
    private fun chosen(
        result: Int,
        data: Intent?,
    ): String? {
        val text = GlobalScope.async(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) { demo.phone.chooseText() }
        val asked = shadowOf(activity).nextStartedActivityForResult
        assertEquals(Intent.ACTION_OPEN_DOCUMENT, asked.intent.action)
        shadowOf(activity).receiveResult(asked.intent, result, data)
        return runBlocking { text.await() }
    }
}
