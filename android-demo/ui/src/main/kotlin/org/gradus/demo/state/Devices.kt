package org.gradus.demo.state

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.Correction
import org.gradus.core.DeviceCare
import org.gradus.core.DeviceDraft
import org.gradus.core.DeviceQuestionView
import org.gradus.core.DeviceState
import org.gradus.core.DeviceView
import org.gradus.core.DevicesView
import org.gradus.core.FactAnswer
import org.gradus.core.FitView
import org.gradus.core.PersonRef
import org.gradus.core.Recorded
import org.gradus.core.RunDraft
import org.gradus.core.lubricantFit
import org.gradus.demo.app.App
import org.gradus.demo.words.DeviceWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word

/** The devices of one person: which may be used today, what bars the others, and which sizes of the plan none of them has. */
class DevicesState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var view by mutableStateOf<DevicesView?>(null)
        private set

    /** For a device that just came into the list. */
    val undo = Undo(this, vault, person)

    override fun shown(): Unit = act { view = vault.devices(person.id) }

    fun open(device: DeviceView): Unit = show(OneDeviceState(app, vault, person, device.id))

    fun add(): Unit = show(DeviceFormState(app, vault, person))

    fun lubricants(): Unit = show(LubricantState(app))

    private fun show(screen: ScreenState) {
        undo.end()
        app.go(screen)
    }

    /** The device that was just written down goes out of the list again. */
    fun takeOut() {
        val entry = undo.slip ?: return
        undo.end()
        act {
            undo.takeOut(entry)
            view = vault.devices(person.id)
        }
    }
}

/** Whether looking at it can help: what bars it for good does not go away, and one that was put away does not come back. */
val DeviceView.mayBeLookedAt: Boolean get() = state != DeviceState.RETIRED && bars.none { it.lasting }

/** One device: how it stands, and what is done with it. */
class OneDeviceState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val id: String,
) : ScreenState(app) {
    var device by mutableStateOf<DeviceView?>(null)
        private set

    /** What the core said about what was just written down. */
    var notices by mutableStateOf<List<String>?>(null)
        private set

    val undo = Undo(this, vault, person)

    /** The ways of disinfecting are shown, or the reasons for putting it away. */
    var asking by mutableStateOf<Asking?>(null)

    /** What is asked before something is written about a device. */
    enum class Asking { DISINFECT, PUT_AWAY }

    override fun shown(): Unit = act { load() }

    fun check() {
        val device = device ?: return
        goOn()
        app.go(DeviceCheckState(app, vault, person, device, ::written))
    }

    fun clean(): Unit = care(DeviceCare.Cleaned(disinfected = null))

    fun disinfect(way: String): Unit = care(DeviceCare.Cleaned(disinfected = way))

    /** It is used no more, and does not come back. */
    fun putAway(reason: String): Unit = care(DeviceCare.Retired(reason))

    fun change(): Unit =
        act {
            val entered = vault.entryDetails(person.id, id) as? Correction.Device ?: return@act
            goOn()
            app.go(DeviceFormState(app, vault, person, id, entered.draft))
        }

    override fun stepBack(): Boolean = (asking != null).also { asking = null }

    private fun care(care: DeviceCare): Unit =
        act {
            written(record(vault, Command.CareForDevice(person.id, id, at = null, care)))
            asking = null
            load()
        }

    private fun written(recorded: Recorded) {
        notices = recorded.notices
        undo.offer(recorded.entry)
    }

    /** What was just written down goes out again; what has to stay, and why, the core says. */
    fun takeOut() {
        val entry = undo.slip ?: return
        goOn()
        act {
            undo.takeOut(entry)
            load()
        }
    }

    private fun goOn() {
        notices = null
        undo.end()
    }

    private suspend fun load() {
        device = vault.devices(person.id).devices.first { it.id == id }
    }
}

