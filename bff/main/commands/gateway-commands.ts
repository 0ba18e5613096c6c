import { anyStaff } from '../../contract/access.ts';
import type { Config } from '../config.ts';
import { type Command, CommandRefused, keysOf } from './command.ts';
import { readPin } from './read-pin.ts';
import { textTable } from './text-table.ts';

/** What only the gateway that runs can do. It is asked over loopback, with the token of the key file. */
export const gatewayCommands: Readonly<Record<string, Command>> = {
  'device enrol': {
    usage:
      'device enrol --hospital ID --campus REF --floor 1F --name NAME --window WINDOW [--kind kiosk|phone|desk] [--english-window WINDOW] [--mm-per-px 0.248]',
    options: ['kind', 'hospital', 'campus', 'floor', 'name', 'window', 'english-window', 'mm-per-px'],
    async run({ config, options, say }) {
      const { code, expiresAt } = await ask(config, 'device-enrol', bodyOf(options));
      say(String(code));
      if (options.kind !== undefined && options.kind !== 'kiosk') {
        say(`works once, until ${String(expiresAt)}. Type it on the page that asks for it, on the ${options.kind} itself.`);
        return;
      }
      say(`works once, until ${String(expiresAt)}. On the kiosk:`);
      say('  node dist/bridge.js enrol --gateway URL --code CODE --key-file FILE');
    },
  },
  'device list': { usage: 'device list', options: [], run: showing('device-list') },
  'device revoke': {
    usage: 'device revoke --device ID --reason WORDS',
    options: ['device', 'reason'],
    run: showing('device-revoke'),
  },
  'staff add': {
    usage: `staff add --hospital ID --number NUMBER --name NAME --role ${anyStaff.join('|')}    (the PIN on standard input)`,
    options: ['hospital', 'number', 'name', 'role', 'pin'],
    run: showingWithPin('staff-add'),
  },
  'staff pin': {
    usage: 'staff pin --hospital ID --number NUMBER    (the new PIN on standard input)',
    options: ['hospital', 'number', 'pin'],
    run: showingWithPin('staff-pin'),
  },
  'staff remove': {
    usage: 'staff remove --hospital ID --number NUMBER',
    options: ['hospital', 'number'],
    run: showing('staff-remove'),
  },
  'hospital reopen': { usage: 'hospital reopen --hospital ID', options: ['hospital'], run: showing('hospital-reopen') },
  'hospital accept-slots': {
    usage: 'hospital accept-slots --hospital ID',
    options: ['hospital'],
    run: showing('hospital-accept-slots'),
  },
  ledger: { usage: 'ledger --day 2026-11-29', options: ['day'], run: showing('ledger') },
  payments: { usage: 'payments', options: [], run: showing('payments') },
  'payments drawers': { usage: 'payments drawers --day 2026-11-29', options: ['day'], run: showing('payments-drawers') },
  'payments compare': { usage: 'payments compare --day 2026-11-29', options: ['day'], run: showing('payments-compare') },
  'payments close': {
    usage: 'payments close --id ID --as settled|undone --reason WORDS',
    options: ['id', 'as', 'reason'],
    run: showing('payments-close'),
  },
  'merchant list': { usage: 'merchant list', options: [], run: showing('merchant-list') },
  'merchant propose': {
    usage: 'merchant propose --hospital ID --channel CHANNEL --merchant NUMBER --number NUMBER    (the PIN on standard input)',
    options: ['hospital', 'channel', 'merchant', 'number', 'pin'],
    run: showingWithPin('merchant-propose'),
  },
  'merchant agree': {
    usage: 'merchant agree --hospital ID --channel CHANNEL --merchant NUMBER --number NUMBER    (the PIN on standard input)',
    options: ['hospital', 'channel', 'merchant', 'number', 'pin'],
    run: showingWithPin('merchant-agree'),
  },
  'clinical list': { usage: 'clinical list', options: [], run: showing('clinical-list') },
  'clinical approve': {
    usage: 'clinical approve --content ID --version VERSION --by NAME --on 2026-11-30',
    options: ['content', 'version', 'by', 'on'],
    run: showing('clinical-approve'),
  },
  'records unmapped': {
    usage: 'records unmapped --hospital ID',
    options: ['hospital'],
    async run({ config, options, say }) {
      const answer = await ask(config, 'records-unmapped', bodyOf(options));
      const codes = answer.codes as readonly Readonly<Record<(typeof UNMAPPED)[number], string>>[];
      if (codes.length === 0) return say(`every code of ${String(answer.hospital)} that was seen here leads to something`);
      for (const line of textTable(UNMAPPED, codes)) say(line);
    },
  },
  'keys rotate': {
    usage: 'keys rotate',
    options: [],
    async run({ config, options, say }) {
      const { current } = await ask(config, 'keys-rotate', bodyOf(options));
      say(
        `${String(current)} is the key for what is written from now on. People's keys are being moved to it; keep the old ones in the file.`,
      );
    },
  },
};

/** What is told of a code that leads to nothing; the name last, because it is the longest. */
const UNMAPPED = ['system', 'code', 'unit', 'since', 'name'] as const;

function showing(name: string): Command['run'] {
  return async ({ config, options, say }) => say(JSON.stringify(await ask(config, name, bodyOf(options)), null, 2));
}

/** `--pin` is known, so that whoever gives it hears why not: it has been read by then by whoever looked. */
function showingWithPin(name: string): Command['run'] {
  return async ({ config, options, say }) => {
    if (options.pin !== undefined)
      throw new CommandRefused(
        'a PIN on the command line can be read by everybody on this machine, and stays in the history of the shell: choose another one, ' +
          'leave --pin out, and give it on standard input',
      );
    const body = { ...bodyOf(options), pin: await readPin(process.stdin, process.stderr) };
    say(JSON.stringify(await ask(config, name, body), null, 2));
  };
}

function bodyOf(options: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const { 'mm-per-px': mmPerPx, 'english-window': englishWindow, device, ...rest } = options;
  return {
    ...rest,
    ...(device === undefined ? {} : { deviceId: device }),
    ...(englishWindow === undefined ? {} : { englishWindow }),
    ...(mmPerPx === undefined ? {} : { mmPerPx: Number(mmPerPx) }),
  };
}

/** Who listens at every address is asked at loopback, under a name that it knows. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

async function ask(config: Config, name: string, body: object): Promise<Record<string, unknown>> {
  const origin = `http://${reachable(config.HOST)}:${config.PORT}`;
  const headers = { authorization: `Bearer ${keysOf(config).operatorToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${origin}/operator/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    () => {
      throw new CommandRefused(`no gateway answers at ${origin}; start it, or set HOST and PORT as for the gateway`);
    },
  );
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.status === 404 && answer.say === undefined)
    throw new CommandRefused('the gateway does not take this key file; give the KEY_FILE with which it was started');
  if (!response.ok) throw new CommandRefused(String(answer.say ?? answer.title));
  return answer;
}
