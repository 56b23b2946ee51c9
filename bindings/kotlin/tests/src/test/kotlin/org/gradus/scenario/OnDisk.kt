package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import java.nio.file.Path
import kotlin.experimental.xor
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.copyTo
import kotlin.io.path.copyToRecursively
import kotlin.io.path.deleteExisting
import kotlin.io.path.deleteRecursively
import kotlin.io.path.isDirectory
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes

/** What somebody does to the files of a vault; `null` where the step is a verb. */
fun onDisk(
    call: String,
    with: JsonObject,
): (() -> Unit)? {
    fun path(name: String) = Path.of(with.getValue(name).jsonPrimitive.content)

    fun size(name: String) = with.getValue(name).jsonPrimitive.int
    return when (call) {
        "copy" -> ({ copy(path("of"), path("to")) })
        "cut" -> ({ path("file").run { writeBytes(readBytes().copyOf(size("bytes"))) } })
        "flip" -> ({ flip(path("file"), size("byte")) })
        "remove" -> ({ path("file").deleteExisting() })
        else -> null
    }
}

private fun flip(
    file: Path,
    byte: Int,
) {
    val content = file.readBytes()
    content[byte] = content[byte] xor 1
    file.writeBytes(content)
}

/** A file over another one, or a folder in the place of another one. */
@OptIn(ExperimentalPathApi::class)
private fun copy(
    of: Path,
    to: Path,
) {
    if (of.isDirectory()) {
        to.deleteRecursively()
        of.copyToRecursively(to, followLinks = false)
    } else {
        of.copyTo(to, overwrite = true)
    }
}
