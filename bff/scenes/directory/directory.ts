import type { Store } from '../../platform/store/store.ts';
import type { CampusVisit } from './city-file.ts';
import { type DepartmentIndex, departmentIndex } from './department-index.ts';
import {
  selectAliases,
  selectCampuses,
  selectClosures,
  selectDepartments,
  selectHospitals,
  selectOpeningHours,
  selectPractitioners,
  selectSpecialties,
} from './directory-rows.ts';
import { type EverydayWord, everydayWords } from './everyday-words.ts';
import { type Closure, duringHoliday, type OpeningHours, withinHours } from './opening.ts';
import { type HospitalPolicy, hospitalPolicy } from './policy.ts';

export interface Hospital {
  readonly id: string;
  readonly name: string;
  readonly englishName: string;
  readonly dutyDeskName: string;
  readonly dutyDeskPhone: string;
  readonly visit: Visit;
  readonly policy: HospitalPolicy;
}

/** A text of the hospital in both languages of the interface. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What every visitor should know. */
export interface Visit {
  readonly bring: readonly Bilingual[];
  readonly queueRule: Bilingual;
  readonly arriveMinutesEarly?: number;
  /** Where cash is taken and given back. */
  readonly cashWindow?: Bilingual;
}

export interface Campus {
  readonly id: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly name: string;
  readonly address: string;
  /** WGS 84, degrees. */
  readonly position: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly openingHours: readonly OpeningHours[];
  readonly visit: CampusVisit;
}

export interface Department {
  readonly id: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly code: string;
  readonly name: string;
  readonly campusId: string;
  readonly floor: string;
  readonly room: string;
  readonly preparation: { readonly fasting: boolean; readonly note?: Bilingual; readonly reportTo?: Bilingual };
}

export interface Practitioner {
  readonly id: string;
  readonly hospitalId: string;
  readonly ref: string;
  readonly departmentId: string;
  readonly name: string;
  readonly englishName: string;
  readonly title: string;
  readonly feeFen: number;
}

export interface Specialty {
  readonly code: string;
  readonly name: string;
  readonly englishName: string;
  readonly initials: string;
  readonly aliases: readonly { readonly alias: string; readonly initials: string }[];
}

/**
 * Names of the city, held in memory: some thousand rows that change a few times a year and are shown on every screen. Joining
 * them in SQL for each search costs more than the search itself. Read by `load` at start (ADR 0007).
 */
export class Directory {
  readonly #store: Store;
  #hospitals: ReadonlyMap<string, Hospital> = new Map();
  #campuses: ReadonlyMap<string, Campus> = new Map();
  #departments: ReadonlyMap<string, Department> = new Map();
  #departmentsByRef: ReadonlyMap<string, Department> = new Map();
  #practitioners: ReadonlyMap<string, Practitioner> = new Map();
  #practitionersByRef: ReadonlyMap<string, Practitioner> = new Map();
  #specialties: ReadonlyMap<string, Specialty> = new Map();
  #closures: readonly (Closure & { readonly hospitalId: string })[] = [];
  readonly #words: readonly EverydayWord[];
  #departmentIndex: DepartmentIndex = () => [];

  /** `words` are the city's own; those of everybody are known. */
  constructor(store: Store, words: readonly EverydayWord[] = []) {
    this.#store = store;
    this.#words = words;
  }

