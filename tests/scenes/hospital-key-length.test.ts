import { expect, it } from 'vitest';
import { buildAdapters } from '../../bff/main/adapters.ts';
import { hospitalEntry } from '../support/test-gateway.ts';

const environment = { fetch: async () => new Response(), now: Date.now };
const entry = (keyMaxLength: number) => ({
  ...hospitalEntry('short-keys'),
  protocol: 'fhir-r4',
  connection: { baseUrl: 'https://his.example/fhir', mode: 'plain', keyMaxLength },
});

it('refuses at the start a hospital that stores fewer characters of a key than ours have, and says so plainly', () => {
  expect(() => buildAdapters([entry(61)], environment)).toThrow(
    "hospital short-keys: it stores 61 characters of a booking's key, and ours have 62: bookings there could not be found again",
  );
  expect([...buildAdapters([entry(62)], environment).keys()]).toEqual(['short-keys']);
});
