package org.gradus.demo.platform

import android.content.ContentProvider
import android.content.ContentValues
import android.net.Uri

/** Shows what it has, and takes nothing in. */
abstract class ReadOnlyProvider : ContentProvider() {
    override fun onCreate(): Boolean = true

    final override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri? = null

    final override fun update(
        uri: Uri,
        values: ContentValues?,
        selection: String?,
        selectionArgs: Array<out String>?,
    ): Int = 0

    final override fun delete(
        uri: Uri,
        selection: String?,
        selectionArgs: Array<out String>?,
    ): Int = 0
}
