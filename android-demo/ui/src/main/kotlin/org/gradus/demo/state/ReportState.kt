package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.PersonRef
import org.gradus.demo.app.App
import java.time.LocalDate
import java.time.format.DateTimeParseException

/** A report for the clinic: the days that were chosen, or all up to today. Notes are left out unless somebody asks for them. */
class ReportState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    val from = DateParts()
    val to = DateParts()
    var withNotes by mutableStateOf(false)

    /** A day was typed that there is not. */
    var isWrong by mutableStateOf(false)
        private set

    /** What was chosen when the page was made, and the page: what was looked at is what goes out. */
    private var made: Pair<List<Any?>, String>? = null

    fun look(): Unit = withPage { app.device.show(it) }

    fun share(): Unit = withPage { page -> app.handOver { app.device.share(page) } }

    private fun withPage(use: (String) -> Unit) {
        val days = listOf(from, to).map { it.typed?.let(::dayOf) }
        isWrong = listOf(from, to).zip(days).any { (typed, day) -> typed.typed != null && day == null }
        if (isWrong) return
        act {
            val chosen = days + withNotes
            val page = made?.takeIf { it.first == chosen }?.second ?: vault.reportHtml(person.id, days[0], days[1], withNotes)
            made = chosen to page
            use(page)
        }
    }

    private fun dayOf(iso: String): LocalDate? =
        try {
            LocalDate.parse(iso)
        } catch (_: DateTimeParseException) {
            null
        }
}
