import * as z from 'zod';
import { hospitalId, instant, page, sex } from '../terms.ts';
import { allergy, medication, recordSource, result, section, shareId, visit } from './schemas.ts';

/** One report as a clinician reads it: nothing of it is held back, and nobody's id is in it. */
const readReport = result
  .omit({ patientId: true, patientName: true, birthYear: true, dutyDesk: true, held: true })
  .meta({ id: 'ReadReport' });

export const condition = z
  .object({
    hospital: hospitalId,
    hospitalName: z.string(),
    name: z.string(),
    status: z.enum(['active', 'ended', 'unknown']),
    recordedAt: instant.optional(),
  })
  .meta({ id: 'Condition' });

/** How far hospitals' answers about one list have come. `more`: there are older entries than these. */
const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), more: z.boolean(), sources: z.array(recordSource) });

/** Lists that may be read; one that may not is absent. They come with the first page of results. */
const lists = z.object({
  visits: list(visit).optional(),
  medications: list(medication).optional(),
  allergies: list(allergy).optional(),
  conditions: list(condition).optional(),
});

/** Whose records a clinician reads, so that they are sure that it is this person. */
const readPerson = z.object({ name: z.string(), birthDate: z.iso.date(), sex });

/** What a clinician reads of a person: a page of results, the newest first, and with the first page the lists. */
export const readRecords = z.object({
  person: readPerson,
  until: instant.meta({ description: 'From then on nothing is read any more.' }),
  results: page(readReport).extend({ sources: z.array(recordSource) }),
  lists,
});

/** A share that is open to the hospital of whoever asks. */
const openShare = z
  .object({
    id: shareId,
    patientName: z.string().meta({ description: 'Masked.' }),
    birthYear: z.int(),
    since: instant,
    until: instant,
    parts: z.object({
      results: z.union([z.literal('all'), z.int().min(0).meta({ description: 'How many were chosen.' })]),
      lists: z.array(section),
    }),
  })
  .meta({ id: 'OpenShare' });

export const openShares = page(openShare);
export const sharedRecords = readRecords.extend({ id: shareId }).meta({ id: 'SharedRecords' });
