package org.gradus.demo

import org.gradus.demo.app.Guise
import org.gradus.demo.app.Settings
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.SettingsState
import org.gradus.demo.words.Wording
import java.time.Duration
import java.util.Locale
import kotlin.io.path.createDirectory
import kotlin.io.path.deleteExisting
import kotlin.io.path.writeText
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class SettingsTest {
    @Test
    fun `a phone that cannot write keeps nobody out, and what was there before stays whole`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            ground.app.unlock()
            ground.settings.emergencyNumber = "112"
            ground.app.lock()
            ground.fillUp()
            ground.clock.advance(Duration.ofDays(1))
            ground.app.unlock()
            assertNotNull(ground.app.vault)
            assertEquals(ground.app.today, ground.settings.passcodeTyped, "it holds until the app ends")
            val again = Settings(ground.folder.resolve("settings.properties"))
            assertEquals("112" to ground.app.today.minusDays(1), again.emergencyNumber to again.passcodeTyped)
        }

    @Test
    fun `settings that cannot be read are as if nothing had been chosen, and the app starts`(): Unit =
        Ground().use { ground ->
            val file = ground.folder.resolve("settings.properties")
            for (damage in listOf("passcode_typed=2026-1", "passcode_typed=\\u00", "lock_delay_s=60\nkeeper=\\u12")) {
                file.writeText(damage)
                val read = Settings(file)
                assertEquals(Triple(null, 0, false), Triple(read.passcodeTyped, read.lockDelayS, read.keeperOffered), damage)
            }
            file.deleteExisting()
            file.createDirectory()
            assertNull(Settings(file).emergencyNumber)
        }

    /** Nothing more is written beside the diary. */
    private fun Ground.fillUp() {
        folder.resolve("settings.properties.new").createDirectory()
    }

    @Test
    fun `flow 12 one of three names is chosen, and what goes on showing the first one is said`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Lock and privacy")
                sees("go on saying “Daybook”")
                press("Planner")
                assertEquals(Guise.PLANNER, ground.device.guise)
                sees("go on saying “Daybook”")
                press("Daybook")
            }
            assertEquals(Guise.DAYBOOK, ground.device.guise)
        }

    @Test
    fun `flow 12 no name is changed while a session goes on, and it is said why`(): Unit =
        practised().use { ground ->
            val session = ground.session()
            ground.app.go(SettingsState(ground.app))
            withApp(ground.app) {
                press("Planner")
                sees("Choose a name when it is over")
                assertEquals(Guise.FIRST, ground.device.guise)
                session.leave()
                ground.app.go(SettingsState(ground.app))
                press("Planner")
                seesNot("Choose a name when it is over")
            }
            assertEquals(Guise.PLANNER, ground.device.guise)
        }

    @Test
    fun `flow 12 no name says what the app is for, in either language`() {
        for (wording in listOf(Wording.English, Wording.of(Locale("es")))) {
            val names = Guise.entries.map { wording.say(it.word) }
            assertEquals(3, names.distinct().size)
            assertTrue(names.all { Regex("""\p{Lu}\p{Ll}{4,9}""").matches(it) }, "$names")
            val telling = listOf("gradus", "dila", "anal", "rect", "health", "salud", "med", "clin")
            assertTrue(names.none { name -> telling.any { it in name.lowercase() } }, "$names")
        }
    }
}
