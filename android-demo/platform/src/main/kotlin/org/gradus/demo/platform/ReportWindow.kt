package org.gradus.demo.platform

import android.app.Activity
import android.app.Dialog
import android.os.Bundle
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import android.webkit.WebView
import android.widget.Button
import android.widget.LinearLayout
import org.gradus.demo.words.Word
import org.gradus.demo.words.Wording
import java.util.Locale

/**
 * A report in front of the app, byte by byte as it would go out. It is drawn by the phone's viewer of pages, which runs nothing in it and
 * reaches no network. Back and the quick exit stand above it, where every screen has them.
 */
class ReportWindow(
    activity: Activity,
    private val report: String,
    private val onExit: () -> Unit,
) : Dialog(activity, android.R.style.Theme_DeviceDefault_Light_NoActionBar) {
    val page: WebView by lazy { WebView(context) }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window?.setFlags(FLAG_SECURE, FLAG_SECURE)
        val line = LinearLayout(context)
        line.addView(button(Word.BACK) { dismiss() })
        line.addView(button(Word.QUICK_EXIT, onExit))
        val all = LinearLayout(context).apply { orientation = LinearLayout.VERTICAL }
        all.fitsSystemWindows = true
        all.addView(line)
        all.addView(page, LinearLayout.LayoutParams(LinearLayout.LayoutParams.MATCH_PARENT, 0, 1f))
        page.settings.apply {
            javaScriptEnabled = false
            blockNetworkLoads = true
            allowFileAccess = false
            allowContentAccess = false
        }
        page.loadDataWithBaseURL(null, report, ReportProvider.TYPE, Charsets.UTF_8.name(), null)
        setContentView(all)
    }

    private fun button(
        word: Word,
        onPress: () -> Unit,
    ): Button =
        Button(context).apply {
            text = Wording.of(Locale.getDefault()).say(word)
            setOnClickListener { onPress() }
        }
}
