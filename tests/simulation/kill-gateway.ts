import { writeSync } from 'node:fs';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import { readConfig } from '../../bff/main/config.ts';
import type { PartnerAdapters } from '../../bff/main/partner-adapters.ts';
import { serveGateway } from '../../bff/main/serve-gateway.ts';
import type { Store } from '../../bff/platform/store/store.ts';
import { changed } from '../support/changed-adapter.ts';
import type { KillPoint, MessageKillPoint, PaymentKillPoint, PreconsultKillPoint } from './kill-points.ts';

type Point = KillPoint | MessageKillPoint | PaymentKillPoint | PreconsultKillPoint;

/** The gateway itself, with an instrument around its store and its adapters that ends the process by SIGKILL at a named point. */
const [point, nth] = (process.env.KILL_AT ?? 'none:0').split(':') as [Point | 'none', string];
let passed = 0;

/** Units of payments, by their names. */
const MONEY = /(^|-)(payment|order|quotes?|refund)(-|$)/;

/** Units of a form before a visit and of what a doctor is told of it. */
const SUMMARY = /^(begin-preconsult|save-answers|submit-preconsult|summary-|note-summary|wait-for-booking|finish-summaries)/;

/** Units that write down what became of a message. */
const MESSAGE_OUTCOMES = ['message-delivered', 'message-unreached', 'note-message'];

/** @param at names the unit or the call where that is not the point's own name; said before the process ends. */
function reach(here: Point, at?: string): void {
  if (here !== point) return;
  passed += 1;
  if (passed !== Number(nth)) return;
  if (at !== undefined) writeSync(1, `${JSON.stringify({ event: 'killed', at })}\n`);
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered to this very process, but nothing may run between the call and its effect.
  for (;;);
}

function store(inner: Store): Store {
  return {
    engine: inner.engine,
    async commit(unit) {
      if (unit.name === 'book-appointment') reach('before-intent');
      if (unit.name === 'claim-confirmed') reach('after-reply');
      if (unit.name === 'claim-cancelled') reach('before-cancel-outcome');
      if (unit.name === 'send-message') reach('before-message-intent');
      if (MESSAGE_OUTCOMES.includes(unit.name)) reach('before-message-outcome');
      const money = MONEY.test(unit.name);
      if (money) reach('before-money-unit', unit.name);
      const summary = SUMMARY.test(unit.name);
      if (summary) reach('before-summary-unit', unit.name);
      const commit = await inner.commit(unit);
      if (money && commit.ok) reach('after-money-unit', unit.name);
      if (summary && commit.ok) reach('after-summary-unit', unit.name);
      if (unit.name === 'book-appointment' && commit.ok) reach('after-intent');
      if (unit.name === 'claim-confirmed') reach('after-outcome');
      if (unit.name === 'send-message' && commit.ok) reach('after-message-intent');
      if (MESSAGE_OUTCOMES.includes(unit.name)) reach('after-message-outcome');
      return commit;
    },
    committed: (id) => inner.committed(id),
    read: (statement) => inner.read(statement),
    waiting: () => inner.waiting(),
    migrate: (migrations, now) => inner.migrate(migrations, now),
    close: () => inner.close(),
  };
}

/** Time for the request to reach the hospital's socket before the process dies. */
const ON_THE_WIRE_MS = 4;

function adapter(hospital: HospitalAdapter): HospitalAdapter {
  const { charges, preconsult } = hospital;
  const inner: HospitalAdapter = {
    ...hospital,
    ...(charges ? { charges: watched(charges, CHARGES) } : {}),
    ...(preconsult ? { preconsult: watched(preconsult, PRECONSULT) } : {}),
  };
  if (!inner.booking) return inner;
  return changed(inner, {
    booking: {
      book(request, call) {
        reach('before-call');
        const outcome = facetsOf(inner).booking.book(request, call);
        if (point === 'in-call') setTimeout(() => reach('in-call'), ON_THE_WIRE_MS);
        return outcome;
      },
    },
  });
}

const CHARGES = ['quote', 'dropQuote', 'settle', 'find', 'refund', 'findRefund'] as const;

const PRECONSULT = ['deliver', 'find', 'withdraw'] as const;

/** A port of which some calls pass the points. */
function watched<Port extends object>(inner: Port, calls: readonly string[]): Port {
  return new Proxy(inner, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || !calls.includes(String(name))) return member;
      return async (...given: unknown[]) => {
        reach('before-partner-call', String(name));
        const answer = (member as (...all: unknown[]) => Promise<unknown>).apply(target, given);
        if (point === 'in-partner-call') setTimeout(() => reach('in-partner-call', String(name)), ON_THE_WIRE_MS);
        const outcome = await answer;
        reach('after-partner-call', String(name));
        return outcome;
      };
    },
  });
}

const PAYMENTS = ['order', 'query', 'close', 'refund', 'queryRefund'];
const INSURER = ['preSettle', 'settle', 'find', 'undo', 'reverse'];

function partners({ payments, insurance }: PartnerAdapters): PartnerAdapters {
  return {
    payments: new Map([...payments].map(([name, channel]) => [name, watched(channel, PAYMENTS)])),
    insurance: new Map([...insurance].map(([id, insurer]) => [id, watched(insurer, INSURER)])),
  };
}

const read = readConfig(process.env);
if ('problems' in read) throw new Error(read.problems.join('\n'));
await serveGateway(read.config, { store, adapter, partners });
