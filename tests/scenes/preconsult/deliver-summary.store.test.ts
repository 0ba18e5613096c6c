import { afterEach, describe, expect, it } from 'vitest';
import type { HospitalAdapter } from '../../../adapters/port/hospital.ts';
import type { Store } from '../../../bff/platform/store/store.ts';
import { atRest, driven, type QuietGateway, type QuietOptions, startQuietGateway } from '../../security/quiet-gateway.ts';
import { testPatient } from '../../support/test-gateway.ts';
import { bearer, fresh, post } from '../../support/test-people.ts';
import { SAMPLED_ENGINES } from '../../support/test-store.ts';

describe.each(SAMPLED_ENGINES)('%s: a summary on its way to the hospital', (engine) => {
  let site: QuietGateway;
  let headers: Record<string, string>;
  let appointmentId: string;
  let id: string;
  afterEach(() => site.stop());

  /** Somebody with an appointment and a form for it. */
  async function begin(options: QuietOptions = {}): Promise<void> {
    site = await startQuietGateway(engine, options);
    const evidence = { evidence: { kind: 'demo', patientId: testPatient(0).id }, carrier: 'bearer' };
    headers = bearer(await post(site.gateway, '/v1/sessions', evidence));
    const { slotId } = await site.gateway.openSlot(1, 24 * 3_600_000);
    const booked = await act('/v1/appointments', { slotId, patientId: testPatient(0).id });
    appointmentId = String(booked.body.id);
    const order = { appointmentId, questionnaire: 'general-history', saidBy: { who: 'patient' } };
    id = String((await post(site.gateway, '/v1/preconsults', order, headers)).body.id);
  }
  const act = (path: string, body: object = {}) => driven(site, post(site.gateway, path, body, fresh(headers)));
  const submit = () => act(`/v1/preconsults/${id}/submit`);
  /** A yes to the same answers is the same summary. */
  async function answerOne(): Promise<void> {
    const path = `/v1/preconsults/${id}/next-question`;
    const { question } = (await post(site.gateway, path, {}, headers)).body as { question?: { path: string } };
    const answer = { path: question?.path, declined: 'skipped' };
    expect((await post(site.gateway, path, { answer }, headers)).status).toBe(200);
  }
  const read = async () =>
    (await (await site.gateway.request(`/v1/preconsults/${id}`, { headers })).json()) as { delivery: string; doctor?: object };
  const told = async () => (await read()).delivery;
  const states = async () =>
    (await site.db.rows<{ state: string }>('SELECT state FROM summary_delivery ORDER BY nth')).map(({ state }) => state);
  const counted = async (state: string) =>
    (await site.gateway.onedoor.dependencies.metrics.text()).includes(`onedoor_summaries_total{state="${state}"} 1\n`);
  async function minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      await site.clock.leap(60_000);
      await driven(site, atRest(site.db, site.clock));
    }
  }

  it('is taken back with all those before it, ten of one form, without an error, when the appointment is given back', async () => {
    await begin();
    for (let yes = 0; yes < 10; yes += 1) {
      await answerOne();
      expect((await submit()).status).toBe(200);
    }
    await act(`/v1/appointments/${appointmentId}/cancel`);
    await minutes(1);
    expect(await states()).toEqual(Array.from({ length: 10 }, () => 'withdrawn'));
    expect(site.gateway.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('that the hospital took back while nobody here knew whether it had come is taken back here, and not asked about for ever', async () => {
    let adapter: HospitalAdapter | undefined;
    await begin({
      wrap: (inner) => {
        adapter = inner;
        return inner;
      },
    });
    await site.gateway.hospital.setFault('timeout-after-commit');
    await submit();
    await minutes(1);
    await site.gateway.hospital.setFault(null);
    const [row] = await site.db.rows<{ key: string }>('SELECT delivery_key AS key FROM summary_delivery');
    await adapter?.preconsult?.withdraw(row?.key ?? '', { signal: new AbortController().signal });
    await minutes(5);
    expect(await states()).toEqual(['withdrawn']);
  });

  it('that the hospital does not give back is asked back again, and is told as being there until the hospital gives it', async () => {
    let refuses = true;
    await begin({
      wrap: (inner) => ({
        ...inner,
        preconsult: inner.preconsult && {
          ...inner.preconsult,
          withdraw: async (key, call) =>
            refuses
              ? { ok: false, failure: { kind: 'rejected', reason: 'not-authorised', detail: 'no' } }
              : (inner.preconsult?.withdraw(key, call) ?? { ok: true, value: null }),
        },
      }),
    });
    await submit();
    await act(`/v1/appointments/${appointmentId}/cancel`);
    await minutes(5);
    expect([await states(), await told()]).toEqual([['withdrawing'], 'acknowledged']);
    refuses = false;
    await minutes(5);
    expect([await states(), await told()]).toEqual([['withdrawn'], 'withdrawn']);
  });

  it('that the hospital never gives back is left to people after two hundred questions, and they are told', async () => {
    let asked = 0;
    await begin({
      wrap: (inner) => ({
        ...inner,
        preconsult: inner.preconsult && {
          ...inner.preconsult,
          withdraw: async () => {
            asked += 1;
            return { ok: false, failure: { kind: 'rejected', reason: 'not-authorised', detail: 'no' } };
          },
        },
      }),
    });
    await submit();
    await act(`/v1/appointments/${appointmentId}/cancel`);
    await minutes(2 * 200 + 5);
    expect([await states(), asked]).toEqual([['withdrawing'], 200]);
    expect(site.gateway.logged.filter((line) => line.includes('preconsult.not-withdrawn'))).toHaveLength(1);
  }, 240_000);

  it('that has answers which can not be read is not counted as read: the operator is told by which member', async () => {
    await begin({
      wrap: (inner) => ({
        ...inner,
        preconsult: inner.preconsult && {
          ...inner.preconsult,
          answers: async () => ({
            ok: true,
            value: { answers: [], cursor: 'c', more: false, leftOut: { count: 2, detail: 'what' } },
          }),
        },
      }),
    });
    await minutes(3);
    expect(site.gateway.logged.some((line) => line.includes('preconsult.left-out') && line.includes('"count":2'))).toBe(true);
  });

  it('that takes the place of another has no answer that a doctor gave to that one, and none from before it was said', async () => {
    await begin();
    await submit();
    await answerOne();
    await submit();
    const keys = (await site.db.rows<{ key: string }>('SELECT delivery_key AS key FROM summary_delivery ORDER BY nth')).map(
      ({ key }) => key,
    );
    const { summaries } = site.gateway.hospital;
    await summaries?.answer({ key: keys[0] ?? '', what: 'corrected', corrections: [{ code: 'allergies', text: '青霉素过敏' }] });
    await minutes(3);
    expect((await read()).doctor).toBeUndefined();
    await summaries?.answer({ key: keys[1] ?? '', what: 'read' });
    await minutes(3);
    expect((await read()).doctor).toMatchObject({ answer: 'read' });
  });

  it('is counted once what became of it is written, and not before', async () => {
    let refuse = true;
    const wrapStore = (store: Store): Store => ({
      ...passing(store),
      commit: async (unit) => {
        if (unit.name !== 'summary-delivered' || !refuse) return store.commit(unit);
        refuse = false;
        return { ok: false, guard: 'lease-lost' };
      },
    });
    await begin({ wrapStore });
    await submit();
    expect(await states()).toEqual(['sending']);
    expect(await counted('delivered')).toBe(false);
    expect(await counted('sending')).toBe(true);
    await minutes(3);
    expect(await states()).toEqual(['delivered']);
    expect(await counted('delivered')).toBe(true);
  });

  it('loses no answer of a doctor when another gateway has taken over the reading of answers', async () => {
    let refuse = 1;
    const wrapStore = (store: Store): Store => ({
      ...passing(store),
      commit: async (unit) => {
        const speaks = unit.parts.some(({ sql }) => sql.includes('doctor_answer'));
        if (unit.name !== 'note-doctors' || !speaks || refuse === 0) return store.commit(unit);
        refuse -= 1;
        return { ok: false, guard: 'lease-lost' };
      },
    });
    await begin({ wrapStore });
    await submit();
    const [row] = await site.db.rows<{ key: string }>('SELECT delivery_key AS key FROM summary_delivery');
    await site.gateway.hospital.summaries?.answer({ key: row?.key ?? '', what: 'read' });
    await minutes(4);
    expect(refuse).toBe(0);
    expect(await site.db.rows('SELECT doctor_answer AS said FROM summary_delivery')).toEqual([{ said: 'read' }]);
  });
});

/** A store as it is, to be changed in part. */
function passing(store: Store): Store {
  return {
    engine: store.engine,
    commit: (unit) => store.commit(unit),
    committed: (unitId) => store.committed(unitId),
    read: (statement) => store.read(statement),
    waiting: () => store.waiting(),
    migrate: (migrations, now) => store.migrate(migrations, now),
    close: () => store.close(),
  };
}
