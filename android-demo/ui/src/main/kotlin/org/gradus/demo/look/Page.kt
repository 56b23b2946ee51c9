package org.gradus.demo.look

import androidx.compose.foundation.ScrollState
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Divider
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.gradus.demo.app.Trouble
import org.gradus.demo.state.ScreenState
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

/**
 * What every screen is: a line with the way back and the quick exit, a title, what there is to read and do, and at the foot what to
 * press next. [person] is whose screen it is, [over] stands beside it. [backWord] says where the way back leads, if not to the screen before.
 * What is [anchored] stays at the lower edge, whatever the size of the text.
 */
@Composable
fun Page(
    state: ScreenState,
    title: String,
    person: String? = null,
    back: Boolean = true,
    mark: Mark? = null,
    over: String? = null,
    backWord: Word = Word.BACK,
    anchored: (@Composable () -> Unit)? = null,
    foot: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val fixedFoot = foot.takeUnless { isLargeText() }
    Box(Modifier.fillMaxSize().background(LocalPalette.current.paper).padding(LocalEdges.current), Alignment.TopCenter) {
        Column(Modifier.widthIn(max = 640.dp).fillMaxSize()) {
            TopLine(state, backWord.takeIf { back })
            // A new screen begins at its top.
            val scroll = remember(state, title) { ScrollState(0) }
            Column(
                Modifier.weight(1f).fillMaxWidth().verticalScroll(scroll).padding(horizontal = 20.dp),
                Arrangement.spacedBy(18.dp),
            ) {
                Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
                    if (state.app.practising) Quiet(say(Word.PRACTICE_BANNER))
                    val lines = listOfNotNull(person?.let { say(Word.FOR_PERSON, it) }, over)
                    if (lines.isNotEmpty()) Quiet(lines.joinToString(separator = " · "))
                    Title(title, mark)
                }
                content()
                state.trouble?.let { TroubleCard(it) { state.forward(it.forward) } }
                if (state.busy) Quiet(say(Word.WORKING))
                if (fixedFoot == null && foot != null) Feet(foot)
                Spacer(Modifier.padding(bottom = 12.dp))
            }
            if (fixedFoot == null && anchored == null) return@Column
            if (scroll.canScrollForward) Divider(color = LocalPalette.current.line)
            Box(Modifier.padding(start = 20.dp, end = 20.dp, top = 8.dp, bottom = 16.dp)) {
                Feet {
                    fixedFoot?.invoke(this)
                    anchored?.invoke()
                }
            }
        }
    }
}

@Composable
private fun Feet(foot: @Composable ColumnScope.() -> Unit): Unit = Column(verticalArrangement = Arrangement.spacedBy(10.dp), content = foot)

@Composable
private fun TopLine(
    state: ScreenState,
    back: Word?,
) {
    val exit = @Composable { WordButton(say(Word.QUICK_EXIT)) { state.app.leaveNow() } }
    val wayBack = @Composable { if (back != null && !state.holdsBack) WordButton(say(back)) { state.back() } else Spacer(Modifier) }
    val edges = Modifier.fillMaxWidth().padding(horizontal = 20.dp, vertical = 4.dp)
    // More than one word does not fit beside the exit where the text is large.
    if (isLargeText() && back == Word.PREVIOUS_QUESTION) {
        Column(edges) {
            exit()
            wayBack()
        }
    } else {
        Row(edges, Arrangement.SpaceBetween) {
            wayBack()
            exit()
        }
    }
}

@Composable
private fun TroubleCard(
    trouble: Trouble,
    onForward: () -> Unit,
) {
    Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        Card(LocalPalette.current.tint) {
            Para(say(trouble.word))
            trouble.details.forEach { Para(it) }
            trouble.fields.forEach { Para(say(it)) }
            QuietButton(say(trouble.forward.word), onClick = onForward)
        }
    }
}

/** What is still missing before the next step, named; said aloud by a screen reader. */
@Composable
fun Missing(text: String) {
    Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        Card(LocalPalette.current.tint) { Para(text) }
    }
}
