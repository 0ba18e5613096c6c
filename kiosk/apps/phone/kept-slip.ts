import { makeSealedStore, type SealedStore } from '../../client/sealed-store.ts';
import type { Services } from '../../client/services.ts';
import type { Appointment, Department, Hospital, Slip } from '../../client/wire.ts';
import { dayOf } from '../../i18n/when.ts';

/** The next appointment's slip, with the names that it is read by: all that a phone keeps of somebody. */
export interface KeptSlip {
  /** Whose session it was. */
  readonly owner: string;
  readonly slip: Slip;
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
}

/** No longer than this a phone without a line shows it. */
export const SLIP_KEPT_MS = 24 * 3_600_000;

const LISTED = 50;
/** Whoever comes home again and again is asked for once. */
const ANEW_MS = 60_000;

export interface SlipKeeper {
  /** Brings what is kept up to date for whoever is signed in; somebody else's goes first. */
  keep(owner: string): Promise<void>;
  readonly read: SealedStore<KeptSlip>['read'];
  readonly forget: SealedStore<KeptSlip>['forget'];
}

export function makeSlipKeeper(
  services: Services,
  browser: { readonly indexedDB?: IDBFactory; readonly crypto: Crypto },
): SlipKeeper {
  const { now } = services;
  const store = makeSealedStore<KeptSlip>({
    database: browser.indexedDB,
    crypto: browser.crypto,
    now,
    name: 'onedoor-slip',
    keepMs: SLIP_KEPT_MS,
  });
  let asked: { readonly owner: string; readonly at: number } | undefined;
  // Sign-out while a slip is on its way: it is not kept after.
  let turn = 0;
  return {
    async keep(owner) {
      if (asked?.owner === owner && now() - asked.at < ANEW_MS) return;
      asked = { owner, at: now() };
      turn += 1;
      const own = turn;
      const before = await store.read();
      if (before !== undefined && before.content.owner !== owner) await store.forget();
      const next = await nextSlip(services).catch(() => undefined);
      if (own !== turn || next === undefined) return;
      if (next === 'none') await store.forget();
      else await store.keep({ owner, ...next });
    },
    read: store.read,
    async forget() {
      turn += 1;
      asked = undefined;
      await store.forget();
    },
  };
}

/**
 * The slip of the next visit that stands, anew from the gateway. `none`: there is no visit to come. Nothing where the gateway did not
 * answer, and what is kept stays as it is.
 */
async function nextSlip({ client, city, now }: Services): Promise<Omit<KeptSlip, 'owner'> | 'none' | undefined> {
  const listed = await client('listAppointments', { query: { limit: LISTED } });
  if (!listed.ok) return undefined;
  const [next] = listed.body.items
    .filter((one) => isToCome(one, now()))
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  if (next === undefined) return 'none';
  const [issued, hospitals, departments] = await Promise.all([
    client('issueSlip', { params: { id: next.id }, body: {} }),
    city.hospitals(),
    city.departments(),
  ]);
  if (!issued.ok) return undefined;
  const { place, department } = issued.body;
  return {
    slip: issued.body,
    hospitals: hospitals.ok ? hospitals.value.filter(({ id }) => id === place.hospital) : [],
    departments: departments.ok ? departments.value.filter(({ code }) => code === department.code) : [],
  };
}

/** Until the end of its day: whoever is late needs the slip most. */
function isToCome({ status, cancellation, start }: Appointment, now: number): boolean {
  return status === 'booked' && cancellation === 'none' && dayOf(start) >= dayOf(now);
}
