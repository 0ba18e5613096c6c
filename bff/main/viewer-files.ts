import type { Onedoor } from './compose.ts';
import { addPageFiles } from './page-files.ts';

/** Where the page stands that opens links: a link is this address, `#`, and what nobody but the page reads. */
export const VIEWER_PATH = '/view';

/**
 * What the page may do: ask this gateway for what is behind a link, and draw. It builds no markup and no script out of text, shows nothing of
 * a file but in its own words, and is in nobody's frame.
 */
export const VIEWER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The page that opens links. Answers whether it is there; where it was not built, nothing is served. */
export function addViewerFiles({ app, dependencies }: Onedoor, folder: string): boolean {
  app.get(VIEWER_PATH, (c) => c.redirect(`${VIEWER_PATH}/`, 308));
  const nextRequestId = () => dependencies.ids.next('req');
  return addPageFiles(app, { path: VIEWER_PATH, folder, policy: VIEWER_POLICY, nextRequestId });
}
