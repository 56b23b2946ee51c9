package org.gradus.demo.kit

import org.gradus.SecretKeeper
import org.gradus.core.ReminderView
import org.gradus.demo.app.Device
import org.gradus.demo.app.DiaryCopy
import org.gradus.demo.app.Guise
import org.gradus.demo.app.Hindrance
import org.gradus.demo.app.LiveSession
import org.gradus.testkit.MemoryKeeper

/** A machine whose dialler, choosers and keystore a test can look into. */
class TestDevice(
    override val country: String = "GB",
    override val keeper: SecretKeeper? = MemoryKeeper(),
    override var language: String = "en",
) : Device {
    val dialled = mutableListOf<String>()
    var left = 0
        private set
    var text: String? = null
    var copy: DiaryCopy? = null

    override fun dial(number: String) {
        dialled += number
    }

    override suspend fun chooseText(): String? = text

    override suspend fun chooseDiaryCopy(): DiaryCopy? = copy

    val shared = mutableListOf<String>()

    val looked = mutableListOf<String>()

    /** The report that stands in front of the app. */
    var inFront: String? = null
        private set

    override fun show(report: String?) {
        inFront = report
        report?.let { looked += it }
    }

    override fun share(report: String) {
        shared += report
    }

    /** The session that it was told of last; `null` once that was over. */
    var followed: LiveSession? = null
        private set

    override fun follow(session: LiveSession?) {
        followed = session
    }

    /** What it is to remind of, by what it was told last; `null` while it was told nothing. */
    var reminders: List<ReminderView>? = null
        private set
    var timesReminded = 0
        private set

    override fun remind(reminders: List<ReminderView>) {
        timesReminded += 1
        this.reminders = reminders
    }

    /** How much longer than others its owner needs. */
    var patience = 1

    override fun stays(ms: Long): Long = ms * patience

    override var hindrances: Set<Hindrance> = emptySet()

    /** How often the phone asked whether the app may notify, and whether its owner says yes. */
    var asked = 0
        private set
    var saysYes = true

    override suspend fun askToNotify() {
        asked += 1
        if (saysYes) hindrances = hindrances - Hindrance.NOTICES
    }

    val putRight = mutableListOf<Hindrance>()

    override fun putRight(hindrance: Hindrance) {
        putRight += hindrance
    }

    var staysOn = false
        private set

    override fun keepOn(on: Boolean) {
        staysOn = on
    }

    override var guise = Guise.FIRST

    override fun leave() {
        left += 1
    }
}
