package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import org.gradus.core.ClockReading
import org.gradus.core.Gradus
import java.lang.reflect.InvocationTargetException
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.full.companionObject
import kotlin.reflect.full.companionObjectInstance
import kotlin.reflect.full.declaredMemberFunctions
import kotlin.reflect.jvm.kotlinFunction

/** One verb of the generated code: of the handle, one that makes a handle, or free. */
class RawCall(
    private val verb: KFunction<*>,
    private val receiver: (Gradus?) -> Any?,
) {
    fun run(
        handle: Gradus?,
        arguments: JsonObject,
        now: ClockReading,
    ): Any? {
        val given =
            verb.parameters.associateWith { parameter ->
                when {
                    parameter.kind == KParameter.Kind.INSTANCE -> receiver(handle)
                    parameter.name == "now" -> now
                    else -> decodeArgument(arguments, parameter)
                }
            }
        return try {
            verb.callBy(given)
        } catch (error: InvocationTargetException) {
            throw error.targetException
        }
    }

    companion object {
        private val free = Class.forName("org.gradus.core.GradusKt").declaredMethods.mapNotNull { it.kotlinFunction }

        fun named(name: String): RawCall {
            fun Collection<KFunction<*>>.verb() = firstOrNull { snake(it.name) == name }
            Gradus::class.declaredMemberFunctions.verb()?.let { return RawCall(it) { handle -> handle } }
            Gradus::class.companionObject!!.declaredMemberFunctions.verb()?.let { verb ->
                return RawCall(verb) { Gradus::class.companionObjectInstance }
            }
            return RawCall(free.verb() ?: error("no verb called $name")) { null }
        }
    }
}
