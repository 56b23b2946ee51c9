package org.gradus.scenario

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.gradus.CHECKOUT
import org.gradus.core.ClockReading
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import java.nio.file.Files
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The journey that Rust, Swift and Python run too: every answer the same, byte for byte. */
class ScenarioTest {
    private val folder = CHECKOUT.resolve("tests/scenario")
    private val journey = Json.parseToJsonElement(Files.readString(folder.resolve("journey.json"))).jsonObject
    private val steps = journey.getValue("steps").jsonArray.map { it.jsonObject }
    private val expected = Files.readString(folder.resolve("journey.expected")).removeSuffix("\n").split('\n')

    @Test
    fun `through the generated handle`() {
        var handle: Gradus? = null
        val kept = mutableMapOf<String, JsonElement>()
        assertEquals(expected.size, steps.size)
        for ((step, line) in steps.zip(expected)) {
            val call = RawCall.named(step.text("call"))
            val answer = runCatching { call.run(handle, step.arguments(kept), step.now()) }
            (answer.getOrNull() as? Gradus)?.let { fresh -> handle = fresh }
            assertEquals(line, written(answer), step.text("step"))
            step.keep(line, kept)
        }
        println("scenario: ${steps.size} of ${steps.size} steps through the handle in Kotlin")
    }

    /** The same through `Vault`; steps that it has no verb for were run above and change nothing. */
    @Test
    fun `through the vault for apps`() =
        runBlocking {
            val journey = VaultJourney()
            val kept = mutableMapOf<String, JsonElement>()
            var ran = 0
            for ((step, line) in steps.zip(expected)) {
                val verb = journey.verb(step.text("call"), step.arguments(kept))
                if (verb != null) {
                    assertEquals(line, written(journey.run(verb, step.now())), step.text("step"))
                    ran += 1
                }
                step.keep(line, kept)
            }
            println("scenario: $ran of ${steps.size} steps through the vault in Kotlin")
            assertTrue(ran * 2 > steps.size, "most steps are an app's own verbs")
        }

    private fun written(answer: Result<Any?>): String =
        when (val error = answer.exceptionOrNull()) {
            null -> answerLine(answer.getOrNull())
            is GradusException -> errorLine(error)
            else -> throw error
        }

    private fun JsonObject.text(field: String): String = getValue(field).jsonPrimitive.content

    private fun JsonObject.now(): ClockReading = ClockReading(text("at"), 0u, "")

    private fun JsonObject.arguments(kept: Map<String, JsonElement>): JsonObject = getValue("with").filled(kept).jsonObject

    private fun JsonObject.keep(
        line: String,
        kept: MutableMap<String, JsonElement>,
    ) = this["keep"]?.jsonObject?.forEach { (name, path) ->
        kept[name] = Json.parseToJsonElement(line).at(path.jsonPrimitive.content)
    }
}
