package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.toMutableStateList
import org.gradus.Vault
import org.gradus.core.BlankView
import org.gradus.core.Command
import org.gradus.core.Fill
import org.gradus.core.PersonDraft
import org.gradus.core.PersonRef
import org.gradus.core.PlanReplaced
import org.gradus.core.PlanView
import org.gradus.core.PublishedPlan
import org.gradus.core.WrongField
import org.gradus.demo.app.App
import org.gradus.demo.words.Text
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

    /** The same, where anything was typed; `null` leaves the day to the core. */
    val typed: String? get() = iso.takeIf { listOf(day, month, year).any(String::isNotEmpty) }
}

/** Who the diary is about; somebody who [stands] in it already is shown as they are. */
class PersonState(
    app: App,
    private val vault: Vault,
    private val stands: Stands? = null,
) : ScreenState(app) {
    private val before = stands?.entered ?: PersonDraft("", "", "", emptyList(), emptyList())

    var role by mutableStateOf(stands?.entered?.role)
    var name by mutableStateOf(before.name)
    val born = DateParts(before.born)
    var missing by mutableStateOf<Word?>(null)
        private set

    val isChange: Boolean get() = stands != null

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
        app.go(BackgroundState(app, vault, before.copy(name = name.trim(), born = born.iso, role = role), stands))
    }
}

/**
 * What is true for this person, gone through once. Of somebody new nothing is chosen beforehand, "none of these" neither; of
 * somebody who [stands] in the diary everything is, and nothing goes without a yes to its name.
 */
class BackgroundState(
    app: App,
    private val vault: Vault,
    private val draft: PersonDraft,
    private val stands: Stands? = null,
) : ScreenState(app) {
    val isChange: Boolean get() = stands != null
    val name: String get() = draft.name
    val chosen = draft.background.map(::nameOf).filter { it != NONE && it != PRETERM }.toMutableStateList()
    var none by mutableStateOf(NONE in draft.background)
        private set
    var pretermWeeks by mutableStateOf(stood(PRETERM)?.let(::weeksOf).orEmpty())

    /** Kinds with their dates, as the core reads them; without a date where nobody knows it. */
    val operations = draft.operations.map { nameOf(it) to dateOf(it) }.toMutableStateList()
    var adding by mutableStateOf(false)
    var kind by mutableStateOf<String?>(null)
    var date by mutableStateOf(DateParts())
        private set
    var missing by mutableStateOf(false)
        private set

    /** What stood here, was left out, and needs a yes or a no before anything is saved. */
    var asked by mutableStateOf<LeftOut?>(null)
        private set
    private val agreed = mutableListOf<LeftOut>()

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

    override val fieldWords: Map<String, Text> get() = FIELDS

    fun save() {
        agreed.clear()
        askOrSave()
    }

    /** Yes: what is asked about is taken out. */
    fun takeOut() {
        agreed += asked ?: return
        askOrSave()
    }

    /** No: it stands as it stood. */
    fun leaveIn() {
        val stays = asked ?: return
        when {
            stays.isOperation -> operations += stays.name to dateOf(stays.text)
            stays.name == PRETERM -> pretermWeeks = weeksOf(stays.text)
            else -> chosen += stays.name
        }
        if (!stays.isOperation) none = false
        askOrSave()
    }

    override fun stepBack(): Boolean = (asked != null).also { asked = null }

    private fun askOrSave() {
        val whole = entered()
        missing = whole.background.isEmpty()
        if (missing) return
        val unsaid = agreed.toMutableList()
        asked = stands?.leftOut(whole)?.firstOrNull { !unsaid.remove(it) }
        if (asked == null) act { if (stands == null) add(whole) else change(stands.id, whole.without(agreed)) }
    }

    private fun entered(): PersonDraft {
        val preterm = listOf(pretermWeeks.trim()).filter { it.isNotEmpty() }.map { dated("$PRETERM:$it", since(PRETERM)) }
        val background = if (none) listOf(NONE) else chosen.map { dated(it, since(it)) } + preterm
        return draft.copy(background = background, operations = operations.map { (kind, date) -> dated(kind, date) })
    }

    private fun stood(condition: String): String? = draft.background.firstOrNull { nameOf(it) == condition }

    /** The screen does not ask since when; what was said stays. */
    private fun since(condition: String): String = stood(condition)?.let(::dateOf).orEmpty()

    private fun dated(
        name: String,
        date: String,
    ): String = if (date.isEmpty()) name else "$name=$date"

    private suspend fun add(whole: PersonDraft) {
        val person = vault.person(record(vault, Command.AddPerson(whole)).person)
        app.open(vault, person)
        app.go(PlanImportState(app, vault, person))
    }

    private suspend fun change(
        id: String,
        whole: PersonDraft,
    ) {
        val notices = record(vault, Command.ChangePerson(id, whole)).notices
        app.open(vault, vault.person(id))
        (app.screen as? TodayState)?.notices = notices
    }

    private companion object {
        val FIELDS =
            mapOf(
                "name" to Word.PERSON_NAME,
                "born" to Word.PERSON_BORN,
                "background" to Word.PRETERM_WEEKS,
                "operations" to Word.OPERATIONS_TITLE,
            )
    }
}

/** A plan from a published form or as text, up to Today. */
class PlanImportState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var forms by mutableStateOf<List<PublishedPlan>>(emptyList())
        private set

    override fun shown(): Unit = act { forms = app.reference.forms(app.device.language) }

    override fun inCoresWords(field: WrongField): String = asInPlan(field.field, field)

    var pasted by mutableStateOf("")
    var nothing by mutableStateOf(false)
        private set

    fun choose(text: String): Unit =
        act {
            val blanks = app.reference.blanks(text, app.device.language)
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

    override fun inCoresWords(field: WrongField): String =
        asInPlan(blanks.firstOrNull { it.field == field.field }?.let(::label) ?: field.field, field)

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
            record(vault, Command.AdoptPlan(person.id, text, fills))
            app.open(vault, person)
        }
}

/** What is wrong in a plan is told in the core's words, which are those of its text. */
private fun asInPlan(
    name: String,
    field: WrongField,
): String = "$name: ${field.wrong}. ${field.right}."

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
