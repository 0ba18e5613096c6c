import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { credentialsOf } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { answerIn, handlers } from '../../kiosk/practice/world-client.ts';
import { createStandInDesk } from './kit/stand-in-desk.ts';
import { createStandInHall } from './kit/stand-in-hall.ts';

const imitated = (Object.keys(handlers) as OperationId[]).sort();

/** The pages of staff are other programs: nobody practises with them. */
const HELPER = 'apps/helper/';
const DESK = 'apps/desk/';
const STAFF = 'staff/';
const ofStaff = (file: string) => [HELPER, DESK, STAFF].some((folder) => file.startsWith(folder));

/** What the kiosk asks its client for, wherever that stands; who practises asks the same. */
function called(isOf: (file: string) => boolean): { readonly names: readonly string[]; readonly unnamed: readonly string[] } {
  const files = readdirSync('kiosk', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const calls = files
    .filter(isOf)
    .flatMap((file) => [...readFileSync(`kiosk/${file}`, 'utf8').matchAll(/\bclient\((?:\s*'(\w+)')?/g)]);
  const names = new Set(calls.flatMap(([, name]) => (name === undefined ? [] : [name])));
  return { names: [...names].sort(), unnamed: calls.filter(([, name]) => name === undefined).map(([call]) => call) };
}

it('every operation that a screen calls is imitated once, and none that no screen calls', () => {
  const { names, unnamed } = called((file) => !file.startsWith('practice') && !ofStaff(file));
  // A call that does not name its operation would not be found here.
  expect(unnamed).toEqual([]);
  expect(imitated).toEqual(names);
});

it('where the session is over, what is imitated refuses what the contract gives to a session, and nothing else', () => {
  const input = { params: { id: '' }, query: {}, body: { consents: {} } };
  const refuses = (operation: OperationId) => {
    const answered = answerIn({ ...sampleWorld, withdrawn: true }, operation, input);
    return 'refused' in answered && answered.refused === 'unauthenticated';
  };
  const wants = (operation: OperationId) => credentialsOf(operations[operation].access).has('session');
  expect(imitated.filter(refuses)).toEqual(imitated.filter(wants));
});

it("every operation that the helper's page calls is imitated in its tests, and none that it does not call", () => {
  const { names, unnamed } = called((file) =>
    [HELPER, STAFF, 'client/device/own-device'].some((start) => file.startsWith(start)),
  );
  expect(unnamed).toEqual([]);
  // The stream is followed, and a device is enrolled before it has a client of its own.
  expect([...createStandInHall().imitated].sort()).toEqual([...names, 'enrolDevice', 'followHelpCalls'].sort());
});

it('every operation that the page of a desk calls is imitated in its tests, and none that it does not call', () => {
  const { names, unnamed } = called((file) =>
    [DESK, STAFF, 'client/device/own-device', 'client/services'].some((start) => file.startsWith(start)),
  );
  expect(unnamed).toEqual([]);
  expect([...createStandInDesk().imitated].sort()).toEqual([...names, 'enrolDevice', 'followHelpCalls'].sort());
});
