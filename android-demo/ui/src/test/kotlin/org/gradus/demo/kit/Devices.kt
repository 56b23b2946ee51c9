package org.gradus.demo.kit

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.DeviceCare
import org.gradus.core.DeviceDraft
import org.gradus.core.DeviceView
import org.gradus.core.FactAnswer

/** A silicone piece with a base, in the list; answers with its id. */
fun Ground.device(
    name: String,
    size: String,
): String {
    val draft = DeviceDraft(name, "set_piece", listOf(size), "silicone", true, null, emptyList(), null, null, null)
    return runBlocking { vault.record(Command.AddDevice(person.id, draft)) }.entry
}

/** The device of this id as it stands. */
fun Ground.deviceNow(id: String): DeviceView = runBlocking { vault.devices(person.id) }.devices.first { it.id == id }

/** It was looked at, and everything is well [but] for this. */
fun Ground.lookedAt(
    id: String,
    vararg but: Pair<String, String>,
) {
    val answers = deviceNow(id).questions.map { FactAnswer(it.id, but.toMap()[it.id] ?: "true") }
    runBlocking { vault.record(Command.CareForDevice(person.id, id, null, DeviceCare.Checked(answers))) }
}
