import { allPages, type Loaded } from '../client/all-pages.ts';
import { nearestFirst } from '../client/nearness.ts';
import type { Hospital, Slot } from '../client/wire.ts';
import { answerOf } from '../flows/answers.ts';
import { boundsOf, comesAt } from '../i18n/when.ts';
import type { Visit } from './visit.ts';

/** A hospital with what it has free on the day that was chosen. */
export interface Offer {
  readonly hospital: Hospital;
  readonly slots: readonly Slot[];
}

/** Every hospital that has the department, the nearest first, each with its free half hours, the earliest first. */
export async function offersOfDay({ door, answers }: Visit): Promise<Loaded<readonly Offer[]>> {
  const department = answerOf(answers, 'department');
  const day = answerOf(answers, 'day') ?? '';
  const [hospitals, slots] = await Promise.all([
    door.city.hospitals(),
    allPages((cursor) =>
      door.client('searchSlots', { query: { department: department?.code, ...boundsOf(day), limit: 50, cursor } }),
    ),
  ]);
  if (!hospitals.ok) return hospitals;
  if (!slots.ok) return slots;
  const having = hospitals.value.filter(({ id }) => department?.hospitals.includes(id) ?? true);
  const offers = nearestFirst(having, door.device).map((hospital) => ({
    hospital,
    slots: canBook(hospital) ? slotsIn(slots.value, hospital.id) : [],
  }));
  return { ok: true, value: offers };
}

/** The gateway orders by when a session begins; a person looks for when they are called. */
function slotsIn(slots: readonly Slot[], hospitalId: string): readonly Slot[] {
  return slots
    .filter(({ place, free }) => place.hospital === hospitalId && free > 0)
    .sort((left, right) => Date.parse(comesAt(left)) - Date.parse(comesAt(right)));
}

/** Nothing of a hospital is offered that would be refused after the person has chosen it. */
function canBook({ can, reachable }: Hospital): boolean {
  return can.book && reachable;
}

/** The offer the person looks at: the hospital that was chosen, else the nearest with something free. */
export function offerShown(offers: readonly Offer[], chosen: string | undefined): Offer | undefined {
  return offers.find(({ hospital }) => hospital.id === chosen) ?? offers.find(({ slots }) => slots.length > 0);
}