  async load(): Promise<void> {
    const read: Store['read'] = this.#store.read.bind(this.#store);
    const departments = (await read(selectDepartments({}))).map((row) => ({ ...row, preparation: JSON.parse(row.preparation) }));
    const practitioners = await read(selectPractitioners({}));
    const hospitals = await read(selectHospitals({}));
    this.#hospitals = new Map(hospitals.map((row) => [row.id, describedHospital(row)]));
    this.#campuses = await readCampuses(read);
    this.#closures = (await read(selectClosures({}))).map((row) => ({ ...row, kind: row.kind as Closure['kind'] }));
    this.#departments = new Map(departments.map((row) => [row.id, row]));
    this.#departmentsByRef = new Map(departments.map((row) => [`${row.hospitalId} ${row.ref}`, row]));
    this.#practitioners = new Map(practitioners.map((row) => [row.id, row]));
    this.#practitionersByRef = new Map(practitioners.map((row) => [`${row.hospitalId} ${row.ref}`, row]));
    const aliases = await read(selectAliases({}));
    this.#specialties = new Map(
      (await read(selectSpecialties({}))).map((row) => [
        row.code,
        { ...row, aliases: aliases.filter((alias) => alias.code === row.code) },
      ]),
    );
    this.#departmentIndex = departmentIndex(this.specialties(), everydayWords, this.#words);
  }

  /** Whether a visit then can take place: within the campus's hours, and on no holiday of the hospital. */
  sees(departmentId: string, startsAt: number, endsAt: number): boolean {
    const { campusId, hospitalId } = this.department(departmentId);
    const closures = this.closuresOf(hospitalId);
    return withinHours(this.campus(campusId).openingHours, startsAt, endsAt) && !duringHoliday(closures, startsAt, endsAt);
  }

  closuresOf(hospitalId: string): readonly Closure[] {
    return this.#closures.filter((closure) => closure.hospitalId === hospitalId);
  }

  hospitals(): readonly Hospital[] {
    return [...this.#hospitals.values()];
  }

  specialties(): readonly Specialty[] {
    return [...this.#specialties.values()];
  }

  specialty(code: string): Specialty {
    return found(this.#specialties.get(code), 'specialty');
  }

  /** Departments by what people say, the best first. */
  searchDepartments(typed: string): ReturnType<DepartmentIndex> {
    return this.#departmentIndex(typed);
  }

  practitioners(): readonly Practitioner[] {
    return [...this.#practitioners.values()];
  }

  campusesOf(hospitalId: string): readonly Campus[] {
    return [...this.#campuses.values()].filter((campus) => campus.hospitalId === hospitalId);
  }

  /** What a campus is called, in English where the hospital gives that; of one that is not there any more, nothing. */
  campusNames(hospitalId: string, ref: string): { readonly name: string; readonly englishName: string | undefined } {
    const campus = this.campusesOf(hospitalId).find((one) => one.ref === ref);
    return { name: campus?.name ?? '', englishName: campus?.visit.englishName };
  }

  hospitalsWith(code: string): readonly string[] {
    const ids = [...this.#departments.values()].filter((row) => row.code === code).map((row) => row.hospitalId);
    return [...new Set(ids)];
  }

  hospital(id: string): Hospital {
    return found(this.#hospitals.get(id), 'hospital');
  }

  /** What the hospital decided for itself, with what holds where it decided nothing. */
  policyOf(hospitalId: string): HospitalPolicy {
    return this.hospital(hospitalId).policy;
  }

  campus(id: string): Campus {
    return found(this.#campuses.get(id), 'campus');
  }

  department(id: string): Department {
    return found(this.#departments.get(id), 'department');
  }

  practitioner(id: string): Practitioner {
    return found(this.#practitioners.get(id), 'practitioner');
  }

  /** By the hospital's own reference; a hospital may report references that the city has not been told about. */
  departmentByRef(hospitalId: string, ref: string): Department | undefined {
    return this.#departmentsByRef.get(`${hospitalId} ${ref}`);
  }

  /** By what a hospital calls it in words; none where two are called so, or none is. */
  departmentNamed(hospitalId: string, name: string): Department | undefined {
    const named = [...this.#departments.values()].filter((one) => one.hospitalId === hospitalId && one.name === name.trim());
    return named.length === 1 ? named[0] : undefined;
  }

  practitionerByRef(hospitalId: string, ref: string): Practitioner | undefined {
    return this.#practitionersByRef.get(`${hospitalId} ${ref}`);
  }
}

function describedHospital<Row extends { readonly visit: string; readonly policy: string }>(row: Row) {
  return { ...row, visit: JSON.parse(row.visit) as Visit, policy: hospitalPolicy.parse(JSON.parse(row.policy)) };
}

/** Rows refer to each other by foreign keys, so a missing one is a bug. */
function found<T>(value: T | undefined, kind: string): T {
  if (value === undefined) throw new TypeError(`the directory has no such ${kind}`);
  return value;
}

async function readCampuses(read: Store['read']): Promise<ReadonlyMap<string, Campus>> {
  const hours = await read(selectOpeningHours({}));
  const campuses = await read(selectCampuses({}));
  return new Map(
    campuses.map(({ latitudeMicro, longitudeMicro, ...row }) => {
      const known = latitudeMicro !== null && longitudeMicro !== null;
      const position = known ? { latitude: latitudeMicro / 1e6, longitude: longitudeMicro / 1e6 } : undefined;
      const openingHours = hours.filter(({ campusId }) => campusId === row.id);
      return [row.id, { ...row, position, openingHours, visit: JSON.parse(row.visit) as CampusVisit }];
    }),
  );
}
