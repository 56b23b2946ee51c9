package org.gradus.demo.kit

import kotlinx.coroutines.runBlocking
import org.gradus.Proof
import org.gradus.Vault
import org.gradus.core.Command
import org.gradus.core.DeviceCare
import org.gradus.core.FactAnswer
import org.gradus.core.PersonDraft
import org.gradus.core.PlanView
import org.gradus.core.SlotStatus
import org.gradus.core.planBlanks
import org.gradus.core.publishedPlans
import org.gradus.demo.app.App
import org.gradus.demo.state.BackgroundState
import org.gradus.demo.state.BlanksState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.CodeState
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.LogState
import org.gradus.demo.state.NewPasscodeState
import org.gradus.demo.state.OneDeviceState
import org.gradus.demo.state.PlanCheckState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.SalvageState
import org.gradus.demo.state.SalvagedState
import org.gradus.demo.state.ShownCodeState
import org.gradus.demo.state.SkipState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.Stands
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WhereState
import org.gradus.demo.state.WhyState
import java.time.Duration

/** Situations in which the screens of the [Gallery] stand. */
abstract class Situations {
    protected val draft = PersonDraft("Mia", "2026-01-20", "caregiver", emptyList(), emptyList())

    /** Mia has one device that is ready, one to be looked at, one that is cracked and one that was put away. */
    protected fun Scene.listed(): Ground =
        practised().also { ground ->
            ground.lookedAt(ground.device("Blue 9", "9"))
            ground.device("Green 10", "10")
            ground.lookedAt(ground.device("Old 8", "8"), "no_crack" to "false")
            val gone = ground.device("First 7", "7")
            runBlocking { ground.vault.record(Command.CareForDevice(ground.person.id, gone, null, DeviceCare.Retired("lost"))) }
        }

    protected fun one(ground: Ground): OneDeviceState {
        val id = runBlocking { ground.vault.devices(ground.person.id) }.devices.first { it.name == "Blue 9" }.id
        return OneDeviceState(ground.app, ground.vault, ground.person, id).also(ground.app::go)
    }

    protected fun where(ground: Ground) = WhereState(ground.app, ground.vault, ground.person).also(ground.app::go)

    protected fun said(ground: Ground): List<String> {
        val answers = one(ground).device?.questions.orEmpty().map { FactAnswer(it.id, "false") }
        val care = Command.CareForDevice(ground.person.id, "Blue 9", null, DeviceCare.Checked(answers.toList()))
        return runBlocking { ground.vault.record(care) }.notices
    }

    protected fun stands(ground: Ground) = Stands(ground.person.id, runBlocking { ground.vault.personDetails(ground.person.id) })

    protected fun background(ground: Ground) = stands(ground).let { BackgroundState(ground.app, ground.vault, it.entered, it) }

    protected fun newCode(ground: Ground) {
        val made = runBlocking { ground.door.create(PASSCODE.toByteArray()) }
        SAMPLE_CODE.encodeToByteArray().let { sample ->
            sample.copyInto(made.recoveryCode, 0, 0, minOf(sample.size, made.recoveryCode.size))
        }
        ground.app.go(CodeState(ground.app, made, ByteArray(0)))
    }

    protected fun opened(ground: Ground): App {
        ground.diaryOnDisk()
        ground.app.unlock()
        return ground.app
    }

    protected fun afterCode(ground: Ground) {
        val code = ground.diaryOnDisk().toByteArray()
        val vault = runBlocking { ground.door.recover(code.copyOf()) }
        ground.app.receive(vault)
        ground.app.become(NewPasscodeState(ground.app, vault, code))
    }

    /** The picture of a code is the same each time. */
    protected fun shownCode(ground: Ground): ShownCodeState {
        val app = opened(ground)
        return ShownCodeState(app, ground.vault, SAMPLE_CODE.encodeToByteArray()).also(app::go)
    }

    protected fun ada(language: String): Ground = diaryOfAda(device = TestDevice(language = language))

    protected fun Ground.lockedInSession() {
        session(*HOLDING)
        app.lock()
        app.returned()
    }

    /** Wrong passcodes on the page of last resort, up to the first wait. */
    protected fun salvageWaits(ground: Ground) {
        val state = SalvageState(ground.app).also { it.hasNoCopy = true }
        ground.app.go(state)
        repeat(WRONG_UNTIL_WAIT) {
            state.secret = "something else"
            state.passcode = "nine larger steps up"
            state.again = state.passcode
            state.make()
        }
    }

