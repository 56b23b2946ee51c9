package org.gradus

import kotlinx.coroutines.runBlocking
import org.gradus.core.GradusException
import org.gradus.core.PracticePerson
import org.gradus.testkit.practice
import java.nio.file.Files
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.full.primaryConstructor
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

/** What a person logs does not come out where a programmer prints a value. */
class LoggingTest {
    private val generated =
        Files.readString(CHECKOUT.resolve("bindings/kotlin/core/target/generated-sources/uniffi/org/gradus/core/gradus.kt"))

    /** Every value that the generator wrote, with [WORD] in each text of it. */
    private val values: List<Any> =
        buildList {
            var choice = ""
            for (found in Regex("^sealed class (\\w+)|^( *)data class (\\w+)", RegexOption.MULTILINE).findAll(generated)) {
                val (sealed, indent, name) = found.destructured
                if (sealed.isNotEmpty()) {
                    choice = sealed
                } else {
                    val outer = if (indent.isEmpty()) "" else "$choice$"
                    add(planted(Class.forName("org.gradus.core.$outer$name").kotlin))
                }
            }
        }

    @Test
    fun `every value prints the name of its type and no more`() {
        assertTrue(values.size > MOST_OF_THEM, "found ${values.size}")
        for (value in values) {
            assertEquals(value::class.simpleName, value.toString())
            assertEquals("[${value::class.simpleName}]", "${listOf(value)}")
        }
    }

    @Test
    fun `every error keeps its words out of its message`() {
        val errors = GradusException::class.sealedSubclasses.map { planted(it) as GradusException }
        assertTrue(errors.any { it is GradusException.NotFound && WORD in it.right }, "the word is there")
        for (error in errors) {
            assertEquals("", error.message)
            assertFalse(WORD in error.stackTraceToString(), error::class.simpleName)
        }
    }

    @Test
    fun `what a vault answers prints nothing of it`() {
        runBlocking {
            practice(PracticePerson.INFANT_AFTER_ANOPLASTY).use { (vault, _) ->
                assertEquals("TodayView", "${vault.today("Mia")}")
                assertEquals("[TimelineItem, TimelineItem]", "${vault.timeline("Mia").items.take(2)}")
                val lost = assertFailsWith<GradusException.NotFound> { vault.today("Kim") }
                assertTrue("Mia" in lost.right, "the error itself says who is there")
                assertFalse("Mia" in lost.stackTraceToString())
            }
        }
    }

    private fun planted(kind: KClass<*>): Any {
        val make = checkNotNull(kind.primaryConstructor) { "$kind" }
        return make.callBy(make.parameters.associateWith { planted(it.type) })
    }

    private fun planted(type: KType): Any {
        val kind = type.classifier as KClass<*>
        return when {
            kind == String::class -> WORD
            kind == ByteArray::class -> WORD.toByteArray()
            kind == Boolean::class -> true
            kind == ULong::class -> 7uL
            kind == UInt::class -> 7u
            kind == UShort::class -> 7.toUShort()
            kind == UByte::class -> 7.toUByte()
            kind == List::class -> listOf(planted(checkNotNull(type.arguments.single().type)))
            kind.java.isEnum -> kind.java.enumConstants.first()
            kind.isSealed -> planted(kind.sealedSubclasses.first())
            else -> planted(kind)
        }
    }

    private companion object {
        const val WORD = "Zimtstern4711"
        const val MOST_OF_THEM = 45
    }
}
