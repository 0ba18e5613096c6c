import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderPage } from '../bench/performance-page.ts';

const PAGE = 'docs/performance.md';
const evidence = (name: string) => JSON.parse(readFileSync(`docs/evidence/${name}.json`, 'utf8'));

it('the page of figures says what the evidence says; `npm run docs` writes it', () => {
  const page = readFileSync(PAGE, 'utf8');
  const rendered = renderPage(page, evidence('bench'), evidence('profile'));
  if (process.env.ONEDOOR_WRITE_DOCS === '1') writeFileSync(PAGE, rendered);
  else expect(page).toBe(rendered);
});

it('the evidence names no path of the machine on which it was measured', () => {
  for (const name of ['bench', 'profile'])
    expect(readFileSync(`docs/evidence/${name}.json`, 'utf8')).not.toMatch(/"(file:|\/)|\/(home|root|work|tmp|Users)\//);
});
