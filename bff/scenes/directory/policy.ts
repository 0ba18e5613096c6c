import * as z from 'zod';
import { departmentCode } from '../../contract/terms.ts';
import { limits } from '../../platform/limits/limits.ts';
import { GUARDIAN_DECIDES_BELOW_YEARS } from '../identity/documents/age.ts';
import { comparable } from './comparable.ts';

/** A most of something; a city or a hospital that wants none says a figure that nobody reaches. */
const most = (figure: number) => z.number().int().min(1).max(1_000_000).default(figure);

/**
 * What a hospital may decide for itself, each entry with what holds where it says nothing. It stands under `policy` in the hospital's
 * entry of the hospitals' file; rules get it as a fact. The next policy is one entry here and the rule that reads it.
 */
export const hospitalPolicy = z.strictObject({
  /** How often it is asked what became of a booking whose outcome is unknown, ms. */
  askAfterUnknown: z
    .strictObject({
      /** Pauses before the first questions. */
      firstMs: z.array(z.number().int().min(500).max(3_600_000)).max(10).default([2_000, 5_000, 15_000, 60_000]),
      /** Pause before each question after those. */
      everyMs: z.number().int().min(1_000).max(3_600_000).default(300_000),
    })
    .prefault({}),
  /** Slots that its list may have in the window that is read; a longer one is not believed. */
  slots: z
    .strictObject({
      /** Ten thousand visits a day, each a slot of its own, for eight days, and a quarter more. */
      rowsMax: z.number().int().min(100).max(1_000_000).default(limits.slotsOfList.figure),
    })
    .prefault({}),
  /** What is kept for minors: from this age on their guardians do not see appointments in these departments, unless they booked them. */
  minors: z
    .strictObject({
      fromYears: z.number().int().min(8).max(18).default(GUARDIAN_DECIDES_BELOW_YEARS),
      /** Codes of the city's list, each with everything below it. */
      departments: z.array(departmentCode).max(50).default([]),
    })
    .prefault({}),
  /** Results and what else it has found out about people. */
  records: z
    .strictObject({
      /** How long what was asked for is kept here, sealed, minutes; what the hospital tells of its own accord is kept while the person agrees. */
      keptMinutes: z
        .number()
        .int()
        .min(5)
        .max(525_600)
        .default(limits.askedResultsKept.figure / 60_000),
      /** Where a value that it calls critical may be read first: anywhere, or not by somebody who stands alone at a kiosk. */
      criticalFirst: z.enum(['anywhere', 'not-at-kiosk']).default('not-at-kiosk'),
      /** Its own codes, in lower case, and which measure each is: a name of the table of measures, or a code of LOINC. */
      codes: z.record(z.string().min(1).max(100), z.string().regex(/^[a-z0-9-]{1,60}$/)).default({}),
      /** Its `K/uL` means thousands in a microlitre. */
      countsInThousands: z.boolean().default(false),
    })
    .prefault({}),
  /** What one patient may have here. */
  bookings: z
    .strictObject({
      /** `refused`: nobody books what they can not come to. Clinics with numbers are half days: there only one department is one time. */
      overlaps: z.enum(['refused', 'allowed']).default('refused'),
      /** In one department, from Monday to Sunday. */
      aDepartmentWeek: most(limits.bookingsADepartmentWeek.figure),
    })
    .prefault({}),
});

export type HospitalPolicy = z.output<typeof hospitalPolicy>;

const cityWord = z.strictObject({
  /** More than a sign, or the word would be everything. */
  word: z
    .string()
    .max(60)
    .refine((word) => comparable(word).key !== '', 'has neither letters nor figures'),
  /** Codes of the city's list, the right one first. */
  codes: z.array(departmentCode).min(1).max(9),
  /** For whoever reads the file. */
  source: z.string().max(200).optional(),
});

function nothingTwice(words: readonly { readonly word: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { word }] of words.entries()) {
    const { key } = comparable(word);
    if (seen.has(key)) context.addIssue({ code: 'custom', path: [index, 'word'], message: 'is given twice' });
    seen.add(key);
  }
}

/** What the city decides for all its hospitals, each entry with what holds where it says nothing. It stands as `city` in the hospitals' file. */
export const cityPolicy = z.strictObject({
  /** Of one patient, at all hospitals together. */
  bookings: z
    .strictObject({
      altogether: most(limits.bookingsAltogether.figure),
      aDay: most(limits.bookingsADay.figure),
      /** Of all those together who only typed who they are, behind one phone or one guardian: a family, and nobody who hoards places. */
      unproved: most(limits.bookingsUnproved.figure),
      /** So many given back within a day, and nothing new is booked until the day is over. */
      cancellationsADay: most(limits.cancellations.figure),
    })
    .prefault({}),
  codes: z
    .strictObject({
      /** Countries to whose phones codes are sent: codes of E.164, without the plus. */
      countries: z.array(z.string().regex(/^[1-9][0-9]{0,2}$/)).default(['86', '852', '853', '886']),
      /** Codes that the whole city sends in an hour; a message costs money. */
      anHour: most(limits.codesAnHour.figure),
    })
    .prefault({}),
  messages: z
    .strictObject({
      /** Messages to phones that the whole city sends in an hour, codes not counted. */
      anHour: most(limits.messagesAnHour.figure),
    })
    .prefault({}),
  /** Children whom one guardian may register. */
  dependants: most(limits.dependants.figure),
  /** Of grown-ups who let others act for them: how many helpers one has, how many people one helps, and for how many months. */
  family: z
    .strictObject({
      helpers: most(limits.helpersOfPerson.figure),
      helped: most(limits.helpedByPerson.figure),
      months: most(limits.grantMonths.figure),
      monthsMost: most(limits.grantMonthsMost.figure),
      /** Of whoever showed no more than that they hold the phone. */
      monthsByCode: most(limits.grantMonthsByCode.figure),
    })
    .refine(({ months, monthsMost }) => months <= monthsMost, 'months is more than monthsMost')
    .prefault({}),
  /** What people here say, and to which departments it leads; before the gateway's own words of the same writing. */
  words: z.array(cityWord).max(2_000).superRefine(nothingTwice).default([]),
});

export type CityPolicy = z.output<typeof cityPolicy>;
