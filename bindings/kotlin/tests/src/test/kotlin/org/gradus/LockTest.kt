package org.gradus

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.GradusException
import org.gradus.core.LockPolicyView
import org.gradus.testkit.HandClock
import java.lang.reflect.Modifier
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import kotlin.coroutines.CoroutineContext
import kotlin.reflect.KVisibility
import kotlin.reflect.full.declaredMemberFunctions
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** Keys go when they are told to, whatever else is going on. */
class LockTest {
    @Test
    fun `every verb answers that the vault is locked, and locking again does nothing`() =
        onDisk {
            val mia = vault.addMia()
            vault.lock()
            vault.lock()
            vault.close()
            val verbs =
                mapOf<String, suspend () -> Any>(
                    "people" to suspend { vault.people() },
                    "person" to suspend { vault.person() },
                    "personDetails" to suspend { vault.personDetails(mia) },
                    "entryDetails" to suspend { vault.entryDetails(mia, "") },
                    "today" to suspend { vault.today(mia) },
                    "inboxNews" to suspend { vault.inboxNews() },
                    "interview" to suspend { vault.interview(mia, emptyList()) },
                    "keepInterview" to suspend { vault.keepInterview(mia, emptyList()) },
                    "keptInterview" to suspend { vault.keptInterview(mia) },
                    "setting" to suspend { vault.setting(mia) },
                    "startRun" to suspend { vault.startRun(mia) },
                    "run" to suspend { vault.run(mia) ?: "none" },
                    "runEvent" to suspend { vault.runEvent(mia, "stop") },
                    "finishRun" to suspend { vault.finishRun(mia) },
                    "abandonRun" to suspend { vault.abandonRun(mia) },
                    "plan" to suspend { vault.plan(mia) },
                    "planHistory" to suspend { vault.planHistory(mia) },
                    "planFor" to suspend { vault.planFor(mia, "") },
                    "planReplaced" to suspend { vault.planReplaced(mia, "") ?: "none" },
                    "planKnown" to suspend { vault.planKnown(mia) },
                    "devices" to suspend { vault.devices(mia) },
                    "reminders" to suspend { vault.reminders() },
                    "planPreview" to suspend { vault.planPreview(mia, 1u) },
                    "progress" to suspend { vault.progress(mia) },
                    "timeline" to suspend { vault.timeline(mia) },
                    "trends" to suspend { vault.trends(mia) },
                    "reportHtml" to suspend { vault.reportHtml(mia) },
                    "importSessions" to suspend { vault.importSessions(mia, "at,size\n") },
                    "record" to suspend { vault.record(Command.LogSession(mia, easySession())) },
                    "verify" to suspend { vault.verify() },
                    "rotateKey" to suspend { vault.rotateKey(proof(), passcode()) },
                    "rotationLeft" to suspend { vault.rotationLeft() ?: "none" },
                    "recoveryCodeNoted" to suspend { vault.recoveryCodeNoted() },
                    "setLanguage" to suspend { vault.setLanguage("es") },
                    "changePasscode" to suspend { vault.changePasscode(proof(), passcode()) },
                    "renewRecoveryCode" to suspend { vault.renewRecoveryCode(proof()) },
                    "addPlatformWay" to suspend { vault.addPlatformWay(proof(), ByteArray(32)) },
                    "removeWay" to suspend { vault.removeWay(proof(), 3u) },
                    "setLockPolicy" to suspend { vault.setLockPolicy(LockPolicyView(0u, false, null)) },
                )
            verbs.forEach { (name, verb) -> assertFailsWith<GradusException.Locked>(name) { verb() } }
            val all = Vault::class.declaredMemberFunctions.filter { it.isSuspend && it.visibility == KVisibility.PUBLIC }
            val ways = Class.forName("org.gradus.WaysKt").declaredMethods.filter { Modifier.isPublic(it.modifiers) }
            val ofVault = ways.filter { it.parameterTypes.firstOrNull() == Vault::class.java && '$' !in it.name }
            val names = all.map { it.name } + ofVault.map { it.name.substringBefore('-') }
            assertEquals(names.toSet() - "lock", verbs.keys, "a new verb belongs in this list")
        }

    @Test
    fun `a locked vault holds no file open`() =
        onDisk {
            assertTrue(openFiles(folder) > 0, "this test can see open files")
            vault.lock()
            assertEquals(0, openFiles(folder))
            repeat(20) { Vault.open(folder, passcode(), clock).close() }
            repeat(3) { runCatching { Vault.open(folder, "x".toByteArray(), clock) } }
            assertEquals(0, openFiles(folder))
        }

    @Test
    fun `locking does not stand in the queue, and what stands there finds the vault locked`() {
        runBlocking {
            val held = HeldDispatcher()
            coroutineScope {
                val opening =
                    async(start = CoroutineStart.UNDISPATCHED) { Vault.practice(1u, clock = HandClock(MORNING), dispatcher = held) }
                held.runAll()
                val vault = opening.await()
                val queued = List(3) { async(start = CoroutineStart.UNDISPATCHED) { runCatching { vault.people() } } }
                vault.lock()
                held.runAll()
                queued.forEach { assertTrue(it.await().exceptionOrNull() is GradusException.Locked) }
            }
        }
    }

    /** Ends early or ends well, and the vault is whole either way: all rows of the diary are there, or none. */
    @Test
    fun `a long call is broken off, and leaves nothing half done`() =
        onDisk {
            val mia = vault.addMia()
            vault.adoptMiasPlan(mia)
            vault.lock()
            clock.advance(Duration.ofDays(ROWS.toLong()))
            val begun = CompletableDeferred<Unit>()
            val busy = Vault.open(folder, passcode(), clock, Announcing(begun))
            val import =
                coroutineScope {
                    val import = async(Dispatchers.IO) { runCatching { busy.importSessions(mia, diary(), write = true) } }
                    begun.await()
                    busy.lock()
                    import.await()
                }
            val written = import.getOrNull()?.taken?.toInt() ?: 0
            import.exceptionOrNull()?.let { assertTrue(it is GradusException.Locked, it.toString()) }
            assertFailsWith<GradusException.Locked> { busy.people() }
            Vault.open(folder, passcode(), clock).use { again ->
                assertTrue(again.verify().sound)
                assertEquals(written, again.timeline(mia).items.count { it.kind == "session" })
            }
        }

    private fun openFiles(folder: Path): Int =
        Files.list(Path.of("/proc/self/fd")).use { files ->
            files.toList().count { runCatching { Files.readSymbolicLink(it).startsWith(folder) }.getOrDefault(false) }
        }

    private fun diary(): String =
        buildString {
            append("at,size,ease\n")
            for (day in 1..ROWS) append(MORNING.plusDays(day.toLong() - 1)).append(",9,easy\n")
        }

    /** Says when the second call on it (the first opens the vault) has begun to run. */
    private class Announcing(
        private val begun: CompletableDeferred<Unit>,
    ) : CoroutineDispatcher() {
        private var calls = 0

        override fun dispatch(
            context: CoroutineContext,
            block: Runnable,
        ) {
            calls += 1
            val tell = calls > 1
            Dispatchers.IO.dispatch(context) {
                if (tell) begun.complete(Unit)
                block.run()
            }
        }
    }

    private companion object {
        const val ROWS = 1500
    }
}
