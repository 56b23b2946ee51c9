package org.gradus

import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertTrue

/** The core's words arrive in the generated Kotlin, where an editor shows them. */
class DocumentationTest {
    private val generated =
        Files.readString(CHECKOUT.resolve("bindings/kotlin/core/target/generated-sources/uniffi/org/gradus/core/gradus.kt"))

    @Test
    fun `of verbs, values, fields and errors`() {
        for (words in listOf(
            "Writes one thing down. When this returns it is on the disk.",
            "The gate in force, with its reason.",
            "Present size in tenths of a millimetre; `null` without a plan that has begun.",
            "The vault is locked; ask for the passcode and open it again.",
        )) {
            assertTrue(words in generated, words)
        }
    }
}
