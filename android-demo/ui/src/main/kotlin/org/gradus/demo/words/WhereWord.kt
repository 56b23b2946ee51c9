package org.gradus.demo.words

/** What the shell says around the core's answer to where dilation is to be done. */
enum class WhereWord : Text {
    SETTING,
    SETTING_TEXT,
    SETTING_LOOK,
    SETTING_GO_ON,
    SETTING_QUESTIONS,
    SETTING_OPEN,
    ;

    override val key: String get() = name.lowercase()
}
