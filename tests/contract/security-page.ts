import { type EvidenceKind, evidenceLevels, levelOf } from '../../bff/contract/evidence.ts';

export const SECURITY_PAGE = 'docs/security.md';

const BEGIN = '<!-- levels: written from bff/contract/evidence.ts -->';
const END = '<!-- levels: end -->';

/** The threat model with its table of levels out of the table that the gateway asks; everything else on the page is written by hand. */
export function securityPage(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error('the page has no place for the levels');
  return `${page.slice(0, from + BEGIN.length)}\n\n${levelsTable()}\n\n${page.slice(to)}`;
}

function levelsTable(): string {
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  const kinds = Object.entries(levelOf) as [EvidenceKind, string][];
  const rows = Object.entries(evidenceLevels).map(([level, { what, opensSession, proves, sees, readsHealthData }]) => {
    const shown = kinds.filter(([, reached]) => reached === level).map(([kind]) => `\`${kind}\``);
    return `| ${level} | ${what} | ${shown.join(', ') || 'none'} | ${yes(opensSession)} | ${yes(proves)} | ${sees} | ${yes(readsHealthData)} |`;
  });
  return [
    "| level, the weakest first | what happened | evidence in the contract | opens a session | takes a document's place, takes over claims, makes a guardianship firm | sees | reads results and records |",
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
