import type { Onedoor } from './compose.ts';
import { addPageFiles, type FramedBy } from './page-files.ts';

/** What the page may do: ask this gateway, and nothing else. Nobody may show it in a frame, but the demo's table. */
export function helperPolicy(framedBy: FramedBy = 'none'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors '${framedBy}'`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The page of whoever helps at kiosks. Answers whether it is there; where it was not built, nothing is served. */
export function addHelperFiles(
  { app, dependencies }: Onedoor,
  { folder, framedBy }: { readonly folder: string; readonly framedBy: FramedBy },
): boolean {
  app.get('/helper', (c) => c.redirect('/helper/', 308));
  return addPageFiles(app, {
    path: '/helper',
    folder,
    policy: helperPolicy(framedBy),
    nextRequestId: () => dependencies.ids.next('req'),
  });
}
