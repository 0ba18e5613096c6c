import { parseArgs } from 'node:util';
import { auditExport } from './commands/audit-export.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { backup } from './commands/backup.ts';
import { type Command, CommandRefused } from './commands/command.ts';
import { doctor } from './commands/doctor.ts';
import { gatewayCommands } from './commands/gateway-commands.ts';
import { migrate } from './commands/migrate.ts';
import { questionnaireCheck } from './commands/questionnaire-check.ts';
import { restore } from './commands/restore.ts';
import { seed } from './commands/seed.ts';
import { readConfig } from './config.ts';
import { keepFilesPrivate } from './private-files.ts';
import { StartProblem } from './start-problem.ts';

/** `onedoor`: the operator's commands, with the same settings as the gateway. */
const COMMANDS: Readonly<Record<string, Command>> = {
  migrate,
  backup,
  restore,
  doctor,
  seed,
  'audit export': auditExport,
  'audit verify': auditVerify,
  'questionnaire check': questionnaireCheck,
  ...gatewayCommands,
};

/** sysexits.h EX_USAGE. */
const EXIT_USAGE = 64;
const EXIT_REFUSED = 1;

keepFilesPrivate();
await main();

async function main(): Promise<void> {
  const [first = '', second = ''] = process.argv.slice(2);
  const words = [`${first} ${second}`, first].find((known) => known in COMMANDS);
  const command = words === undefined ? undefined : COMMANDS[words];
  if (!command || words === undefined) return end(usage(), EXIT_USAGE);
  const given = optionsOf(command, process.argv.slice(2 + words.split(' ').length));
  if (!given) return end(`onedoor ${command.usage}\n`, EXIT_USAGE);
  const read = readConfig(process.env);
  if ('problems' in read) return end(`${read.problems.join('\n')}\n`, EXIT_USAGE);
  try {
    await command.run({ config: read.config, options: given, say: (line) => void process.stdout.write(`${line}\n`) });
  } catch (error) {
    if (!(error instanceof CommandRefused) && !(error instanceof StartProblem)) throw error;
    end(`${error.message}\n`, EXIT_REFUSED);
  }
}

function optionsOf({ options }: Command, args: string[]): Readonly<Record<string, string | undefined>> | undefined {
  try {
    return parseArgs({ args, options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])) }).values;
  } catch {
    return undefined;
  }
}

function usage(): string {
  return Object.values(COMMANDS)
    .map((command) => `onedoor ${command.usage}\n`)
    .join('');
}

function end(words: string, code: number): never {
  process.stderr.write(words);
  process.exit(code);
}
