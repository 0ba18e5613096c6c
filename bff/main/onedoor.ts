import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';

/**
 * `onedoor`: what an operator asks of the gateway that runs on this machine. It reads the same settings as the gateway, and the token
 * from the key file, which only the operator can read.
 */
const USAGE = `onedoor device enrol --hospital ID --campus REF --floor 1F --name NAME --window WINDOW [--mm-per-px 0.248]
onedoor device list
onedoor device revoke --device ID --reason WORDS
onedoor staff add --hospital ID --number NUMBER --name NAME --pin DIGITS
onedoor keys rotate
`;

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'device enrol': ['hospital', 'campus', 'floor', 'name', 'window', 'mm-per-px'],
  'device list': [],
  'device revoke': ['device', 'reason'],
  'staff add': ['hospital', 'number', 'name', 'pin'],
  'keys rotate': [],
};

const EXIT_USAGE = 64;
const EXIT_REFUSED = 1;

await main();

async function main(): Promise<void> {
  const words = process.argv.slice(2, 4).join(' ');
  const known = COMMANDS[words];
  if (!known) return end(USAGE, EXIT_USAGE);
  const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: process.argv.slice(4), options });
  const read = readConfig(process.env);
  if ('problems' in read) return end(`${read.problems.join('\n')}\n`, EXIT_USAGE);
  const { HOST, PORT, KEY_FILE } = read.config;
  const answer = await ask(`http://${HOST}:${PORT}/operator/${words.replace(' ', '-')}`, tokenIn(KEY_FILE), bodyOf(values));
  if (typeof answer === 'string') return end(`${answer}\n`, EXIT_REFUSED);
  process.stdout.write(`${show(words, answer)}\n`);
}

function bodyOf(values: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const { 'mm-per-px': mmPerPx, device, ...rest } = values;
  return {
    ...rest,
    ...(device === undefined ? {} : { deviceId: device }),
    ...(mmPerPx === undefined ? {} : { mmPerPx: Number(mmPerPx) }),
  };
}

function tokenIn(path: string): string {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { operatorToken?: string }).operatorToken ?? '';
  } catch {
    return end(`the key file ${path} can not be read; run this as the user of the gateway, with its KEY_FILE\n`, EXIT_REFUSED);
  }
}

/** The answer, or in words why there is none. */
async function ask(url: string, token: string, body: object): Promise<Record<string, unknown> | string> {
  try {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.status === 404 && answer.say === undefined)
      return 'the gateway does not take this key file; give the KEY_FILE with which it was started';
    return response.ok ? answer : String(answer.say ?? answer.title);
  } catch {
    return `no gateway answers at ${new URL(url).origin}; start it, or set HOST and PORT as for the gateway`;
  }
}

function show(words: string, answer: Record<string, unknown>): string {
  if (words === 'device enrol')
    return `${String(answer.code)}\nworks once, until ${String(answer.expiresAt)}. On the kiosk:\n  node dist/bridge.js enrol --gateway URL --code CODE --key-file FILE`;
  if (words === 'keys rotate')
    return `${String(answer.current)} is the key for what is written from now on. People's keys are being moved to it; keep the old ones in the file.`;
  return JSON.stringify(answer, null, 2);
}

function end(words: string, code: number): never {
  process.stderr.write(words);
  process.exit(code);
}