/** The core's questions about a device before it is used, one at a time. Nothing is chosen beforehand, and none is passed over. */
class DeviceCheckState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    val device: DeviceView,
    private val onDone: (Recorded) -> Unit,
) : ScreenState(app) {
    private val answers = mutableStateMapOf<String, String>()

    /** Counted from nought. */
    var place by mutableStateOf(0)
        private set
    var unanswered by mutableStateOf(false)
        private set

    val question: DeviceQuestionView get() = device.questions[place]
    val count: Int get() = device.questions.size
    val chosen: String? get() = answers[question.id]

    fun choose(answer: String) {
        answers[question.id] = answer
        unanswered = false
    }

    fun next() {
        unanswered = chosen == null
        if (unanswered) return
        if (place + 1 < count) place += 1 else act { write() }
    }

    override fun stepBack(): Boolean {
        unanswered = false
        return (place > 0).also { if (it) place -= 1 }
    }

    private suspend fun write() {
        val care = DeviceCare.Checked(device.questions.map { FactAnswer(it.id, answers.getValue(it.id)) })
        onDone(record(vault, Command.CareForDevice(person.id, device.id, at = null, care)))
        app.drop(this)
    }
}

/** A device as it is entered; one that [stands] in the list already is shown as it does. What is no device, the core says. */
class DeviceFormState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
    private val id: String? = null,
    private val stands: DeviceDraft? = null,
) : ScreenState(app) {
    var name by mutableStateOf(stands?.name.orEmpty())
    var shape by mutableStateOf(stands?.shape)
    var size by mutableStateOf(stands?.sizes?.getOrNull(0).orEmpty())
    var otherSize by mutableStateOf(stands?.sizes?.getOrNull(1).orEmpty())
    var material by mutableStateOf(stands?.material)

    /** What keeps it from being lost inside. */
    var held by mutableStateOf(stands?.let { if (it.base) BASE else GRIP })
    var gripDepth by mutableStateOf(stands?.gripDepthMm?.toString().orEmpty())

    /** What is wrong with it: empty where nothing is, `null` until that was said. */
    var flaws by mutableStateOf(stands?.flaws?.toSet())
        private set
    val firstUse = DateParts(stands?.firstUse.orEmpty())
    var disinfectDays by mutableStateOf(stands?.disinfectEveryDays?.toString().orEmpty())
    var replaceDays by mutableStateOf(stands?.replaceAfterDays?.toString().orEmpty())
    var missing by mutableStateOf(emptyList<Text>())
        private set

    val isChange: Boolean get() = stands != null

    /** Only this shape always has two ends to go in. */
    val hasTwoEnds: Boolean get() = shape == TWO_ENDS

    /** Whether there may be a second size; what stands there is not lost by a change of something else. */
    val mayHaveTwoSizes: Boolean get() = hasTwoEnds || shape in ONE_OR_TWO_SIZES

    /** Without the last flaw the question is open again: taking a tick back is not saying that all is well. */
    fun toggle(flaw: String) {
        val said = flaws.orEmpty()
        flaws = (if (flaw in said) said - flaw else said + flaw).ifEmpty { null }
    }

    fun chooseFlawless() {
        flaws = emptySet()
    }

    fun save() {
        missing =
            listOfNotNull(
                DeviceWord.DEVICE_NAME.takeIf { name.isBlank() },
                DeviceWord.DEVICE_SHAPE.takeIf { shape == null },
                DeviceWord.DEVICE_SIZE.takeIf { size.isBlank() || (hasTwoEnds && otherSize.isBlank()) },
                DeviceWord.DEVICE_MATERIAL.takeIf { material == null },
                DeviceWord.DEVICE_HELD.takeIf { held == null },
                DeviceWord.DEVICE_GRIP_DEPTH.takeIf { held == GRIP && number(gripDepth) == null },
                DeviceWord.DEVICE_FLAWS.takeIf { flaws == null },
                DeviceWord.DEVICE_DISINFECT_DAYS.takeIf { isNoNumber(disinfectDays) },
                DeviceWord.DEVICE_REPLACE_DAYS.takeIf { isNoNumber(replaceDays) },
            )
        val draft = draft() ?: return
        if (missing.isEmpty()) act { write(draft) }
    }

    override val fieldWords: Map<String, Text> get() = FIELDS

    private fun draft(): DeviceDraft? {
        val (shape, material) = (shape ?: return null) to (material ?: return null)
        val isTyped = listOf(firstUse.day, firstUse.month, firstUse.year).any(String::isNotEmpty)
        return DeviceDraft(
            name = name.trim(),
            shape = shape,
            sizes = listOfNotNull(size.trim(), otherSize.trim().takeIf { mayHaveTwoSizes && it.isNotEmpty() }),
            material = material,
            base = held == BASE,
            gripDepthMm = number(gripDepth).takeIf { held == GRIP },
            flaws = flaws.orEmpty().toList(),
            firstUse = firstUse.iso.takeIf { isTyped },
            disinfectEveryDays = number(disinfectDays),
            replaceAfterDays = number(replaceDays),
        )
    }

    private suspend fun write(draft: DeviceDraft) {
        val command = if (id == null) Command.AddDevice(person.id, draft) else Command.Amend(person.id, id, Correction.Device(draft))
        val recorded = record(vault, command)
        app.drop(this)
        if (!isChange) (app.screen as? DevicesState)?.undo?.offer(recorded.entry)
        if (recorded.notices.isNotEmpty()) app.go(SaidState(app, person, recorded.notices))
    }

    private fun number(text: String): UShort? = text.trim().toUShortOrNull()

    private fun isNoNumber(text: String): Boolean = text.isNotBlank() && number(text) == null

    companion object {
        const val BASE = "base"
        const val GRIP = "grip"
        private const val TWO_ENDS = "hegar_double"
        private val ONE_OR_TWO_SIZES = setOf("cryothermal", "other")
        private val FIELDS =
            mapOf(
                "name" to DeviceWord.DEVICE_NAME,
                "sizes" to DeviceWord.DEVICE_SIZE,
                "base" to DeviceWord.DEVICE_HELD,
                "grip_depth_mm" to DeviceWord.DEVICE_GRIP_DEPTH,
                "flaws" to DeviceWord.DEVICE_FLAWED,
                "first_use" to DeviceWord.DEVICE_FIRST_USE,
                "disinfect_every_days" to DeviceWord.DEVICE_DISINFECT_DAYS,
                "replace_after_days" to DeviceWord.DEVICE_REPLACE_DAYS,
            )
    }
}

