package org.gradus.demo.screen

import androidx.compose.runtime.Composable
import org.gradus.core.DispositionWord
import org.gradus.demo.app.App
import org.gradus.demo.state.BackgroundState
import org.gradus.demo.state.BlanksState
import org.gradus.demo.state.BlockedState
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ChooseDeviceState
import org.gradus.demo.state.CodeState
import org.gradus.demo.state.ContactState
import org.gradus.demo.state.DeviceCheckState
import org.gradus.demo.state.DeviceFormState
import org.gradus.demo.state.DevicesState
import org.gradus.demo.state.EraseState
import org.gradus.demo.state.ErasedState
import org.gradus.demo.state.FinishState
import org.gradus.demo.state.IntendedState
import org.gradus.demo.state.LogState
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
import org.gradus.demo.state.PlanCheckState
import org.gradus.demo.state.PlanImportState
import org.gradus.demo.state.PlanState
import org.gradus.demo.state.ProgressState
import org.gradus.demo.state.RecoverState
import org.gradus.demo.state.ReportState
import org.gradus.demo.state.RestoreState
import org.gradus.demo.state.ResultState
import org.gradus.demo.state.RetypeState
import org.gradus.demo.state.SaidState
import org.gradus.demo.state.SalvageState
import org.gradus.demo.state.SalvagedState
import org.gradus.demo.state.ScreenState
import org.gradus.demo.state.SessionAnswerState
import org.gradus.demo.state.SessionState
import org.gradus.demo.state.SettingsState
import org.gradus.demo.state.ShownCodeState
import org.gradus.demo.state.SkipState
import org.gradus.demo.state.SoFarState
import org.gradus.demo.state.TimelineState
import org.gradus.demo.state.TodayState
import org.gradus.demo.state.UnlockState
import org.gradus.demo.state.WelcomeState
import org.gradus.demo.state.WhereState
import org.gradus.demo.state.WhyState

/** The screen that is on top. */
@Composable
fun DemoApp(app: App): Unit = Drawn(app.screen)

@Composable
private fun Drawn(state: ScreenState): Unit =
    when (state) {
        is WelcomeState -> WelcomeScreen(state)
        is IntendedState -> IntendedScreen(state)
        is PasscodeState -> PasscodeScreen(state)
        is CodeState -> CodeScreen(state)
        is RetypeState -> RetypeScreen(state)
        is NumberState -> NumberScreen(state)
        is UnlockState -> UnlockScreen(state)
        is RecoverState -> RecoverScreen(state)
        is RestoreState -> RestoreScreen(state)
        is OlderState -> OlderScreen(state)
        is SalvageState -> SalvageScreen(state)
        is SalvagedState -> SalvagedScreen(state)
        is NewPasscodeState -> NewPasscodeScreen(state)
        is NewCodeState -> NewCodeScreen(state)
        is ShownCodeState -> ShownCodeScreen(state)
        is EraseState -> EraseScreen(state)
        is ErasedState -> ErasedScreen(state)
        is PersonState -> PersonScreen(state)
        is BackgroundState -> BackgroundScreen(state)
        is PlanImportState -> PlanImportScreen(state)
        is BlanksState -> BlanksScreen(state)
        is PlanCheckState -> PlanCheckScreen(state)
        is TodayState -> TodayScreen(state)
        is SkipState -> SkipScreen(state)
        is PeopleState -> PeopleScreen(state)
        is SettingsState -> SettingsScreen(state)
        is LogState -> LogScreen(state)
        is ContactState -> ContactScreen(state)
        is CheckInState -> CheckInScreen(state)
        is ResultState -> Result(state)
        is SoFarState -> SoFarScreen(state)
        is BlockedState -> BlockedScreen(state)
        is WhyState -> WhyScreen(state)
        is WhereState -> WhereScreen(state)
        is ProgressState -> ProgressScreen(state)
        is ReportState -> ReportScreen(state)
        is SessionState -> SessionScreen(state)
        is SessionAnswerState -> SessionAnswerScreen(state)
        is NoticesState -> NoticesScreen(state)
        is FinishState -> FinishScreen(state)
        is DevicesState -> DevicesScreen(state)
        is OneDeviceState -> OneDeviceScreen(state)
        is DeviceCheckState -> DeviceCheckScreen(state)
        is DeviceFormState -> DeviceFormScreen(state)
        is SaidState -> SaidScreen(state)
        is LubricantState -> LubricantScreen(state)
        is ChooseDeviceState -> ChooseDeviceScreen(state)
        is PlanState -> PlanScreen(state)
        is TimelineState -> TimelineScreen(state)
        is PauseState -> PausesScreen(state)
        else -> error(state::class)
    }

/** One screen per answer, each with its own buttons. */
@Composable
private fun Result(state: ResultState): Unit =
    when (state.triage.disposition) {
        DispositionWord.EMERGENCY -> EmergencyScreen(state)
        DispositionWord.SAME_DAY -> SameDayScreen(state)
        DispositionWord.CONTACT -> ContactSoonScreen(state)
        DispositionWord.PAUSE_AND_RECHECK -> PauseScreen(state)
        DispositionWord.CONTINUE -> ContinueScreen(state)
    }
