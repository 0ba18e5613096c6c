import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provesAbsence } from '../../../bff/platform/tasks/proves-absence.ts';
import {
  askDelayMs,
  bookingDetermined,
  type ClaimFacts,
  type ClaimState,
  cancelDelayMs,
  ENDED,
  GIVE_UP_MS,
  ghostVerdict,
  holdsPlace,
  nextStep,
  type Step,
  standing,
  transitions,
} from '../../../bff/scenes/appointments/rules.ts';
import { hospitalPolicy } from '../../../bff/scenes/directory/policy.ts';

const states = [...new Set(transitions.flatMap(({ from, to }) => [from, to]))];
const facts = fc.record({
  state: fc.constantFrom(...states),
  sentAt: fc.option(fc.integer({ min: 0, max: 2 * GIVE_UP_MS }), { nil: null }),
  waitsUntil: fc.integer({ min: 0, max: 2 * GIVE_UP_MS }),
  cancelWanted: fc.boolean(),
  notFound: fc.integer({ min: 0, max: 5 }),
  aboutToCall: fc.boolean(),
});
const abilities = fc.record({ keyed: fc.boolean(), canBeAsked: fc.boolean() });
const instant = fc.integer({ min: 0, max: 2 * GIVE_UP_MS });

/** The edges that each step may take, written down a second time, apart from the code. */
const EDGES: Readonly<Record<Step, readonly ClaimState[]>> = {
  call: ['confirmed', 'refused', 'claimed', 'unknown'],
  send: ['sent'],
  doubt: ['unknown', 'cancelling'],
  ask: ['confirmed', 'cancelled', 'absent'],
  release: ['released'],
  'to-staff': ['manual'],
  'begin-cancel': ['cancelling'],
  'send-cancel': ['cancel-sent'],
  rest: [],
};

