import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderPage } from '../bench/performance-page.ts';

const PAGE = 'docs/performance.md';
const evidence = (name: string) => JSON.parse(readFileSync(`docs/evidence/${name}.json`, 'utf8'));

it('the page of figures says what the evidence says; `npm run docs:contract` writes it', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(renderPage(page, evidence('bench'), evidence('profile')));
});

it('the evidence names no path of the machine on which it was measured', () => {
  for (const name of ['bench', 'profile'])
    expect(readFileSync(`docs/evidence/${name}.json`, 'utf8')).not.toMatch(/"(file:|\/)|\/(home|root|work|tmp|Users)\//);
});
