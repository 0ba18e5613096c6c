import type { Patient } from '../../../adapters/port/terms.ts';
import { type GrantScope, grantScopes } from '../../contract/terms.ts';
import type { Caller } from '../../platform/http/context.ts';
import { limits } from '../../platform/limits/limits.ts';
import type { Part, Store } from '../../platform/store/store.ts';
import { deleteFamilyCodesOf, endGrantsOf, selectHelped } from './helped-rows.ts';
import { type PatientRow, selectPatient } from './patient-rows.ts';
import { type PatientDependencies, revealRow, sexAndYearOf } from './patients.ts';
import { selectPhones } from './phone-rows.ts';

/**
 * For what somebody wants to act: what a grant can cover; what none does, because only the person themselves or a child's guardian does it
 * (to agree, to share, to give a grant, to read who looked); or whatever it is, to name whom one helps.
 */
export type ActingScope = GrantScope | 'non-delegable' | 'any';

/** A grown-up for whom somebody may act, as the row of their registration and of the grant. */
export type HelpedRow = PatientRow & {
  readonly grantId: string;
  readonly appointments: number;
  readonly results: number;
  readonly money: number;
  readonly seesFrom: number;
  readonly endsAt: number;
};

export interface Helped {
  readonly patientId: string;
  readonly name: string;
  readonly sex: Patient['sex'];
  readonly birthYear: number;
  readonly scope: readonly GrantScope[];
  readonly endsAt: number;
  readonly grantId: string;
}

/** The grown-ups whose grant lets this person do this now. */
export async function helpedBy(
  { store, clock }: Pick<PatientDependencies, 'store' | 'clock'>,
  { patientId, seesFrom }: Pick<Caller, 'patientId' | 'seesFrom'>,
  scope: ActingScope,
): Promise<readonly HelpedRow[]> {
  if (scope === 'non-delegable') return [];
  const asked = { helperId: patientId, scope, now: clock.now(), from: seesFrom, limit: limits.helpedLookedAt.figure };
  return store.read(selectHelped(asked));
}

/** Those people, as their helper is shown them. */
export async function helpedPeople(
  dependencies: Pick<PatientDependencies, 'store' | 'clock' | 'cipher' | 'random'>,
  acting: Pick<Caller, 'patientId' | 'seesFrom'>,
): Promise<readonly Helped[]> {
  return (await helpedBy(dependencies, acting, 'any')).map((row) => ({
    patientId: row.id,
    name: row.maskedName,
    ...sexAndYearOf(revealRow(dependencies, row)),
    scope: scopeOf(row),
    endsAt: row.endsAt,
    grantId: row.grantId,
  }));
}

/** Whoever wants to help, as they are shown to whoever is to let them: a name that was typed is not one that a document said. */
export async function seenByHelped(store: Pick<Store, 'read'>, helperId: string) {
  const [[row], [phone]] = await Promise.all([
    store.read(selectPatient({ id: helperId })),
    store.read(selectPhones({ patientId: helperId })),
  ]);
  return {
    helperName: row?.maskedName ?? '',
    helperProved: row !== undefined && row.provedAt !== null,
    ...(phone === undefined ? {} : { helperPhone: phone.maskedPhone }),
  };
}

/** What a grant covers, in the order of the contract. */
export function scopeOf(row: Readonly<Record<GrantScope, number>>): GrantScope[] {
  return grantScopes.filter((scope) => row[scope] === 1);
}

/** Parts that end all grants of a registration that is taken over or agrees to nothing any more, and what could still become one. */
export function endGrantsParts(patientId: string, now: number, endedBy: 'taken-over' | 'withdrawn'): readonly Part[] {
  return [endGrantsOf({ patientId, helperToo: patientId, now, endedBy }), deleteFamilyCodesOf({ patientId })];
}
