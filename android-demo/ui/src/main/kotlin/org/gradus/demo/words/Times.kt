package org.gradus.demo.words

import androidx.compose.runtime.Composable
import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter
import java.time.format.DateTimeParseException

/** A moment of the core as people write it, with its own offset: what the clinic said stays what was heard. */
@Composable
fun moment(rfc3339: String): String =
    OffsetDateTime.parse(rfc3339).format(DateTimeFormatter.ofPattern("d MMM, HH:mm", LocalWording.current.locale))

/** Minutes and seconds of a clock; what is left of a second counts as a whole one. */
fun clock(ms: ULong): String {
    val seconds = (ms + MS_PER_S - 1u) / MS_PER_S
    return "${seconds / S_PER_MIN}:${(seconds % S_PER_MIN).toString().padStart(2, '0')}"
}

/** How long something was, in minutes and seconds. */
@Composable
fun span(seconds: UInt): String {
    val (minutes, rest) = (seconds / SECONDS).toString() to (seconds % SECONDS).toString()
    return when {
        seconds < SECONDS -> say(Word.SPAN_SECONDS, rest)
        seconds % SECONDS == 0u -> say(Word.SPAN_MINUTES, minutes)
        else -> say(Word.SPAN_BOTH, minutes, rest)
    }
}

private const val SECONDS = 60u
private const val MS_PER_S = 1000UL
private const val S_PER_MIN = 60UL

/** A civil date as people write it; one that is none stays as it was typed. */
@Composable
fun day(iso: String): String {
    val date =
        try {
            LocalDate.parse(iso)
        } catch (_: DateTimeParseException) {
            return iso
        }
    return date.format(DateTimeFormatter.ofPattern("d MMM yyyy", LocalWording.current.locale))
}
