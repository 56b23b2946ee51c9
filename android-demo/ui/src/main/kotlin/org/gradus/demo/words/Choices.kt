package org.gradus.demo.words

/** A word of one of the core's closed lists, and how the shell says it. */
data class Choice(
    val id: String,
    val word: Text,
)

/** The core's closed lists. A test compares each with what the core accepts. */
object Choices {
    /** The clinic named a size; it is asked for beside. */
    const val RESUME_AT = "resume_at"

    val ROLES = listed("role_", "self", "caregiver", "teen")
    val EASE = listed("ease_", "easy", "firm", "forced_not_done", "not_passed")
    val STOP_REASONS =
        listed(
            "stop_",
            "pain",
            "bleeding",
            "would_not_pass",
            "stuck",
            "faint",
            "child_said_stop",
            "interrupted",
            "other",
        )
    val SKIP_REASONS =
        listed("skip_", "no_private_time", "illness", "travel", "child_refuses", "forgot", "clinic_said", "other")
    val OUTCOMES = listed("outcome_", "resume", RESUME_AT, "stay_same", "step_down", "stop", "nothing_to_do")

    val SHAPES = listed("shape_", "hegar_double", "hegar_single", "set_piece", "cryothermal", "other")
    val MATERIALS = listed("material_", "silicone", "metal", "glass", "plastic", "latex_covered")
    val FLAWS = listed("flaw_", "sharp_edge", "seam", "porous", "magnetic", "weighted")
    val DISINFECTION = listed("disinfect_by_", "makers_way", "boiled", "bleach")
    val RETIRE_REASONS = listed("retire_", "replaced", "broken", "lost", "other")
    val LUBRICANTS = listed("lubricant_is_", "water", "silicone", "oil", "numbing_gel", "unsuitable")
    val SURFACES = listed("surface_", "silicone", "latex", "metal", "glass", "plastic")

    /** Units of the questions that are answered with a number and name one. */
    val UNITS = listed("unit_", "C", "days", "hours", "minutes", "times")

    /** A scale says more by its ends than by its unit. */
    const val SCALE = "points"
    val CONDITIONS = every("condition_")
    val OPERATIONS = every("operation_")

    private fun listed(
        prefix: String,
        vararg ids: String,
    ): List<Choice> = ids.map { Choice(it, ListWord.valueOf("$prefix$it".uppercase())) }

    private fun every(prefix: String): List<Choice> =
        ListWord.entries.filter { it.key.startsWith(prefix) }.map { Choice(it.key.removePrefix(prefix), it) }
}
