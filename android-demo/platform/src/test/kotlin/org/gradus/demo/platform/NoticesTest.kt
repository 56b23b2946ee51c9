package org.gradus.demo.platform

import android.app.Notification
import android.app.NotificationManager
import android.content.Context
import android.content.Intent
import android.os.Looper
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.Vault
import org.gradus.core.PersonRef
import org.gradus.core.PracticePerson
import org.gradus.core.ReminderOpens
import org.gradus.demo.app.Destination
import org.gradus.demo.app.Guise
import org.gradus.demo.app.LiveSession
import org.gradus.demo.state.TodayState
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import org.gradus.testkit.HandClock
import org.gradus.testkit.PRACTICE_EVENING
import org.junit.After
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.File
import java.time.Duration
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** What is seen outside the app, and where it leads. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = DemoApplication::class, manifest = Config.NONE)
class NoticesTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()
    private val demo get() = context as DemoApplication
    private val manager get() = checkNotNull(context.getSystemService(NotificationManager::class.java))
    private val locale = Locale.getDefault()

    @After
    fun stop() {
        Locale.setDefault(locale)
        demo.app.vault?.close()
    }

    @Test
    fun `flow 13 each kind shows its fixed words and nothing else, and the locked screen shows the same`() {
        for (language in listOf("en", "es")) {
            Locale.setDefault(Locale(language))
            for (kind in NoticeKind.entries) {
                show(kind, Destination("an-id", ReminderOpens.SESSION))
                val notice = manager.activeNotifications.single().notification
                val wording = Wording.of(Locale(language))
                val words = listOfNotNull(kind.words).map { wording.say(it, wording.say(Guise.FIRST.word)) }
                for (shown in listOf(notice, checkNotNull(notice.publicVersion))) assertEquals(words, texts(shown), "$kind")
                assertEquals(Notification.VISIBILITY_PRIVATE, notice.visibility)
                val stop = listOf(wording.say(Word.SESSION_STOP)).filter { kind == NoticeKind.GOES_ON }
                assertEquals(stop, notice.actions.orEmpty().map { it.title.toString() }, "$kind")
                val channel = manager.getNotificationChannel(notice.channelId)
                assertEquals(Notification.VISIBILITY_PRIVATE, channel.lockscreenVisibility)
                manager.cancelAll()
            }
        }
    }

    @Test
    fun `flow 13 the channels are named after what they do, and nobody's body`() {
        NoticeKind.entries.forEach { show(it, null) }
        assertEquals(setOf("Timer", "Reminders"), manager.notificationChannels.map { it.name.toString() }.toSet())
        assertTrue(manager.notificationChannels.all { it.description == null })
    }

    @Test
    fun `flow 13 one function posts every kind`() {
        val sources = File(System.getProperty("demo.folder"), "platform/src/main/kotlin").walk().filter { it.extension == "kt" }
        val posting = Regex("""\.notify\(|startForeground\(|Notification\s*\.Builder\(""")
        val found = sources.flatMap { file -> posting.findAll(file.readText()).map { file.name } }
        assertEquals(listOf("Notices.kt", "Notices.kt"), found.toList())
    }

    @Test
    fun `flow 15 swiping a reminder away tells the app nothing and writes nothing`() {
        for (kind in NoticeKind.entries) {
            show(kind, null)
            assertNull(manager.activeNotifications.single().notification.deleteIntent, "$kind")
            manager.cancelAll()
        }
        val vault = twoPeople()
        val mia = runBlocking { vault.person("Mia") }
        val before = runBlocking { vault.timeline(mia.id).items to vault.today(mia.id) }
        Notices(context).post(NoticeKind.REMINDER, Destination(mia.id, ReminderOpens.SESSION))
        manager.cancelAll()
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(before, runBlocking { vault.timeline(mia.id).items to vault.today(mia.id) })
    }

    @Test
    fun `flow 14 each reminder that is pressed opens the app at its own destination, also after the unlock`() {
        val people = runBlocking { practice().use { it.people() } }
        for (person in people) {
            val controller = Robolectric.buildActivity(MainActivity::class.java, pressed(person)).setup()
            val vault = twoPeople()
            assertEquals(person.name, assertIs<TodayState>(demo.app.screen).person.name)
            vault.close()
            demo.app.lock()
            controller.destroy()
        }
    }

    @Test
    fun `flow 14 a reminder that is pressed while Today is seen leads on at once`() {
        val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        val vault = twoPeople()
        for (name in listOf("Robin", "Mia")) {
            controller.newIntent(pressed(runBlocking { vault.person(name) }))
            shadowOf(Looper.getMainLooper()).idle()
            assertEquals(name, assertIs<TodayState>(demo.app.screen).person.name)
        }
    }

    @Test
    fun `flow 14 an old intent, of the recent apps or of an activity made anew, leads nowhere`() {
        val robin = runBlocking { practice().use { it.person("Robin") } }
        val old = Intent(pressed(robin)).addFlags(Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY)
        Robolectric.buildActivity(MainActivity::class.java, old).setup()
        twoPeople()
        assertEquals("Mia", assertIs<TodayState>(demo.app.screen).person.name)
        val controller = Robolectric.buildActivity(MainActivity::class.java, pressed(robin)).setup()
        assertEquals("Robin", assertIs<TodayState>(demo.app.screen).person.name)
        runBlocking { demo.app.open(checkNotNull(demo.app.vault), checkNotNull(demo.app.vault).person("Mia")) }
        controller.recreate()
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals("Mia", assertIs<TodayState>(demo.app.screen).person.name)
    }

    @Test
    fun `flow 14 two reminders keep their own destinations`() {
        val intents = runBlocking { practice().use { it.people() } }.map(::pressed)
        assertEquals(2, intents.map { it.extras?.getString("person") }.distinct().size)
        assertNotEquals(intents[0].identifier, intents[1].identifier)
    }

    /** What the phone hands the app when this person's reminder is pressed. */
    private fun pressed(person: PersonRef): Intent {
        Notices(context).post(NoticeKind.REMINDER, Destination(person.id, ReminderOpens.SESSION))
        val notice = manager.activeNotifications.single { person.id in it.tag }.notification
        assertTrue(notice.flags and Notification.FLAG_AUTO_CANCEL != 0)
        return shadowOf(notice.contentIntent).savedIntent
    }

    private fun show(
        kind: NoticeKind,
        destination: Destination?,
    ) {
        when (kind) {
            NoticeKind.GOES_ON -> SessionSigns(context).follow(LiveSession(60_000, emptyList()))
            NoticeKind.STOPPED -> SessionSigns(context).follow(LiveSession(60_000, emptyList(), isStopped = true))
            NoticeKind.REMINDER, NoticeKind.UNWRITTEN -> Notices(context).post(kind, destination)
        }
    }

    /** Every word that a notice holds, wherever it holds it. */
    @Suppress("DEPRECATION")
    private fun texts(notice: Notification): List<String> =
        listOfNotNull(notice.tickerText?.toString()) +
            notice.extras.keySet().mapNotNull { notice.extras.get(it) as? CharSequence }.map { it.toString() }

    private fun twoPeople(): Vault =
        runBlocking {
            practice().also {
                demo.app.enter(it)
                shadowOf(Looper.getMainLooper()).idle()
            }
        }

    private suspend fun practice(): Vault {
        val clock = HandClock(PRACTICE_EVENING)
        val both = listOf(PracticePerson.INFANT_AFTER_ANOPLASTY, PracticePerson.ADULT_WITH_STENOSIS)
        return Vault.practice(1u, both, clock, Dispatchers.Unconfined).also { clock.advance(Duration.ofHours(11)) }
    }
}
