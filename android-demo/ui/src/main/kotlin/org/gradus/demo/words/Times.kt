package org.gradus.demo.words

import androidx.compose.runtime.Composable
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter

/** A moment of the core as people write it, with its own offset: what the clinic said stays what was heard. */
@Composable
fun moment(rfc3339: String): String =
    OffsetDateTime.parse(rfc3339).format(DateTimeFormatter.ofPattern("d MMM, HH:mm", LocalWording.current.locale))
