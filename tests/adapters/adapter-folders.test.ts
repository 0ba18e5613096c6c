import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FACETS } from '../../adapters/port/hospital.ts';

const ADAPTERS = new URL('../../adapters/hospitals/', import.meta.url);
const TESTS = new URL('./', import.meta.url);

/** What an adapter's README says of its hospital: each facet, and what a facet says of itself. */
const ROWS = [
  ...FACETS,
  'inbound',
  'booking.keyed',
  'booking.keyMaxLength',
  'booking.places',
  'booking.settleWindowMs',
  'slots.readLagMs',
  'bookings.listing',
  'patients.register',
];
/** Files that an adapter has nothing to put into, and why. */
const ABSENT: Readonly<Record<string, readonly string[]>> = { memory: ['wire.ts'] };

const read = (path: string) => readFileSync(new URL(path, ADAPTERS), 'utf8');
const folders = readdirSync(ADAPTERS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const conformanceTests = readdirSync(TESTS)
  .filter((file) => /\.conformance(\.store)?\.test\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(new URL(file, TESTS), 'utf8') }));

describe('every folder of a hospital adapter', () => {
  it('a folder of a hospital adapter is found', () => {
    expect(folders).toEqual(expect.arrayContaining(['fhir-r4', 'memory', 'remote-http']));
  });

  for (const folder of folders) {
    describe(folder, () => {
      for (const file of ['adapter.ts', 'check.ts', 'config.ts', 'transport.ts', 'wire.ts', 'mapping.ts', 'README.md']) {
        const expected = !ABSENT[folder]?.includes(file);
        it(`${expected ? 'has' : 'needs no'} ${file}`, () => {
          expect(existsSync(new URL(`${folder}/${file}`, ADAPTERS))).toBe(expected);
        });
      }

      it('states in its README which facets it has, what they say of themselves, and its configuration', () => {
        const readme = read(`${folder}/README.md`);
        for (const row of ROWS) expect(readme, row).toMatch(new RegExp(`^\\| ${row.replace('.', '\\.')} +\\|`, 'm'));
        expect(readme).toMatch(/^## Configuration$/m);
        expect(readme).toMatch(/^## Known limits$/m);
      });

      it('a folder of a hospital adapter runs the conformance kit', () => {
        const own = conformanceTests.find(({ file }) => file.startsWith(`${folder}.conformance.`));
        expect(own?.text).toContain('describeHospitalAdapter({');
      });

      it(`${folder === 'memory' ? 'is kept from' : 'is known to'} the gateway under its name`, () => {
        const known = readFileSync(new URL('../../bff/main/adapters.ts', import.meta.url), 'utf8').includes(`  '${folder}': (`);
        expect(known).toBe(folder !== 'memory');
      });

      it('a folder of a hospital adapter imports nothing from the gateway, the fixtures or the tests', () => {
        for (const file of readdirSync(new URL(`${folder}/`, ADAPTERS)).filter((name) => name.endsWith('.ts'))) {
          expect(read(`${folder}/${file}`), file).not.toMatch(/from '[^']*\/(bff|fixtures|tests|kiosk)\//);
        }
      });
    });
  }
});

describe('adapters/port', () => {
  it('has terms that import nothing, and a file for each facet', () => {
    expect(read('../port/terms.ts')).not.toMatch(/^import|require\(/m);
    const files = readdirSync(new URL('../port/', ADAPTERS)).map((file) => file.replace('.ts', ''));
    expect(files.toSorted()).toEqual(
      [
        ...FACETS,
        'gb-private-use',
        'hospital',
        'inbound',
        'json',
        'names',
        'plain-text',
        'result-flags',
        'rows',
        'terms',
      ].toSorted(),
    );
  });
});
