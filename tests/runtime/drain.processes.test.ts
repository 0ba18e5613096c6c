import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { slotIdOf } from '../../bff/scenes/slots/slot-id.ts';
import { startFhirHospitals } from '../../fixtures/simulators/fhir-r4/start-fhir-hospitals.ts';
import { startGatewayProgram } from '../support/programs.ts';
import { HALF_HOUR_MS, hospitalEntry, testPatient } from '../support/test-gateway.ts';

it('a gateway that drains answers the booking that is under way when it is told to stop, and ends by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onedoor-drain-'));
  const startsAt = Date.now() - (Date.now() % HALF_HOUR_MS) + 48 * 3_600_000;
  const slot = {
    ref: 's1',
    practitionerRef: 'p1',
    departmentRef: 'gk',
    startsAt,
    endsAt: startsAt + HALF_HOUR_MS,
    capacity: 1,
    status: 'free' as const,
  };
  const hospitals = await startFhirHospitals({ hospitals: [{ id: 'slow-one', name: 's', mode: 'plain', slots: [slot] }] });
  const connection = { baseUrl: hospitals.hospitals[0]?.baseUrl, mode: 'plain' };
  writeFileSync(
    join(folder, 'hospitals.json'),
    JSON.stringify([{ ...hospitalEntry('slow-one'), protocol: 'fhir-r4', connection }]),
  );
  writeFileSync(join(folder, 'people.json'), JSON.stringify([testPatient(1)]));
  const gateway = await startGatewayProgram({
    DATABASE_URL: `file:${join(folder, 'onedoor.sqlite')}`,
    KEY_FILE: join(folder, 'keys.json'),
    HOSPITALS_FILE: join(folder, 'hospitals.json'),
    PEOPLE_FILE: join(folder, 'people.json'),
  });
  const address = `http://127.0.0.1:${gateway.ready.port}`;
  await expect
    .poll(async () => ((await (await fetch(`${address}/v1/slots`)).json()) as { items: unknown[] }).items.length)
    .toBe(1);
  const patientId = testPatient(1).id;
  const headers = { 'content-type': 'application/json' };
  const evidence = JSON.stringify({ evidence: { kind: 'demo', patientId }, carrier: 'bearer' });
  const { token } = (await (await fetch(`${address}/v1/sessions`, { method: 'POST', headers, body: evidence })).json()) as {
    token: string;
  };
  const slow = JSON.stringify({ operation: 'book', fault: 'slow', delayMs: 1_500 });
  await fetch(`${hospitals.controlUrl}/faults`, { method: 'POST', headers, body: slow });
  const booking = fetch(`${address}/v1/appointments`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}`, 'idempotency-key': 'while-it-stops' },
    body: JSON.stringify({ slotId: slotIdOf('slow-one', 's1'), patientId }),
  });
  await expect
    .poll(() => gateway.lines.length >= 1 && fetch(`${address}/metrics`).then((r) => r.text()))
    .toContain('state="sent"');
  gateway.kill('SIGTERM');
  expect((await booking).status).toBe(201);
  expect(await gateway.ended).toBe('0');
  await hospitals.close();
  rmSync(folder, { recursive: true, force: true });
});