    /** What is left of a damaged diary. */
    protected fun salvaged(ground: Ground) {
        val (proof, new) = Proof.passcode(PASSCODE.toByteArray()) to "nine larger steps up"
        val saved = runBlocking { ground.door.salvage(proof, new.toByteArray(), ground.device.language) }
        ground.app.go(SalvagedState(ground.app, saved.vault, new.toByteArray(), saved.view))
    }

    protected fun form(): String = publishedPlans().first { it.name == "post-psarp-home" }.text

    protected fun blanks(ground: Ground) {
        val state = BlanksState(ground.app, ground.vault, ground.person, form(), planBlanks(form(), ground.device.language))
        state.values["prescriber"] = "Dr Example"
        ground.app.go(state)
    }

    protected fun planCheck(ground: Ground) {
        val plan: PlanView = runBlocking { ground.vault.plan(ground.person.id) }
        ground.app.go(PlanCheckState(ground.app, ground.vault, ground.person, form(), emptyList(), plan))
    }

    protected fun wrongPasscode(
        ground: Ground,
        times: Int = 1,
    ) {
        ground.diaryOnDisk()
        val unlock = ground.app.screen as UnlockState
        repeat(times) {
            unlock.passcode = "something else"
            unlock.unlock()
        }
    }

    protected fun after(
        ground: Ground,
        vararg answers: Pair<String, String>,
    ) {
        ground.checkIn(*answers)
        ground.app.screen.shown()
    }

    protected fun log(ground: Ground): LogState = LogState(ground.app, ground.vault, runBlocking { ground.vault.today(ground.person.id) })

    protected fun skip(ground: Ground): SkipState {
        val slot = runBlocking { ground.vault.today(ground.person.id) }.slots.first { it.status == SlotStatus.DUE }
        return SkipState(ground.app, ground.vault, ground.person, slot)
    }

    protected fun after(
        ground: Ground,
        seconds: Long,
        vararg happened: String,
    ) {
        val state = ground.session(*happened)
        ground.clock.advance(Duration.ofSeconds(seconds))
        state.shown()
    }

    protected fun finish(ground: Ground) {
        val state = ground.session(*HOLDING, "pain:2", "stop", "out", "after_care_done")
        ground.app.go(FinishState(ground.app, ground.vault, checkNotNull(state.view)))
    }

    /** Something was noted while the diary was locked, and could not be taken in. */
    protected fun noted(ground: Ground) {
        ground.diaryOnDisk()
        ground.app.unlock()
        runBlocking {
            ground.vault.record(Command.AddPerson(draft.copy(background = listOf("none"))))
            val mia = ground.person.id
            ground.app.lock()
            Vault.logWhileLocked(ground.diary, mia, "skipped", clock = ground.clock)
            ground.app.enter(ground.door.open(PASSCODE.toByteArray()))
        }
    }

    protected fun before(ground: Ground) {
        ground.answering(emptyMap(), before = "temperature_c")
        ground.app.become(CheckInState(ground.app, ground.vault, ground.person))
    }

    protected fun about(ground: Ground) {
        ground.answering(mapOf("anything_else" to "true"), last = "anything_else")
    }

    protected fun further(ground: Ground) {
        ground.answering(mapOf("anything_else" to "true", "about.1" to "belly"), last = "about.1")
    }

    protected fun number(ground: Ground) {
        val state = ground.answering(emptyMap(), before = "temperature_c")
        state.answer("384")
        state.next()
    }

    protected fun today(ground: Ground) {
        ground.answering(mapOf("anything_else" to "true", "pus" to "true"), until = { it is SoFarState })
    }

    protected fun result(
        ground: Ground,
        vararg answers: Pair<String, String>,
    ) {
        val triage = ground.checkIn(*answers)
        ground.app.go(ResultState(ground.app, ground.vault, ground.person, triage))
    }

    protected fun why(ground: Ground) {
        ground.app.go(WhyState(ground.app, ground.person, ground.checkIn("temperature_c" to "38.4", "bleeding" to "unknown")))
    }

    protected fun blockedAtOpening(ground: Ground) {
        ground.checkIn("temperature_c" to "38.4")
        runBlocking { ground.app.open(ground.vault, ground.person) }
    }
}

private const val SAMPLE_CODE = "7K2M-9QXT-4ZBD-HR8W-E3NP-VC6Y-50HV"

/** As many as the core lets everybody try before the first wait. */
private const val WRONG_UNTIL_WAIT = 5
