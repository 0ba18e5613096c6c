import * as z from 'zod';
import { hospitalFile } from '../scenes/directory/city-file.ts';
import { cityPolicy } from '../scenes/directory/policy.ts';
import { peopleFile } from '../scenes/identity/people-file.ts';
import { describe, type Read, readSettings, SHARED, settings } from './config.ts';
import { completeKeys } from './keys.ts';

/** Every setting of the gateway on Workers. What lies in files on a server is a secret here. */
const workerSettings = settings.pick(SHARED).extend({
  KEYS: document(completeKeys).describe('Secret: the content of a complete KEY_FILE'),
  HOSPITALS: document(hospitalFile).describe('Secret: the content of HOSPITALS_FILE, because connections hold secrets'),
  CITY: document(cityPolicy).optional().describe('What the city decides, as `city` of HOSPITALS_FILE'),
  PEOPLE: document(peopleFile).optional().describe('Demo people, as PEOPLE_FILE; only in demo mode'),
  TASKS_FOR_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(840)
    .default(50)
    .describe('How long a scheduled run goes on looking for due tasks'),
});

export type WorkerConfig = z.output<typeof workerSettings>;

export const workerSettingNames = Object.keys(workerSettings.shape);

/** The configuration out of a Worker's environment, or every problem in it at once. Values are not repeated. */
export function readWorkerConfig(environment: Readonly<Record<string, unknown>>): Read<WorkerConfig> {
  const read = readSettings(
    workerSettings,
    Object.fromEntries(workerSettingNames.map((name) => [name, joined(environment, name)])),
  );
  if ('problems' in read || read.config.PEOPLE === undefined || read.config.DEMO === '1') return read;
  return { problems: [describe(workerSettings, 'PEOPLE', 'only with DEMO=1')] };
}

/** A secret holds 5 kB. A longer document goes on in `NAME_1`, `NAME_2` and so on. */
function joined(environment: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const first = environment[name];
  if (typeof first !== 'string') return undefined;
  let text = first;
  for (let next = 1; ; next += 1) {
    const more = environment[`${name}_${next}`];
    if (typeof more !== 'string') return text;
    text += more;
  }
}

/** A text that is JSON, and what stands in it. */
function document<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
