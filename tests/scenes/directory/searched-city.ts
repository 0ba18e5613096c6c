import type { Searched } from '../../../bff/scenes/directory/department-terms.ts';
import { initialsOf } from '../../../bff/scenes/directory/initials.ts';
import { type CatalogueDepartment, departmentCatalogue } from '../../../fixtures/hospitals/department-catalogue.ts';

/** Departments as the directory has them, by code. */
export function searched(departments: readonly CatalogueDepartment[]): readonly Searched[] {
  return departments
    .map(({ aliases, ...department }) => ({
      ...department,
      initials: initialsOf(department.name),
      aliases: aliases.map((alias) => ({ alias, initials: initialsOf(alias) })),
    }))
    .sort((left, right) => (left.code < right.code ? -1 : 1));
}

/** The sixty of the big demo city, and the twenty of the small one. */
export const BIG_CITY = searched(departmentCatalogue);
export const SMALL_CITY = searched(departmentCatalogue.slice(0, 20));
