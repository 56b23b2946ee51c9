package org.gradus.demo.kit

import org.gradus.SecretKeeper
import org.gradus.demo.app.Device
import org.gradus.testkit.MemoryKeeper
import java.nio.file.Path

/** A machine whose dialler, choosers and keystore a test can look into. */
class TestDevice(
    override val country: String = "GB",
    override val keeper: SecretKeeper? = MemoryKeeper(),
) : Device {
    val dialled = mutableListOf<String>()
    var left = 0
        private set
    var text: String? = null
    var copy: Path? = null

    override fun dial(number: String) {
        dialled += number
    }

    override suspend fun chooseText(): String? = text

    override suspend fun chooseDiaryCopy(): Path? = copy

    val shared = mutableListOf<String>()

    override fun share(report: String) {
        shared += report
    }

    override fun leave() {
        left += 1
    }
}
