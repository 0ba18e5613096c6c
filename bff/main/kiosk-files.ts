import { send } from '../platform/http/gateway.ts';
import type { Onedoor } from './compose.ts';
import { addPageFiles, type FramedBy } from './page-files.ts';

export interface KioskOptions {
  /** The folder of the built page; when it is not there, nothing is served. */
  readonly folder: string;
  /** Where the device bridge listens, as the page reaches it. */
  readonly bridgeUrl: string;
  /** Who may show it in a frame: the demo's table alone does. */
  readonly framedBy: FramedBy;
  /** What the page reads beside that, in `config.json`. */
  readonly settings: {
    readonly paper: 'receipt' | 'a4';
    readonly idleSeconds: number;
    readonly tapGuardMs: number;
    readonly accent?: string;
  };
}

/** The kiosk's page, and its settings. Answers whether the page is there. */
export function addKioskFiles({ app, dependencies }: Onedoor, options: KioskOptions): boolean {
  const { folder, bridgeUrl, framedBy, settings } = options;
  const policy = kioskPolicy(bridgeUrl, framedBy);
  const nextRequestId = () => dependencies.ids.next('req');
  app.get('/kiosk', (c) => c.redirect('/kiosk/', 308));
  app.get('/kiosk/config.json', () => {
    const headers = { 'content-type': 'application/json', 'content-security-policy': policy };
    return send({ status: 200, headers, body: JSON.stringify({ bridge: bridgeUrl, ...settings }) }, nextRequestId());
  });
  return addPageFiles(app, { path: '/kiosk', folder, policy, nextRequestId });
}

/**
 * What the page may do (CSP Level 3): it may reach its gateway and the bridge of its own machine, and nothing else. It builds no markup
 * and no script out of text, and can make no policy that would let it.
 */
export function kioskPolicy(bridgeUrl: string, framedBy: FramedBy = 'none'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${bridgeUrl.replace(/\/$/, '')}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors '${framedBy}'`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
