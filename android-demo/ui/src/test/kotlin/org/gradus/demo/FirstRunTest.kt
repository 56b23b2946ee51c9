package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.GradusException
import org.gradus.demo.app.App
import org.gradus.demo.app.DiaryCopy
import org.gradus.demo.app.Settings
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.Hand
import org.gradus.demo.kit.HeldCalls
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.unlock
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.CodeState
import org.gradus.demo.state.PasscodeState
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.RetypeState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class FirstRunTest {
    @Test
    fun `flow 1 Start and Restore are offered before any secret exists`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                sees("Start")
                sees("Restore a diary")
                assertEquals(emptyList(), ground.folder.listDirectoryEntries(), "nothing is on the disk yet")
                press("Restore a diary")
                sees("Choose the folder")
            }
        }

    @Test
    fun `flow 1 a diary is restored from a copy, which stays as it is`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            val copy = Files.move(ground.diary, ground.folder.resolve("copy"))
            val before = copy.listDirectoryEntries().associate { it.fileName to Files.readAllBytes(it).toList() }
            ground.device.copy = DiaryCopy.Lies(copy)
            withApp(ground.app) {
                press("Restore a diary")
                press("Open the diary")
                sees("Choose the folder first.")
                press("Choose the folder")
                type("not this one", into = "Passcode")
                press("Open the diary")
                sees("That did not open the diary.")
                assertFalse(ground.door.exists(), "a copy that was not opened is not put in place")
                type(PASSCODE, into = "Passcode")
                press("Open the diary")
                sees("Who is this diary about?")
            }
            assertTrue(ground.door.exists())
            assertEquals(before, copy.listDirectoryEntries().associate { it.fileName to Files.readAllBytes(it).toList() })
        }

    @Test
    fun `flow 1 a folder without a diary, and one that cannot be read, are each told, and none is chosen then`(): Unit =
        Ground().use { ground ->
            val told = mapOf(DiaryCopy.None to "There is no diary in this folder.", DiaryCopy.Unreadable to "could not read this folder")
            withApp(ground.app) {
                press("Restore a diary")
                for ((copy, sentence) in told) {
                    ground.device.copy = DiaryCopy.Lies(ground.folder)
                    press("Choose the folder")
                    sees("A folder is chosen.")
                    ground.device.copy = copy
                    press("Choose the folder")
                    sees(sentence)
                    seesNot("A folder is chosen.")
                }
                ground.device.copy = null
                press("Choose the folder")
                sees("could not read this folder")
            }
        }

    @Test
    fun `a diary that a copy replaces is set aside with all its files, each time anew`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            val copy = ground.folder.resolve("copy")
            ground.diary.toFile().copyRecursively(copy.toFile())
            for (place in 1..2) {
                val damaged = ground.diary.listDirectoryEntries().maxBy(Files::size)
                Files.write(damaged, "not a diary, $place".toByteArray())
                val before = bytes(ground.diary)
                runBlocking { ground.door.restore(copy, PASSCODE.toByteArray(), isCode = false) }.close()
                assertEquals(before, bytes(ground.folder.resolve("diary.replaced-$place")))
                assertEquals(bytes(copy).keys, bytes(ground.diary).keys)
            }
        }

    @Test
    fun `a first run that is left while the diary is made shows no code above the first screen`() {
        val disk = HeldCalls()
        Ground(disk = disk).use { ground ->
            val state = PasscodeState(ground.app)
            ground.app.go(state)
            state.passcode = PASSCODE
            state.again = PASSCODE
            disk.isHeld = true
            state.next()
            disk.run()
            ground.app.lock()
            disk.release()
            assertIs<WelcomeState>(ground.app.screen)
        }
    }

    @Test
    fun `flow 2 what is lost without the recovery code is said, and it is typed back before the diary is used`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                toTheCode()
                sees("If you forget the passcode and do not have this code, the diary is lost.")
                val code = code(ground)
                press("I have written it down")
                type("0000-0000-0000", into = "Recovery code")
                press("Next")
                sees("That is not the code.")
                assertFalse(ground.door.exists(), "the diary is in use without the code")
                press("See the code again")
                assertEquals(code, code(ground))
                press("I have written it down")
                type(code.lowercase().replace('-', ' '), into = "Recovery code")
                press("Next")
                assertTrue(ground.door.exists())
                sees("Emergency number")
            }
        }

    @Test
    fun `flow 2 a first run that is broken off before the code was typed back begins anew`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) { toTheCode() }
            assertIs<WelcomeState>(ground.startedAgain().screen)
            withApp(ground.startedAgain()) {
                toTheCode()
                sees("Your recovery code")
            }
        }

    @Test
    fun `flow 11 the diary of a first run is open from the code on, and whatever leads out of it locks it`() {
        for (leave in listOf(App::leaveNow, App::left)) {
            Ground().use { ground ->
                withApp(ground.app) { toTheNumber(ground) }
                val vault = ground.vault
                leave(ground.app)
                assertNull(ground.app.vault)
                assertFailsWith<GradusException.Locked> { runBlocking { vault.people() } }
                ground.app.returned()
                ground.app.unlock()
                assertIs<PersonState>(ground.app.screen)
            }
        }
    }

    @Test
    fun `a diary that opens when its first run is out of sight is locked as it arrives`() {
        val disk = HeldCalls()
        Ground(disk = disk).use { ground ->
            withApp(ground.app) {
                toTheCode()
                val code = code(ground)
                press("I have written it down")
                type(code, into = "Recovery code")
            }
            val typed = assertIs<RetypeState>(ground.app.screen)
            disk.isHeld = true
            typed.check()
            ground.app.left()
            disk.release()
            assertNull(ground.app.vault)
            assertIs<UnlockState>(ground.app.screen)
            ground.app.returned()
            ground.app.unlock()
            assertNotNull(ground.app.vault, "it opens again, and is not said to be open elsewhere")
        }
    }

    @Test
    fun `flow 2 nothing that was typed of the code stays behind on a screen that is left`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                toTheCode()
                press("I have written it down")
                type("0000-0000-0000", into = "Recovery code")
                val typed = assertIs<RetypeState>(ground.app.screen)
                press("See the code again")
                assertEquals("", typed.typed)
            }
        }

    @Test
    fun `flow 9 the diary opens whether the keyboard writes a letter with its mark or both apart`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) { toTheNumber(ground, passcode = "a long caf\u00e9") }
            ground.app.lock()
            withApp(ground.app) {
                type("a long cafe\u0301", into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `from the first screen to Today by pressing buttons`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                toTheNumber(ground)
                type("not a number", into = "Number to call")
                press("Save")
                sees("Type the number with digits")
                type("112", into = "Number to call")
                press("Save")
                somebody()
                whatIsTrue()
                thePlan()
                sees("A session is due: 9 mm.")
                sees("For Ada")
            }
            assertIs<TodayState>(ground.app.screen)
            assertEquals("112", Settings(ground.folder.resolve("settings.properties")).emergencyNumber)
            ground.app.vault?.close()
            val again = ground.startedAgain()
            val unlock = assertIs<UnlockState>(again.screen)
            unlock.passcode = PASSCODE
            unlock.unlock()
            assertEquals("Ada", assertIs<TodayState>(again.screen).person.name)
            again.lock()
        }

    @Test
    fun `two passcodes that differ, or none, go no further`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                press("Start")
                press("I understand")
                press("Next")
                sees("Type a passcode first.")
                type("one", into = "Passcode")
                type("two", into = "The same passcode again")
                press("Next")
                sees("The two are not the same.")
            }
            assertEquals(emptyList(), ground.folder.listDirectoryEntries())
        }

    @Test
    fun `a look around writes nothing and says so on the screen`(): Unit =
        Ground().use { ground ->
            withApp(ground.app) {
                press("Look around first")
                sees("Practice with a made-up person.")
                sees("Mia")
            }
            assertEquals(emptyList(), ground.folder.listDirectoryEntries())
            ground.app.lock()
            assertIs<WelcomeState>(ground.app.screen)
        }

    @Test
    fun `a folder that cannot be read is said in words and has one way on`(): Unit =
        Ground().use { ground ->
            ground.device.copy = DiaryCopy.Lies(ground.folder.resolve("nowhere"))
            withApp(ground.app) {
                press("Restore a diary")
                press("Choose the folder")
                type(PASSCODE, into = "Passcode")
                press("Open the diary")
                sees("The device could not read or write.")
                press("I have freed some room")
                assertNull(ground.app.screen.trouble)
            }
        }

    private fun bytes(folder: Path): Map<String, List<Byte>> =
        folder.listDirectoryEntries().associate { it.name to Files.readAllBytes(it).toList() }

    private fun Hand.toTheCode(passcode: String = PASSCODE) {
        press("Start")
        sees("It is not a medical device")
        press("I understand")
        type(passcode, into = "Passcode")
        type(passcode, into = "The same passcode again")
        press("Next")
    }

    private fun Hand.toTheNumber(
        ground: Ground,
        passcode: String = PASSCODE,
    ) {
        toTheCode(passcode)
        val code = code(ground)
        press("I have written it down")
        type(code, into = "Recovery code")
        press("Next")
        sees("Emergency number")
    }

    private fun code(ground: Ground): String {
        val shown = assertIs<CodeState>(ground.app.screen).code
        return shown.split(Regex("\\s+")).joinToString("-")
    }

    private fun Hand.somebody() {
        press("Next")
        sees("Choose who the diary is about.")
        press("Somebody I look after")
        type("Ada", into = "Name that you use at home")
        type("20", into = "Day")
        type("1", into = "Month")
        type("2026", into = "Year")
        press("Next")
    }

    private fun Hand.whatIsTrue() {
        sees("What is true for Ada?")
        press("Save")
        sees("Choose what is true, or")
        press("Anorectal malformation")
        press("Add an operation")
        press("PSARP")
        type("4", into = "Day")
        type("3", into = "Month")
        type("2026", into = "Year")
        press("Keep this operation")
        sees("Remove PSARP")
        press("Save")
    }

    private fun Hand.thePlan() {
        press("Home dilation after PSARP")
        press("Next")
        sees("2026-03-04")
        sees("Fields still empty: 11")
        PSARP.forEach { (label, value) -> type(value, into = label) }
        press("Next")
        sees("Is this what the clinic said?")
        sees("Sizes from 9 mm to the goal of 12 mm")
        press("Use this plan")
    }

    private companion object {
        val PSARP =
            mapOf(
                "The surgeon's name" to "Dr Example",
                "How deep the rod may go, in millimetres from the tip to the mark; one centre says about 2 inches, 50 mm" to "30",
                "The size that fitted snugly at calibration; never chosen at home" to "9",
                "The goal size; published goals depend on age and only guide (12 to 17)" to "12",
                "The first day at home; sources say 7 to 14 days, 2 weeks, or 2 to 4 weeks after the operation" to "2026-03-20",
                "The least hours between two sessions of a day; sources only say morning and evening" to "8",
                "How many good sessions in a row a step needs; sources only name the seven days" to "6",
                "The highest pain or distress, 0 to 10, at which a session counts as good" to "3",
                "The date of the next visit" to "2026-04-20",
                "Whom to call" to "Surgery",
                "The telephone number, day and night" to "+44 1632 960 114",
            )
    }
}
