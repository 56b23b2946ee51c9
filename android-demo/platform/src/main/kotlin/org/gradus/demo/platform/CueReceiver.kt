package org.gradus.demo.platform

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.media.RingtoneManager
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
            context.getSystemService(Vibrator::class.java)?.vibrate(VibrationEffect.createWaveform(pattern, ONCE))
        }
        if (!intent.getBooleanExtra(SessionSigns.SOUNDS, false)) return
        val sound = RingtoneManager.getDefaultUri(RingtoneManager.TYPE_NOTIFICATION)
        RingtoneManager.getRingtone(context, sound)?.play()
    }

    private companion object {
        const val STILL_MS = 150L
        const val PULSE_MS = 250L
        const val ONCE = -1
    }
}
