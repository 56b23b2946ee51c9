package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.DeviceDraft
import org.gradus.core.DeviceState
import org.gradus.demo.kit.device
import org.gradus.demo.kit.deviceNow
import org.gradus.demo.kit.lookedAt
import org.gradus.demo.kit.person
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.DeviceCheckState
import org.gradus.demo.state.DeviceFormState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.OneDeviceState
import org.gradus.demo.state.SaidState
import org.gradus.demo.state.SessionState
import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Devices by buttons, on the real core: into the list, looked at, cared for, chosen for a session. */
class DeviceTest {
    @Test
    fun `a device comes into the list, is looked at question by question, and a session begins with it`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Devices")
                sees("No device is in the list yet.")
                press("Add a device")
                press("Save")
                sees(
                    "Choose: What you call it, Its shape, Size in mm, as printed on it, What it is made of, What keeps it from slipping inside?, Is one of these true?",
                )
                type("Rod 8/9", into = "What you call it")
                press("A rod with two ends (Hegar)")
                type("8", into = "Size of one end, in mm")
                press("Metal")
                press("A grip, with a mark that it does not pass")
                press("Save")
                sees("Choose: Size in mm, as printed on it, From the tip to the mark, in mm")
                type("9", into = "Size of the other end, in mm")
                type("30", into = "From the tip to the mark, in mm")
                press("Save")
                sees("Choose: Is one of these true?")
                press("None of these")
                press("Save")
                assertIs<DevicesState>(ground.app.screen)
                sees("8 mm, 9 mm, metal, with a grip, never in deeper than 30 mm")
                sees("Look at it first")
                press("More about Rod 8/9")
                press("Look at it before use")
                val check = assertIs<DeviceCheckState>(ground.app.screen)
                repeat(check.count) { place ->
                    sees("For Mia · Rod 8/9: question ${place + 1} of ${check.count}")
                    assertNull(check.chosen, "nothing is chosen beforehand")
                    press("Next")
                    sees("Please answer: ${check.question.sentence}")
                    press("Yes")
                    press("Next")
                }
                assertIs<OneDeviceState>(ground.app.screen)
                sees("Saved.")
                sees("Ready")
                ground.app.home()
                press("Start for Mia")
                press("Start with Rod 8/9")
                sees(" · Rod 8/9")
            }
            val run = checkNotNull(assertIs<SessionState>(ground.app.screen).view)
            assertTrue("Rod 8/9" in run.checks.first().sentence, "${run.checks}")
        }

    @Test
    fun `one answer back changes it, and what is no or not sure bars the device, on its page and where one is chosen`() {
        for ((answer, isYes) in listOf("No" to false, "Not sure" to false, "Yes" to true)) {
            practised().use { ground ->
                val id = ground.device("Blue", "9")
                ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
                withApp(ground.app) {
                    press("Look at it before use")
                    val check = assertIs<DeviceCheckState>(ground.app.screen)
                    repeat(check.count - 1) {
                        press("Yes")
                        press("Next")
                    }
                    press("Previous question")
                    assertEquals("true", check.chosen)
                    press("Next")
                    press(answer)
                    press("Next")
                    if (isYes) sees("Ready") else sees("Do not use “Blue”.")
                }
                assertEquals(if (isYes) DeviceState.READY else DeviceState.BARRED, ground.deviceNow(id).state)
                ground.app.home()
                withApp(ground.app) {
                    press("Start for Mia")
                    if (isYes) sees("Start with Blue") else seesNot("Start with Blue")
                }
            }
        }
    }

    @Test
    fun `one that was not looked at today is looked at from the choice itself, and a session begins without one too`() {
        practised().use { ground ->
            val id = ground.device("Blue", "9")
            withApp(ground.app) {
                press("Start for Mia")
                seesNot("Start with Blue")
                press("Look at Blue now")
                repeat(ground.deviceNow(id).questions.size) {
                    press("Yes")
                    press("Next")
                }
                assertIs<ChooseDeviceState>(ground.app.screen)
                press("Start with Blue")
            }
            assertIs<SessionState>(ground.app.screen)
        }
        practised().use { ground ->
            ground.device("Blue", "9")
            withApp(ground.app) {
                press("Start for Mia")
                press("Start without choosing one")
            }
            assertIs<SessionState>(ground.app.screen)
        }
    }

    @Test
    fun `a device that does not fit the session is refused in the core's words, and nothing begins`(): Unit =
        practised().use { ground ->
            val id = ground.device("Large", "12")
            ground.lookedAt(id)
            withApp(ground.app) {
                press("Start for Mia")
                press("Start with Large")
                sees("This cannot be done:")
                sees("“Large” has no end of 9 mm")
            }
            assertIs<ChooseDeviceState>(ground.app.screen)
            assertNull(runBlocking { ground.vault.run(ground.person.id) })
        }

    @Test
    fun `one that is broken is not offered to be looked at again, only to be put away`(): Unit =
        practised().use { ground ->
            val id = ground.device("Old", "9")
            ground.lookedAt(id, "no_crack" to "false")
            withApp(ground.app) {
                press("Start for Mia")
                sees("Do not use")
                seesNot("Look at Old now")
                press("Back")
                press("Devices")
                press("More about Old")
                seesNot("Look at it before use")
                press("Put it away for good")
                press("It is broken")
                sees("Put away")
            }
        }

    @Test
    fun `sizes of the plan that no device has are said, in the list and at the choice`(): Unit =
        practised().use { ground ->
            ground.device("Blue", "9")
            val lacking = checkNotNull(runBlocking { ground.vault.devices(ground.person.id) }.lacking)
            withApp(ground.app) {
                press("Devices")
                sees(lacking)
                press("Back")
                press("Start for Mia")
                sees(lacking)
            }
        }

    @Test
    fun `washing, disinfecting and putting away are written down, each way of disinfecting with what the core says of it`(): Unit =
        practised().use { ground ->
            val id = ground.device("Blue", "9")
            ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
            withApp(ground.app) {
                press("Washed with soap and warm water")
                sees("Saved.")
                press("Disinfected")
                val ways = ground.deviceNow(id).disinfection
                assertEquals(3, ways.size)
                ways.forEach { sees(it.sentence) }
                press("Back")
                press("Disinfected")
                press("Done: As the maker says")
                press("Put it away for good")
                press("A new one took its place")
                sees("Put away")
                seesNot("Washed with soap and warm water")
                seesNot("Look at it before use")
            }
            assertEquals(DeviceState.RETIRED, ground.deviceNow(id).state)
            val told = runBlocking { ground.vault.timeline(ground.person.id) }.items.map { it.sentence }.filter { "Blue" in it }
            assertEquals(4, told.size, "$told")
            ground.app.home()
            withApp(ground.app) { press("Start for Mia") }
            assertIs<SessionState>(ground.app.screen)
        }

    @Test
    fun `flow 30 what was written about a device by a slip is taken out again, put away for good included`(): Unit =
        practised().use { ground ->
            val id = ground.device("Blue", "9")
            val before = ground.deviceNow(id)
            ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
            withApp(ground.app) {
                press("Put it away for good")
                press("A new one took its place")
                sees("Put away")
                ground.beat(Duration.ofMillis(9_999))
                press("Undo")
                sees("Taken out again.")
                seesNot("Put away")
                press("Washed with soap and warm water")
                seesNot("Taken out again.")
                sees("Undo")
                repeat(2) { ground.beat(Duration.ofSeconds(10)) }
                seesNot("Undo")
                sees("Saved.")
            }
            assertEquals(before.state, ground.deviceNow(id).state)
        }

    @Test
    fun `flow 30 a device that came into the list by a slip goes out of it again`(): Unit =
        practised().use { ground ->
            ground.app.go(DevicesState(ground.app, ground.vault, ground.person))
            withApp(ground.app) {
                press("Add a device")
                val form = assertIs<DeviceFormState>(ground.app.screen)
                form.name = "Blue"
                form.shape = "set_piece"
                form.size = "9"
                form.material = "silicone"
                form.held = DeviceFormState.BASE
                press("None of these")
                press("Save")
                assertIs<DevicesState>(ground.app.screen)
                sees("Blue")
                press("Undo")
                sees("Taken out again.")
                seesNot("Blue")
            }
            assertEquals(emptyList(), runBlocking { ground.vault.devices(ground.person.id) }.devices)
        }

    @Test
    fun `what is no device is refused with what is wrong with it, and stays on the form to be put right`(): Unit =
        practised().use { ground ->
            ground.app.go(DeviceFormState(ground.app, ground.vault, ground.person))
            val form = assertIs<DeviceFormState>(ground.app.screen)
            form.name = "Blue"
            form.shape = "set_piece"
            form.size = "9"
            form.material = "silicone"
            form.held = DeviceFormState.BASE
            form.replaceDays = "a year"
            withApp(ground.app) {
                press("Save")
                sees("Choose: Is one of these true?, Replace it after so many days")
                type("", into = "Replace it after so many days")
                press("It has a weight in it")
                press("Save")
                sees("Something needs another look:")
                sees("A device of which one of these is true is not used.")
                press("Correct it")
                press("It has a weight in it")
                press("Save")
                sees("Choose: Is one of these true?")
                press("A seam that can be felt")
                press("None of these")
                assertEquals(emptySet(), form.flaws)
                press("Save")
            }
            assertFalse(ground.app.holds(form))
            assertEquals("Blue", runBlocking { ground.vault.devices(ground.person.id) }.devices.single().name)
        }

    @Test
    fun `what is written about a device is shown as it stands and changed, and what the core says of that is read`(): Unit =
        practised().use { ground ->
            val id = ground.device("Blue", "9")
            ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
            withApp(ground.app) {
                press("Change what is written about it")
                val form = assertIs<DeviceFormState>(ground.app.screen)
                assertEquals(
                    listOf("Blue", "set_piece", "9 mm", "silicone", "base"),
                    listOf(form.name, form.shape, form.size, form.material, form.held),
                )
                type("Blue nine", into = "What you call it")
                press("A grip, with a mark that it does not pass")
                type("90", into = "From the tip to the mark, in mm")
                press("Save")
                val said = assertIs<SaidState>(ground.app.screen)
                said.notices.forEach { sees(it) }
                press("I have read this")
                sees("Blue nine")
            }
            assertTrue("90 mm" in ground.deviceNow(id).line, ground.deviceNow(id).line)
        }

    @Test
    fun `a second size stays where something else is changed, and goes where it is taken out`(): Unit =
        practised().use { ground ->
            for (shape in listOf("cryothermal", "other")) {
                val draft = DeviceDraft(shape, shape, listOf("9", "10"), "metal", true, null, emptyList(), null, null, null)
                val id = runBlocking { ground.vault.record(Command.AddDevice(ground.person.id, draft)) }.entry
                ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
                withApp(ground.app) {
                    press("Change what is written about it")
                    type("Two $shape", into = "What you call it")
                    press("Save")
                }
                assertTrue("9 mm, 10 mm" in ground.deviceNow(id).line, ground.deviceNow(id).line)
                ground.app.home()
                ground.app.go(OneDeviceState(ground.app, ground.vault, ground.person, id))
                withApp(ground.app) {
                    press("Change what is written about it")
                    type("", into = "Size of a second end or part, in mm, if it has one")
                    press("Save")
                }
                assertFalse("10 mm" in ground.deviceNow(id).line, ground.deviceNow(id).line)
                ground.app.home()
            }
        }

    @Test
    fun `whether a lubricant suits is said once both are chosen, in a shape, words and the core's sentence`(): Unit =
        practised().use { ground ->
            withApp(ground.app) {
                press("Devices")
                press("Which lubricant suits what?")
                val state = assertIs<LubricantState>(ground.app.screen)
                press("Silicone-based")
                assertNull(state.fit)
                press("Silicone")
                sees("This does not suit it")
                sees(assertNotNull(state.fit).sentence)
                press("Water-based")
                seesNot("This does not suit it")
                sees("This suits it")
            }
        }
}
