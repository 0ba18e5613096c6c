import { type ProblemCode, problems } from '../contract/problems.ts';

interface Described {
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly { name: string; in: string; required: boolean }[];
  readonly responses: Readonly<Record<string, { description: string }>>;
}

/** Who has each role, in words. */
type Roles = Readonly<Record<string, string>>;

const STYLE =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fdfcf9}' +
  'h2{margin-top:2.5rem;border-top:1px solid #bbb;padding-top:1rem}code{font-size:1em}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}';

/** The contract for reading, without a script: the machine's form of it is /openapi.json. */
export function contractPage(document: Record<string, unknown>): string {
  const paths = document.paths as Record<string, Record<string, Described>>;
  const roles = document['x-roles'] as Roles;
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationSection(method.toUpperCase(), path, described, roles)),
  );
  const intro =
    '<p>One appointment API in front of every hospital of the city. For machines: <a href="/openapi.json">/openapi.json</a>. ' +
    'Every failure is a problem (RFC 9457) with a stable code; each code has a page.</p>';
  return htmlPage('Onedoor API', `<h1>Onedoor API</h1>${intro}${sections.join('')}`);
}

function operationSection(method: string, path: string, described: Described, roles: Roles): string {
  const parameters = described.parameters
    .map(
      ({ name, in: place, required }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}</td><td>${required ? 'required' : 'optional'}</td></tr>`,
    )
    .join('');
  const responses = Object.entries(described.responses)
    .map(
      ([status, { description }]) =>
        `<tr><td>${status}</td><td>${Number(status) < 400 ? escapeHtml(description) : problemLinks(description)}</td></tr>`,
    )
    .join('');
  return `<h2><code>${method} ${escapeHtml(path)}</code></h2><p>${escapeHtml(described.summary)}</p><p>Who may call: ${escapeHtml(whoMayCall(described, roles))}.</p><table>${parameters}</table><h3>Answers</h3><table>${responses}</table>`;
}

function whoMayCall({ security }: Described, roles: Roles): string {
  if (security.length === 0) return 'anyone';
  const named = new Set(security.flatMap((requirement) => Object.values(requirement).flat()));
  return [...named].map((role) => roles[role]).join('; or ');
}

function problemLinks(description: string): string {
  return description
    .split(' · ')
    .map((code) => `<a href="/problems/${escapeHtml(code)}">${escapeHtml(code)}</a>`)
    .join(', ');
}

/** What a problem means and what to do next. */
export function problemPage(code: ProblemCode): string {
  const row = problems[code];
  const retry = row.retryable ? 'The same request may succeed later.' : 'The same request will fail again.';
  return htmlPage(
    code,
    `<h1>${escapeHtml(row.title)}</h1><p><code>${code}</code>, HTTP ${row.status}. ${retry}</p><p>${escapeHtml(row.remedy)}</p>`,
  );
}

function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style>${body}</html>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
