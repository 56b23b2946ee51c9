package org.gradus.demo.platform

import android.app.Activity
import android.app.ActivityManager.TaskDescription
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.view.WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
import android.view.accessibility.AccessibilityManager
import android.view.accessibility.AccessibilityManager.FLAG_CONTENT_CONTROLS
import android.view.accessibility.AccessibilityManager.FLAG_CONTENT_TEXT
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.gradus.SecretKeeper
import org.gradus.core.ReminderView
import org.gradus.demo.app.Device
import org.gradus.demo.app.DiaryCopy
import org.gradus.demo.app.Guise
import org.gradus.demo.app.Hindrance
import org.gradus.demo.app.LiveSession
import org.gradus.demo.words.Wording
import java.io.File
import java.io.IOException
import java.io.Reader
import java.util.Locale

/** The phone's own dialler, choosers, share sheet and keystore. */
class PhoneDevice(
    private val context: Context,
) : Device {
    /** The activity in front; `null` while there is none. */
    var activity: Activity? = null

    private var waiting: CompletableDeferred<Uri?>? = null

    override val language: String get() = Wording.of(Locale.getDefault()).locale.toLanguageTag()

    override val country: String get() = Locale.getDefault().country

    override val keeper: SecretKeeper by lazy {
        KeystoreKeeper(File(context.filesDir, "kept"), SystemPrompt(context) { activity })
    }

    /** `ACTION_DIAL` shows the number; calling is for the person to press. */
    override fun dial(number: String): Unit = show(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

    private var window: ReportWindow? = null

    override fun show(report: String?) {
        window?.dismiss()
        val shown = activity.takeIf { report != null }
        window = shown?.let { ReportWindow(it, report.orEmpty()) { (context as DemoApplication).app.leaveNow() } }?.also(ReportWindow::show)
    }

    override fun share(report: String) {
        val file = ReportProvider.write(context, report)
        val send =
            Intent(Intent.ACTION_SEND)
                .setType(ReportProvider.TYPE)
                .putExtra(Intent.EXTRA_STREAM, file)
                .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        show(Intent.createChooser(send, null))
    }

    override suspend fun chooseText(): String? {
        val uri = choose(Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")) ?: return null
        return withContext(Dispatchers.IO) {
            try {
                context.contentResolver.openInputStream(uri)?.bufferedReader()?.use(::beginning)
            } catch (_: IOException) {
                null
            }
        }
    }

    override suspend fun chooseDiaryCopy(): DiaryCopy? {
        val tree = choose(Intent(Intent.ACTION_OPEN_DOCUMENT_TREE)) ?: return null
        return withContext(Dispatchers.IO) { BroughtIn(context).take(tree) }
    }

    private val signs by lazy { SessionSigns(context) }

    override fun follow(session: LiveSession?): Unit = signs.follow(session)

    /** What is due is shown by this, also while nothing else of the app runs. */
    val reminders: Reminders by lazy { Reminders(context) }

    override fun remind(reminders: List<ReminderView>): Unit = this.reminders.remind(reminders)

    override fun stays(ms: Long): Long {
        val wished = context.getSystemService(AccessibilityManager::class.java)
        return wished?.getRecommendedTimeoutMillis(ms.toInt(), FLAG_CONTENT_CONTROLS or FLAG_CONTENT_TEXT)?.toLong() ?: ms
    }

    private val obstacles = Obstacles(context)

    override val hindrances: Set<Hindrance> get() = obstacles.found()

    override suspend fun askToNotify() {
        activity?.let { obstacles.ask(it) }
    }

    /** The phone's own question about a permission was answered. */
    fun permissionAnswered(question: Int): Unit = obstacles.answered(question)

    override fun putRight(hindrance: Hindrance): Unit = show(obstacles.page(hindrance))

    override fun keepOn(on: Boolean) {
        staysOn = on
        activity?.let(::lightUp)
    }

    /** An activity that comes to the front in the midst of a session stays on too. */
    fun lightUp(shown: Activity): Unit = shown.window.setFlags(if (staysOn) FLAG_KEEP_SCREEN_ON else 0, FLAG_KEEP_SCREEN_ON)

    private var staysOn = false

    private val guises = Guises(context)

    override var guise: Guise
        get() = guises.current
        set(chosen) {
            guises.current = chosen
            activity?.let(::nameTask)
        }

    /** The list of recent apps has the chosen name too. */
    @Suppress("DEPRECATION")
    fun nameTask(shown: Activity) {
        shown.setTaskDescription(TaskDescription(Wording.of(Locale.getDefault()).say(guise.word)))
    }

    override fun leave() {
        activity?.finishAndRemoveTask()
    }

    /** What the person chose; `null` when they turned back. */
    fun chosen(uri: Uri?) {
        waiting?.complete(uri)
        waiting = null
    }

    private fun show(intent: Intent) {
        try {
            activity?.startActivity(intent)
        } catch (_: ActivityNotFoundException) {
            // A tablet without a dialler: the number stands on the screen.
        }
    }

    @Suppress("DEPRECATION")
    private suspend fun choose(intent: Intent): Uri? {
        val shown = activity ?: return null
        val answer = CompletableDeferred<Uri?>().also { waiting = it }
        try {
            shown.startActivityForResult(intent, CHOICE)
        } catch (_: ActivityNotFoundException) {
            chosen(null)
        }
        return answer.await()
    }

    /** A film that was chosen by mistake is not read to its end. */
    private fun beginning(reader: Reader): String {
        val text = CharArray(LONGEST_TEXT)
        var read = 0
        while (read < text.size) {
            val more = reader.read(text, read, text.size - read)
            if (more < 0) break
            read += more
        }
        return String(text, 0, read)
    }

    private companion object {
        const val CHOICE = 1

        /** Characters: more than any plan has. */
        const val LONGEST_TEXT = 262_144
    }
}
