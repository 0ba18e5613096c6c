import { expect, it } from 'vitest';
import { createMemoryHospital } from '../../adapters/hospitals/memory/adapter.ts';
import type { MemoryLack } from '../../adapters/hospitals/memory/config.ts';
import type { Outcome } from '../../adapters/port/terms.ts';
import { personalWords } from '../../bff/partners/call-words.ts';
import { Hospitals } from '../../bff/partners/hospitals.ts';
import { pause } from '../../bff/platform/clock.ts';
import { type Log, silentLog } from '../../bff/platform/log.ts';
import { Metrics } from '../../bff/platform/metrics.ts';
import { type Changes, changed } from '../support/changed-adapter.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

function start(changes: Changes, atOnce = 10, log: Log = silentLog, without: readonly MemoryLack[] = []) {
  const clock = new VirtualClock(1_000_000);
  const { adapter } = createMemoryHospital({ now: clock.now, slots: [], without });
  const adapters = new Map([['h', changed(adapter, changes)]]);
  return { clock, hospitals: new Hospitals({ adapters, clock, log, metrics: new Metrics(), atOnce, waitingMax: 2 }) };
}

const never = () => new Promise<never>(() => {});
const book = {
  key: 'k',
  slotRef: 's',
  patient: { name: '张三', birthDate: '1950-01-01', sex: 'male', document: { type: 'passport', number: 'X1' } },
} as const;

it('gives up on a read 250 ms after its 3 s and on a write 250 ms after its 8 s, also when the adapter ignores its signal', async () => {
  const { clock, hospitals } = start({ slots: { one: never }, booking: { book: never } });
  const kinds: string[] = [];
  const note = (outcome: Outcome<unknown>) =>
    void kinds.push(`${clock.now() - 1_000_000} ${outcome.ok ? 'ok' : outcome.failure.kind}`);
  void hospitals.ask('h', 'slots', 'one', 's').then(note);
  void hospitals.ask('h', 'booking', 'book', book).then(note);
  await clock.advance(10_000);
  expect(kinds).toEqual(['3250 unavailable', '8250 unknown-outcome']);
});

it('the gateway before a hospital stops calling after five silences, lets one probe through after ten seconds, and goes on when it is answered', async () => {
  let calls = 0;
  let answering = false;
  const { clock, hospitals } = start({
    slots: {
      one: async () => {
        calls += 1;
        return answering ? { ok: true, value: null } : { ok: false, failure: { kind: 'unavailable', detail: 'x' } };
      },
    },
  });
  for (let count = 0; count < 8; count += 1) await hospitals.ask('h', 'slots', 'one', 's');
  expect([calls, hospitals.reachable('h')]).toEqual([5, false]);
  await clock.advance(10_001);
  answering = true;
  expect((await hospitals.ask('h', 'slots', 'one', 's')).ok).toBe(true);
  expect([calls, hospitals.reachable('h')]).toEqual([6, true]);
});

it('answers about one person that can not be read do not close a hospital for everybody else; about its slots they do', async () => {
  const noise = async () => ({ ok: false, failure: { kind: 'malformed', detail: 'x' } }) as const;
  const { hospitals } = start({ records: { report: noise }, slots: { one: noise } });
  const whose = { patient: book.patient };
  for (let count = 0; count < 20; count += 1) await hospitals.ask('h', 'records', 'report', { ...whose, ref: 'r' });
  expect(hospitals.reachable('h')).toBe(true);
  for (let count = 0; count < 5; count += 1) await hospitals.ask('h', 'slots', 'one', 's');
  expect(hospitals.reachable('h')).toBe(false);
});

it('a hospital is not refused for ever when the probe brings something that is no outcome', async () => {
  let answer: unknown = { ok: false, failure: { kind: 'unavailable', detail: 'x' } };
  const { clock, hospitals } = start({ slots: { one: async () => answer as Outcome<null> } });
  for (let count = 0; count < 5; count += 1) await hospitals.ask('h', 'slots', 'one', 's');
  await clock.advance(10_001);
  answer = 'nonsense';
  expect(await hospitals.ask('h', 'slots', 'one', 's')).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  await clock.advance(10_001);
  answer = { ok: true, value: null };
  expect((await hospitals.ask('h', 'slots', 'one', 's')).ok).toBe(true);
});

it('the gateway before a hospital keeps a slow hospital to its share: beyond it calls wait, beyond that they are refused unsent', async () => {
  let calls = 0;
  const { clock, hospitals } = start(
    {
      booking: {
        book: () => {
          calls += 1;
          return never();
        },
      },
    },
    1,
  );
  const outcomes = Array.from({ length: 4 }, () => hospitals.ask('h', 'booking', 'book', book));
  await settle();
  expect(calls).toBe(1);
  expect(await outcomes[3]).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  await clock.advance(8_251);
  expect(calls).toBe(2);
});

