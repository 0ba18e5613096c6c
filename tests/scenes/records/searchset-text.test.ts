import { expect, it } from 'vitest';
import { EncodedReports } from '../../../bff/scenes/records/fhir/encoded-reports.ts';
import { exact } from '../../../bff/scenes/records/fhir/exact-json.ts';
import { entriesText, searchsetText } from '../../../bff/scenes/records/fhir/searchset-text.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const resource = (id: string) => ({ resourceType: 'Basic', id, code: { text: '血糖 “𠮷”' } });
const entry = (one: object) => ({ resource: one, search: { mode: 'match' } });

it('a searchset that is put together from bytes is the same document as one that is written whole', () => {
  const groups = [[resource('a'), resource('b')], [resource('c')], [resource('d'), resource('e'), resource('f')]];
  for (const count of [0, 1, 2, 3])
    for (const next of [undefined, '/fhir/Patient/p/$everything?cursor="c"&_count=20']) {
      const shown = groups.slice(0, count);
      const text = textOf(
        searchsetText(
          shown.map((group) => entriesText(group)),
          next,
        ),
      );
      expect(JSON.parse(text)).toEqual({
        resourceType: 'Bundle',
        type: 'searchset',
        ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
        ...(count === 0 ? {} : { entry: shown.flat().map(entry) }),
      });
    }
});

it('decimals of a searchset keep each of their digits', () => {
  const text = textOf(searchsetText([entriesText([{ resourceType: 'Observation', valueQuantity: { value: exact('5.50') } }])]));
  expect(text).toContain('"value":5.50}');
});

it('of reports that are held as bytes no more is held than the bound, and those that nobody asked for the longest go first', () => {
  const encoded = new EncodedReports(100);
  const bytesOf = (name: string, length: number) => new Uint8Array(length).fill(name.charCodeAt(0));
  for (const name of ['a', 'b']) encoded.put(name, bytesOf(name, 40));
  expect(encoded.find('a')).toEqual(bytesOf('a', 40));
  encoded.put('c', bytesOf('c', 40));
  expect(['a', 'b', 'c'].map((name) => encoded.find(name) !== undefined)).toEqual([true, false, true]);
  // What is larger than all together is not held.
  encoded.put('d', bytesOf('d', 101));
  expect(encoded.find('d')).toBeUndefined();
  // What is there is not counted twice.
  for (let again = 0; again < 5; again += 1) encoded.put('c', bytesOf('c', 40));
  expect(encoded.find('a')).toEqual(bytesOf('a', 40));
});
