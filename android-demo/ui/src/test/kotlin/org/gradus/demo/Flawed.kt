package org.gradus.demo

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.offset
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.dismiss
import androidx.compose.ui.semantics.onLongClick
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** Everything that the audit must find, on one screen. */
@Composable
internal fun Flawed() {
    Column {
        Box(Modifier.size(60.dp).clickable(role = Role.Button) {})
        Text("No role", Modifier.size(60.dp).clickable {})
        Text("No state", Modifier.size(60.dp).clickable(role = Role.RadioButton) {})
        Text("Small", Modifier.size(40.dp).clickable(role = Role.Button) {})
        Text("Only held", Modifier.size(60.dp).semantics { onLongClick { true } })
        Text("Only swiped", Modifier.size(60.dp).semantics { dismiss { true } })
        Text("Much too much text for a box that is as small as this one is", Modifier.size(48.dp))
        Text("Uncharacteristically", Modifier.width(60.dp))
        Text("Size 9 mm", Modifier.width(60.dp))
        Text("Outside", Modifier.offset(x = 340.dp))
    }
}
