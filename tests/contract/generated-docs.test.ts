import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { transitions } from '../../bff/scenes/appointments/rules.ts';
import { transitions as payments } from '../../bff/scenes/payments/rules.ts';
import { PAYMENT_STATES_PAGE, partStates } from './payment-states-page.ts';
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

  it('what is written from the code draws every move of a payment once, with its cause, and says what is told in each state', () => {
    const page = docs.get(PAYMENT_STATES_PAGE) ?? '';
    for (const { from, to, cause } of payments) {
      const edge = `  ${from.replaceAll('-', '_')} --> ${to.replaceAll('-', '_')}: ${labelOf(cause)}\n`;
      expect(page.split(edge)).toHaveLength(2);
    }
    for (const state of partStates) expect(page).toContain(`\n| \`${state}\` | `);
    expect(page.match(/ --> /g)).toHaveLength(payments.length + 3);
  });
});
