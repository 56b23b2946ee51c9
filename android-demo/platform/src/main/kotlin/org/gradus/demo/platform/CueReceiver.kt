package org.gradus.demo.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.media.AudioAttributes
import android.media.RingtoneManager
import android.os.Build
import android.os.VibrationAttributes
import android.os.VibrationEffect
import android.os.Vibrator

/** Gives one sound and its pulses. */
class CueReceiver : BroadcastReceiver() {
    override fun onReceive(
        context: Context,
        intent: Intent,
    ) {
        val pulses = intent.getIntExtra(SessionSigns.PULSES, 0)
        if (pulses > 0) {
            val pattern = LongArray(2 * pulses) { if (it % 2 == 0) STILL_MS else PULSE_MS }
            context.getSystemService(Vibrator::class.java)?.let { shake(it, VibrationEffect.createWaveform(pattern, ONCE)) }
        }
        if (!intent.getBooleanExtra(SessionSigns.SOUNDS, false)) return
        val sound = RingtoneManager.getDefaultUri(RingtoneManager.TYPE_NOTIFICATION)
        RingtoneManager.getRingtone(context, sound)?.run {
            audioAttributes = LIKE_AN_ALARM
            play()
        }
    }

    private fun shake(
        vibrator: Vibrator,
        effect: VibrationEffect,
    ) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            vibrator.vibrate(effect, VibrationAttributes.createForUsage(VibrationAttributes.USAGE_ALARM))
        } else {
            @Suppress("DEPRECATION")
            vibrator.vibrate(effect, LIKE_AN_ALARM)
        }
    }

    private companion object {
        /** What is inside has to come out in time: a phone that is silent or not to be disturbed treats it as an alarm. */
        val LIKE_AN_ALARM: AudioAttributes =
            AudioAttributes
                .Builder()
                .setUsage(AudioAttributes.USAGE_ALARM)
                .setContentType(AudioAttributes.CONTENT_TYPE_SONIFICATION)
                .build()

        const val STILL_MS = 150L
        const val PULSE_MS = 250L
        const val ONCE = -1
    }
}
