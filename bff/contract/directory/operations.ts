import type { OperationsOf } from '../operation.ts';
import { page, pageQuery } from '../terms.ts';
import type { directoryPaths } from './paths.ts';
import { department, hospital, input, practitioner } from './schemas.ts';

export const directoryOperations = {
  listHospitals: {
    summary: 'Hospitals of the city',
    access: { by: 'anyone' },
    query: pageQuery,
    replies: { 200: page(hospital) },
    problems: [],
  },
  findDepartments: {
    summary: 'Departments by what people say, the best fit first',
    access: { by: 'anyone' },
    query: input.departments,
    replies: { 200: page(department) },
    problems: [],
  },
  listPractitioners: {
    summary: 'Practitioners, by department and hospital',
    access: { by: 'anyone' },
    query: input.practitioners,
    replies: { 200: page(practitioner) },
    problems: [],
  },
} as const satisfies OperationsOf<typeof directoryPaths>;
