import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { credentialsOf } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import type { OperationId } from '../../bff/contract/paths.ts';
import { sampleWorld } from '../../kiosk/practice/sample-city.ts';
import { answerIn, handlers } from '../../kiosk/practice/world-client.ts';

const imitated = (Object.keys(handlers) as OperationId[]).sort();

/** What the kiosk asks its client for, wherever that stands; who practises asks the same. */
function called(): { readonly names: readonly string[]; readonly unnamed: readonly string[] } {
  const files = readdirSync('kiosk', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const calls = files
    .filter((file) => !file.startsWith('practice'))
    .flatMap((file) => [...readFileSync(`kiosk/${file}`, 'utf8').matchAll(/\bclient\((?:\s*'(\w+)')?/g)]);
  const names = new Set(calls.flatMap(([, name]) => (name === undefined ? [] : [name])));
  return { names: [...names].sort(), unnamed: calls.filter(([, name]) => name === undefined).map(([call]) => call) };
}

it('every operation that a screen calls is imitated once, and none that no screen calls', () => {
  const { names, unnamed } = called();
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
