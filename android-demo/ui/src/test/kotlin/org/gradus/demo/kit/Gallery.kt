package org.gradus.demo.kit

import kotlinx.coroutines.runBlocking
import org.gradus.core.Command
import org.gradus.core.PracticePerson
import org.gradus.demo.app.App
import org.gradus.demo.app.Hindrance
import org.gradus.demo.state.BackgroundState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.DeviceFormState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.EraseState
import org.gradus.demo.state.IntendedState
import org.gradus.demo.state.LubricantState
import org.gradus.demo.state.NewCodeState
import org.gradus.demo.state.NewPasscodeState
import org.gradus.demo.state.NoticesState
import org.gradus.demo.state.NumberState
import org.gradus.demo.state.OlderState
import org.gradus.demo.state.OneDeviceState
import org.gradus.demo.state.PasscodeState
import org.gradus.demo.state.PauseState
import org.gradus.demo.state.PeopleState
import org.gradus.demo.state.PersonState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.RecoverState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.RestoreState
import org.gradus.demo.state.RetypeState
import org.gradus.demo.state.SaidState
import org.gradus.demo.state.SettingsState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.TimelineState
import java.time.Duration

/** One screen in one situation, ready to be drawn or audited. */
class Shot(
    val name: String,
    private val make: Scene.() -> Ground,
) {
    fun <T> with(
        language: String,
        use: (App) -> T,
    ): T = Scene(language).make().use { use(it.app) }
}

/** Where a situation is made, on a phone that is set to this language. */
class Scene(
    val language: String,
) {
    fun fresh(): Ground = Ground(device = TestDevice(language = language))

    fun practised(
        who: PracticePerson = PracticePerson.INFANT_AFTER_ANOPLASTY,
        after: Duration = Duration.ofHours(11),
        hindrances: Set<Hindrance> = emptySet(),
    ): Ground = practised(who, after, TestDevice(language = language).apply { this.hindrances = hindrances })
}

/** Every screen of the app, and each state of it that looks different. */
object Gallery : Situations() {
    private val ADULT = PracticePerson.ADULT_WITH_STENOSIS

