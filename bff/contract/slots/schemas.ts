import * as z from 'zod';
import {
  clinicPlace,
  cursor,
  departmentCode,
  givenInstant,
  hospitalId,
  instant,
  limit,
  money,
  namedDepartment,
  namedPractitioner,
  place,
  practitionerId,
  slotId,
} from '../terms.ts';

export const slot = z
  .object({
    id: slotId,
    start: instant,
    end: instant,
    free: z.int().min(0),
    price: money,
    department: namedDepartment,
    practitioner: namedPractitioner,
    place,
    clinic: clinicPlace.optional(),
    ageSeconds: z.int().min(0).meta({ description: 'How long ago the hospital was asked about this slot.' }),
  })
  .meta({ id: 'Slot' });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  slots: z.strictObject({
    department: departmentCode.optional(),
    hospital: hospitalId.optional(),
    practitioner: practitionerId.optional(),
    from: givenInstant.optional(),
    to: givenInstant.optional(),
    cursor: cursor.optional(),
    limit,
  }),
};
