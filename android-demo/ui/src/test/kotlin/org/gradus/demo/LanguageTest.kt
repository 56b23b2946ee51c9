package org.gradus.demo

import org.gradus.demo.kit.TestDevice
import org.gradus.demo.kit.checkIn
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.state.LogState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WhyState
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** The core speaks the language of the app. */
class LanguageTest {
    @Test
    fun `what the core says of the day, of blood, of a fluid and of a rule is in the language of the app`() {
        val said = listOf("en", "es").map(::said)
        said.first().zip(said.last()).forEach { (english, spanish) -> assertNotEquals(english, spanish) }
        assertEquals("A session is due: 9 mm.", said.first().first())
        assertEquals("Toca una sesión: 9 mm.", said.last().first())
    }

    private fun said(language: String): List<String> =
        practised(device = TestDevice(language = language)).use { ground ->
            val today = assertIs<TodayState>(ground.app.screen)
            val view = checkNotNull(today.view)
            val log = LogState(ground.app, ground.vault, view)
            val fluid = LubricantState(ground.app)
            fluid.chooseLubricant("oil")
            fluid.chooseSurface("latex")
            val triage = ground.checkIn("temperature_c" to "38.4")
            val why = WhyState(ground.app, ground.person, triage)
            listOf(
                view.headline,
                log.bleedingLevels.last().words,
                checkNotNull(fluid.fit).sentence,
                triage.sentence,
                why.question(triage.facts.first { it.id == "temperature_c" }),
            )
        }

    @Test
    fun `a phone that is set to another language meanwhile is answered in it`() {
        practised().use { ground ->
            val english = checkNotNull((ground.app.screen as TodayState).view).headline
            ground.device.language = "es"
            ground.app.returned()
            assertNotEquals(english, checkNotNull((ground.app.screen as TodayState).view).headline)
        }
        practised(device = TestDevice(language = "es")).use { ground ->
            val spanish = checkNotNull((ground.app.screen as TodayState).view).headline
            ground.device.language = "de"
            ground.app.returned()
            val other = checkNotNull((ground.app.screen as TodayState).view).headline
            assertNotEquals(spanish, other)
            assertTrue(other.startsWith("A session"), "what is not spoken is said in English: $other")
        }
    }
}
