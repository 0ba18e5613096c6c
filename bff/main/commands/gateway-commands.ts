import type { Config } from '../config.ts';
import { type Command, CommandRefused, keysOf } from './command.ts';

/** What only the gateway that runs can do. It is asked over loopback, with the token of the key file. */
export const gatewayCommands: Readonly<Record<string, Command>> = {
  'device enrol': {
    usage: 'device enrol --hospital ID --campus REF --floor 1F --name NAME --window WINDOW [--mm-per-px 0.248]',
    options: ['hospital', 'campus', 'floor', 'name', 'window', 'mm-per-px'],
    async run({ config, options, say }) {
      const { code, expiresAt } = await ask(config, 'device-enrol', bodyOf(options));
      say(String(code));
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
    usage: 'staff add --hospital ID --number NUMBER --name NAME --pin DIGITS',
    options: ['hospital', 'number', 'name', 'pin'],
    run: showing('staff-add'),
  },
  'hospital reopen': { usage: 'hospital reopen --hospital ID', options: ['hospital'], run: showing('hospital-reopen') },
  'hospital accept-slots': {
    usage: 'hospital accept-slots --hospital ID',
    options: ['hospital'],
    run: showing('hospital-accept-slots'),
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

function showing(name: string): Command['run'] {
  return async ({ config, options, say }) => say(JSON.stringify(await ask(config, name, bodyOf(options)), null, 2));
}

function bodyOf(options: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const { 'mm-per-px': mmPerPx, device, ...rest } = options;
  return {
    ...rest,
    ...(device === undefined ? {} : { deviceId: device }),
    ...(mmPerPx === undefined ? {} : { mmPerPx: Number(mmPerPx) }),
  };
}

async function ask(config: Config, name: string, body: object): Promise<Record<string, unknown>> {
  const origin = `http://${config.HOST}:${config.PORT}`;
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
