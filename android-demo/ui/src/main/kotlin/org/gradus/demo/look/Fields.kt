package org.gradus.demo.look

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import org.gradus.demo.words.together

/** What a text field takes. A code, or a group of one, is read from paper, so it is seen, and no keyboard learns it. */
enum class Entry { TEXT, NUMBER, SECRET, CODE, GROUP, LONG }

/** A text with its label above, where large type has room. The label is what a screen reader says, after what it is [about]. */
@Composable
fun TextEntry(
    label: String,
    value: String,
    modifier: Modifier = Modifier,
    entry: Entry = Entry.TEXT,
    hint: String? = null,
    about: String? = null,
    onChange: (String) -> Unit,
) {
    Column(modifier, Arrangement.spacedBy(6.dp)) {
        Text(together(label), color = LocalPalette.current.ink, style = type.small)
        OutlinedTextField(
            value = value,
            onValueChange = onChange,
            modifier = Modifier.fillMaxWidth().semantics { contentDescription = spoken(label, about) },
            textStyle = type.body,
            singleLine = !entry.isLong,
            minLines = if (entry.isLong) LONG_LINES else 1,
            placeholder = hint?.let { { Text(it, style = type.body) } },
            shape = RoundedCornerShape(14.dp),
            visualTransformation = if (entry == Entry.SECRET) PasswordVisualTransformation() else VisualTransformation.None,
            keyboardOptions = KeyboardOptions(autoCorrect = false, keyboardType = entry.keyboard()),
            colors =
                OutlinedTextFieldDefaults.colors(
                    unfocusedContainerColor = LocalPalette.current.surface,
                    focusedContainerColor = LocalPalette.current.surface,
                ),
        )
    }
}

private const val LONG_LINES = 4

private fun Entry.keyboard(): KeyboardType =
    when (this) {
        Entry.TEXT, Entry.LONG -> KeyboardType.Text
        Entry.NUMBER -> KeyboardType.Decimal
        Entry.SECRET, Entry.CODE, Entry.GROUP -> KeyboardType.Password
    }

private val Entry.isLong: Boolean get() = this == Entry.LONG || this == Entry.CODE

/** One of several; what stands in the list is what is asked, and nothing is chosen beforehand. Each is heard after what it is [about]. */
@Composable
fun OneOf(
    options: List<Pair<String, String>>,
    chosen: String?,
    about: String? = null,
    onChoose: (String) -> Unit,
) {
    Column(Modifier.selectableGroup(), Arrangement.spacedBy(8.dp)) {
        options.forEach { (id, words) ->
            val heard = if (about == null) Modifier else Modifier.semantics { contentDescription = spoken(words, about) }
            Option(words, id == chosen, heard.fillMaxWidth(), null) { onChoose(id) }
        }
    }
}

/** "Yes" alone says nothing to somebody who hears it on a screen with several questions. */
private fun spoken(
    words: String,
    about: String?,
): String = listOfNotNull(about, words).joinToString(separator = " ")

/** One of a few short words, side by side; below each other where the text is large. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun OneOfFew(
    options: List<Pair<String, String>>,
    chosen: String?,
    onChoose: (String) -> Unit,
) {
    if (isLargeText()) return OneOf(options, chosen, onChoose = onChoose)
    FlowRow(
        Modifier.fillMaxWidth().selectableGroup(),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        options.forEach { (id, words) ->
            Option(words, id == chosen, Modifier.defaultMinSize(minWidth = 52.dp), TextAlign.Center) { onChoose(id) }
        }
    }
}

@Composable
private fun Option(
    words: String,
    chosen: Boolean,
    modifier: Modifier,
    align: TextAlign?,
    onChoose: () -> Unit,
) {
    val colours = LocalPalette.current
    val shape = RoundedCornerShape(14.dp)
    Surface(
        modifier = modifier.clip(shape).selectable(chosen, role = Role.RadioButton, onClick = onChoose),
        shape = shape,
        color = if (chosen) colours.accent else colours.surface,
        border = BorderStroke(if (chosen) 2.dp else 1.dp, if (chosen) colours.accent else colours.line),
    ) {
        Box(Modifier.heightIn(min = 52.dp).padding(horizontal = sideRoom(), vertical = 12.dp), Alignment.CenterStart) {
            Text(
                together(words),
                Modifier.let { if (align == null) it.fillMaxWidth() else it.align(Alignment.Center) },
                color = if (chosen) colours.onAccent else colours.ink,
                style = type.body,
                textAlign = align,
            )
        }
    }
}

/** Something that is so or is not. */
@Composable
fun Tick(
    words: String,
    on: Boolean,
    onToggle: () -> Unit,
) {
    val colours = LocalPalette.current
    val shape = RoundedCornerShape(14.dp)
    val row =
        Modifier
            .fillMaxWidth()
            .clip(shape)
            .border(1.dp, if (on) colours.accent else colours.line, shape)
            .toggleable(on, role = Role.Checkbox) { onToggle() }
            .heightIn(min = 52.dp)
            .padding(horizontal = sideRoom(), vertical = 12.dp)
    val inside = @Composable {
        TickBox(on)
        Text(together(words), color = colours.ink, style = type.body)
    }
    if (isLargeText()) {
        Column(row, Arrangement.spacedBy(8.dp)) { inside() }
    } else {
        Row(row, Arrangement.spacedBy(14.dp), Alignment.CenterVertically) { inside() }
    }
}

/** Large text needs the width itself. */
@Composable
private fun sideRoom(): Dp = if (isLargeText()) 12.dp else 16.dp

@Composable
private fun TickBox(on: Boolean) {
    val colours = LocalPalette.current
    Surface(
        shape = RoundedCornerShape(6.dp),
        color = if (on) colours.accent else colours.surface,
        border = BorderStroke(2.dp, if (on) colours.accent else colours.line),
    ) {
        Box(Modifier.padding(3.dp)) { if (on) CheckMark(colours.onAccent) else NoMark() }
    }
}
