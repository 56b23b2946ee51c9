package org.gradus.scenario

import kotlinx.serialization.json.JsonObject
import org.gradus.AT_ONCE
import org.gradus.GradusClock
import org.gradus.Vault
import org.gradus.addPlatformWay
import org.gradus.changePasscode
import org.gradus.core.ClockReading
import org.gradus.core.Command
import org.gradus.core.LockPolicyView
import org.gradus.core.PracticePerson
import org.gradus.core.RenewedCode
import org.gradus.core.RunDetailsDraft
import org.gradus.core.RunDraft
import org.gradus.recoveryCodeNoted
import org.gradus.removeWay
import org.gradus.renewRecoveryCode
import org.gradus.rotateKey
import org.gradus.rotationLeft
import org.gradus.setLockPolicy
import kotlin.reflect.typeOf

/** The scenario as an app would run it: the vault that the last `practice` made, and the clock of the step at hand. */
class VaultJourney : GradusClock {
    private lateinit var vault: Vault
    private lateinit var now: ClockReading

    override fun reading(): ClockReading = now

    suspend fun run(
        verb: suspend () -> Any?,
        at: ClockReading,
    ): Result<Any?> {
        now = at
        return runCatching { verb() }.map { answer ->
            if (answer is Vault) vault = answer
            answer.takeUnless { it is Vault }
        }
    }

    /** What [Vault] calls it, or `null` where it has no such verb, or where java.time knows no such date. */
    fun verb(
        call: String,
        with: JsonObject,
    ): (suspend () -> Any?)? {
        if (listOf("from_date", "to_date").any { runCatching { with.date(it) }.isFailure }) return null
        return when (call) {
            "practice" -> made(with, emptyList())
            "practice_with" -> made(with, with.list("people"))
            "people" -> suspend { vault.people() }
            "reminders" -> suspend { vault.reminders() }
            "person" -> suspend { vault.person(with.textOrNull("name_or_id")) }
            "verify" -> suspend { vault.verify(with.textOrNull("not_older_than")) }
            "record" -> suspend { vault.record(decode(with.getValue("command"), typeOf<Command>()) as Command) }
            "set_language" -> suspend { vault.setLanguage(with.textOrNull("tag").orEmpty()) }
            "rotate_key" -> suspend { plain(vault.rotateKey(with.proof(), with.bytes("new_passcode"))) }
            "inbox_news" -> suspend { vault.inboxNews() }
            "rotation_left" -> suspend { vault.rotationLeft() }
            "recovery_code_noted" -> suspend { vault.recoveryCodeNoted() }
            "lock" -> suspend { vault.lock() }
            else -> door(call, with, this) ?: changing(call, with) ?: about(with.textOrNull("person") ?: return null, call, with)
        }
    }

    private fun changing(
        call: String,
        with: JsonObject,
    ): (suspend () -> Any?)? =
        when (call) {
            "change_passcode" -> suspend { vault.changePasscode(with.proof(), with.bytes("new_passcode")) }
            "renew_recovery_code" -> suspend { RenewedCode(vault.renewRecoveryCode(with.proof())) }
            "add_platform_way" -> suspend { vault.addPlatformWay(with.proof(), with.bytes("platform_secret"), id(with, "replaced")) }
            "remove_way" -> suspend { vault.removeWay(with.proof(), checkNotNull(id(with, "id"))) }
            "set_lock_policy" -> suspend { vault.setLockPolicy(policy(with), with.textOrNull("proof")?.let { with.proof() }) }
            else -> null
        }

    private fun id(
        with: JsonObject,
        name: String,
    ): UShort? = with[name]?.let { decode(it, typeOf<UShort?>()) as UShort? }

    private fun policy(with: JsonObject): LockPolicyView = decode(with.getValue("policy"), typeOf<LockPolicyView>()) as LockPolicyView

    private fun about(
        person: String,
        call: String,
        with: JsonObject,
    ): (suspend () -> Any?)? {
        val (from, to) = with.date("from_date") to with.date("to_date")
        return when (call) {
            "person_details" -> suspend { vault.personDetails(person) }
            "entry_details" -> suspend { vault.entryDetails(person, with.textOrNull("entry").orEmpty()) }
            "today" -> suspend { vault.today(person) }
            "interview" -> suspend { vault.interview(person, with.list("replies")) }
            "keep_interview" -> suspend { vault.keepInterview(person, with.list("replies")) }
            "kept_interview" -> suspend { vault.keptInterview(person) }
            "setting" -> suspend { vault.setting(person, with.list("answers")) }
            "devices" -> suspend { vault.devices(person) }
            "progress" -> suspend { vault.progress(person) }
            "timeline" -> suspend { vault.timeline(person, from, to) }
            "trends" -> suspend { vault.trends(person, from, to) }
            "report_html" -> suspend { vault.reportHtml(person, from, to, with.flag("with_notes")) }
            "import_sessions" -> importing(person, with)
            else -> ofPlan(person, call, with) ?: goingOn(person, call, with)
        }
    }

    private fun ofPlan(
        person: String,
        call: String,
        with: JsonObject,
    ): (suspend () -> Any?)? =
        when (call) {
            "plan" -> suspend { vault.plan(person) }
            "plan_history" -> suspend { vault.planHistory(person) }
            "plan_for" -> suspend { vault.planFor(person, with.textOrNull("text").orEmpty(), with.list("fills")) }
            "plan_replaced" -> suspend { vault.planReplaced(person, with.textOrNull("text").orEmpty(), with.list("fills")) }
            "plan_known" -> suspend { vault.planKnown(person) }
            "plan_preview" -> suspend { vault.planPreview(person, decode(with.getValue("weeks"), typeOf<UByte>()) as UByte) }
            else -> null
        }

    private fun goingOn(
        person: String,
        call: String,
        with: JsonObject,
    ): (suspend () -> Any?)? =
        when (call) {
            "start_run" -> suspend { vault.startRun(person, decode(with.getValue("draft"), typeOf<RunDraft>()) as RunDraft) }
            "run" -> suspend { vault.run(person) }
            "run_event" -> suspend { vault.runEvent(person, with.textOrNull("event").orEmpty()) }
            "finish_run" -> finishing(person, with)
            "abandon_run" -> suspend { vault.abandonRun(person) }
            else -> null
        }

    private fun finishing(
        person: String,
        with: JsonObject,
    ): suspend () -> Any? = { vault.finishRun(person, decode(with.getValue("details"), typeOf<RunDetailsDraft>()) as RunDetailsDraft) }

    private fun importing(
        person: String,
        with: JsonObject,
    ): suspend () -> Any? = { vault.importSessions(person, with.textOrNull("csv").orEmpty(), with.list("mapping"), with.flag("write")) }

    private fun made(
        with: JsonObject,
        people: List<PracticePerson>,
    ): suspend () -> Any? = { Vault.practice(decode(with.getValue("seed"), typeOf<ULong>()) as ULong, people, this, AT_ONCE) }
}
