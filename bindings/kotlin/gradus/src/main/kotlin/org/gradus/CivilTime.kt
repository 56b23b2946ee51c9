package org.gradus

import org.gradus.core.GateView
import org.gradus.core.OccurrenceView
import org.gradus.core.PersonRef
import org.gradus.core.PlanReplaced
import org.gradus.core.PlanView
import org.gradus.core.SlotView
import org.gradus.core.TaskView
import org.gradus.core.TimelineItem
import org.gradus.core.TimelineView
import org.gradus.core.TodayView
import org.gradus.core.TriageView
import java.time.LocalDate
import java.time.LocalTime
import java.time.OffsetDateTime

// The core writes dates and moments as ISO 8601 text. Each property below is that text as java.time has it: `Date` is a civil
// date, `Time` a civil time, `Moment` an instant with the offset that was in force.

/** Birth date. */
public val PersonRef.bornDate: LocalDate get() = LocalDate.parse(born)

/** The civil date that the view is about. */
public val TodayView.civilDate: LocalDate get() = LocalDate.parse(date)

/** Until when the plan's pause since the last session runs; `null` when it is over or there is none. */
public val TodayView.notBeforeMoment: OffsetDateTime? get() = notBefore?.let(OffsetDateTime::parse)

/** Civil time, if the plan names one. */
public val SlotView.atTime: LocalTime? get() = at?.let(LocalTime::parse)

/** The civil date. */
public val OccurrenceView.civilDate: LocalDate get() = LocalDate.parse(date)

/** Civil time, if the plan names one. */
public val OccurrenceView.atTime: LocalTime? get() = at?.let(LocalTime::parse)

/** First civil date on which the plan holds; `null` while it leaves that open. */
public val PlanView.effectiveDate: LocalDate? get() = effective?.let(LocalDate::parse)

/** The civil date since which the plan in force has been in force. */
public val PlanReplaced.sinceDate: LocalDate get() = LocalDate.parse(since)

/** The civil date from which the new one takes its place. */
public val PlanReplaced.untilDate: LocalDate get() = LocalDate.parse(until)

/** First civil date. */
public val TimelineView.firstDate: LocalDate get() = LocalDate.parse(fromDate)

/** Last civil date, included. */
public val TimelineView.lastDate: LocalDate get() = LocalDate.parse(toDate)

/** When it happened. */
public val TimelineItem.moment: OffsetDateTime get() = OffsetDateTime.parse(at)

/** By when. */
public val TaskView.dueMoment: OffsetDateTime get() = OffsetDateTime.parse(due)

/** Earliest moment of the next session, when the answer is to wait. */
public val GateView.untilMoment: OffsetDateTime? get() = until?.let(OffsetDateTime::parse)

/** Earliest moment of the next session, when the answer is to wait. */
public val TriageView.untilMoment: OffsetDateTime? get() = until?.let(OffsetDateTime::parse)
