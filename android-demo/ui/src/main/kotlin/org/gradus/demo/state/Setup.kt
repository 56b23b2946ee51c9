package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateListOf
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.BlankView
import org.gradus.core.Command
import org.gradus.core.Fill
import org.gradus.core.PersonDraft
import org.gradus.core.PersonRef
import org.gradus.core.PlanReplaced
import org.gradus.core.PlanView
import org.gradus.core.PublishedPlan
import org.gradus.core.planBlanks
import org.gradus.core.publishedPlans
import org.gradus.demo.app.App
import org.gradus.demo.words.Word

/** A civil date in its three parts, as it is typed. */
class DateParts(
    iso: String = "",
) {
    private val parts = iso.split('-')

    var day by mutableStateOf(parts.getOrElse(2) { "" })
    var month by mutableStateOf(parts.getOrElse(1) { "" })
    var year by mutableStateOf(parts.getOrElse(0) { "" })

    /** As the core reads it; the core says what is wrong with it. */
    val iso: String get() = "${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}"
}

/** Who the diary is about; with [changing], what is written about somebody as it is now. */
class PersonState(
    app: App,
    private val vault: Vault,
    val changing: PersonRef? = null,
) : ScreenState(app) {
    var role by mutableStateOf(changing?.role)
    var name by mutableStateOf(changing?.name.orEmpty())
    val born = DateParts(changing?.born.orEmpty())
    var missing by mutableStateOf<Word?>(null)
        private set

    /** In the first run there is nothing to go back to. */
    val canGoBack: Boolean get() = app.canGoBack

    fun next() {
        val role = role
        missing =
            when {
                role == null -> Word.PERSON_ROLE_MISSING
                name.isBlank() -> Word.PERSON_NAME
                born.year.isEmpty() || born.month.isEmpty() || born.day.isEmpty() -> Word.PERSON_BORN
                else -> null
            }
        if (role == null || missing != null) return
        app.go(BackgroundState(app, vault, PersonDraft(name.trim(), born.iso, role, emptyList(), emptyList()), changing))
    }
}

/** What is true for this person, gone through once; nothing is chosen beforehand, "none of these" neither. */
class BackgroundState(
    app: App,
    private val vault: Vault,
    private val draft: PersonDraft,
    private val changing: PersonRef? = null,
) : ScreenState(app) {
    val isChange: Boolean get() = changing != null
    val name: String get() = draft.name
    val chosen = mutableStateListOf<String>()
    var none by mutableStateOf(false)
        private set
    var pretermWeeks by mutableStateOf("")

    /** Kinds with their dates, as the core reads them. */
    val operations = mutableStateListOf<Pair<String, String>>()
    var adding by mutableStateOf(false)
    var kind by mutableStateOf<String?>(null)
    var date by mutableStateOf(DateParts())
        private set
    var missing by mutableStateOf(false)
        private set

    fun toggle(condition: String) {
        none = false
        if (!chosen.remove(condition)) chosen += condition
    }

    fun chooseNone() {
        none = !none
        if (none) {
            chosen.clear()
            pretermWeeks = ""
        }
    }

    fun keepOperation() {
        operations += (kind ?: return) to date.iso
        adding = false
        kind = null
        date = DateParts()
    }

    fun save() {
        val preterm = listOf(pretermWeeks.trim()).filter { it.isNotEmpty() }.map { "preterm:$it" }
        val background = if (none) listOf("none") else chosen + preterm
        missing = background.isEmpty()
        if (missing) return
        val whole = draft.copy(background = background, operations = operations.map { (kind, date) -> "$kind=$date" })
        act { if (changing == null) add(whole) else change(changing, whole) }
    }

    private suspend fun add(whole: PersonDraft) {
        val person = vault.person(vault.record(Command.AddPerson(whole)).person)
        app.open(vault, person)
        app.go(PlanImportState(app, vault, person))
    }

    private suspend fun change(
        before: PersonRef,
        whole: PersonDraft,
    ) {
        val notices = vault.record(Command.ChangePerson(before.id, whole)).notices
        app.open(vault, vault.person(before.id))
        (app.screen as? TodayState)?.notices = notices
    }
}

/** A plan from a published form or as text, up to Today. */
class PlanImportState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    val forms = publishedPlans()

    /** The title that stands in the form's text. */
    fun title(form: PublishedPlan): String = TITLE.find(form.text)?.groupValues?.get(1) ?: form.name

    var pasted by mutableStateOf("")
    var nothing by mutableStateOf(false)
        private set

    fun choose(text: String): Unit =
        act {
            val blanks = planBlanks(text)
            if (blanks.isEmpty()) {
                app.check(vault, person, text, emptyList())
            } else {
                app.go(BlanksState(app, vault, person, text, blanks))
            }
        }

    fun chooseFile(): Unit = act { pasted = app.handOver { app.device }.chooseText() ?: pasted }

    fun read() {
        nothing = pasted.isBlank()
        if (!nothing) choose(pasted)
    }

    private companion object {
        val TITLE = Regex("""(?m)^title = "(.+)"$""")
    }
}

/** What a form leaves to the clinic. */
class BlanksState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val text: String,
    val blanks: List<BlankView>,
) : ScreenState(app) {
    val values = mutableStateMapOf<String, String>()

    /** The core's question as a label. */
    fun label(blank: BlankView): String = blank.ask.replaceFirstChar(Char::uppercase)

    var empty by mutableStateOf(0)
        private set

    /** What the diary knows already stands in its field, to be confirmed; what was typed stays. */
    override fun shown(): Unit =
        act {
            val asked = blanks.map { it.field }
            vault.planKnown(person.id).filter { it.field in asked }.forEach { values.putIfAbsent(it.field, it.value) }
        }

    fun next() {
        empty = blanks.count { values[it.field].isNullOrBlank() }
        if (empty > 0) return
        val fills = blanks.map { Fill(it.field, values.getValue(it.field).trim()) }
        act { app.check(vault, person, text, fills) }
    }
}

/** The plan in sentences, before it is used. */
class PlanCheckState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val text: String,
    private val fills: List<Fill>,
    val plan: PlanView,
    val replaced: PlanReplaced? = null,
) : ScreenState(app) {
    fun adopt(): Unit =
        act {
            vault.record(Command.AdoptPlan(person.id, text, fills))
            app.open(vault, person)
        }
}

/** Shows the plan as it would stand for this person, with what is unusual about it and what it would change. */
private suspend fun App.check(
    vault: Vault,
    person: PersonRef,
    text: String,
    fills: List<Fill>,
) {
    val plan = vault.planFor(person.id, text, fills)
    go(PlanCheckState(this, vault, person, text, fills, plan, vault.planReplaced(person.id, text, fills)))
}
