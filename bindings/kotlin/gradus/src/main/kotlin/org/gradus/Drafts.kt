package org.gradus

import org.gradus.core.ContactDraft
import org.gradus.core.PersonDraft
import org.gradus.core.SessionDraft
import org.gradus.core.VisitDraft
import java.time.Duration
import java.time.LocalDate
import java.time.OffsetDateTime

// What a person enters, with java.time and with a default for everything that may be left unsaid. The words are the core's own:
// `Vault.record` parses them and names each field that is wrong.

/** Words that the core reads instead of an answer that nobody could give. */
public const val UNKNOWN: String = "unknown"

/**
 * A person as they are entered.
 *
 * [background] names conditions, or is `listOf("none")`; it must not be empty, because what nobody asked is not a no.
 * [operations] are kinds with their dates, such as `"psarp" to LocalDate.of(2026, 2, 17)`.
 */
public fun personDraft(
    name: String,
    born: LocalDate,
    role: String,
    background: List<String>,
    operations: List<Pair<String, LocalDate>> = emptyList(),
): PersonDraft =
    PersonDraft(
        name = name,
        born = born.toString(),
        role = role,
        background = background,
        operations = operations.map { (kind, date) -> "$kind=$date" },
    )

/**
 * A session as it is entered; what is left out was not asked. [at] `null` means now. Pain is 0 to 10 or [UNKNOWN]. Holds longer
 * than a day are written as the longest the field holds, and refused by the core.
 */
public fun sessionDraft(
    size: String,
    ease: String,
    holds: List<Duration>,
    at: OffsetDateTime? = null,
    occurrence: String? = null,
    painBefore: String? = null,
    painPeak: String? = null,
    painAfter: String? = null,
    painMinutes: String? = null,
    bleeding: String? = null,
    bleedingMinutes: String? = null,
    warmUp: List<String> = emptyList(),
    lubricant: String? = null,
    adjuncts: List<String> = emptyList(),
    stopReason: String? = null,
    device: String? = null,
    cleaned: Boolean? = null,
    note: String? = null,
): SessionDraft =
    SessionDraft(
        at = at?.toRfc3339(),
        occurrence = occurrence,
        size = size,
        holdsS = holds.map { it.toCoreSeconds() },
        ease = ease,
        painBefore = painBefore,
        painPeak = painPeak,
        painAfter = painAfter,
        painMinutes = painMinutes,
        bleeding = bleeding,
        bleedingMinutes = bleedingMinutes,
        warmUp = warmUp,
        lubricant = lubricant,
        adjuncts = adjuncts,
        stopReason = stopReason,
        device = device,
        cleaned = cleaned,
        note = note,
    )

/** A visit to the clinic as it is entered; [at] `null` means now. */
public fun visitDraft(
    kind: String,
    who: String,
    at: OffsetDateTime? = null,
    calibrated: String? = null,
    sizeSet: String? = null,
    advice: String? = null,
): VisitDraft = VisitDraft(at?.toRfc3339(), kind, who, calibrated, sizeSet, advice)

/**
 * A talk with the clinic as it is entered; [at] `null` means now. [about] names answers of the triage, or is `listOf("all")`.
 * [nextVisit] is the day that was agreed, if one was.
 */
public fun contactDraft(
    who: String,
    said: String,
    outcome: String,
    about: List<String>,
    at: OffsetDateTime? = null,
    nextVisit: LocalDate? = null,
): ContactDraft = ContactDraft(at?.toRfc3339(), who, said, outcome, about, nextVisit?.toString())

/** A negative or absurd duration becomes the greatest number, which no session may have: refused, never turned into a small one. */
private fun Duration.toCoreSeconds(): UInt = if (seconds in 0..UInt.MAX_VALUE.toLong()) seconds.toUInt() else UInt.MAX_VALUE
