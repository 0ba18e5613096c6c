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
} as const satisfies Record<string, Bound>;
