package org.gradus.demo.kit

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.personDraft
import java.time.LocalDate
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes

/** A locked diary with Ada in it. One page of its entries is not what was written any more: nothing mends that. */
fun damagedDiary(
    device: TestDevice = TestDevice(),
    disk: CoroutineDispatcher = Dispatchers.Unconfined,
    before: (Ground) -> Unit = {},
): Ground {
    val ground = Ground(device = device, disk = disk)
    ground.diaryOnDisk()
    ground.app.unlock()
    val ada = personDraft("Ada", LocalDate.of(2026, 1, 20), "caregiver", listOf("none"))
    runBlocking { ground.vault.record(Command.AddPerson(ada)) }
    before(ground)
    ground.app.lock()
    val database = ground.diary.resolve("vault.db")
    val bytes = database.readBytes()
    val at = PAGE_BYTES + PAGE_BYTES / 2
    bytes[at] = (bytes[at].toInt() xor 1).toByte()
    database.writeBytes(bytes)
    return ground
}

private const val PAGE_BYTES = 4096
