import type * as z from 'zod';
import { isQueueNumber } from '../../../adapters/port/booking.ts';
import type { clinicPlace } from '../../contract/terms.ts';
import type { Clock } from '../../platform/clock.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import type { Store } from '../../platform/store/store.ts';
import { LESSONS_KEPT_MS, pastClinic, selectCalls, selectLessons, selectProgress } from './queue-rows.ts';
import { type CallEstimate, type ClinicFacts, isPlausiblePast, type PastClinic, standingOf } from './rules.ts';

type ClinicPlaceBody = z.output<typeof clinicPlace>;

/** A number in a clinic, or the wish for one. */
export interface PlaceInClinic {
  readonly slotId: string;
  readonly practitionerId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly numbers: number;
  /** Null where the hospital gives it out on arrival. */
  readonly number: number | null;
}

/** Clinics of a practitioner that count. */
const LESSONS_MAX = 10;
/** Practitioners or clinics in one statement. */
const TOGETHER_MAX = 50;

type InClinic = Omit<PlaceInClinic, 'slotId' | 'numbers' | 'number'> & { readonly numbers: number | null };

/** What can be said of the rows that are places in clinics; nothing for the others. */
export async function clinicPlaces<Row extends InClinic>(
  dependencies: { readonly store: Store; readonly clock: Clock },
  rows: readonly Row[],
  of: (row: Row) => Pick<PlaceInClinic, 'slotId' | 'number'>,
): Promise<readonly (ClinicPlaceBody | undefined)[]> {
  const inClinic = rows.filter((row) => row.numbers !== null);
  if (inClinic.length === 0) return [];
  const described = await describePlaces(
    dependencies,
    inClinic.map((row) => ({ ...row, ...of(row), numbers: row.numbers ?? 1 })),
  );
  return rows.map((row) => described[inClinic.indexOf(row)]);
}

/** What may honestly be said of each place at this moment, in the order in which they are given. */
async function describePlaces(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  places: readonly PlaceInClinic[],
): Promise<readonly ClinicPlaceBody[]> {
  const [known, past] = await Promise.all([
    readClinics(
      store,
      places.map(({ slotId }) => slotId),
    ),
    readPast(store, places, clock.now()),
  ]);
  const now = clock.now();
  return places.map((place) => {
    const facts = { ...place, ...(known.get(place.slotId) ?? { calls: [], ended: false }) };
    return present(place, facts, past.get(place.practitionerId) ?? [], now);
  });
}

function present(place: PlaceInClinic, facts: ClinicFacts, past: readonly PastClinic[], now: number): ClinicPlaceBody {
  const { numbers, number, startsAt } = place;
  const clinic = { half: halfOf(startsAt), numbers };
  if (!isQueueNumber(number)) return { ...clinic, state: 'waiting' };
  const standing = standingOf(facts, past, number, now);
  switch (standing.state) {
    case 'called':
      return { ...clinic, number, state: 'called', calledAt: shanghaiTime(standing.at) };
    case 'waiting':
      return { ...clinic, number, state: 'waiting', ...windowOf(standing.estimate) };
    case 'passed':
    case 'ended':
      return { ...clinic, number, state: standing.state };
  }
}

function windowOf(estimate: CallEstimate | undefined): Pick<ClinicPlaceBody, 'window'> {
  if (!estimate) return {};
  const { from, to, confidence, precision, basis } = estimate;
  // Rounded down: nothing is promised that was not computed.
  return {
    window: { from: shanghaiTime(from), to: shanghaiTime(to), confidence: Math.floor(confidence * 100), precision, basis },
  };
}

const SHANGHAI_MS = 8 * 3600 * 1000;

function halfOf(startsAt: number): ClinicPlaceBody['half'] {
  const hour = new Date(startsAt + SHANGHAI_MS).getUTCHours();
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Calls and end of the clinics of which the hospital has told anything. */
export async function readClinics(
  store: Store,
  slotIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<ClinicFacts, 'calls' | 'ended'>>> {
  const clinics = new Map<string, { calls: { number: number; at: number }[]; ended: boolean }>();
  for (const some of chunks([...new Set(slotIds)])) {
    const [progress, calls] = await Promise.all([store.read(selectProgress(some)), store.read(selectCalls(some))]);
    for (const { slotId, ended } of progress) clinics.set(slotId, { calls: [], ended: ended === 1 });
    for (const { slotId, number, at } of calls) clinics.get(slotId)?.calls.push({ number, at });
  }
  return clinics;
}

/** What the practitioners' last clinics taught. */
export async function readPast(
  store: Store,
  of: readonly { readonly practitionerId: string }[],
  now: number,
): Promise<ReadonlyMap<string, readonly PastClinic[]>> {
  const past = new Map<string, PastClinic[]>();
  for (const some of chunks([...new Set(of.map(({ practitionerId }) => practitionerId))])) {
    const bounds = { before: now, since: now - LESSONS_KEPT_MS, limit: 4 * LESSONS_MAX * some.length };
    for (const row of await store.read(selectLessons(some, bounds))) {
      const lessons = past.get(row.practitionerId) ?? [];
      const lesson = pastClinic(row);
      if (lessons.length < LESSONS_MAX && isPlausiblePast(lesson)) past.set(row.practitionerId, [...lessons, lesson]);
    }
  }
  return past;
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / TOGETHER_MAX) }, (_, n) =>
    ids.slice(n * TOGETHER_MAX, (n + 1) * TOGETHER_MAX),
  );
}
