import type { Directory } from './directory.ts';

export interface PractitionerListed {
  readonly id: string;
  readonly name: string;
  readonly englishName: string;
  readonly title: string;
  readonly hospital: string;
  readonly department: string;
  readonly fee: { readonly amount: number; readonly currency: 'CNY' };
}

/** Practitioners by department and hospital, ordered by id. */
export function listPractitioners(
  directory: Directory,
  filter: { readonly department?: string | undefined; readonly hospital?: string | undefined },
): readonly PractitionerListed[] {
  return directory
    .practitioners()
    .map((practitioner) => ({
      id: practitioner.id,
      name: practitioner.name,
      englishName: practitioner.englishName,
      title: practitioner.title,
      hospital: practitioner.hospitalId,
      department: directory.department(practitioner.departmentId).code,
      fee: { amount: practitioner.feeFen, currency: 'CNY' as const },
    }))
    .filter((row) => filter.hospital === undefined || row.hospital === filter.hospital)
    .filter((row) => filter.department === undefined || row.department === filter.department);
}
