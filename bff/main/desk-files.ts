import type { Onedoor } from './compose.ts';
import { addPageFiles } from './page-files.ts';

/** What the page may do: ask this gateway, and draw with its typefaces; nothing else. Nobody may show it in a frame. */
export const DESK_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page of a desk. Answers whether it is there; where it was not built, nothing is served. */
export function addDeskFiles({ app, dependencies }: Onedoor, folder: string): boolean {
  app.get('/desk', (c) => c.redirect('/desk/', 308));
  return addPageFiles(app, { path: '/desk', folder, policy: DESK_POLICY, nextRequestId: () => dependencies.ids.next('req') });
}
