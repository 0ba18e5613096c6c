import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { transitions } from '../../bff/scenes/appointments/rules.ts';
import { claimStates, labelOf, writtenDocs } from './written-docs.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const docs = writtenDocs(version);

describe('what is written from the code', () => {
  it.each([...docs.keys()])('%s says what the code says', (path) => {
    expect(existsSync(path), `${path} is missing: run npm run docs:contract`).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(docs.get(path));
  });

  it('what is written from the code draws every transition once, with its cause, and shows every state in the table', () => {
    const page = docs.get('docs/booking-states.md') ?? '';
    const edge = ({ from, to, cause }: { from: string; to: string; cause: string }) =>
      `  ${from.replaceAll('-', '_')} --> ${to.replaceAll('-', '_')}: ${labelOf(cause)}\n`;
    for (const transition of transitions) expect(page.split(edge(transition))).toHaveLength(2);
    for (const state of claimStates) expect(page).toContain(`\n| \`${state}\` | `);
    expect(page).not.toMatch(/ --> .*[;]|: .*:/);
    expect(page.match(/ --> /g)).toHaveLength(transitions.length + 4);
  });
});
