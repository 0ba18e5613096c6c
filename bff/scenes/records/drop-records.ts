import type { Part } from '../../platform/store/store.ts';
import { endBreakGlassPart } from './break-glass/break-glass-rows.ts';
import { dropReadingsPart } from './reading-rows.ts';
import { dropResultsParts } from './result-rows.ts';
import { endSharesParts } from './sharing/share-rows.ts';

/** Forgets what is kept of a person who does not agree to it any more, and ends what they share and what was opened in an emergency. */
export function dropRecordsParts(patientId: string, now: number): readonly Part[] {
  return [
    ...endSharesParts(patientId, now),
    endBreakGlassPart(patientId, now),
    ...dropResultsParts(patientId),
    dropReadingsPart(patientId),
  ];
}
