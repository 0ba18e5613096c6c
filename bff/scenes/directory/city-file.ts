import * as z from 'zod';
import { cityPolicy, hospitalPolicy } from './policy.ts';

const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const timeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/);

const DEFAULT_QUEUE_RULE = {
  zh: '按预约时段到候诊区等叫号。',
  en: 'Wait in the waiting area in your half hour until you are called.',
};

/** What a visitor of a campus should know besides its name and address. */
const campusVisit = z.object({
  englishName: z.string().min(1).optional(),
  englishAddress: z.string().min(1).optional(),
  /** By public transport. */
  gettingThere: bilingual.optional(),
  /** Where its emergency department is, and when it is open; absent where it has none. */
  emergency: bilingual.optional(),
});
export type CampusVisit = z.output<typeof campusVisit>;

/**
 * The file of hospitals: "a hospital is an adapter plus a row of configuration". `protocol` names an adapter; `connection` is
 * that adapter's own configuration and is checked by it.
 */
export const hospitalFile = z
  .array(
    z.object({
      /** `payments` is a path of the gateway's. */
      id: z.string().regex(/^(?!payments$)[a-z0-9-]{1,64}$/),
      name: z.string().min(1),
      englishName: z.string().min(1),
      protocol: z.string().min(1),
      connection: z.unknown(),
      /** Providers at which the hospital is a merchant of its own; `connection` is that adapter's own configuration. */
      payments: z.array(z.object({ channel: z.enum(['wechat-pay', 'sandbox']), connection: z.unknown() })).optional(),
      /** The insurer under the hospital's own code; absent where its own system settles the insurance, or nobody does. */
      insurer: z.object({ protocol: z.enum(['sandbox']), connection: z.unknown() }).optional(),
      dutyDesk: z.object({ name: z.string().min(1), phone: z.string().min(1) }),
      campuses: z
        .array(
          z.object({
            ref: z.string().min(1),
            name: z.string().min(1),
            address: z.string().min(1),
            ...campusVisit.shape,
            /** WGS 84, degrees. */
            position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
            /** Without hours nothing is hidden. */
            openingHours: z
              .array(z.object({ weekdays: z.array(z.int().min(1).max(7)).min(1), opens: timeOfDay, closes: timeOfDay }))
              .default([]),
          }),
        )
        .min(1),
      /** Holidays, in which nobody is seen, and maintenance, in which nothing can be booked. */
      closures: z
        .array(
          z.object({
            kind: z.enum(['holiday', 'maintenance']),
            from: z.iso.datetime({ offset: true }),
            to: z.iso.datetime({ offset: true }),
            note: bilingual,
          }),
        )
        .default([]),
      /** What every visitor should bring, how the queue goes, how long before their time one comes, and where cash is taken. */
      visit: z
        .object({
          bring: z.array(bilingual),
          queueRule: bilingual,
          arriveMinutesEarly: z.int().min(0).max(120).optional(),
          /** Short: two of them stand on one screen, in large letters. */
          cashWindow: z.object({ zh: z.string().min(1).max(16), en: z.string().min(1).max(32) }).optional(),
        })
        .default({ bring: [], queueRule: DEFAULT_QUEUE_RULE }),
      /** What the hospital decides for itself; see `policy.ts` for what there is and what holds without it. */
      policy: hospitalPolicy.optional(),
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
          fasting: z.boolean().default(false),
          preparation: bilingual.optional(),
          /** Where one reports on arrival. */
          reportTo: bilingual.optional(),
        }),
      ),
      practitioners: z.array(
        z.object({
          ref: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
          name: z.string().min(1),
          /** Without it the pinyin of the name is shown. */
          englishName: z.string().min(1).optional(),
          title: z.string().min(1),
          departmentRef: z.string().min(1),
          feeFen: z.int().min(0),
        }),
      ),
    }),
  )
  .superRefine((hospitals, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
    repeated(hospitals, 'id', complain, []);
    for (const [index, { payments = [] }] of hospitals.entries()) repeated(payments, 'channel', complain, [index, 'payments']);
    for (const [index, hospital] of hospitals.entries()) checkReferences(hospital, complain, [index]);
  });

/** The same file where the city decides something too: the hospitals, and beside them `city`. */
const hospitalsAndCity = z.strictObject({ city: cityPolicy.prefault({}), hospitals: hospitalFile });

const hospitalsAlone = hospitalFile.transform((hospitals) => ({ city: cityPolicy.parse({}), hospitals }));

/** How the file is to be read: as a list of hospitals, or with the city beside them. */
export function cityFileOf(value: unknown): typeof hospitalsAlone | typeof hospitalsAndCity {
  return Array.isArray(value) ? hospitalsAlone : hospitalsAndCity;
}

export type HospitalEntry = z.output<typeof hospitalFile>[number];

type Complain = (path: readonly (string | number)[], message: string) => void;

/** Every `…Ref` names what there is, and no name is given twice. */
function checkReferences(
  { campuses, departments, practitioners }: HospitalEntry,
  complain: Complain,
  at: readonly number[],
): void {
  repeated(campuses, 'ref', complain, [...at, 'campuses']);
  repeated(departments, 'ref', complain, [...at, 'departments']);
  repeated(practitioners, 'ref', complain, [...at, 'practitioners']);
  const campusRefs = new Set(campuses.map(({ ref }) => ref));
  const departmentRefs = new Set(departments.map(({ ref }) => ref));
  for (const [index, { campusRef }] of departments.entries())
    if (!campusRefs.has(campusRef)) complain([...at, 'departments', index, 'campusRef'], 'names no campus of this hospital');
  for (const [index, { departmentRef }] of practitioners.entries())
    if (!departmentRefs.has(departmentRef))
      complain([...at, 'practitioners', index, 'departmentRef'], 'names no department of this hospital');
}

function repeated<Name extends string>(
  rows: readonly Readonly<Record<Name, string>>[],
  name: Name,
  complain: Complain,
  at: readonly (string | number)[],
): void {
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    if (seen.has(row[name])) complain([...at, index, name], 'is given twice');
    seen.add(row[name]);
  }
}
