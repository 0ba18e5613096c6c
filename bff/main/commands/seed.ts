import { systemClock } from '../../platform/clock.ts';
import { createBlindIndex } from '../../platform/crypto/blind-index.ts';
import { createCipher } from '../../platform/crypto/cipher.ts';
import { createIds, systemRandom } from '../../platform/ids.ts';
import { cityFileOf } from '../../scenes/directory/city-file.ts';
import { importHospitals } from '../../scenes/directory/import-hospitals.ts';
import { registerPatients } from '../../scenes/identity/patients.ts';
import { peopleFile } from '../../scenes/identity/people-file.ts';
import { openKeyFile } from '../key-file.ts';
import { openStore } from '../open-store.ts';
import { readDocument } from '../read-document.ts';
import { type Command, CommandRefused } from './command.ts';

/** The city and, in demo mode, invented people, into the database. The gateway does it too when it starts. */
export const seed: Command = {
  usage: 'seed [--hospitals FILE] [--people FILE]',
  options: ['hospitals', 'people'],
  async run({ config, options, say }) {
    const { hospitals } = readDocument(options.hospitals ?? config.HOSPITALS_FILE, cityFileOf, 'HOSPITALS_FILE');
    const peoplePath = options.people ?? config.PEOPLE_FILE;
    if (peoplePath !== undefined && config.DEMO === '0')
      throw new CommandRefused('invented people only with DEMO=1: they would stand among real ones');
    const people = peoplePath === undefined ? [] : readDocument(peoplePath, peopleFile, 'PEOPLE_FILE');
    const random = systemRandom();
    const keys = openKeyFile(config.KEY_FILE, random);
    const store = await openStore(config.DATABASE_URL);
    try {
      const clock = systemClock;
      const ids = createIds(random, clock.now);
      const parts = { store, clock, ids, random, cipher: createCipher(keys, random), blindIndex: createBlindIndex(keys.index) };
      await importHospitals(parts, hospitals);
      if (people.length > 0) await registerPatients(parts, people);
    } finally {
      await store.close();
    }
    say(`${hospitals.length} hospitals${people.length > 0 ? `, ${people.length} invented people` : ''}`);
  },
};
