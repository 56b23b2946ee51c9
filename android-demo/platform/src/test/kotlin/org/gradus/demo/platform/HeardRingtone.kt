package org.gradus.demo.platform

import android.content.Context
import android.media.AudioAttributes
import android.media.Ringtone
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements

/** A ringtone that makes no sound, and says as what it was played. */
@Implements(Ringtone::class)
class HeardRingtone {
    private var attributes: AudioAttributes? = null

    @Implementation
    @Suppress("FunctionName", "UNUSED_PARAMETER", "UnusedParameter")
    fun __constructor__(
        context: Context,
        allowRemote: Boolean,
    ): Unit = Unit

    @Implementation
    fun setAudioAttributes(attributes: AudioAttributes) {
        this.attributes = attributes
    }

    @Implementation
    @Suppress("FunctionOnlyReturningConstant")
    fun createLocalMediaPlayer(): Boolean = true

    @Implementation
    fun play() {
        playedAs = attributes
    }

    companion object {
        /** As what the last one was played; `null` where none was. */
        var playedAs: AudioAttributes? = null
    }
}
