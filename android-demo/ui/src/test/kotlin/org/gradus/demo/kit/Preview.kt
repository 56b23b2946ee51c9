package org.gradus.demo.kit

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.key
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.dp
import androidx.compose.ui.window.Window
import androidx.compose.ui.window.application
import androidx.compose.ui.window.rememberWindowState
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.gradus.SecretKeeper
import org.gradus.SystemGradusClock
import org.gradus.core.ReminderView
import org.gradus.demo.app.App
import org.gradus.demo.app.Device
import org.gradus.demo.app.DiaryCopy
import org.gradus.demo.app.Door
import org.gradus.demo.app.Guise
import org.gradus.demo.app.Hindrance
import org.gradus.demo.app.LiveSession
import org.gradus.demo.app.Settings
import org.gradus.demo.look.DemoTheme
import org.gradus.demo.screen.DemoApp
import org.gradus.demo.words.LocalWording
import org.gradus.demo.words.Wording
import java.awt.FileDialog
import java.awt.Frame
import java.nio.file.Files
import java.nio.file.Path
import java.util.Locale
import javax.swing.JFileChooser
import javax.swing.JOptionPane
import kotlin.io.path.readText
import kotlin.system.exitProcess
import java.awt.Desktop as Viewer

/** The desktop in place of a phone: it cannot dial, and says which number it would. */
private class Desktop(
    override val language: String,
) : Device {
    override val country: String get() = Locale.getDefault().country
    override val keeper: SecretKeeper? = null

    override fun dial(number: String): Unit = JOptionPane.showMessageDialog(null, "tel:$number")

    override suspend fun chooseText(): String? {
        val dialog = FileDialog(null as Frame?).apply { isVisible = true }
        return dialog.file?.let { Path.of(dialog.directory, it).readText() }
    }

    override suspend fun chooseDiaryCopy(): DiaryCopy? {
        val chooser = JFileChooser().apply { fileSelectionMode = JFileChooser.DIRECTORIES_ONLY }
        val answer = chooser.showOpenDialog(null)
        return chooser.selectedFile?.takeIf { answer == JFileChooser.APPROVE_OPTION }?.let { DiaryCopy.Lies(it.toPath()) }
    }

    override fun show(report: String?) {
        if (report != null) Viewer.getDesktop().browse(Files.writeString(Files.createTempFile("report", ".html"), report).toUri())
    }

    override fun share(report: String): Unit =
        JOptionPane.showMessageDialog(null, Files.writeString(Files.createTempFile("report", ".html"), report))

    /** A desktop neither sounds nor shakes: the window says it all. */
    override fun follow(session: LiveSession?): Unit = Unit

    override fun remind(reminders: List<ReminderView>): Unit = Unit

    override fun stays(ms: Long): Long = ms

    override val hindrances: Set<Hindrance> get() = emptySet()

    override suspend fun askToNotify(): Unit = Unit

    override fun putRight(hindrance: Hindrance): Unit = Unit

    override fun keepOn(on: Boolean): Unit = Unit

    override var guise = Guise.FIRST

    override fun leave(): Unit = exitProcess(0)
}

/** `preview FOLDER [LANGUAGE] [dark]`: the app in a window; Escape is the phone's back. The diary lies in FOLDER. */
fun main(arguments: Array<String>) {
    val folder = Files.createDirectories(Path.of(arguments.first()))
    val wording = Wording.of(arguments.getOrNull(1)?.let(::Locale) ?: Locale.getDefault())
    val desktop = Desktop(wording.locale.toLanguageTag())
    val clock = SystemGradusClock()
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main)
    val app = App(Door(folder.resolve("diary"), clock), Settings(folder.resolve("settings.properties")), desktop, clock, scope)
    application {
        Window(
            onCloseRequest = {
                app.vault?.close()
                exitApplication()
            },
            state = rememberWindowState(size = DpSize(360.dp, 800.dp)),
            title = "Gradus",
            onKeyEvent = { it.key == Key.Escape && app.back() },
        ) {
            CompositionLocalProvider(LocalWording provides wording) { DemoTheme("dark" in arguments) { DemoApp(app) } }
        }
    }
}
