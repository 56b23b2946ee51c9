package org.gradus.demo.words

/** A text of the shell, by its name in `res/values/strings.xml`. A text that is in one and not in the other fails a test. */
sealed interface Text {
    /** Name in the resource files. */
    val key: String

    companion object {
        /** Every text that there is. */
        val entries: List<Text> get() = Word.entries + LockWord.entries + WhereWord.entries + DeviceWord.entries + ListWord.entries
    }
}
