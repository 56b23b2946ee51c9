package org.gradus.scenario

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.gradus.core.Gradus
import org.gradus.core.GradusException
import java.nio.ByteBuffer
import kotlin.reflect.KClass
import kotlin.reflect.KParameter
import kotlin.reflect.KProperty1
import kotlin.reflect.KType
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor

// How the scenario spells values (tests/scenario/README.md), both ways, for any type that crosses.

fun snake(camel: String): String = camel.replace(Regex("(?<=.)[A-Z]")) { "_${it.value}" }.lowercase()

/** The value of [type] that [json] spells. */
fun decode(
    json: JsonElement,
    type: KType,
): Any? {
    val kind = type.classifier as KClass<*>
    return when {
        json is JsonNull -> null
        kind == String::class -> json.jsonPrimitive.also { require(it.isString) { "$it is no text" } }.content
        kind == Boolean::class -> json.jsonPrimitive.boolean
        kind == ULong::class -> json.jsonPrimitive.content.toULong()
        kind == UInt::class -> json.jsonPrimitive.content.toUInt()
        kind == UShort::class -> json.jsonPrimitive.content.toUShort()
        kind == UByte::class -> json.jsonPrimitive.content.toUByte()
        kind == ByteBuffer::class -> direct(json.jsonPrimitive.content.toByteArray())
        kind == List::class -> json.jsonArray.map { decode(it, type.arguments.single().type!!) }
        kind.java.isEnum -> kind.java.enumConstants.first { (it as Enum<*>).name.lowercase() == json.jsonPrimitive.content }
        kind.isSealed -> decodeCase(json.jsonObject, kind)
        else -> decodeFields(json.jsonObject, kind)
    }
}

/** Secrets are texts in the scenario, as UTF-8. */
private fun direct(bytes: ByteArray): ByteBuffer = ByteBuffer.allocateDirect(bytes.size).put(bytes).flip()

private fun decodeCase(
    json: JsonObject,
    kind: KClass<*>,
): Any {
    val (name, fields) = json.entries.single()
    return decodeFields(fields.jsonObject, kind.sealedSubclasses.first { snake(it.simpleName!!) == name })
}

private fun decodeFields(
    json: JsonObject,
    kind: KClass<*>,
): Any {
    val make = kind.primaryConstructor!!
    val unknown = json.keys - make.parameters.map { snake(it.name!!) }.toSet()
    require(unknown.isEmpty()) { "${kind.simpleName} has no $unknown" }
    return make.callBy(make.parameters.associateWith { decodeArgument(json, it) })
}

/** A field that is left out is nothing where it may be, and an empty list where it is a list. */
fun decodeArgument(
    json: JsonObject,
    parameter: KParameter,
): Any? {
    val given = json[snake(parameter.name!!)]
    return when {
        given != null -> decode(given, parameter.type)
        parameter.type.isMarkedNullable -> null
        parameter.type.classifier == List::class -> emptyList<Any>()
        else -> error("${parameter.name} is left out")
    }
}

/** The line that an answer is written as. */
fun answerLine(answer: Any?): String = if (answer is String) digest(answer) else spell(answer)

fun errorLine(error: GradusException): String {
    val name = snake(error::class.simpleName!!)
    val fields = error::class.primaryConstructor!!.parameters.map { it.name }
    if (fields.isEmpty()) return """{"error":"$name"}"""
    return """{"error":{"$name":${spellFields(error, error::class.memberProperties.filter { it.name in fields })}}}"""
}

private fun digest(text: String): String {
    val bytes = text.encodeToByteArray()
    val hash = bytes.fold(0xcbf29ce484222325uL) { sum, byte -> (sum xor byte.toUByte().toULong()) * 0x100000001b3uL }
    return """{"bytes":${bytes.size},"fnv1a_64":"${hash.toString(16).padStart(16, '0')}"}"""
}

private fun spell(value: Any?): String =
    when (value) {
        null, Unit, is Gradus -> "null"
        is String -> quoted(value)
        is ByteArray -> quoted(value.decodeToString())
        is Boolean, is ULong, is UInt, is UShort, is UByte -> value.toString()
        is Enum<*> -> quoted(value.name.lowercase())
        is List<*> -> value.joinToString(",", "[", "]") { spell(it) }
        else -> spellRecord(value)
    }

/** A record; one case of several, such as a Correction, stands under its name. */
private fun spellRecord(value: Any): String {
    val fields = spellFields(value, value::class.memberProperties)
    val isCase = value::class.supertypes.any { (it.classifier as? KClass<*>)?.isSealed == true }
    return if (isCase) "{${quoted(snake(value::class.simpleName!!))}:$fields}" else fields
}

private fun spellFields(
    value: Any,
    properties: Collection<KProperty1<out Any, *>>,
): String =
    properties
        .map { snake(it.name) to it.getter.call(value) }
        .sortedBy { (name, _) -> name }
        .joinToString(",", "{", "}") { (name, field) -> "${quoted(name)}:${spell(field)}" }

private fun quoted(text: String): String =
    text.asIterable().joinToString("", "\"", "\"") { letter ->
        when (letter) {
            '"' -> "\\\""
            '\\' -> "\\\\"
            '\n' -> "\\n"
            '\r' -> "\\r"
            '\t' -> "\\t"
            '\b' -> "\\b"
            '\u000C' -> "\\f"
            in '\u0000'..'\u001F' -> "\\u%04x".format(letter.code)
            else -> letter.toString()
        }
    }

/** What stands at [path], field names and list indexes joined by dots. */
fun JsonElement.at(path: String): JsonElement =
    path.split('.').fold(this) { here, step ->
        if (here is JsonArray) here[step.toInt()] else here.jsonObject.getValue(step)
    }

/** The same with every text `$name` replaced by what was kept under that name, and `$name/rest` by a path below it. */
fun JsonElement.filled(kept: Map<String, JsonElement>): JsonElement =
    when (this) {
        is JsonObject -> JsonObject(mapValues { (_, value) -> value.filled(kept) })
        is JsonArray -> JsonArray(map { it.filled(kept) })
        is JsonPrimitive -> if (isString && content.startsWith("$")) named(content.drop(1), kept) else this
    }

private fun named(
    text: String,
    kept: Map<String, JsonElement>,
): JsonElement {
    val found = kept.getValue(text.substringBefore('/'))
    return if ('/' in text) JsonPrimitive("${found.jsonPrimitive.content}/${text.substringAfter('/')}") else found
}
