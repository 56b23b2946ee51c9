package org.gradus.demo.platform

import android.content.Context
import android.net.Uri
import android.provider.DocumentsContract
import android.provider.DocumentsContract.Document
import org.gradus.demo.app.DiaryCopy
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream

/** Copies a diary out of a folder that only the system may read to where the core can; it is swept away at the next start. */
class BroughtIn(
    private val context: Context,
    private val most: Long = MOST_BYTES,
) {
    private val folder = File(context.cacheDir, NAME)

    fun sweep() {
        folder.deleteRecursively()
    }

    /** The diary's own files, and nothing else that lies beside them. Nothing stays of a copy that is not whole. */
    fun take(tree: Uri): DiaryCopy =
        try {
            sweep()
            folder.mkdirs()
            if (copy(tree) == 0) DiaryCopy.None else DiaryCopy.Lies(folder.toPath())
        } catch (_: IOException) {
            unreadable()
        } catch (_: SecurityException) {
            unreadable()
        }

    private fun unreadable(): DiaryCopy {
        sweep()
        return DiaryCopy.Unreadable
    }

    /** How many files it were. */
    private fun copy(tree: Uri): Int {
        val children = DocumentsContract.buildChildDocumentsUriUsingTree(tree, DocumentsContract.getTreeDocumentId(tree))
        val columns = arrayOf(Document.COLUMN_DOCUMENT_ID, Document.COLUMN_DISPLAY_NAME, Document.COLUMN_MIME_TYPE)
        val rows = context.contentResolver.query(children, columns, null, null, null) ?: throw IOException("no answer")
        var left = most
        var count = 0
        rows.use {
            while (rows.moveToNext()) {
                val name = rows.getString(1).orEmpty()
                if (!OWN.matches(name) || rows.getString(2) == Document.MIME_TYPE_DIR) continue
                left -= copy(DocumentsContract.buildDocumentUriUsingTree(tree, rows.getString(0)), File(folder, name), left)
                count += 1
            }
        }
        return count
    }

    /** How many bytes it were, at most [most]. */
    private fun copy(
        document: Uri,
        file: File,
        most: Long,
    ): Long {
        val from = context.contentResolver.openInputStream(document) ?: throw IOException("no answer")
        return from.use { source -> file.outputStream().use { pour(source, it, most) } }
    }

    private fun pour(
        from: InputStream,
        to: OutputStream,
        most: Long,
    ): Long {
        val part = ByteArray(DEFAULT_BUFFER_SIZE)
        var read = 0L
        while (true) {
            val more = from.read(part)
            if (more < 0) return read
            read += more
            if (read > most) throw IOException("longer than a diary")
            to.write(part, 0, more)
        }
    }

    private companion object {
        const val NAME = "brought-in"

        /** The diary's files; never a path. */
        val OWN = Regex("""vault\.[a-z0-9.\-]+""")

        /** Bytes: ten years of a diary are a tenth of this. */
        const val MOST_BYTES = 256L * 1024 * 1024
    }
}
