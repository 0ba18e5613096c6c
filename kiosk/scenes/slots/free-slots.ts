import { allPages, type Loaded } from '../../client/all-pages.ts';
import { nearestFirst } from '../../client/nearness.ts';
import type { Hospital, Slot } from '../../client/wire.ts';
import { addDays, boundsOf, comesAt, dayOf } from '../../i18n/when.ts';
import { answerOf } from '../../journey/answers.ts';
import type { Visit } from '../../shell/visit.ts';

/** A hospital with what it has free on the day that was chosen. */
export interface Offer {
  readonly hospital: Hospital;
  readonly slots: readonly Slot[];
}

/** What a department has free on one day, over the whole city. */
export interface DayOffers {
  /** `2026-11-25` */
  readonly day: string;
  readonly offers: readonly Offer[];
}

/**
 * Every hospital that has the department, the nearest first, each with its free half hours, the earliest first: on the day that was
 * asked for, else on the first day on which anything is free.
 */
export async function offersOfDay({ services, answers }: Visit): Promise<Loaded<DayOffers>> {
  const department = answerOf(answers, 'department');
  const hospitals = await services.city.hospitals();
  if (!hospitals.ok) return hospitals;
  const having = hospitals.value.filter(({ id }) => department?.hospitals.includes(id) ?? true);
  const open = having.filter(canBook).map(({ id }) => id);
  const first = await firstDay(services, department?.code, answerOf(answers, 'day'), open);
  if (!first.ok) return first;
  const day = first.value;
  const slots = await allPages((cursor) =>
    services.client('searchSlots', { query: { department: department?.code, ...boundsOf(day), limit: 50, cursor } }),
  );
  if (!slots.ok) return slots;
  const offers = nearestFirst(having, services.device.record).map((hospital) => ({
    hospital,
    slots: canBook(hospital) ? slotsIn(slots.value, hospital.id) : [],
  }));
  return { ok: true, value: { day, offers } };
}

const DAYS_AHEAD = 7;

/**
 * The day of the earliest free half hour at a hospital that can be had; today, if there is none in a week. Each hospital is asked for
 * its first: in one list for all of them, those that are away could fill every page before the others come.
 */
async function firstDay(
  { client, now }: Visit['services'],
  department: string | undefined,
  asked: string | undefined,
  open: readonly string[],
): Promise<Loaded<string>> {
  if (asked !== undefined) return { ok: true, value: asked };
  const today = dayOf(now());
  const week = { from: boundsOf(today).from, to: boundsOf(addDays(today, DAYS_AHEAD - 1)).to };
  const found = await Promise.all(
    open.map((hospital) => client('searchSlots', { query: { department, hospital, ...week, limit: 1 } })),
  );
  const days: string[] = [];
  for (const answer of found) {
    if (!answer.ok) return answer;
    days.push(...answer.body.items.map(({ start }) => dayOf(start)));
  }
  const [first = today] = days.sort();
  return { ok: true, value: first };
}

/** The gateway orders by when a clinic begins; a person looks for when they are called. */
function slotsIn(slots: readonly Slot[], hospitalId: string): readonly Slot[] {
  return slots
    .filter(({ place, free }) => place.hospital === hospitalId && free > 0)
    .sort((left, right) => Date.parse(comesAt(left)) - Date.parse(comesAt(right)));
}

/** Whether a hospital that could be booked at is away just now, and may come back. */
export function someAway({ offers }: DayOffers): boolean {
  return offers.some(({ hospital }) => hospital.can.book && !hospital.reachable);
}

/** Nothing of a hospital is offered that would be refused after the person has chosen it. */
export function canBook({ can, reachable }: Hospital): boolean {
  return can.book && reachable;
}

/** The offer the person looks at: the hospital that was chosen, else the nearest with something free. */
export function offerShown(offers: readonly Offer[], chosen: string | undefined): Offer | undefined {
  return offers.find(({ hospital }) => hospital.id === chosen) ?? offers.find(({ slots }) => slots.length > 0);
}
