package org.gradus.demo.app

/** Which number calls an ambulance, by country; read from a data file, shown for checking, and always editable. */
object EmergencyNumbers {
    /** By the country's two letters. */
    val BY_COUNTRY: Map<String, String> by lazy {
        val lines = checkNotNull(javaClass.getResourceAsStream("/raw/emergency_numbers.csv")).bufferedReader().readLines()
        lines.drop(1).associate { line -> line.substringBefore(',') to line.substringAfter(',') }
    }

    /** The European number, which most mobile networks put through, where the country is not in the list. */
    const val ELSEWHERE = "112"

    fun of(country: String): String = BY_COUNTRY[country] ?: ELSEWHERE

    /** What a dialler can take: digits, with a plus, spaces, dashes or brackets between. */
    fun isDiallable(text: String): Boolean = text.count(Char::isDigit) >= 2 && text.all { it.isDigit() || it in "+ -()*#" }
}
