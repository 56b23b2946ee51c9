package org.gradus.demo.platform

import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException
import java.util.UUID

/** Lends a report to the app that the person chose, to read and for as long as it is there. Not exported; read only. */
class ReportProvider : ReadOnlyProvider() {
    override fun getType(uri: Uri): String = TYPE

    override fun openFile(
        uri: Uri,
        mode: String,
    ): ParcelFileDescriptor {
        if (mode != "r") throw FileNotFoundException("read only")
        return ParcelFileDescriptor.open(file(uri), ParcelFileDescriptor.MODE_READ_ONLY)
    }

    override fun query(
        uri: Uri,
        projection: Array<out String>?,
        selection: String?,
        selectionArgs: Array<out String>?,
        sortOrder: String?,
    ): Cursor =
        MatrixCursor(arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)).apply {
            addRow(arrayOf<Any>(DISPLAYED, file(uri).length()))
        }

    private fun file(uri: Uri): File {
        val name = uri.lastPathSegment.orEmpty()
        val file = File(folder(checkNotNull(context)), name)
        if (!NAME.matches(name) || !file.isFile) throw FileNotFoundException("no such report")
        return file
    }

    companion object {
        const val TYPE = "text/html"

        /** Names nobody and nothing. */
        private const val DISPLAYED = "report.html"
        private val NAME = Regex("[0-9a-f-]{36}")

        /** Writes a report where only this provider reads it. */
        fun write(
            context: Context,
            report: String,
        ): Uri {
            val name = UUID.randomUUID().toString()
            File(folder(context).apply { mkdirs() }, name).writeText(report)
            return Uri.Builder().scheme("content").authority("${context.packageName}.reports").appendPath(name).build()
        }

        /** Drops what was shared before this start. */
        fun sweep(context: Context) {
            folder(context).deleteRecursively()
        }

        private fun folder(context: Context): File = File(context.cacheDir, "reports")
    }
}