const credentialsRefused = { ok: false, failure: { kind: 'unauthenticated', detail: 'status 401' } } as const;

it('takes a verdict that comes up to 250 ms after the signal: only the adapter knows whether anything was sent', async () => {
  const kindAfter = async (ms: number) => {
    const { clock, hospitals } = start({
      booking: {
        book: (_request, { signal }) =>
          new Promise((resolve) => {
            const notSent = { ok: false, failure: { kind: 'unavailable', detail: 'nothing was sent' } } as const;
            signal.addEventListener('abort', () => clock.after(ms, () => resolve(notSent)));
          }),
      },
    });
    const asked = hospitals.ask('h', 'booking', 'book', book);
    await clock.advance(9_000);
    const outcome = await asked;
    return outcome.ok ? 'ok' : outcome.failure.kind;
  };
  expect([await kindAfter(6), await kindAfter(249), await kindAfter(251)]).toEqual([
    'unavailable',
    'unavailable',
    'unknown-outcome',
  ]);
});

it('gives a read for which nobody waits fifteen seconds, so that a page of ten requests of 400 ms each is read', async () => {
  const { clock, hospitals } = start({
    slots: {
      async page(_request, { signal }) {
        for (let request = 0; request < 10; request += 1) {
          await pause(clock, 400);
          if (signal.aborted) return { ok: false, failure: { kind: 'unavailable', detail: 'deadline' } };
        }
        return { ok: true, value: { slots: [] } };
      },
    },
    bookings: { list: never },
  });
  const page = hospitals.ask('h', 'slots', 'page', { from: 0, to: 1 });
  let gaveUpAt = 0;
  void hospitals.ask('h', 'bookings', 'list', undefined).then(() => {
    gaveUpAt = clock.now() - 1_000_000;
  });
  await clock.advance(4_100);
  expect(await page).toEqual({ ok: true, value: { slots: [] } });
  await clock.advance(20_000);
  expect(gaveUpAt).toBe(15_250);
});

it('says at the first refusal of our credentials that they are refused, and stops calling until a probe is let in', async () => {
  let calls = 0;
  let known = false;
  const lines: string[] = [];
  const log = { write: (_level: string, event: string) => void lines.push(event) };
  const { clock, hospitals } = start(
    {
      slots: {
        one: async () => {
          calls += 1;
          return known ? { ok: true, value: null } : credentialsRefused;
        },
      },
    },
    10,
    log,
  );
  expect(hospitals.state('h')).toBe('ok');
  for (let count = 0; count < 3; count += 1) await hospitals.ask('h', 'slots', 'one', 's');
  expect([calls, hospitals.state('h'), hospitals.reachable('h')]).toEqual([1, 'credentials', false]);
  expect(hospitals.unreachableSince('h')).toBe(1_000_000);
  await clock.advance(10_001);
  expect(hospitals.state('h'), 'nothing better is known').toBe('credentials');
  await hospitals.ask('h', 'slots', 'one', 's');
  expect([calls, hospitals.state('h'), hospitals.reachable('h')]).toEqual([2, 'credentials', false]);
  await clock.advance(10_001);
  known = true;
  await hospitals.ask('h', 'slots', 'one', 's');
  expect([calls, hospitals.state('h'), hospitals.reachable('h')]).toEqual([3, 'ok', true]);
  expect(lines.filter((event) => event === 'hospital.credentials-refused')).toHaveLength(1);
});

it('answers a call of a facet that a hospital does not have with a refusal, and calls nobody', async () => {
  const { hospitals } = start({}, 10, silentLog, ['queue']);
  expect(hospitals.facet('h', 'queue')).toBeUndefined();
  expect(await hospitals.ask('h', 'queue', 'read', 's')).toMatchObject({
    ok: false,
    failure: { kind: 'rejected', reason: 'request-refused' },
  });
  expect(hospitals.state('h')).toBe('ok');
});

it('finds what is personal anywhere in the arguments of a call, and trusts no words where there is too much to look through', () => {
  const patient = {
    ...book.patient,
    name: 'Maria Canary',
    guardian: { name: '王㛃', document: { number: 'G77' }, relationship: 'mother' },
  };
  expect(personalWords([{ key: 'k', patient }, 'ref'])).toEqual(
    expect.arrayContaining(['maria canary', 'maria', 'canary', '1950-01-01', 'x1', '王㛃', 'g77']),
  );
  expect(personalWords([{ to: '13912345678', text: 'code' }])).toEqual(expect.arrayContaining(['13912345678']));
  expect(personalWords(['key', undefined, { slotRef: 's1', from: 3 }])).toEqual([]);
  let deep: object = { name: 'x' };
  for (let depth = 0; depth < 20; depth += 1) deep = { deep };
  expect(personalWords([deep])).toBeUndefined();
  expect(personalWords([Array.from({ length: 1_000 }, (_, index) => index)])).toBeUndefined();
});
