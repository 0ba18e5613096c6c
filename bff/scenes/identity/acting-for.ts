import type { Patient } from '../../../adapters/port/terms.ts';
import type { Caller } from '../../platform/http/context.ts';
import { listValues } from '../../platform/store/statement.ts';
import { selectSuperseded } from './claim-rows.ts';
import { today } from './dependencies.ts';
import { isChild, OF_AGE_YEARS } from './documents/age.ts';
import { type ActingScope, helpedBy } from './helped-people.ts';
import { selectLinks } from './link-rows.ts';
import { type PatientRow, selectDependants } from './patient-rows.ts';
import { type DocumentLevel, type PatientDependencies, revealRow, sexAndYearOf } from './patients.ts';

type Dependencies = Pick<PatientDependencies, 'store' | 'cipher' | 'random' | 'clock'>;

export interface Dependant {
  readonly patientId: string;
  readonly name: string;
  readonly sex: Patient['sex'];
  readonly birthYear: number;
  readonly relationship: 'parent' | 'guardian' | 'grandparent';
  /** On what the guardianship stands; `claimed` is by word alone, and provisional. */
  readonly level: DocumentLevel;
}

/** More than a guardian can have, so that nobody is left out. */
const DEPENDANTS_SHOWN = 50;

/** Who asks: a session, and from when on its evidence shows anything. */
export type Acting = Pick<Caller, 'patientId' | 'seesFrom'>;

/** Claims of one person's document that count; there are more only where somebody made them on purpose. */
const CLAIMS_SHOWN = 50;

/** A child's registration, and what makes this guardian its guardian. */
export type ChildRow = PatientRow & { readonly relationship: string; readonly proxyLevel: string };

/** The registrations of the children for whom this person may act today. */
export async function childrenOf(dependencies: Dependencies, { patientId, seesFrom }: Acting): Promise<readonly ChildRow[]> {
  const asked = { guardianId: patientId, from: seesFrom, limit: DEPENDANTS_SHOWN };
  const rows = await dependencies.store.read(selectDependants(asked));
  return rows.filter((row) => isStillChild(dependencies, row));
}

/** Those children, as their guardian is shown them. */
export async function dependantsOf(dependencies: Dependencies, acting: Acting): Promise<readonly Dependant[]> {
  return (await childrenOf(dependencies, acting)).map((row) => ({
    patientId: row.id,
    name: row.maskedName,
    ...sexAndYearOf(revealRow(dependencies, row)),
    relationship: row.relationship as Dependant['relationship'],
    level: row.proxyLevel as Dependant['level'],
  }));
}

/** People whom one statement asks for. */
const PEOPLE_MAX = 90;

/** Those people, and of each from when on what was made counts: who agreed by a phone lets nobody see more than that phone shows. */
async function peopleOf(dependencies: Dependencies, acting: Acting, scope: ActingScope): Promise<ReadonlyMap<string, number>> {
  const { patientId, seesFrom } = acting;
  const [links, children, helped] = await Promise.all([
    dependencies.store.read(selectLinks({ patientId, from: seesFrom })),
    childrenOf(dependencies, acting),
    helpedBy(dependencies, acting, scope),
  ]);
  const linked = links.map((link) => (link.patientId === patientId ? link.otherId : link.patientId));
  const own = [patientId, ...linked, ...children.map(({ id }) => id)];
  const people = new Map([
    ...helped.map((row) => [row.id, Math.max(row.seesFrom, seesFrom)] as const),
    ...own.map((id) => [id, seesFrom] as const),
  ]);
  return new Map([[patientId, seesFrom] as const, ...people].slice(0, PEOPLE_MAX));
}

/**
 * Everybody for whom this person may do something new of this kind: themselves, the other registrations that staff linked to theirs, their
 * children, and the grown-ups who let them.
 */
export async function booksFor(dependencies: Dependencies, acting: Acting, scope: ActingScope): Promise<readonly string[]> {
  return [...(await peopleOf(dependencies, acting, scope)).keys()];
}

/** Whose things of one kind somebody may see, and which of them. */
export interface Sight {
  /** Always themselves first. */
  readonly patientIds: readonly string[];
  /** Whether what belongs to this person, and was made at this instant, is among them. */
  readonly shows: (patientId: string, madeAt: number) => boolean;
}

/** Everybody whose things of this kind this person may see: those, and what they took over from those who only claimed to be them. */
export async function sightOf(dependencies: Dependencies, acting: Acting, scope: ActingScope): Promise<Sight> {
  const people = await peopleOf(dependencies, acting, scope);
  const asked = { ...listValues('patient', [...people.keys()]), limit: CLAIMS_SHOWN };
  const claims = await dependencies.store.read(selectSuperseded(people.size)(asked));
  const never = Number.POSITIVE_INFINITY;
  const from = new Map([
    ...people,
    ...claims.map(({ id, supersededBy }) => [id, people.get(supersededBy ?? '') ?? never] as const),
  ]);
  return { patientIds: [...from.keys()], shows: (patientId, madeAt) => madeAt >= (from.get(patientId) ?? never) };
}

function isStillChild(dependencies: Dependencies, row: PatientRow): boolean {
  const localToday = today(dependencies.clock.now());
  const year = Number(localToday.slice(0, 4)) - OF_AGE_YEARS;
  // Only in the year of the birthday is the day needed, and only then is it opened.
  return row.birthYear === year ? isChild(revealRow(dependencies, row).birthDate, localToday) : row.birthYear > year;
}
