import { z } from 'zod';

/**
 * The file of hospitals: "a hospital is an adapter plus a row of configuration". `protocol` names an adapter; `connection` is
 * that adapter's own configuration and is checked by it.
 */
export const hospitalFile = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9-]{1,64}$/),
    name: z.string().min(1),
    englishName: z.string().min(1),
    protocol: z.string().min(1),
    connection: z.unknown(),
    dutyDesk: z.object({ name: z.string().min(1), phone: z.string().min(1) }),
    campuses: z.array(z.object({ ref: z.string().min(1), name: z.string().min(1), address: z.string().min(1) })).min(1),
    departments: z.array(
      z.object({
        ref: z.string().min(1),
        code: z.string().regex(/^A[0-9]{2}(\.[0-9]{2}){0,2}$/),
        name: z.string().min(1),
        englishName: z.string().min(1),
        aliases: z.array(z.string().min(1)),
        campusRef: z.string().min(1),
        floor: z.string(),
        room: z.string(),
      }),
    ),
    practitioners: z.array(
      z.object({
        ref: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
        name: z.string().min(1),
        englishName: z.string().min(1),
        title: z.string().min(1),
        departmentRef: z.string().min(1),
        feeFen: z.int().min(0),
      }),
    ),
  }),
);

export type HospitalEntry = z.output<typeof hospitalFile>[number];
