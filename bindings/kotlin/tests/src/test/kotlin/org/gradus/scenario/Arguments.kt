package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import org.gradus.Proof
import java.time.LocalDate
import kotlin.reflect.typeOf

// The arguments of a step, as an app hands them in.

fun JsonObject.textOrNull(field: String) = this[field]?.let { decode(it, typeOf<String?>()) as String? }

fun JsonObject.date(field: String) = textOrNull(field)?.let(LocalDate::parse)

fun JsonObject.flag(field: String) = decode(getValue(field), typeOf<Boolean>()) as Boolean

inline fun <reified T> JsonObject.list(field: String): List<T> =
    this[field]?.let { (decode(it, typeOf<List<T>>()) as List<*>).map { item -> item as T } }.orEmpty()

/** A secret is a text here, as UTF-8. */
fun JsonObject.bytes(name: String): ByteArray = textOrNull(name).orEmpty().toByteArray()

/** What the keystore holds, where it holds anything. */
fun JsonObject.deviceSecret(): ByteArray? = bytes("device_secret").takeIf { it.isNotEmpty() }

fun JsonObject.proof(): Proof =
    if (textOrNull("proof") == "recovery_code") {
        Proof.recoveryCode(bytes("secret"), deviceSecret())
    } else {
        Proof.passcode(bytes("secret"), deviceSecret())
    }
