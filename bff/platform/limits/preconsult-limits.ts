import { type Bound, HOUR } from './bound.ts';

/** Of triage, and of what a doctor is told before a visit. */
export const preconsultLimits = {
  redFlagHolds: {
    what: 'how long nothing is booked, but at a desk, for somebody who said what has to be looked at first',
    figure: 4 * HOUR,
    unit: 'ms',
    of: 'patient',
    setBy: 'fixed',
    hears: 'red-flag',
    at: 'bff/scenes/preconsult/triage-complaint.ts',
  },
  redFlagKept: {
    what: 'how long what was said then is kept, sealed',
    figure: 30 * 24 * HOUR,
    unit: 'ms',
    of: 'patient',
    setBy: 'fixed',
    hears: 'it is forgotten',
    at: 'bff/scenes/preconsult/scene.ts',
  },
  summariesOfPreconsult: {
    what: 'summaries of one form that a person sends to the doctor of one appointment',
    figure: 10,
    unit: 'summaries',
    of: 'pre-consult',
    setBy: 'fixed',
    hears: 'rate-limited',
    at: 'bff/scenes/preconsult/submit-preconsult.ts',
  },
  preconsultKept: {
    what: 'how long answers and summaries are kept after the form was begun, sealed',
    figure: 90 * 24 * HOUR,
    unit: 'ms',
    of: 'pre-consult',
    setBy: 'fixed',
    hears: 'it is forgotten',
    at: 'bff/scenes/preconsult/scene.ts',
  },
  responseBytes: {
    what: 'answers of one form, as JSON',
    figure: 64 * 1024,
    unit: 'bytes',
    of: 'pre-consult',
    setBy: 'fixed',
    hears: 'payload-too-large',
    at: 'bff/scenes/preconsult/fill-preconsult.ts',
  },
} as const satisfies Record<string, Bound>;
