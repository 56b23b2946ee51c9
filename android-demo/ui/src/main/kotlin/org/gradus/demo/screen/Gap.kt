package org.gradus.demo.screen

import androidx.compose.ui.unit.dp

/** Room between things that belong together. */
internal object Gap {
    val small = 8.dp
    val wide = 20.dp
}
