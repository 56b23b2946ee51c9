package org.gradus.demo

import org.gradus.demo.app.Guise
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.session
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.SettingsState
import org.gradus.demo.words.Wording
import java.util.Locale
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class SettingsTest {
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
