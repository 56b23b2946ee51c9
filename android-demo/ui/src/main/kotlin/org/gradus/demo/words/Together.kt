package org.gradus.demo.words

private const val HELD = "\u00A0"
private val NUMBER_AND_UNIT = Regex("""(?<=\d) (?=(\p{L}{1,8}|°C|%|×)(?!\p{L}))""")
private val MONTH_AND_YEAR = Regex("""(?<=\d[ \u00A0]\p{L}{3,5}\.?) (?=\d{4}(?!\d))""")

/** The text in which a number stays on the line of what it counts or measures, a day beside its month, a month beside its year. */
fun together(text: String): String = text.replace(NUMBER_AND_UNIT, HELD).replace(MONTH_AND_YEAR, HELD)
