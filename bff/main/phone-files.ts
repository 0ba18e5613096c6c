import type { Onedoor } from './compose.ts';
import { addPageFiles } from './page-files.ts';

/** Where the page of people's own phones stands. */
export const PHONE_PATH = '/phone';

/**
 * What the page may do: ask this gateway, and keep its own parts by its one worker, whose address is all that its policy makes. It builds
 * no markup and no script out of text, and is in nobody's frame.
 */
export const PHONE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types phone-worker',
].join('; ');

/** The page of people's own phones. Answers whether it is there; where it was not built, nothing is served. */
export function addPhoneFiles({ app, dependencies }: Onedoor, folder: string): boolean {
  app.get(PHONE_PATH, (c) => c.redirect(`${PHONE_PATH}/`, 308));
  const nextRequestId = () => dependencies.ids.next('req');
  return addPageFiles(app, { path: PHONE_PATH, folder, policy: PHONE_POLICY, nextRequestId });
}
