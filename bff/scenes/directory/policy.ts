import * as z from 'zod';

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
      rowsMax: z.number().int().min(100).max(1_000_000).default(100_000),
    })
    .prefault({}),
});

export type HospitalPolicy = z.output<typeof hospitalPolicy>;