describe('the table of a claim', () => {
  it('the table of a claim leads from sent to every state, and from no ended state anywhere', () => {
    const reached = new Set<ClaimState>(['sent']);
    for (let round = 0; round < states.length; round += 1) {
      for (const { from, to } of transitions) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...states].sort());
    expect(transitions.filter(({ from }) => (ENDED as readonly string[]).includes(from))).toEqual([]);
  });

  it('the table of a claim names each edge once, with its cause', () => {
    expect(new Set(transitions.map(({ from, to }) => `${from} ${to}`)).size).toBe(transitions.length);
    expect(transitions.every(({ cause }) => cause.length > 10)).toBe(true);
  });

  it('the table of a claim has an edge for every step that is ever decided', () => {
    fc.assert(
      fc.property(facts, abilities, instant, (claim: ClaimFacts, able, now) => {
        const step = nextStep(claim, able, now);
        if (step === 'rest') return;
        const edges = transitions.filter(({ from }) => from === claim.state).map(({ to }) => to as ClaimState);
        expect(
          EDGES[step].some((to) => edges.includes(to)),
          `${claim.state} ${step}`,
        ).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('what is decided', () => {
  it('the rule of a claim never sends while the outcome is unknown, and again only when the hospital takes keys', () => {
    fc.assert(
      fc.property(facts, abilities, instant, (claim: ClaimFacts, able, now) => {
        const step = nextStep(claim, able, now);
        if (step !== 'send') return;
        expect(['claimed', 'absent']).toContain(claim.state);
        if (claim.state === 'absent') expect(able.keyed).toBe(true);
        expect(claim.cancelWanted).toBe(false);
        expect(now).toBeLessThan(claim.waitsUntil);
      }),
      { numRuns: 5_000 },
    );
  });

  it('the rule of a claim calls without writing again only what it has just written as sent', () => {
    fc.assert(
      fc.property(facts, abilities, instant, (claim: ClaimFacts, able, now) => {
        const sentByUs = claim.state === 'sent' && claim.aboutToCall;
        expect(nextStep(claim, able, now) === 'call').toBe(sentByUs);
        if (claim.state === 'sent' && !claim.aboutToCall) expect(nextStep(claim, able, now)).toBe('doubt');
      }),
      { numRuns: 5_000 },
    );
  });

  it('the rule of a claim goes to a person when the hospital can not be asked, or has not answered for 26 hours', () => {
    fc.assert(
      fc.property(facts, abilities, instant, (claim: ClaimFacts, able, now) => {
        if (claim.state !== 'unknown') return;
        const old = claim.sentAt !== null && now - claim.sentAt > 26 * 3_600_000;
        expect(nextStep(claim, able, now)).toBe(!able.canBeAsked || old ? 'to-staff' : 'ask');
      }),
      { numRuns: 5_000 },
    );
  });

  it('the rule of a claim takes "not found" for proof only the second time and after the settle window', () => {
    expect(provesAbsence({ notFound: 1, sentAt: 0 }, 1_000, 9_999)).toBe(false);
    expect(provesAbsence({ notFound: 2, sentAt: 0 }, 1_000, 1_000)).toBe(false);
    expect(provesAbsence({ notFound: 2, sentAt: 0 }, 1_000, 1_001)).toBe(true);
  });

  it('asks a hospital that decided nothing after 2, 5, 15 and 60 seconds, then every five minutes', () => {
    const { askAfterUnknown } = hospitalPolicy.parse({});
    const delays = [0, 1, 2, 3, 4, 400].map((tries) => askDelayMs(askAfterUnknown, tries));
    expect(delays).toEqual([2_000, 5_000, 15_000, 60_000, 300_000, 300_000]);
  });

  it('asks at the pace that the hospital decided', () => {
    const { askAfterUnknown } = hospitalPolicy.parse({ askAfterUnknown: { firstMs: [9_000], everyMs: 600_000 } });
    expect([0, 1, 2].map((tries) => askDelayMs(askAfterUnknown, tries))).toEqual([9_000, 600_000, 600_000]);
  });

  it('sends a cancellation again after 2, 5, 15 and 60 seconds, then every five minutes, whatever the pace of questions', () => {
    expect([0, 1, 2, 3, 4, 400].map(cancelDelayMs)).toEqual([2_000, 5_000, 15_000, 60_000, 300_000, 300_000]);
  });

  it.each([
    ['ghost', 'main', true, true, 'gone'],
    ['ghost', 'ghost', false, true, 'gone'],
    ['ghost', 'main', false, true, 'both-gone'],
    ['main', 'ghost', false, true, 'both-gone'],
    ['main', 'ghost', true, false, 'exchanged'],
    ['main', 'main', false, false, 'exchanged'],
    ['ghost', 'ghost', true, false, 'again'],
    ['ghost', 'ghost', true, true, 'exchanged'],
    ['main', 'main', true, true, 'again'],
    ['ghost', 'neither', false, true, 'again'],
    ['neither', 'main', true, true, 'again'],
    ['neither', 'ghost', true, true, 'again'],
  ] as const)(
    'of two bookings under one key, after a cancellation that named the %s and a question that found the %s (standing: %s, settled: %s), the verdict is %s',
    (named, found, stands, settled, verdict) => {
      expect(ghostVerdict({ named, found, stands, settled, tries: 0 })).toBe(verdict);
    },
  );

  it('of two bookings under one key, when the hospital goes on contradicting itself, a person decides; one that was named as cancelled is gone', () => {
    const facts = { found: 'neither', stands: false, settled: true, tries: 5 } as const;
    expect(ghostVerdict({ ...facts, named: 'main' })).toBe('to-staff');
    expect(ghostVerdict({ ...facts, named: 'neither' })).toBe('to-staff');
    expect(ghostVerdict({ ...facts, named: 'ghost' })).toBe('gone');
  });

  it('the rule of a claim tells the patient the truth of every state', () => {
    expect(standing('confirmed', false)).toEqual({ status: 'booked', confirmation: 'confirmed', cancellation: 'none' });
    expect(standing('unknown', false)).toEqual({ status: 'pending', confirmation: 'asking', cancellation: 'none' });
    expect(standing('unknown', true).cancellation).toBe('requested');
    expect(standing('manual', false).confirmation).toBe('with-staff');
    for (const state of states) {
      if (standing(state, false).status === 'booked') expect(holdsPlace(state)).toBe(true);
      if (ENDED.includes(state)) expect(bookingDetermined(state)).toBe(true);
    }
  });
});
