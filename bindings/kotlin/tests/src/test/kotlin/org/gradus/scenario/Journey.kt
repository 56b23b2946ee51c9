package org.gradus.scenario

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.gradus.CHECKOUT
import org.gradus.core.ClockReading
import java.nio.file.Files
import java.nio.file.Path

/** A journey of `tests/scenario`, and what each of its steps answers. */
class Journey(
    val name: String,
) {
    private val folder = CHECKOUT.resolve("tests/scenario")
    private val whole = Json.parseToJsonElement(Files.readString(folder.resolve("$name.json"))).jsonObject

    val steps = whole.getValue("steps").jsonArray.map { Step(it.jsonObject) }
    val expected = Files.readString(folder.resolve("$name.expected")).removeSuffix("\n").split('\n')

    init {
        require(expected.size == steps.size) { "$name has ${steps.size} steps and ${expected.size} answers" }
    }
}

class Step(
    private val json: JsonObject,
) {
    val name = text("step")
    val call = text("call")
    val with = json.getValue("with")
    val now = ClockReading(text("at"), other("monotonic_ms")?.toULong() ?: 0u, other("boot").orEmpty())
    val times = other("times")?.toInt() ?: 1
    val keep = paths("keep")
    val hide = paths("hide")

    private fun text(field: String): String = json.getValue(field).jsonPrimitive.content

    private fun other(field: String): String? = json[field]?.jsonPrimitive?.content

    private fun paths(field: String): Map<String, String> = json[field]?.jsonObject.orEmpty().mapValues { it.value.jsonPrimitive.content }
}

/** What is kept for later steps, and what of it is random and is written as its name. */
class Kept(
    scratch: Path,
) {
    private val values = mutableMapOf<String, JsonElement>("scratch" to JsonPrimitive(scratch.toString()))
    private val hidden = mutableListOf("scratch")

    fun arguments(step: Step): JsonObject = step.with.filled(values).jsonObject

    /** Keeps what [step] wants of its answer, and gives the line as it is written down. */
    fun line(
        step: Step,
        answer: String,
    ): String {
        for ((name, path) in step.keep + step.hide) values[name] = Json.parseToJsonElement(answer).at(path)
        hidden += step.hide.keys
        val longestFirst = hidden.map { it to values.getValue(it).jsonPrimitive.content }.sortedByDescending { it.second.length }
        return longestFirst.fold(answer) { line, (name, value) -> line.replace(value, "$$name") }
    }
}
