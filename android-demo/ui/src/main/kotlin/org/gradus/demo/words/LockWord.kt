package org.gradus.demo.words

/** What the screens say of opening a diary, locking it and who may look into it. */
enum class LockWord : Text {
    // unlock
    UNLOCK_TITLE,
    UNLOCK,
    UNLOCK_KEEPER,
    UNLOCK_RECOVERY,
    TRIES_LEFT,
    TRIES_TOO_MANY,
    TRIES_NEXT,
    TROUBLE_DEVICE_GONE,
    TROUBLE_EASY,
    TROUBLE_LAST_WAY,
    TROUBLE_ERASED,
    TRIES_BEFORE_ERASE,
    FORWARD_ANEW,
    KEEPER_DECLINED,
    KEEPER_LOST,
    KEEPER_NOTHING,
    KEEPER_CHANGED,
    PASSCODE_DUE,
    RECOVER_TITLE,
    RECOVER_TEXT,
    RECOVER,
    RESTORE_TITLE,
    RESTORE_TEXT,
    RESTORE_CHOOSE,
    RESTORE_CHOSEN,
    RESTORE_FOLDER_MISSING,
    RESTORE_SECRET,
    OLDER_TITLE,
    OLDER_LOST,
    OLDER_ONLY,
    OLDER_ACCEPT,

    // settings
    SETTINGS_TITLE,
    LOCK_DELAY,
    DELAY_0,
    DELAY_30,
    DELAY_60,
    DELAY_300,
    KEEPER_TITLE,
    KEEPER_ON,
    KEEPER_OFF,
    GUISE_TITLE,
    GUISE_STAYS,
    GUISE_LATER,
    GUISE_DAYBOOK,
    GUISE_NOTEBOOK,
    GUISE_PLANNER,
    LOCK_NOW,
    ;

    override val key: String get() = name.lowercase()
}
