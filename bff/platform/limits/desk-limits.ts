import { type Bound, HOUR, MINUTE } from './bound.ts';

/** Of a hall's desk. */
export const deskLimits = {
  ticketsOfHall: {
    what: "tickets for a hall's desk that are drawn there; who called for help in vain gets one all the same",
    figure: 2_000,
    unit: 'tickets a day',
    of: 'hall',
    setBy: 'fixed',
    hears: 'rate-limited',
    at: 'bff/scenes/desk/issue-ticket.ts',
  },
  ticketsOfDevice: {
    what: 'tickets drawn at one device',
    figure: 300,
    unit: 'tickets an hour',
    of: 'device',
    setBy: 'fixed',
    hears: 'rate-limited',
    at: 'bff/scenes/desk/issue-ticket.ts',
  },
  priorityInARow: {
    what: 'tickets with priority that are called between two others while others wait: the k-th of the others is called as the 4k-th at the latest',
    figure: 3,
    unit: 'tickets',
    of: 'hall',
    setBy: 'fixed',
    hears: 'one of the others is called',
    at: 'bff/scenes/desk/call-ticket.ts',
  },
  ticketMissed: {
    what: 'how long somebody who was called and not there is served with the number that they have',
    figure: 30 * MINUTE,
    unit: 'ms',
    of: 'ticket',
    setBy: 'fixed',
    hears: 'not-found',
    at: 'bff/scenes/desk/end-ticket.ts',
  },
  ticketsShown: {
    what: 'tickets of a kind that a clerk is shown: who waits, who is served, who was not there',
    figure: 50,
    unit: 'tickets',
    of: 'hall',
    setBy: 'fixed',
    hears: 'the rest is counted',
    at: 'bff/scenes/desk/read-tickets.ts',
  },
  ticketsKept: {
    what: "memory of a desk's tickets and counts; the audit keeps who did what",
    figure: 48 * HOUR,
    unit: 'ms',
    of: 'ticket',
    setBy: 'fixed',
    hears: 'not-found',
    at: 'bff/scenes/desk/scene.ts',
  },
} as const satisfies Record<string, Bound>;
