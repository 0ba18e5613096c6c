import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ADAPTERS = new URL('../../adapters/hospitals/', import.meta.url);
const TESTS = new URL('./', import.meta.url);

const CAPABILITIES = [
  'slots',
  'book',
  'findBooking',
  'listBookings',
  'cancel',
  'keyedBooking',
  'slotCapacity',
  'settleWindowMs',
  'readLagMs',
  'findPatient',
  'registerPatient',
  'queue',
  'runtime',
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
      for (const file of ['adapter.ts', 'config.ts', 'transport.ts', 'wire.ts', 'mapping.ts', 'README.md']) {
        const expected = !ABSENT[folder]?.includes(file);
        it(`${expected ? 'has' : 'needs no'} ${file}`, () => {
          expect(existsSync(new URL(`${folder}/${file}`, ADAPTERS))).toBe(expected);
        });
      }

      it('a folder of a hospital adapter states every capability and its configuration in its README', () => {
        const readme = read(`${folder}/README.md`);
        for (const capability of CAPABILITIES) expect(readme, capability).toMatch(new RegExp(`^\\| ${capability} +\\|`, 'm'));
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

describe('adapters/port.ts', () => {
  it('the port of adapters imports nothing', () => {
    expect(read('../port.ts')).not.toMatch(/^import|require\(/m);
  });
});
