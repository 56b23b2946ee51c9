package org.gradus.demo.kit

import kotlinx.coroutines.runBlocking
import org.gradus.demo.state.CheckInState
import org.gradus.demo.state.ResultState
import kotlin.test.assertIs

/** What makes a check-in of somebody who is well otherwise urgent. */
val FEVER = mapOf("temperature_c" to "38.4")

/** Answers as somebody who is well, up to the temperature, and gives a fever. */
fun Hand.fever(ground: Ground) {
    val state = assertIs<CheckInState>(ground.app.screen)
    upTo("temperature_c", state)
    type("38.4", into = "Number in °C")
    press("Next")
}

/** Answers as somebody who is well, up to the question called so. */
fun Hand.upTo(
    id: String,
    state: CheckInState,
) {
    while (state.question?.id != id) answer(state, well(checkNotNull(state.question)))
}

/** How many check-ins are written down. */
fun Ground.checkIns(): Int = runBlocking { vault.timeline(person.id).items.count { it.kind == "check_in" } }

/** What the answer on the screen was given to, by the facts' names. */
fun Ground.resultFacts(): Map<String, String> = (app.screen as ResultState).triage.facts.associate { it.id to it.value }
