import { expect, it } from 'vitest';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { HospitalAdapter, Outcome } from '../../adapters/port.ts';
import { Hospitals } from '../../bff/partners/hospitals.ts';
import { silentLog } from '../../bff/platform/log.ts';
import { Metrics } from '../../bff/platform/metrics.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

function start(change: (adapter: HospitalAdapter) => Partial<HospitalAdapter>, atOnce = 10) {
  const clock = new VirtualClock(1_000_000);
  const { adapter } = createMemoryHospital({ now: clock.now, slots: [] });
  const adapters = new Map([['h', { ...adapter, ...change(adapter) }]]);
  return { clock, hospitals: new Hospitals({ adapters, clock, log: silentLog, metrics: new Metrics(), atOnce, waitingMax: 2 }) };
}

const never = () => new Promise<never>(() => {});
const book = {
  key: 'k',
  slotRef: 's',
  patient: { name: '张三', birthDate: '1950-01-01', sex: 'male', document: { type: 'passport', number: 'X1' } },
} as const;

it('the gateway before a hospital gives up on a read after 3 s and on a write after 8 s, also when the adapter ignores its signal', async () => {
  const { clock, hospitals } = start(() => ({ slot: never, book: never }));
  const kinds: string[] = [];
  const note = (outcome: Outcome<unknown>) =>
    void kinds.push(`${clock.now() - 1_000_000} ${outcome.ok ? 'ok' : outcome.failure.kind}`);
  void hospitals.slot('h', 's').then(note);
  void hospitals.book('h', book).then(note);
  await clock.advance(10_000);
  expect(kinds).toEqual(['3000 unavailable', '8000 unknown-outcome']);
});

it('the gateway before a hospital stops calling after five silences, lets one probe through after ten seconds, and goes on when it is answered', async () => {
  let calls = 0;
  let answering = false;
  const { clock, hospitals } = start(() => ({
    slot: async () => {
      calls += 1;
      return answering ? { ok: true, value: null } : { ok: false, failure: { kind: 'unavailable', detail: 'x' } };
    },
  }));
  for (let count = 0; count < 8; count += 1) await hospitals.slot('h', 's');
  expect([calls, hospitals.reachable('h')]).toEqual([5, false]);
  await clock.advance(10_001);
  answering = true;
  expect((await hospitals.slot('h', 's')).ok).toBe(true);
  expect([calls, hospitals.reachable('h')]).toEqual([6, true]);
});

it('a hospital is not refused for ever when the probe brings something that is no outcome', async () => {
  let answer: unknown = { ok: false, failure: { kind: 'unavailable', detail: 'x' } };
  const { clock, hospitals } = start(() => ({ slot: async () => answer as Outcome<null> }));
  for (let count = 0; count < 5; count += 1) await hospitals.slot('h', 's');
  await clock.advance(10_001);
  answer = 'nonsense';
  expect(await hospitals.slot('h', 's')).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  await clock.advance(10_001);
  answer = { ok: true, value: null };
  expect((await hospitals.slot('h', 's')).ok).toBe(true);
});

it('the gateway before a hospital keeps a slow hospital to its share: beyond it calls wait, beyond that they are refused unsent', async () => {
  let calls = 0;
  const { clock, hospitals } = start(
    () => ({
      book: () => {
        calls += 1;
        return never();
      },
    }),
    1,
  );
  const outcomes = Array.from({ length: 4 }, () => hospitals.book('h', book));
  await settle();
  expect(calls).toBe(1);
  expect(await outcomes[3]).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  await clock.advance(8_001);
  expect(calls).toBe(2);
});
