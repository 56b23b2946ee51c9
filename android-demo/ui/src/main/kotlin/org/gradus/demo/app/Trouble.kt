package org.gradus.demo.app

import org.gradus.core.GradusException
import org.gradus.core.WrongField
import org.gradus.demo.words.LockWord
import org.gradus.demo.words.Text
import org.gradus.demo.words.Word

/** The one way on from a trouble: what its button says. */
enum class Forward(
    val word: Text,
) {
    TRY_AGAIN(Word.FORWARD_TRY),
    UNLOCK(Word.FORWARD_UNLOCK),
    TODAY(Word.FORWARD_TODAY),
    CORRECT(Word.FORWARD_CORRECT),
    ALL_RIGHT(Word.FORWARD_OK),
    LEAVE(Word.FORWARD_LEAVE),
    MEND(Word.FORWARD_MEND),
    RESTORE(Word.FORWARD_RESTORE),
    OLDER(Word.FORWARD_OLDER),
    OTHER_WINDOW_CLOSED(Word.FORWARD_RETRY_BUSY),
    ROOM_MADE(Word.FORWARD_RETRY_ROOM),
    REOPEN(Word.FORWARD_REOPEN),
    ANEW(LockWord.FORWARD_ANEW),
}

/** What went wrong, in the shell's words, with what the core adds for the person to read, the [fields] to look at, and one way on. */
data class Trouble(
    val word: Text,
    val forward: Forward,
    val details: List<String> = emptyList(),
    val fields: List<Text> = emptyList(),
)

/**
 * Each arm has its own words and one way on. No `else`: the compiler counts the arms. Too many tries lead back to where the recovery
 * code, which never waits, is one tap away. A field that is wrong is called as the screen calls it, by [words]; the core's own words
 * for it, which are English, are told where the screen makes them [told].
 */
fun troubleOf(
    error: GradusException,
    words: Map<String, Text> = emptyMap(),
    told: (WrongField) -> String? = { null },
): Trouble =
    when (error) {
        is GradusException.Locked -> Trouble(Word.TROUBLE_LOCKED, Forward.UNLOCK)
        is GradusException.WrongSecret -> Trouble(Word.TROUBLE_WRONG_SECRET, Forward.TRY_AGAIN)
        is GradusException.TooManyTries -> Trouble(LockWord.TRIES_TOO_MANY, Forward.ALL_RIGHT)
        is GradusException.DeviceSecretGone -> Trouble(LockWord.TROUBLE_DEVICE_GONE, Forward.ALL_RIGHT)
        is GradusException.EasyPasscode -> Trouble(LockWord.TROUBLE_EASY, Forward.CORRECT)
        is GradusException.SecretNeeded -> Trouble(LockWord.TROUBLE_SECRET_NEEDED, Forward.ALL_RIGHT)
        is GradusException.InboxFull -> Trouble(LockWord.TROUBLE_INBOX_FULL, Forward.UNLOCK)
        is GradusException.LastWay -> Trouble(LockWord.TROUBLE_LAST_WAY, Forward.ALL_RIGHT)
        is GradusException.Erased -> Trouble(LockWord.TROUBLE_ERASED, Forward.ANEW)
        is GradusException.NotFound -> Trouble(Word.TROUBLE_NOT_FOUND, Forward.TODAY)
        is GradusException.Invalid -> invalid(error.fields, words, told)
        is GradusException.Refused -> Trouble(Word.TROUBLE_REFUSED, Forward.ALL_RIGHT, listOf(error.why))
        is GradusException.NewerVersion -> Trouble(Word.TROUBLE_NEWER, Forward.LEAVE)
        is GradusException.Damaged -> damage(error)
        is GradusException.Busy -> Trouble(Word.TROUBLE_BUSY, Forward.OTHER_WINDOW_CLOSED)
        is GradusException.Storage -> Trouble(Word.TROUBLE_STORAGE, Forward.ROOM_MADE)
        is GradusException.Internal -> Trouble(Word.TROUBLE_INTERNAL, Forward.REOPEN)
    }

private fun damage(error: GradusException.Damaged): Trouble =
    when {
        error.mendable -> Trouble(Word.TROUBLE_DAMAGED, Forward.MEND)
        isOlder(error) -> Trouble(Word.TROUBLE_OLDER, Forward.OLDER)
        else -> Trouble(Word.TROUBLE_LOST, Forward.RESTORE)
    }

/** Whether the vault may be an older state of itself: it says so, or the mark that would know is gone. */
private fun isOlder(damage: GradusException.Damaged): Boolean =
    damage.kind == "rolled_back" || (damage.kind == "missing" && damage.file == "vault.mark")

private fun invalid(
    fields: List<WrongField>,
    words: Map<String, Text>,
    told: (WrongField) -> String?,
): Trouble {
    val (inCoresWords, others) = fields.map { it to told(it) }.partition { (_, text) -> text != null }
    return Trouble(
        Word.TROUBLE_INVALID,
        Forward.CORRECT,
        inCoresWords.mapNotNull { (_, text) -> text },
        others.map { (field, _) -> words[field.field] ?: Word.TROUBLE_FIELD }.distinct(),
    )
}
