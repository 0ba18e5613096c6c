import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readEvidence, renderPage } from '../bench/performance-page.ts';
import { writtenDocs } from '../contract/written-docs.ts';
import { JOURNEY_PAGE, journeyPage } from '../kiosk/kit/journey-page.ts';

const PERFORMANCE = 'docs/performance.md';

/** Every page whose content is in the code or in the evidence. */
export async function writeContractDocs(say: (line: string) => void): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const pages = new Map([
    ...writtenDocs(version),
    [JOURNEY_PAGE, journeyPage()],
    [PERFORMANCE, renderPage(readFileSync(PERFORMANCE, 'utf8'), readEvidence())],
  ]);
  for (const [path, text] of pages) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  say(`${pages.size} pages written`);
}
