package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.Recalled
import org.gradus.core.GradusException
import org.gradus.demo.app.App
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.diaryOfAda
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.NewPasscodeState
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.SettingsState
import org.gradus.demo.state.ShownCodeState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.WelcomeState
import org.gradus.rotationLeft
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** Another passcode, another recovery code, and the end of a diary. */
class WaysTest {
    @Test
    fun `flow 2 after the recovery code a new passcode is set before anything else, and opens from then on`(): Unit =
        Ground().use { ground ->
            val code = ground.diaryOnDisk()
            withApp(ground.app) {
                recover(code)
                sees("Choose a new passcode")
                press("Use this passcode")
                sees("Type a passcode first.")
                type(NEW, into = "New passcode")
                type("another", into = "The new passcode again")
                press("Use this passcode")
                sees("The two are not the same.")
                type(NEW, into = "The new passcode again")
                press("Use this passcode")
                sees("Who is this diary about?")
            }
            ground.app.lock()
            assertFailsWith<GradusException.WrongSecret> { runBlocking { ground.door.open(PASSCODE.toByteArray()) } }
            withApp(ground.app) {
                type(NEW, into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `flow 2 whoever wants no new passcode goes in, and the quick exit locks from there`(): Unit =
        Ground().use { ground ->
            val code = ground.diaryOnDisk()
            withApp(ground.app) {
                recover(code)
                press("Quick exit")
            }
            assertNull(ground.app.vault)
            withApp(ground.app) {
                recover(code)
                press("Not now")
            }
            assertIs<PersonState>(ground.app.screen)
            ground.app.lock()
            ground.app.unlock()
        }

    @Test
    fun `the passcode is changed by whoever knows it, and what finger or face gives out changes with it`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            ground.settings.keeperOffered = true
            ground.app.unlock()
            ground.app.go(SettingsState(ground.app))
            withApp(ground.app) {
                press("Change the passcode")
                type(NEW, into = "New passcode")
                type(NEW, into = "The new passcode again")
                press("Use this passcode")
                type("not this one", into = "Passcode")
                press("Use this passcode")
                sees("That did not open the diary.")
                press("Try again")
                type(PASSCODE, into = "Passcode")
                type(NEW, into = "New passcode")
                type(NEW, into = "The new passcode again")
                press("Use this passcode")
            }
            assertIs<SettingsState>(ground.app.screen)
            val kept = assertIs<Recalled.Secret>(runBlocking { checkNotNull(ground.device.keeper).recall("diary") })
            assertEquals(NEW, kept.bytes.decodeToString())
            ground.app.lock()
            runBlocking { ground.door.open(NEW.toByteArray()) }.close()
        }

    @Test
    fun `a new passcode that could be tried out is refused, and nothing that was typed stays behind`(): Unit =
        Ground().use { ground ->
            val code = ground.diaryOnDisk()
            withApp(ground.app) {
                recover(code)
                type("1234", into = "New passcode")
                type("1234", into = "The new passcode again")
                press("Use this passcode")
                sees("This passcode is easy to guess.")
            }
            val state = assertIs<NewPasscodeState>(ground.app.screen)
            assertEquals("" to "", state.passcode to state.again)
        }

    @Test
    fun `a new recovery code is shown once, asked back in part, and takes the place of the old one`(): Unit =
        Ground().use { ground ->
            val old = ground.diaryOnDisk()
            ground.app.unlock()
            ground.app.go(SettingsState(ground.app))
            lateinit var groups: List<String>
            withApp(ground.app) {
                press("New recovery code")
                press("Make the new code")
                sees("Type a passcode first.")
                type(PASSCODE, into = "Passcode")
                press("Make the new code")
                groups = groups(ground.app)
                assertTrue(ground.app.back() && ground.app.screen is ShownCodeState, "nobody leaves by chance")
                press("I have written it down")
                type(groups[1].lowercase(), into = "Group 2")
                type("0000", into = "Group 6")
                press("Next")
                sees("That is not the code.")
                press("See the code again")
                assertEquals(groups, groups(ground.app))
                press("I have written it down")
                type(groups[5], into = "Group 6")
                press("Next")
            }
            assertIs<SettingsState>(ground.app.screen)
            ground.app.lock()
            assertFailsWith<GradusException.WrongSecret> { runBlocking { ground.door.recover(old.toByteArray()) } }
            runBlocking { ground.door.recover(groups.joinToString("-").toByteArray()) }.close()
            ground.app.unlock()
            assertNull(ground.app.codeLeft)
        }

    @Test
    fun `a new recovery code that nobody noted is asked for on Today, at each opening`(): Unit =
        diaryOfAda().use { ground ->
            ground.app.go(SettingsState(ground.app))
            withApp(ground.app) {
                press("New recovery code")
                type(PASSCODE, into = "Passcode")
                press("Make the new code")
                press("Quick exit")
            }
            assertNull(ground.app.codeLeft)
            ground.app.unlock()
            val left = checkNotNull(ground.app.codeLeft)
            withApp(ground.app) {
                sees(left)
                press("New recovery code")
                type(PASSCODE, into = "Passcode")
                press("Make the new code")
                val groups = groups(ground.app)
                press("I have written it down")
                type(groups[1], into = "Group 2")
                type(groups[5], into = "Group 6")
                press("Next")
                seesNot(left)
            }
            assertIs<TodayState>(ground.app.screen)
        }

    @Test
    fun `the key is renewed by whoever knows the passcode, and what opened the diary before opens it no more`(): Unit =
        Ground().use { ground ->
            val old = ground.diaryOnDisk()
            ground.settings.keeperOffered = true
            ground.app.unlock()
            ground.app.go(SettingsState(ground.app))
            withApp(ground.app) {
                press("Renew the key")
                sees("For when somebody may have a copy of the diary")
                type(PASSCODE, into = "Passcode")
                type(NEW, into = "New passcode")
                type(NEW, into = "The new passcode again")
                press("Renew the key now")
                val groups = groups(ground.app)
                press("I have written it down")
                type(groups[1], into = "Group 2")
                type(groups[5], into = "Group 6")
                press("Next")
                assertIs<SettingsState>(ground.app.screen)
            }
            ground.app.lock()
            assertFailsWith<GradusException.WrongSecret> { runBlocking { ground.door.open(PASSCODE.toByteArray()) } }
            assertFailsWith<GradusException.WrongSecret> { runBlocking { ground.door.recover(old.toByteArray()) } }
            val kept = assertIs<Recalled.Secret>(runBlocking { checkNotNull(ground.device.keeper).recall("diary") })
            runBlocking { ground.door.open(kept.bytes) }.use { assertNull(runBlocking { it.rotationLeft() }) }
        }

    @Test
    fun `flow 9 a diary is erased after a typed word, with all that the phone keeps of it`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            val copy = ground.folder.resolve("copy")
            ground.diary.toFile().copyRecursively(copy.toFile())
            runBlocking { ground.door.restore(copy, PASSCODE.toByteArray(), isCode = false) }.close()
            ground.settings.keeperOffered = true
            ground.app.unlock()
            ground.app.go(SettingsState(ground.app))
            withApp(ground.app) {
                press("Erase the diary")
                press("Erase everything")
                assertTrue(ground.door.exists())
                type("Erase ", into = "Type the word “erase”")
                press("Erase everything")
                sees("The diary is erased")
                press("Go to the start")
            }
            assertIs<WelcomeState>(ground.app.screen)
            assertFalse(ground.door.exists())
            assertEquals(setOf("copy", "settings.properties"), ground.folder.listDirectoryEntries().map { it.name }.toSet())
            assertFalse(ground.settings.keeperOffered)
            assertEquals(Recalled.Nothing, runBlocking { checkNotNull(ground.device.keeper).recall("diary") })
        }

    @Test
    fun `a look around offers neither, because nobody made up has a passcode`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                press("Look around first")
                press("Lock and privacy")
                sees("Lock after leaving the app")
                listOf("Change the passcode", "New recovery code", "Renew the key", "Erase the diary").forEach(::seesNot)
            }
        }

    private fun Hand.recover(code: String) {
        press("I forgot the passcode")
        type(code, into = "Recovery code")
        press("Open the diary")
    }

    private fun groups(app: App): List<String> = assertIs<ShownCodeState>(app.screen).shown.split(Regex("\\s+"))

    private companion object {
        const val NEW = "nine larger steps up"
    }
}
