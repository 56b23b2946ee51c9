package org.gradus.demo

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.core.WrongField
import org.gradus.demo.app.Forward
import org.gradus.demo.app.troubleOf
import org.gradus.demo.kit.Ground
import org.gradus.demo.kit.PASSCODE
import org.gradus.demo.kit.practised
import org.gradus.demo.kit.withApp
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word
import org.gradus.personDraft
import java.nio.file.Files
import java.time.LocalDate
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** A diary that is damaged, older than it was, or open elsewhere, and what each error says. */
class DamageTest {
    @Test
    fun `a damaged copy is repaired with the passcode, and the diary opens`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            val second = ground.diary.listDirectoryEntries().filter { "hdr" in it.name }.maxBy { it.name }
            val bytes = Files.readAllBytes(second)
            bytes[bytes.size / 2] = (bytes[bytes.size / 2] + 1).toByte()
            Files.write(second, bytes)
            withApp(ground.app) {
                type(PASSCODE, into = "Passcode")
                press("Unlock")
                sees("It can be repaired.")
                press("Repair it")
                type(PASSCODE, into = "Passcode")
                press("Repair it")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `an older state is told with what is lost, and taken only by somebody who says so, by either secret`() {
        for (byCode in listOf(false, true)) {
            Ground().use { ground ->
                val code = ground.olderDiary()
                withApp(ground.app) {
                    type(PASSCODE, into = "Passcode")
                    press("Unlock")
                    sees("This diary is an older state of itself")
                    seesNot("Use this older diary")
                    press("See what can be done")
                    sees("perhaps a danger sign too")
                    sees("Restore from a copy")
                    press("Use this older diary")
                    sees("Type a passcode first.")
                    assertNull(ground.app.vault)
                    if (byCode) press("Recovery code")
                    type(if (byCode) code else PASSCODE, into = if (byCode) "Recovery code" else "Passcode")
                    press("Use this older diary")
                }
                assertEquals(listOf("Mia"), runBlocking { ground.vault.people() }.map { it.name }, "Robin was written since, and is lost")
            }
        }
    }

    @Test
    fun `an older state that is not taken stays as it is`(): Unit =
        Ground().use { ground ->
            ground.olderDiary()
            val before = Files.readAllBytes(ground.diary.resolve("vault.db"))
            withApp(ground.app) {
                type(PASSCODE, into = "Passcode")
                press("Unlock")
                press("See what can be done")
                type("something else", into = "Passcode")
                press("Use this older diary")
                sees("That did not open the diary.")
                press("Back")
            }
            assertIs<UnlockState>(ground.app.screen)
            assertContentEquals(before, Files.readAllBytes(ground.diary.resolve("vault.db")))
        }

    @Test
    fun `a mark that is gone may hide an older state, and any other missing file does not`() {
        fun lost(file: String) = troubleOf(GradusException.Damaged(file, "missing", "gone", false)).forward
        assertEquals(Forward.OLDER to Forward.RESTORE, lost("vault.mark") to lost("vault.db"))
    }

    @Test
    fun `a diary that is open elsewhere is said to be busy`(): Unit =
        Ground().use { ground ->
            ground.diaryOnDisk()
            runBlocking { ground.door.open(PASSCODE.toByteArray()) }.use {
                withApp(ground.app) {
                    type(PASSCODE, into = "Passcode")
                    press("Unlock")
                    sees("The diary is open in another window.")
                }
            }
            withApp(ground.app) {
                press("I have closed it")
                type(PASSCODE, into = "Passcode")
                press("Unlock")
            }
            assertIs<PersonState>(ground.app.screen)
        }

    @Test
    fun `a vault that was locked meanwhile leads to the passcode`(): Unit =
        practised().use { ground ->
            ground.vault.close()
            withApp(ground.app) {
                press("Progress")
                sees("The diary is locked.")
                press("To the passcode")
            }
            assertIs<WelcomeState>(ground.app.screen)
        }

    @Test
    fun `each error has words of its own and one way on`() {
        val troubles =
            listOf(
                GradusException.Locked(),
                GradusException.WrongSecret(),
                GradusException.NotFound("person", "Mia"),
                GradusException.Invalid(listOf(WrongField(null, "size", "is empty", "write 9"))),
                GradusException.Refused("not allowed"),
                GradusException.NewerVersion("vault.db"),
                GradusException.Damaged("vault.hdr", "header", "changed", true),
                GradusException.Damaged("vault.db", "page", "changed", false),
                GradusException.Damaged("vault.db", "rolled_back", "older", false),
                GradusException.Busy(),
                GradusException.Storage("vault.db", "full"),
                GradusException.Internal("fault"),
                GradusException.TooManyTries(30uL),
                GradusException.DeviceSecretGone(),
                GradusException.EasyPasscode(1_000_000uL, 3_600_000uL, 1000uL),
                GradusException.LastWay(),
                GradusException.SecretNeeded(),
                GradusException.InboxFull(),
                GradusException.Erased(),
            ).map(::troubleOf)
        assertEquals(troubles.size, troubles.map { it.word }.distinct().size)
        assertEquals(Forward.entries.toSet(), troubles.map { it.forward }.toSet())
        assertEquals(listOf<Text>(Word.TROUBLE_FIELD) to emptyList(), troubles[3].fields to troubles[3].details)
        assertTrue(troubles.flatMap { it.details }.none { "vault." in it }, "file names help nobody")
    }

    /** A diary with Mia in it, whose database was put back to the time before Robin came in; answers with its recovery code. */
    private fun Ground.olderDiary(): String {
        val code = diaryOnDisk()
        val database = diary.resolve("vault.db")
        val born = LocalDate.of(2026, 1, 12)
        val add = { name: String ->
            runBlocking {
                val person = personDraft(name, born, "caregiver", listOf("none"))
                door.open(PASSCODE.toByteArray()).use { it.record(Command.AddPerson(person)) }
            }
        }
        add("Mia")
        val before = Files.readAllBytes(database)
        add("Robin")
        Files.write(database, before)
        return code
    }
}
