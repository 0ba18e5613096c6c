import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { checkpointsOf, linksOf } from '../../platform/audit/read-chain.ts';
import { systemClock } from '../../platform/clock.ts';
import { createSigner } from '../../platform/crypto/signer.ts';
import { shanghaiTime } from '../../platform/http/instants.ts';
import { type Command, CommandRefused, keysOf } from './command.ts';
import { openReadOnly } from './read-only.ts';

/** First line of an export. */
export const EXPORT_FORM = 'onedoor audit 1';

/** The audit with its chain and its signed ends, one JSON object a line, to be kept where nobody who runs the gateway can change it. */
export const auditExport: Command = {
  usage: 'audit export --to FILE',
  options: ['to'],
  async run({ config, options, say }) {
    const { to } = options;
    if (to === undefined) throw new CommandRefused('give --to, a file that is not there yet');
    if (existsSync(to)) throw new CommandRefused(`${to} is there already`);
    const { publicKey } = createSigner(keysOf(config).auditSeed);
    const database = await openReadOnly(config);
    const file = createWriteStream(to, { mode: 0o600, flags: 'wx' });
    const write = async (value: object) => {
      if (!file.write(`${JSON.stringify(value)}\n`)) await once(file, 'drain');
    };
    let links = 0;
    try {
      await write({ form: EXPORT_FORM, exportedAt: shanghaiTime(systemClock.now()), publicKey });
      for await (const link of linksOf(database)) {
        await write({ link });
        links += 1;
      }
      const checkpoints = await checkpointsOf(database);
      for (const checkpoint of checkpoints) await write({ checkpoint });
      say(`${links} rows and ${checkpoints.length} signed ends in ${to}`);
    } finally {
      file.end();
      await once(file, 'close');
      await database.close();
    }
  },
};
