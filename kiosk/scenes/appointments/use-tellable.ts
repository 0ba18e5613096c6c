import type { Appointment, Preconsult, Questionnaires } from '../../client/wire.ts';
import { type Load, useLoad } from '../../shell/use-load.ts';
import { useVisit, type Visit } from '../../shell/visit.ts';

/** What a doctor can be told before a visit: forms that may be begun, and what was begun already. */
export interface Tellable {
  readonly forms: Questionnaires['items'];
  readonly begun: readonly Preconsult[];
}

const NOTHING: Tellable = { forms: [], begun: [] };

/** Its time has not passed, and nobody gave it back. */
function isToCome({ status, cancellation, end }: Appointment, now: number): boolean {
  return status !== 'cancelled' && cancellation === 'none' && Date.parse(end) > now;
}

async function readTellable({ services }: Visit, { id, place, department }: Appointment) {
  const [hospitals, offered, begun] = await Promise.all([
    services.city.hospitals(),
    services.client('listQuestionnaires', {}),
    services.client('listPreconsults', { params: { id } }),
  ]);
  if (!hospitals.ok) return hospitals;
  if (!offered.ok) return offered;
  if (!begun.ok) return begun;
  const hears = hospitals.value.find((one) => one.id === place.hospital)?.can.hear === true;
  // A visit has one form. Until something is answered another may be chosen in its place.
  const [one] = begun.body.items;
  const isOpen = one === undefined || (one.state === 'open' && one.progress.answered === 0);
  const own = offered.body.items.filter(({ departments }) => departments.includes(department.code));
  // A department's own forms, and behind them the one for everything.
  const all = [...own, ...offered.body.items.filter(({ departments }) => departments.length === 0)];
  const forms = hears && isOpen ? all.filter(({ id: form }) => form !== one?.questionnaire.id) : [];
  return { ok: true, value: { forms, begun: begun.body.items } } as const;
}

/** What can be told before this visit: nothing where its hospital hears nothing, nobody has signed a form, or it is over. */
export function useTellable(appointment: Appointment): readonly [Load<Tellable>, () => void] {
  const visit = useVisit();
  return useLoad<Tellable>(async () =>
    isToCome(appointment, visit.services.now()) ? readTellable(visit, appointment) : { ok: true, value: NOTHING },
  );
}
