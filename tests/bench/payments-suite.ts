import { HOSPITAL, testPatient } from '../support/test-gateway.ts';
import { type Child, startChild } from './child.ts';
import { Connection, encodeRequest } from './connection.ts';
import { absolute, type Figure, ratio } from './figures.ts';
import type { PaymentFloorParameters, RecordedPayment, RecordedUnit } from './payment-floor.ts';
import type { PaymentsParameters } from './serve-payments.ts';
import type { Spent } from './spent.ts';
import { alternate, median } from './stats.ts';
import type { Bench } from './suite.ts';

/** Number of the goal. */
const ROW = 18;
const PATIENTS = 199;
const CONNECTIONS = 32;
const WITHIN_MS = 120_000;

/** Row 18: steps of payments a second, through the whole gateway ÷ of the floor; and postings of the ledger a second. */
export async function paymentsSuite(bench: Bench): Promise<readonly Figure[]> {
  if (!bench.wanted(ROW)) return [];
  const gateway = await openPaying(await bench.databases.create('sqlite'));
  const floor = await openFloor(await bench.databases.create('sqlite'));
  try {
    bench.say('payments: what one payment writes');
    const payment = await gateway.record();
    await floor.ask('learn', payment);
    const steps = payment.units.length;
    const statements = payment.units.reduce((sum, unit) => sum + unit.statements.length, 0);
    bench.say(`payments: ${steps} units of ${statements} statements: ${payment.units.map(({ name }) => name).join(', ')}`);
    const [payments, postings] = bench.quick ? [300, 5_000] : [1_000, 20_000];
    await gateway.pay(PATIENTS);
    await floor.ask('write', PATIENTS);
    const paid = await alternate(
      bench.rounds,
      async () => (payments * steps) / (await gateway.pay(payments)),
      async () => (payments * steps) / (await floor.ask<Spent>('write', payments)).seconds,
    );
    const posted = await alternate(
      bench.rounds,
      async () => postings / (await gateway.child.ask<number>('post', postings)),
      async () => postings / (await floor.ask<number>('post', postings)),
    );
    const against = 'the floor: the statements of a payment by hand, 100 units a transaction, WAL FULL';
    const figure = { row: ROW, unit: 'steps/s', what: `steps of payments, ${steps} a payment, ${statements} statements` };
    return [
      ratio({ ...figure, against, ...paid, goal: { atLeast: 0.6 } }),
      absolute({
        row: ROW,
        what: 'postings of the ledger, 100 a unit',
        unit: 'postings/s',
        ours: median(posted.ours),
        reference: median(posted.reference),
        against: 'the same rows by a prepared statement, 100 a transaction, WAL FULL',
        goal: { atLeast: 10_000 },
      }),
    ];
  } finally {
    await Promise.all([gateway.child.stop(), floor.stop()]);
  }
}

/** A database that a gateway has prepared, and the floor on it. */
async function openFloor(databaseUrl: string): Promise<Child> {
  const gateway = await startChild('payments', { databaseUrl, patients: PATIENTS } satisfies PaymentsParameters);
  await signIn(gateway.port);
  await gateway.stop();
  const path = databaseUrl.slice('file:'.length);
  return startChild('payment-floor', { path } satisfies PaymentFloorParameters);
}

interface Person {
  readonly id: string;
  readonly token: string;
}

/** A gateway, and people who pay there. */
export async function openPaying(databaseUrl: string) {
  const child = await startChild('payments', { databaseUrl, patients: PATIENTS } satisfies PaymentsParameters);
  const people = await signIn(child.port);
  const run = Math.random().toString(36).slice(2, 10).padEnd(8, '0');
  let keys = 0;
  const nextKey = () => {
    keys += 1;
    return `key_${run}${String(keys).padStart(14, '0')}`;
  };
  /** Until so many parts are settled. */
  const settled = async (wanted: number) => {
    const until = performance.now() + WITHIN_MS;
    while ((await child.ask<number>('settled')) < wanted) {
      if (performance.now() > until) throw new Error('the payments were not settled in time');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    child,
    /** Pays so many bills over kept connections, as fast as it goes; the seconds until the last is settled. */
    async pay(count: number): Promise<number> {
      const before = await child.ask<number>('settled');
      let left = count;
      const startedAt = performance.now();
      const work = async (number: number) => {
        const connection = await Connection.open(child.port, true);
        const own = people.filter((_, place) => place % CONNECTIONS === number);
        for (let turn = 0; left > 0; turn += 1) {
          left -= 1;
          const person = own[turn % own.length];
          if (!person || (await payOne(connection, person, nextKey)) === undefined) left += 1;
        }
        connection.close();
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => work(number)));
      await settled(before + count);
      return (performance.now() - startedAt) / 1000;
    },
    /** What the gateway writes for one payment. */
    async record(): Promise<RecordedPayment> {
      const [person] = people;
      if (!person) throw new Error('nobody signed in');
      const connection = await Connection.open(child.port, true);
      const before = await child.ask<number>('settled');
      await child.ask('record');
      const code = await payOne(connection, person, nextKey);
      connection.close();
      if (code === undefined) throw new Error('the first payment was not made');
      await settled(before + 1);
      const units = await child.ask<RecordedUnit[]>('recorded');
      return { units, patientId: person.id, tokenHash: await child.ask('token-hash', person.id), code };
    },
  };
}

/** Looks at the bill, has it quoted and agrees; the code on the paper, `undefined` while the bill before is being paid still. */
async function payOne(connection: Connection, { id, token }: Person, nextKey: () => string): Promise<string | undefined> {
  const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (method === 'POST') headers['idempotency-key'] = nextKey();
    const request = encodeRequest(method, path, headers, body === undefined ? undefined : JSON.stringify(body));
    const answer = await connection.request(request);
    return { status: answer.status, body: JSON.parse(answer.body) };
  };
  const bills = await ask('GET', `/v1/bills?patientId=${id}`);
  const [visit] = bills.body.hospitals[0].visits;
  if (visit === undefined || visit.beingPaid) return undefined;
  const wanted = [{ hospital: HOSPITAL, visitRef: visit.visitRef, billHash: visit.billHash }];
  const quotes = await ask('POST', '/v1/quotes', { patientId: id, bills: wanted, insurance: false });
  // The bill before was settled in between.
  if (quotes.status === 409) return undefined;
  const payment = await ask('POST', '/v1/payments', { quotesId: quotes.body.id, channel: 'sandbox' });
  if (payment.status !== 201) throw new Error(`a payment was refused: ${payment.status} ${JSON.stringify(payment.body)}`);
  return String(payment.body.code);
}

async function signIn(port: number): Promise<readonly Person[]> {
  const connection = await Connection.open(port, true);
  const people: Person[] = [];
  for (let number = 0; number < PATIENTS; number += 1) {
    const { id } = testPatient(number);
    const body = JSON.stringify({ evidence: { kind: 'demo', patientId: id }, carrier: 'bearer' });
    const answer = await connection.request(encodeRequest('POST', '/v1/sessions', {}, body));
    if (answer.status !== 201) throw new Error(`a session was refused: ${answer.status} ${answer.body}`);
    people.push({ id, token: (JSON.parse(answer.body) as { token: string }).token });
  }
  connection.close();
  return people;
}
