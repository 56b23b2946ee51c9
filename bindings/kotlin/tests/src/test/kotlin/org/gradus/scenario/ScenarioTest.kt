package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import org.gradus.inFolder
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The journeys that Rust, Swift and Python run too: every answer the same, byte for byte. */
class ScenarioTest {
    @Test
    fun `through the generated handle`() =
        listOf("journey", "disk").forEach { name ->
            inFolder { scratch ->
                var handle: Gradus? = null
                val ran =
                    Journey(name).walk(Kept(scratch)) { step, arguments ->
                        runCatching { RawCall.named(step.call).run(handle, arguments, step.now) }
                            .onSuccess { answer -> if (answer is Gradus) handle = answer }
                    }
                println("scenario $name: $ran of ${Journey(name).steps.size} steps through the handle in Kotlin")
            }
        }

    /** The same through `Vault`. It has no verb for what needs neither a vault nor a folder: that was run above and changes nothing. */
    @Test
    fun `through the vault for apps`() =
        listOf("journey", "disk").forEach { name ->
            inFolder { scratch ->
                val app = VaultJourney()
                val journey = Journey(name)
                val ran =
                    journey.walk(Kept(scratch)) { step, arguments ->
                        app.verb(step.call, arguments)?.let { verb -> app.run(verb, step.now) }
                    }
                println("scenario $name: $ran of ${journey.steps.size} steps through the vault in Kotlin")
                val all = if (name == "disk") journey.steps.size else journey.steps.size / 2
                assertTrue(ran >= all, "an app has a verb for most of what it may ask of a vault in memory, and for all on the disk")
            }
        }

    /** Goes through the steps, compares each answer, and tells how many there were; none where [ask] knows no such verb. */
    private suspend fun Journey.walk(
        kept: Kept,
        ask: suspend (Step, JsonObject) -> Result<Any?>?,
    ): Int {
        var ran = 0
        for ((step, line) in steps.zip(expected)) {
            val arguments = kept.arguments(step)
            val act = onDisk(step.call, arguments)
            var answer: Result<Any?>? = null
            repeat(step.times) { answer = if (act == null) ask(step, arguments) else runCatching { act() } }
            // What no verb answers is kept as it is written down: nothing of it is hidden.
            val written = answer?.let(::written) ?: line
            assertEquals(line, kept.line(step, written), "$name, ${step.name}")
            if (answer != null) ran += 1
        }
        return ran
    }

    private fun written(answer: Result<Any?>): String =
        when (val error = answer.exceptionOrNull()) {
            null -> answerLine(answer.getOrNull())
            is GradusException -> errorLine(error)
            else -> throw error
        }
}
