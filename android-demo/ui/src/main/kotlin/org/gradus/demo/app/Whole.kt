package org.gradus.demo.app

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

/**
 * Writes a file in one step: a phone that goes off meanwhile, or has no room, keeps what was there before. Throws `IOException` where it
 * cannot be written.
 */
fun writeWhole(
    file: Path,
    bytes: ByteArray,
) {
    val fresh = file.resolveSibling("${file.fileName}.new")
    Files.createDirectories(fresh.parent)
    Files.write(fresh, bytes)
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE)
}
