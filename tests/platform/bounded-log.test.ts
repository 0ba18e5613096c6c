import { expect, it } from 'vitest';
import { boundedLog, createLog, errorFields } from '../../bff/platform/log.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const MORNING = Date.UTC(2026, 10, 24);

function start() {
  const clock = new VirtualClock(MORNING);
  const lines: Record<string, unknown>[] = [];
  const log = boundedLog(createLog({ sink: (line) => lines.push(JSON.parse(line)), level: 'info', now: clock.now }), clock);
  return { clock, lines, log };
}

/** How many lines the log was given: those that stand in it, and those that it says were left out. */
const told = (lines: readonly Record<string, unknown>[]) =>
  lines.reduce((sum, { leftOut }) => sum + (leftOut === undefined ? 1 : Number(leftOut)), 0);

it('a log is not filled by a hospital: of a hundred thousand lines of one kind six are written, and none is lost uncounted', async () => {
  const { clock, lines, log } = start();
  for (let line = 0; line < 100_000; line += 1)
    log.write('warn', 'watch.stray-booking', { hospitalId: 'liar', detail: String(line) });
  log.write('warn', 'watch.stray-booking', { hospitalId: 'honest' });
  log.write('warn', 'sync.too-many-missing', { hospitalId: 'liar' });
  await clock.advance(60_000);
  expect(lines).toHaveLength(8);
  expect(told(lines)).toBe(100_002);
  expect(lines.at(-1)).toMatchObject({ level: 'warn', event: 'watch.stray-booking', hospitalId: 'liar', leftOut: 99_995 });
});

it('a log is not filled by a payment provider either, whose lines name no hospital', async () => {
  const { clock, lines, log } = start();
  for (let line = 0; line < 1_000; line += 1)
    log.write('warn', 'payment.call-failed', { partner: 'sandbox liar', operation: 'close', failure: 'rejected' });
  log.write('warn', 'payment.call-failed', { partner: 'sandbox honest', operation: 'close', failure: 'rejected' });
  await clock.advance(60_000);
  expect([lines.length, told(lines)]).toEqual([7, 1_001]);
});

it('a log tells what was left out once a minute, with the sum of what those lines counted', async () => {
  const { clock, lines, log } = start();
  for (let second = 0; second < 600; second += 1) {
    log.write('warn', 'sync.unknown-references', { hospitalId: 'liar', count: 7 });
    await clock.advance(1_000);
  }
  log.flush();
  expect(lines.length).toBeLessThanOrEqual(60);
  expect(told(lines)).toBe(600);
  expect(lines.reduce((sum, { count }) => sum + Number(count), 0)).toBe(4_200);
});

it('a log tells kinds apart by hospital, operation, failure and kind of task, and by nothing that a hospital can make up', () => {
  const { lines, log } = start();
  for (let n = 0; n < 20; n += 1) {
    log.write('warn', 'hospital.call-failed', { hospitalId: 'a', operation: 'slots.one', failure: 'unavailable', durationMs: n });
    log.write('warn', 'hospital.call-failed', {
      hospitalId: 'a',
      operation: 'slots.page',
      failure: 'unavailable',
      detail: `${n}`,
    });
    log.write('warn', 'hospital.call-failed', { hospitalId: 'a', operation: 'slots.page', failure: 'malformed' });
    log.write('error', 'task.failed', { taskId: `tsk_${n}`, taskKind: 'settle-claim' });
  }
  expect(lines).toHaveLength(20);
  log.flush();
  expect(lines).toHaveLength(24);
  expect(told(lines)).toBe(80);
});

it('a log writes every line that names an appointment, and every line that is about no hospital', () => {
  const { lines, log } = start();
  for (let n = 0; n < 50; n += 1) {
    log.write('warn', 'claim.needs-staff', { hospitalId: 'a', appointmentId: `apt_${n}` });
    log.write('error', 'request.failed', { requestId: `req_${n}` });
  }
  expect(lines).toHaveLength(100);
});

it('a log names the code of an error or of its cause, and takes nothing else for one', () => {
  const cause = Object.assign(new Error('x'), { code: '21000' });
  expect(errorFields(new Error('statement refused by the engine', { cause }))).toMatchObject({ error: 'Error', code: '21000' });
  expect(errorFields(Object.assign(new TypeError('x'), { code: 'ECONNRESET' })).code).toBe('ECONNRESET');
  for (const code of ['110105195003071234', 'ZHANG SAN', '13800001111', 42, 'ZHANG', 'EVANS', 'E13800001111'])
    expect(errorFields(Object.assign(new Error('x'), { code })).code).toBeUndefined();
  const circle = new Error('x');
  circle.cause = circle;
  expect(errorFields(circle).code).toBeUndefined();
});
