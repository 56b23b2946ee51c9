package org.gradus.demo.platform

import android.app.Application
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.provider.DocumentsContract
import android.provider.DocumentsContract.Document
import org.gradus.demo.app.DiaryCopy
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.ByteArrayInputStream
import java.io.File
import java.io.IOException
import java.io.InputStream
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], manifest = Config.NONE)
class BroughtInTest {
    private val context: Application get() = RuntimeEnvironment.getApplication()
    private val cache: File get() = File(context.cacheDir, "brought-in")

    @Before
    fun install() {
        Folder.lies = emptyList()
        Folder.refuses = false
        Robolectric.setupContentProvider(Folder::class.java, AUTHORITY)
    }

    @Test
    fun `the diary's own files are brought in, and nothing else that lies beside them`() {
        lies("vault.db" to "pages", "vault.hdr2" to "header", "photo.jpg" to "private", "../vault.db" to "elsewhere", "vault.d/x" to "y")
        val copy = assertIs<DiaryCopy.Lies>(BroughtIn(context).take(TREE))
        assertEquals(mapOf("vault.db" to "pages", "vault.hdr2" to "header"), contents(copy.folder.toFile()))
        lies("vault.db" to "newer")
        BroughtIn(context).take(TREE)
        assertEquals(mapOf("vault.db" to "newer"), contents(cache), "nothing stays of what was brought in before")
    }

    @Test
    fun `a folder that has the diary's folder in it, or nothing of a diary, is told to be none`() {
        lies("letter.txt" to "dear")
        assertEquals(DiaryCopy.None, BroughtIn(context).take(TREE))
        Folder.lies = listOf("diary" to Document.MIME_TYPE_DIR, "vault.db" to Document.MIME_TYPE_DIR)
        assertEquals(DiaryCopy.None, BroughtIn(context).take(TREE))
    }

    @Test
    fun `a folder that the phone does not let this app read, or that breaks off, ends nothing and leaves nothing`() {
        lies("vault.db" to "pages", "vault.hdr" to "header")
        Folder.refuses = true
        assertEquals(DiaryCopy.Unreadable, BroughtIn(context).take(TREE))
        Folder.refuses = false
        reads("vault.hdr") { throw IOException("gone") }
        assertEquals(DiaryCopy.Unreadable, BroughtIn(context).take(TREE))
        assertFalse(cache.exists())
    }

    @Test
    fun `no more is copied than a diary ever holds, whatever a file is called`() {
        lies("vault.db" to "12345", "vault.hdr" to "678")
        assertIs<DiaryCopy.Lies>(BroughtIn(context, most = 8).take(TREE))
        assertEquals(DiaryCopy.Unreadable, BroughtIn(context, most = 7).take(TREE))
        assertFalse(cache.exists())
    }

    private fun contents(folder: File): Map<String, String> = folder.listFiles().orEmpty().associate { it.name to it.readText() }

    private fun lies(vararg files: Pair<String, String>) {
        Folder.lies = files.map { (name, _) -> name to "application/octet-stream" }
        files.forEach { (name, text) -> reads(name) { ByteArrayInputStream(text.toByteArray()) } }
    }

    private fun reads(
        name: String,
        stream: () -> InputStream,
    ) {
        val document = DocumentsContract.buildDocumentUriUsingTree(TREE, name)
        shadowOf(context.contentResolver).registerInputStreamSupplier(document, stream)
    }

    /** A folder of another app: names and kinds, by which the files are asked for. */
    class Folder : ReadOnlyProvider() {
        override fun query(
            uri: Uri,
            projection: Array<out String>?,
            selection: String?,
            selectionArgs: Array<out String>?,
            sortOrder: String?,
        ): Cursor {
            if (refuses) throw SecurityException("not for this app")
            val columns = arrayOf(Document.COLUMN_DOCUMENT_ID, Document.COLUMN_DISPLAY_NAME, Document.COLUMN_MIME_TYPE)
            return MatrixCursor(columns).apply { lies.forEach { (name, kind) -> addRow(arrayOf(name, name, kind)) } }
        }

        override fun getType(uri: Uri): String? = null

        companion object {
            var lies = emptyList<Pair<String, String>>()
            var refuses = false
        }
    }

    private companion object {
        const val AUTHORITY = "folders.test"
        val TREE: Uri = DocumentsContract.buildTreeDocumentUri(AUTHORITY, "root")
    }
}
