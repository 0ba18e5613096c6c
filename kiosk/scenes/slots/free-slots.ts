import { allPages, type Loaded } from '../../client/all-pages.ts';
import { readMe } from '../../client/me.ts';
import { nearestFirst } from '../../client/nearness.ts';
import type { Hospital, Slot } from '../../client/wire.ts';
import { addDays, boundsOf, comesAt, dayOf } from '../../i18n/when.ts';
import { answerOf } from '../../journey/answers.ts';
import type { Visit } from '../../shell/visit.ts';
import { patientIn } from '../appointments/answers.ts';
import { sessionOf } from '../identity/answers.ts';
import { hospitalIn } from './answers.ts';

/** A hospital, with the first that is free there in a week; nothing where nothing is. */
export interface Offer {
  readonly hospital: Hospital;
  readonly first: Slot | undefined;
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Every hospital, with the one in whose hall one stands: how far another is, is told from there. */
  readonly city: readonly Hospital[];
  /** Whoever stands here never showed a document. */
  readonly unproved: boolean;
}

const DAYS = 7;

/**
 * Every hospital that has the department, the nearest first, and what it has first. Each hospital is asked for its first: in one list for
 * all of them, those that are away could fill every page before the others come.
 */
export async function offersOf({ services, answers }: Visit): Promise<Loaded<Offers>> {
  const department = answerOf(answers, 'department');
  const hospitals = await services.city.hospitals();
  if (!hospitals.ok) return hospitals;
  const unproved = await isUnproved({ services, answers });
  if (!unproved.ok) return unproved;
  const having = nearestFirst(hospitals.value, services.here).filter(({ id }) => department?.hospitals.includes(id) ?? true);
  const found = await Promise.all(
    having.map((hospital) =>
      canBook(hospital, unproved.value) ? firstOf(services, { department: department?.code, hospital: hospital.id }) : NONE,
    ),
  );
  const offers: Offer[] = [];
  for (const [index, answer] of found.entries()) {
    if (!answer.ok) return answer;
    const hospital = having[index];
    if (hospital !== undefined) offers.push({ hospital, first: answer.value });
  }
  return { ok: true, value: { offers, city: hospitals.value, unproved: unproved.value } };
}

const NONE: Loaded<undefined> = { ok: true, value: undefined };

interface Asked {
  readonly department?: string | undefined;
  readonly hospital?: string | undefined;
  readonly practitioner?: string | undefined;
}

/** The first that is free within a week from now, or on one day. */
async function firstOf({ client, now }: Visit['services'], asked: Asked, day?: string): Promise<Loaded<Slot | undefined>> {
  const today = dayOf(now());
  const when = day === undefined ? { from: boundsOf(today).from, to: boundsOf(addDays(today, DAYS - 1)).to } : boundsOf(day);
  const answer = await client('searchSlots', { query: { ...asked, ...when, limit: 1 } });
  return answer.ok ? { ok: true, value: answer.body.items[0] } : answer;
}

/** What one hospital has free in a week. */
export interface Week {
  readonly hospital: Hospital | undefined;
  /** Days from today on, and whether anything is free; `2026-11-25`. */
  readonly days: readonly { readonly day: string; readonly open: boolean }[];
  /** The doctor whom this person saw last in this department there, and what they have first. */
  readonly last?: Slot | undefined;
  /** Whether another hospital has the department. */
  readonly others: boolean;
}

/** The hospital that was chosen, else the one in whose hall one stands. */
export async function weekOf({ services, answers }: Visit): Promise<Loaded<Week>> {
  const department = answerOf(answers, 'department');
  const id = hospitalIn(answers) ?? services.here?.hospital;
  const hospitals = await services.city.hospitals();
  if (!hospitals.ok) return hospitals;
  const hospital = hospitals.value.find((one) => one.id === id);
  const others = department?.hospitals.some((one) => one !== id) ?? false;
  if (hospital === undefined || !canBook(hospital, false)) return { ok: true, value: { hospital, days: [], others } };
  const today = dayOf(services.now());
  const days = Array.from({ length: DAYS }, (_, ahead) => addDays(today, ahead));
  const asked = { department: department?.code, hospital: id };
  const [found, last] = await Promise.all([
    Promise.all(days.map((day) => firstOf(services, asked, day))),
    lastDoctor({ services, answers }, asked),
  ]);
  const open: boolean[] = [];
  for (const answer of found) {
    if (!answer.ok) return answer;
    open.push(answer.value !== undefined);
  }
  const week = days.map((day, index) => ({ day, open: open[index] === true }));
  return { ok: true, value: { hospital, days: week, last, others } };
}

/** Of whom nothing is known, or nothing is free, nothing is offered: it is a kindness, and nobody waits for it. */
async function lastDoctor({ services, answers }: Pick<Visit, 'services' | 'answers'>, { department, hospital }: Asked) {
  const listed = await services.client('listAppointments', { query: { limit: 50 } });
  if (!listed.ok) return undefined;
  const { patientId } = patientIn(answers);
  const [latest] = listed.body.items
    .filter((one) => one.patientId === patientId && one.status === 'booked')
    .filter((one) => one.place.hospital === hospital && one.department.code === department)
    .sort((left, right) => Date.parse(right.start) - Date.parse(left.start));
  if (latest === undefined) return undefined;
  const first = await firstOf(services, { department, hospital, practitioner: latest.practitioner.id });
  return first.ok ? first.value : undefined;
}

/** Everything that a hospital has free on a day, by when one comes: the gateway orders by when a clinic begins. */
export async function slotsOn({ services, answers }: Visit, hospital: string, day: string): Promise<Loaded<readonly Slot[]>> {
  const department = answerOf(answers, 'department')?.code;
  const slots = await allPages((cursor) =>
    services.client('searchSlots', { query: { department, hospital, ...boundsOf(day), limit: 50, cursor } }),
  );
  if (!slots.ok) return slots;
  const free = slots.value.filter((slot) => slot.free > 0);
  return { ok: true, value: free.sort((left, right) => Date.parse(comesAt(left)) - Date.parse(comesAt(right))) };
}

/** Nothing of a hospital is offered that would be refused after the person has chosen it. */
function canBook({ can, reachable, asksDocument }: Hospital, unproved: boolean): boolean {
  return can.book && reachable && !(asksDocument && unproved);
}

/** Whether this person came by a code to their phone, and never showed a document. Of somebody else whom they book for it is not known here. */
async function isUnproved({ services, answers }: Pick<Visit, 'services' | 'answers'>): Promise<Loaded<boolean>> {
  const session = sessionOf(answers);
  const isOwn = session !== undefined && patientIn(answers).patientId === session.patientId;
  if (!isOwn || session.level !== 'phone-held') return { ok: true, value: false };
  const me = await readMe(services);
  return me.ok ? { ok: true, value: !me.value.proved } : me;
}

/** Whether it could be booked at, is away just now, and may come back. */
export function isAway({ can, reachable }: Hospital): boolean {
  return can.book && !reachable;
}
