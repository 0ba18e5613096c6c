import { writeContractDocs } from './contract-docs.ts';
import { writeDemoSheet } from './demo-sheet.ts';
import { writePhoneSheet } from './phone-sheet.ts';
import { writeAllScreens, writeScreenDocs } from './screen-docs.ts';

/**
 * `node dist/docs.js PART`: writes the pages of `docs/` that come from the code. `contract` needs neither a browser nor a database;
 * `screens` draws and judges every screen of the gallery; `demo` draws the table of the demo, `phone` the screens
 * of a phone; `all-screens` puts a picture of each screen
 * into a folder that is not kept.
 */
const parts: Readonly<Record<string, (say: (line: string) => void) => Promise<void>>> = {
  contract: writeContractDocs,
  screens: writeScreenDocs,
  demo: writeDemoSheet,
  phone: writePhoneSheet,
  'all-screens': writeAllScreens,
};

const part = parts[process.argv[2] ?? ''];
if (part === undefined) {
  process.stderr.write(`node dist/docs.js PART, where PART is one of ${Object.keys(parts).join(', ')}\n`);
  process.exit(64);
}
await part((line) => void process.stdout.write(`${line}\n`));
