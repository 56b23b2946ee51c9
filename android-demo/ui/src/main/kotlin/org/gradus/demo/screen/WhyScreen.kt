package org.gradus.demo.screen

import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import org.gradus.core.BasisWord
import org.gradus.core.Certainty
import org.gradus.core.DispositionWord
import org.gradus.core.FactView
import org.gradus.core.RuleView
import org.gradus.demo.look.Card
import org.gradus.demo.look.Heading
import org.gradus.demo.look.LocalPalette
import org.gradus.demo.look.Mark
import org.gradus.demo.look.Marked
import org.gradus.demo.look.Page
import org.gradus.demo.look.Para
import org.gradus.demo.look.Quiet
import org.gradus.demo.state.WhyState
import org.gradus.demo.words.Word
import org.gradus.demo.words.say

/** What the answer rests on: rules with their basis, facts with where they come from, and which pack said so. */
@Composable
fun WhyScreen(state: WhyState) {
    val triage = state.triage
    Page(state, say(Word.WHY_TITLE), state.person.name) {
        Para(triage.sentence)
        Card(LocalPalette.current.tint) {
            Para(say(if (triage.pack.signedOff) Word.WHY_SIGNED else Word.WHY_UNSIGNED))
            Quiet(say(Word.WHY_PACK, triage.pack.version))
        }
        if (triage.rules.isNotEmpty()) Heading(say(Word.WHY_RULES))
        triage.rules.forEach { Rule(it) }
        Heading(say(Word.WHY_FACTS))
        Card { triage.facts.forEach { Fact(state, it) } }
    }
}

@Composable
private fun Rule(rule: RuleView) {
    val (mark, word) = severity(rule.disposition)
    Card {
        Marked(mark, say(word), if (mark == Mark.DANGER) LocalPalette.current.danger else LocalPalette.current.ink)
        Para(rule.title)
        val certainty = if (rule.certainty == Certainty.YES) Word.WHY_CERTAIN else Word.WHY_DOUBT
        Quiet(listOf(say(Word.WHY_RULE_ID, rule.id), say(certainty), say(basis(rule.basis))).joinToString(separator = " · "))
        if (rule.sources.isNotEmpty()) Quiet(say(Word.WHY_SOURCES, rule.sources.joinToString()))
    }
}

@Composable
private fun Fact(
    state: WhyState,
    fact: FactView,
) {
    val plain =
        when (fact.value) {
            true.toString() -> say(Word.YES)
            false.toString() -> say(Word.NO)
            else -> say(Word.NOT_SURE)
        }
    val source = say(if (fact.derived) Word.WHY_DERIVED else Word.WHY_SAID)
    Column(Modifier.semantics(mergeDescendants = true) {}) {
        Quiet(state.question(fact))
        Para(listOf(state.answer(fact) ?: plain, source).joinToString(separator = " · "))
    }
}

/** What a rule rests on. */
internal fun basis(basis: BasisWord): Word =
    when (basis) {
        BasisWord.SOURCED -> Word.WHY_SOURCED
        BasisWord.GENERAL -> Word.WHY_GENERAL
        BasisWord.PROPOSAL -> Word.WHY_PROPOSAL
    }

internal fun severity(disposition: DispositionWord): Pair<Mark, Word> =
    when (disposition) {
        DispositionWord.EMERGENCY -> Mark.DANGER to Word.LEVEL_EMERGENCY
        DispositionWord.SAME_DAY -> Mark.TODAY to Word.LEVEL_SAME_DAY
        DispositionWord.CONTACT -> Mark.SOON to Word.LEVEL_CONTACT
        DispositionWord.PAUSE_AND_RECHECK -> Mark.PAUSE to Word.LEVEL_PAUSE
        DispositionWord.CONTINUE -> Mark.FINE to Word.LEVEL_CONTINUE
    }
