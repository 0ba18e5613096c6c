import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialsOf } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import { type OperationId, paths } from '../../bff/contract/paths.ts';
import { testPatient } from '../support/test-gateway.ts';
import { ENGINES } from '../support/test-store.ts';
import { answered, expectNothingWritten, keyed, type QuietGateway, signedIn, startQuietGateway } from './quiet-gateway.ts';

const UNKNOWN = `apt_${'u'.repeat(22)}`;

/** Every operation that takes the id of an appointment. */
const aboutOne = (Object.keys(operations) as OperationId[]).filter((id) => {
  return isPersonal(id) && paths[id].path.startsWith('/v1/appointments/{id}');
});

const personal = (Object.keys(operations) as OperationId[]).filter(isPersonal);

function isPersonal(id: OperationId): boolean {
  return credentialsOf(operations[id].access).has('session');
}

describe.each(ENGINES)('%s: what belongs to somebody else', (engine) => {
  let site: QuietGateway;
  let owner: Awaited<ReturnType<typeof signedIn>>;
  let stranger: Awaited<ReturnType<typeof signedIn>>;
  let appointmentId: string;

  beforeEach(async () => {
    site = await startQuietGateway(engine);
    owner = await signedIn(site.gateway, 0);
    stranger = await signedIn(site.gateway, 1);
    const { slotId } = await site.gateway.openSlot(2);
    const booked = await site.gateway.book({ slotId, ...owner, key: 'the-owner-books' });
    appointmentId = String(booked.body.id);
  });
  afterEach(() => site.stop());

  async function ask(operation: OperationId, id: string, headers: Record<string, string>) {
    const { method, path } = paths[operation];
    const response = await site.gateway.request(path.replace('{id}', id), {
      method,
      headers: keyed(headers, `ask-${operation}`),
    });
    const reply = await answered(response);
    const { 'x-request-id': requestId, ...shown } = Object.fromEntries(
      [...reply.headers].filter(([name]) => name !== 'ratelimit'),
    );
    return { status: reply.status, headers: shown, body: reply.text.replaceAll(requestId ?? '-', 'req') };
  }

  it('the table knows six operations about one appointment', () => {
    expect(aboutOne).toEqual([
      'readAppointment',
      'readCalendar',
      'followAppointment',
      'cancelAppointment',
      'issueSlip',
      'listPreconsults',
    ]);
  });

  it.each(aboutOne)(
    '%s answers a stranger exactly as if the appointment did not exist, and writes nothing',
    async (operation) => {
      const foreign = await expectNothingWritten(site, () => ask(operation, appointmentId, stranger.headers));
      const unknown = await expectNothingWritten(site, () => ask(operation, UNKNOWN, stranger.headers));
      expect(foreign).toEqual(unknown);
      expect(foreign.status).toBe(404);
      expect(foreign.body).not.toContain(appointmentId);
    },
  );

  it('the gateway does not tell by a stale If-Match or a Last-Event-ID either', async () => {
    const headers = { ...stranger.headers, 'if-match': '"99"', 'last-event-id': 'x' };
    for (const operation of aboutOne) {
      expect((await expectNothingWritten(site, () => ask(operation, appointmentId, headers))).status).toBe(404);
    }
  });

  it('the gateway books for nobody else: another person is answered like one that does not exist', async () => {
    const { slotId } = await site.gateway.openSlot(2, 48 * 3_600_000);
    const texts = new Set<string>();
    for (const patientId of [owner.patientId, testPatient(2).id, `pat_${'u'.repeat(22)}`]) {
      const body = JSON.stringify({ slotId, patientId });
      const headers = keyed(stranger.headers, 'for-somebody-else');
      const attempt = () => site.gateway.request('/v1/appointments', { method: 'POST', body, headers });
      const reply = await expectNothingWritten(site, async () => answered(await attempt()));
      expect(reply).toMatchObject({ status: 404, code: 'not-found' });
      texts.add(reply.text.replace(/req_[\w-]{22}/, 'req'));
    }
    expect(texts.size).toBe(1);
  });

  it('the gateway lists to each only their own, also under a cursor that was made for another', async () => {
    const { slotId } = await site.gateway.openSlot(2, 48 * 3_600_000);
    await site.gateway.book({ slotId, ...owner, key: 'the-owner-again' });
    const list = async (path: string, headers: Record<string, string>) =>
      (await (await site.gateway.request(path, { headers })).json()) as { items: { patientId: string }[]; next?: string };
    const first = await list('/v1/appointments?limit=1', owner.headers);
    expect(first.items.map(({ patientId }) => patientId)).toEqual([owner.patientId]);
    expect((await list(String(first.next), stranger.headers)).items).toEqual([]);
    expect((await list('/v1/appointments', stranger.headers)).items).toEqual([]);
  });

  it("the gateway does not hand out one person's kept reply under the same key of another", async () => {
    const { slotId } = await site.gateway.openSlot(2, 48 * 3_600_000);
    const mine = await site.gateway.book({ slotId, ...owner, key: 'everybody-uses-this' });
    const theirs = await site.gateway.book({ slotId, ...stranger, key: 'everybody-uses-this' });
    expect([mine.body.patientId, theirs.body.patientId]).toEqual([owner.patientId, stranger.patientId]);
    expect(mine.body.id).not.toBe(theirs.body.id);
  });

  it("the gateway changes nobody's session by asking for what is theirs", async () => {
    await ask('readAppointment', appointmentId, stranger.headers);
    const rows = await site.db.rows<{ patient_id: string }>(
      'SELECT patient_id FROM session WHERE ended_at IS NULL ORDER BY patient_id',
    );
    expect(rows.map((row) => row.patient_id).sort()).toEqual([owner.patientId, stranger.patientId].sort());
    expect((await ask('readAppointment', appointmentId, owner.headers)).status).toBe(200);
  });

  it.each(personal)(
    '%s asks for a session before it looks at anything else, and writes nothing without one',
    async (operation) => {
      const reply = await expectNothingWritten(site, () => ask(operation, appointmentId, {}));
      expect(reply).toMatchObject({ status: 401 });
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expect(reply.body).toContain('"code":"unauthenticated"');
    },
  );

  it('the gateway writes a row of the access log, in the name of the person, for every answer that shows something', async () => {
    const before = await site.db.rows("SELECT id FROM audit WHERE action IN ('appointment.read', 'appointment.list')");
    await ask('readAppointment', appointmentId, owner.headers);
    await ask('listAppointments', '', owner.headers);
    const rows = await site.db.rows<{ actor_id: string; request_id: string }>(
      "SELECT actor_id, request_id FROM audit WHERE action IN ('appointment.read', 'appointment.list')",
    );
    expect(rows).toHaveLength(before.length + 2);
    for (const row of rows) expect(row).toMatchObject({ actor_id: owner.patientId, request_id: expect.stringMatching(/^req_/) });
  });
});
