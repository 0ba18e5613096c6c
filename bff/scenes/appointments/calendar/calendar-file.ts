import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { calendarText } from './calendar-text.ts';

/** RFC 5545 §3.8.1.11. */
type EventStatus = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';

/** One event, as a calendar hears of it. Instants are ms since the epoch. */
export interface CalendarEvent {
  /** The same for the event's whole life; what a calendar has under it is replaced. */
  readonly uid: string;
  /** From 0; grows when the event says something else (RFC 5545 §3.8.7.4). */
  readonly sequence: number;
  /** Since when it says this. */
  readonly changedAt: number;
  /** When this file is written. */
  readonly writtenAt: number;
  readonly status: EventStatus;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly language: 'zh' | 'en';
  readonly summary: string;
  readonly location: string;
  readonly description: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SHANGHAI_MS = 8 * HOUR_MS;
/** Seven in the evening, before people go to bed and while there is time to fetch what is to be brought. */
const EVENING_MS = 19 * HOUR_MS;

/**
 * The event as an iCalendar object (RFC 5545 §3.4): `PUBLISH`, or `CANCEL` where it is cancelled, which takes a published event back
 * (RFC 5546 §3.2.1, §3.2.5). RFC 5546 wants an ORGANIZER in both; there is none, because it is an address that calendars answer to,
 * nobody would read what they send, and RFC 5545 §3.8.4.3 keeps it for events with guests.
 */
export function calendarFile(event: CalendarEvent): string {
  const { language, status, startsAt, endsAt, writtenAt, changedAt, sequence, uid } = event;
  const summary = calendarText(event.summary);
  const calendar = ical({
    prodId: { company: 'Onedoor', product: 'Onedoor', language: language.toUpperCase() },
    scale: 'GREGORIAN',
    method: status === 'CANCELLED' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const made = calendar.createEvent({
    id: uid,
    sequence,
    stamp: new Date(writtenAt),
    lastModified: new Date(changedAt),
    status: ICalEventStatus[status],
    class: ICalEventClass.PRIVATE,
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary,
    location: calendarText(event.location),
    description: calendarText(event.description),
  });
  for (const minutes of alarmMinutes(event))
    made.createAlarm({ type: ICalAlarmType.display, trigger: minutes * 60, description: summary });
  // The library leaves its last line without an end (RFC 5545 §3.1).
  return `${calendar.toString()}\r\n`;
}

/** How long before its beginning it rings: the evening before, and two hours. What is over by now does not ring at once. */
function alarmMinutes({ status, startsAt, writtenAt }: CalendarEvent): readonly number[] {
  if (status === 'CANCELLED') return [];
  const sinceMidnight = (startsAt + SHANGHAI_MS) % DAY_MS;
  const before = [sinceMidnight + DAY_MS - EVENING_MS, 2 * HOUR_MS];
  return before.filter((early) => startsAt - early > writtenAt).map((early) => Math.floor(early / MINUTE_MS));
}