/** What the core said about something that was just written down, to be read. */
class SaidState(
    app: App,
    val person: PersonRef,
    val notices: List<String>,
) : ScreenState(app)

/** Whether a lubricant may meet a surface, a device's or a glove's. */
class LubricantState(
    app: App,
) : ScreenState(app) {
    var lubricant by mutableStateOf<String?>(null)
        private set
    var surface by mutableStateOf<String?>(null)
        private set
    var fit by mutableStateOf<FitView?>(null)
        private set

    fun chooseLubricant(id: String) {
        lubricant = id
        ask()
    }

    fun chooseSurface(id: String) {
        surface = id
        ask()
    }

    private fun ask() {
        fit = lubricantFit(lubricant ?: return, surface ?: return, app.device.language)
    }
}

/** What the core calls a device that is not in its list. */
private const val NOT_LISTED = "not_listed"

/** Which device a session is held with. One that was not looked at today is looked at first; the core says which does not fit. */
class ChooseDeviceState(
    app: App,
    private val vault: Vault,
    val person: PersonRef,
) : ScreenState(app) {
    var view by mutableStateOf<DevicesView?>(null)
        private set
    var notices by mutableStateOf(emptyList<String>())
        private set

    /** Those that were not put away for good. */
    val devices: List<DeviceView> get() = view?.devices.orEmpty().filter { it.state != DeviceState.RETIRED }

    override fun shown(): Unit = act { view = vault.devices(person.id) }

    fun use(device: DeviceView): Unit = act { begin(device.id) }

    fun check(device: DeviceView): Unit = app.go(DeviceCheckState(app, vault, person, device) { notices = it.notices })

    /** With one that is not in the list, or with none of it. */
    fun without(): Unit = act { begin(NOT_LISTED) }

    private suspend fun begin(device: String) {
        app.startSession(vault, person, RunDraft(device = device))
        app.drop(this)
    }
}
