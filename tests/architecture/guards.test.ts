import { expect, it } from 'vitest';
import { guardScenarios } from '../store/guard-scenarios.ts';

const sources = Object.values(
  import.meta.glob('../../bff/**/*.ts', { query: '?raw', import: 'default', eager: true }) as Record<string, string>,
);
const migrations = Object.values(
  import.meta.glob('../../bff/platform/store/migrations/*.sql', { query: '?raw', import: 'default', eager: true }) as Record<
    string,
    string
  >,
);

/** Guards that tests of their scene show, and that no scenario takes away yet. The list gets shorter, never longer. */
const WITHOUT_SCENARIO = [
  'audit_checkpoint_no_delete',
  'audit_checkpoint_no_update',
  'audit_link_no_delete',
  'audit_link_no_update',
  'boot-moved',
  'code-unused',
  'codes-left-today',
  'consent-stands',
  'device-active',
  'device-key-new',
  'document-free',
  'enrolment-open',
  'evidence-new',
  'file-unindexed',
  'filing-new',
  'filing-open',
  'filing-unsent',
  'guard_refuses',
  'hospital-recovering',
  'key-not-moved',
  'link-free',
  'link-live',
  'local_patient_of_one',
  'message-new',
  'patient_link_once',
  'pin-tries-left',
  'proof-is-new',
  'staff-number-free',
  'staff-session-open',
  'tries-left',
];

/** Names under which statements of the product are refused: the last argument of each `guarded(…)`. */
function statementGuards(): readonly string[] {
  const constants = new Map(
    sources.flatMap((source) =>
      [...source.matchAll(/const ([A-Z_]+) = '([a-z-]+)'/g)].map(([, name = '', value = '']) => [name, value] as const),
    ),
  );
  const last = sources.flatMap((source) =>
    [...source.matchAll(/(?<!function )\bguarded\(/g)].map(({ index }) => lastArgument(source, index)),
  );
  expect(last.length).toBeGreaterThan(20);
  return last.flatMap((argument) => constants.get(argument) ?? /^'([a-z-]+)'$/.exec(argument)?.[1] ?? []);
}

function lastArgument(source: string, index: number): string {
  let depth = 0;
  let from = index;
  for (let at = index; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if ('([{'.includes(character)) depth += 1;
    if (depth === 1 && '(,'.includes(character)) {
      if (source.slice(at + 1).trimStart()[0] !== ')') from = at + 1;
    }
    if (')]}'.includes(character)) depth -= 1;
    if (depth === 0 && character === ')') return source.slice(from, at).trim().replace(/,$/, '');
  }
  return '';
}

/** Names of what the schema refuses. */
function schemaGuards(): readonly string[] {
  return migrations.flatMap((sql) =>
    [...sql.matchAll(/(?:CONSTRAINT|CREATE UNIQUE INDEX|CREATE TRIGGER) (\w+)/g)].map(([, name = '']) => name),
  );
}

it('each guard of the product has a scenario that fails without it, or stands in the list of those that have none yet', () => {
  const inScenarios = guardScenarios.map(({ guard }) => guard);
  const guards = new Set([...statementGuards(), ...schemaGuards()]);
  const lacking = [...guards].filter((guard) => !inScenarios.includes(guard) && !WITHOUT_SCENARIO.includes(guard));
  expect(lacking).toEqual([]);
  expect(WITHOUT_SCENARIO.filter((guard) => inScenarios.includes(guard) || !guards.has(guard))).toEqual([]);
});
