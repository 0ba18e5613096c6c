import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EVIDENCE_FILES, readEvidence, renderPage } from '../bench/performance-page.ts';

const PAGE = 'docs/performance.md';

it('the page of figures says what the evidence says; `npm run docs:contract` writes it', () => {
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(renderPage(page, readEvidence()));
});

it('the evidence names no path of the machine on which it was measured', () => {
  for (const path of Object.values(EVIDENCE_FILES).filter((file) => existsSync(file)))
    expect(readFileSync(path, 'utf8')).not.toMatch(/"(file:|\/)|\/(home|root|work|tmp|Users)\//);
});