    val SHOTS: List<Shot> =
        listOf(
            Shot("01-welcome") { fresh() },
            Shot("02-intended-use") { fresh().also { it.app.go(IntendedState(it.app)) } },
            Shot("03-passcode") { fresh().also { it.app.go(PasscodeState(it.app)) } },
            Shot("04-recovery-code") { fresh().also { newCode(it) } },
            Shot("05-retype") {
                fresh().also {
                    it.app.go(IntendedState(it.app))
                    it.app.go(RetypeState(it.app, ByteArray(0)))
                }
            },
            Shot("06-emergency-number") { practised().also { it.app.become(NumberState(it.app, it.vault)) } },
            Shot("07-person") { practised().also { it.app.become(PersonState(it.app, it.vault)) } },
            Shot("08-background") {
                practised().also { it.app.go(BackgroundState(it.app, it.vault, draft).apply { toggle("anorectal_malformation") }) }
            },
            Shot("09-plan-import") { practised().also { it.app.go(PlanImportState(it.app, it.vault, it.person)) } },
            Shot("10-plan-blanks") { practised().also { blanks(it) } },
            Shot("11-plan-check") { practised().also { planCheck(it) } },
            Shot("12-unlock") { fresh().also { it.diaryOnDisk() } },
            Shot("12-unlock-in-session") { ada(language).also { it.lockedInSession() } },
            Shot("12-unlock-stopped") {
                ada(language).also {
                    it.lockedInSession()
                    it.app.sessions.stop()
                }
            },
            Shot("13-unlock-wrong") { fresh().also { wrongPasscode(it) } },
            Shot("13-unlock-wait") { fresh().also { wrongPasscode(it, times = 5) } },
            Shot("14-recover") {
                fresh().also {
                    it.diaryOnDisk()
                    it.app.go(RecoverState(it.app))
                }
            },
            Shot("15-restore") { fresh().also { it.app.go(RestoreState(it.app)) } },
            Shot("15-older-diary") { fresh().also { it.app.go(OlderState(it.app)) } },
            Shot("15-restore-lost") { fresh().also { it.app.go(RestoreState(it.app, isLost = true)) } },
            Shot("15-salvage") { damagedDiary(TestDevice(language = language)).also { salvageWaits(it) } },
            Shot("15-salvaged") { damagedDiary(TestDevice(language = language)).also { salvaged(it) } },
            Shot("16-today-due") { practised() },
            Shot("17-today-done") { practised(after = Duration.ZERO) },
            Shot("17-today-noted") { fresh().also { noted(it) } },
            Shot("18-today-wait") { practised().also { after(it, *ALL_WELL, "pain_peak" to "5") } },
            Shot("19-today-blocked") { practised().also { after(it, "temperature_c" to "38.4") } },
            Shot("20-log") { practised().also { it.app.go(log(it)) } },
            Shot("21-skip") { practised().also { it.app.go(skip(it)) } },
            Shot("22-check-in") { practised().also { it.app.go(CheckInState(it.app, it.vault, it.person)) } },
            Shot("22-check-in-before") { practised().also { before(it) } },
            Shot("23-check-in-about") { practised(ADULT).also { about(it) } },
            Shot("23-check-in-further") { practised(ADULT).also { further(it) } },
            Shot("23-check-in-number") { practised().also { number(it) } },
            Shot("23-check-in-today") { practised(ADULT).also { today(it) } },
            Shot("23-check-in-urgent") { practised().also { it.answering(FEVER, until = { screen -> screen is SoFarState }) } },
            Shot("24-emergency") { practised().also { result(it, "temperature_c" to "38.4") } },
            Shot("25-same-day") { practised(ADULT).also { result(it, *ALL_WELL, "pus" to "true") } },
            Shot("26-contact") { practised(ADULT).also { result(it, *ALL_WELL, "nappy_rash" to "true") } },
            Shot("27-pause") { practised().also { result(it, *ALL_WELL, "pain_peak" to "5") } },
            Shot("28-continue") { practised().also { result(it, *ALL_WELL) } },
            Shot("29-why") { practised().also { why(it) } },
            Shot("30-before-anything-else") { practised().also { blockedAtOpening(it) } },
            Shot("31-contact-written") { practised().also { it.app.go(ContactState(it.app, it.vault, it.person)) } },
            Shot("32-progress") { practised().also { it.app.go(ProgressState(it.app, it.vault, it.person)) } },
            Shot(
                "33-progress-table",
            ) { practised().also { it.app.go(ProgressState(it.app, it.vault, it.person).apply { asTable = true }) } },
            Shot("36-report") { practised().also { it.app.go(ReportState(it.app, it.vault, it.person)) } },
            Shot("34-people") { practised().also { it.app.go(PeopleState(it.app, it.vault)) } },
            Shot("34-person-change") { practised().also { it.app.go(PersonState(it.app, it.vault, stands(it))) } },
            Shot("34-background-change") { practised().also { it.app.go(background(it)) } },
            Shot("34-take-out") {
                practised().also { ground ->
                    ground.app.go(
                        background(ground).apply {
                            chooseNone()
                            save()
                        },
                    )
                }
            },
            Shot("39-notices") { practised().also { it.app.go(NoticesState(it.app, it.vault, it.person)) } },
            Shot("39-today-hindered") {
                practised(hindrances = Hindrance.entries.toSet()).also {
                    it.settings.noticesAsked = true
                    it.app.screen.shown()
                }
            },
            Shot("40-today-in-session") {
                practised().also {
                    it.session("in")
                    it.app.home()
                }
            },
            Shot("41-session-check-list") { practised().also { it.session() } },
            Shot("41-session-ready") { practised().also { it.session("pain:1") } },
            Shot("42-session-hold") { practised().also { after(it, 5, *HOLDING) } },
            Shot("43-session-overrun") { practised().also { after(it, 100, *HOLDING) } },
            Shot("44-session-tell") { practised().also { it.session("in").telling = true } },
            Shot("45-session-back") { practised().also { it.session("in").stepBack() } },
            Shot("45-session-blocked") {
                practised().also {
                    it.session("in")
                    blockedAtOpening(it)
                }
            },
            Shot("45-session-emergency") {
                practised().also {
                    it.session("in")
                    result(it, "temperature_c" to "38.4")
                }
            },
            Shot("46-session-answer") { practised().also { it.session("in", "blood:drip") } },
            Shot("46-session-stuck") { practised().also { it.session("in", "stuck") } },
            Shot("47-session-stopped") { practised().also { it.session("stop") } },
            Shot("47-session-inside") { practised().also { it.session("in", "stop") } },
            Shot("48-finish") { practised().also { finish(it) } },
            Shot("50-plan") { practised(ADULT).also { it.app.go(PlanState(it.app, it.vault, it.person)) } },
            Shot("51-where-questions") { practised().also { where(it) } },
            Shot("51-where") { practised().also { where(it).look() } },
            Shot("51-where-why") {
                practised(ADULT).also { ground ->
                    where(ground).run {
                        look()
                        explaining = true
                    }
                }
            },
            Shot("52-plan-bad-week") {
                practised().also { it.app.go(PlanState(it.app, it.vault, it.person).apply { withBadWeek = true }) }
            },
            Shot("53-pause") { practised().also { it.app.go(PauseState(it.app, it.vault, it.person)) } },
            Shot("53-pause-goes-on") {
                practised().also {
                    runBlocking { it.vault.record(Command.Pause(it.person.id, "travel", null, null)) }
                    val view = runBlocking { it.vault.today(it.person.id) }
                    it.app.go(PauseState(it.app, it.vault, it.person, view.pause))
                }
            },
            Shot("18-today-paused") {
                practised().also {
                    runBlocking { it.vault.record(Command.Pause(it.person.id, "travel", null, null)) }
                    it.app.screen.shown()
                }
            },
            Shot("17-today-undo") { practised().also { skip(it).also(it.app::go).because("forgot") } },
            Shot("54-timeline") { practised().also { it.app.go(TimelineState(it.app, it.vault, it.person)) } },
            Shot("55-trend-table") {
                practised().also { ground ->
                    val state = ProgressState(ground.app, ground.vault, ground.person)
                    ground.app.go(state)
                    state.charts.forEach(state::turn)
                }
            },
            Shot("40-session-device") { listed().also { it.app.go(ChooseDeviceState(it.app, it.vault, it.person)) } },
            Shot("56-devices") { listed().also { it.app.go(DevicesState(it.app, it.vault, it.person)) } },
            Shot("56-devices-none") { practised().also { it.app.go(DevicesState(it.app, it.vault, it.person)) } },
            Shot("57-device") { listed().also { one(it) } },
            Shot("57-device-disinfect") { listed().also { one(it).asking = OneDeviceState.Asking.DISINFECT } },
            Shot("57-device-put-away") { listed().also { one(it).asking = OneDeviceState.Asking.PUT_AWAY } },
            Shot("57-device-question") { listed().also { one(it).check() } },
            Shot("58-device-add") {
                practised().also { it.app.go(DeviceFormState(it.app, it.vault, it.person).apply { shape = "hegar_double" }) }
            },
            Shot("58-device-change") { listed().also { one(it).change() } },
            Shot("58-device-said") { listed().also { it.app.go(SaidState(it.app, it.person, said(it))) } },
            Shot("59-lubricant") {
                practised().also {
                    val state = LubricantState(it.app)
                    it.app.go(state)
                    state.chooseSurface("silicone")
                    state.chooseLubricant("silicone")
                }
            },
            Shot("14-recover-passcode") { fresh().also { afterCode(it) } },
            Shot("35-ways") { fresh().also { opened(it).go(SettingsState(it.app)) } },
            Shot("35-passcode-change") { fresh().also { opened(it).go(NewPasscodeState(it.app, it.vault)) } },
            Shot("35-code-new") { fresh().also { opened(it).go(NewCodeState(it.app, it.vault)) } },
            Shot("35-code-shown") { fresh().also { shownCode(it) } },
            Shot("35-code-asked") { fresh().also { shownCode(it).written() } },
            Shot("35-key-new") { fresh().also { opened(it).go(NewPasscodeState(it.app, it.vault, renewsKey = true)) } },
            Shot("35-erase") { fresh().also { opened(it).go(EraseState(it.app)) } },
            Shot("35-erased") { fresh().also { opened(it).run { runBlocking { erase() } } } },
            Shot("35-lock-and-privacy") { practised().also { it.app.go(SettingsState(it.app)) } },
        )
}
