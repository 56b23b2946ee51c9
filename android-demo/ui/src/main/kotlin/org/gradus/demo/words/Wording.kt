package org.gradus.demo.words

import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import org.w3c.dom.Element
import java.util.Locale
import javax.xml.parsers.DocumentBuilderFactory

/**
 * The shell's texts in one language, read from the phone's own resource files: the same files, and the same reader, on the phone
 * and on the desktop. What the core says arrives finished and is never in here.
 */
class Wording private constructor(
    val locale: Locale,
    private val texts: Map<String, String>,
) {
    /** The text with its blanks filled. */
    fun say(
        word: Text,
        vararg fill: Any,
    ): String = texts.getValue(word.key).format(locale, *fill)

    /** Names in the file, and their texts as they stand there. */
    val raw: Map<String, String> get() = texts

    companion object {
        private val TRANSLATED = setOf("es")

        val English: Wording = of(Locale.ENGLISH)

        /** The nearest language that there is; English where there is none. */
        fun of(locale: Locale): Wording {
            val language = locale.language.takeIf { it in TRANSLATED }
            val folder = if (language == null) "values" else "values-$language"
            return Wording(if (language == null) Locale.ENGLISH else locale, read("/$folder/strings.xml"))
        }

        private fun read(path: String): Map<String, String> {
            val stream = checkNotNull(Wording::class.java.getResourceAsStream(path)) { "$path is not in the app" }
            val nodes = stream.use { DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(it) }.getElementsByTagName("string")
            return (0 until nodes.length)
                .map {
                    nodes.item(
                        it,
                    ) as Element
                }.associate { it.getAttribute("name") to unescaped(it.textContent) }
        }

        /** Android's resource compiler wants apostrophes escaped. */
        private fun unescaped(text: String): String = text.replace("\\'", "'")
    }
}

val LocalWording = staticCompositionLocalOf { Wording.English }

/** [Wording.say] in the language of the screen. */
@Composable
fun say(
    word: Text,
    vararg fill: Any,
): String = LocalWording.current.say(word, *fill)
