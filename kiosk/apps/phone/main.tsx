// Before anything that needs what it brings.
import './older-browsers.ts';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import { keepSettings } from './kept-settings.ts';
import { startPhone } from './start-phone.tsx';
import type { Updates } from './updates.ts';
// After the components: what a mode says holds of all of them.
import '../../styles/modes.css';
import './phone-tokens.css';

const root = document.getElementById('phone');
const build = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? 'dev';

/** Some browsers have no worker, and some refuse one. */
function updatesOf(): Updates | undefined {
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return undefined;
  let rests = false;
  // The first screen waits for none of it.
  const made = import('./updates-here.ts').then(({ updatesHere }) => {
    const updates = updatesHere();
    updates.mayTakeOver(rests);
    return updates;
  });
  made.catch(() => undefined);
  return {
    mayTakeOver(now) {
      rests = now;
      void made.then((updates) => updates.mayTakeOver(now)).catch(() => undefined);
    },
    async forget() {
      await made.then((updates) => updates.forget()).catch(() => undefined);
    },
  };
}

if (root !== null)
  startPhone({
    root,
    origin: window.location.origin,
    now: () => Date.now(),
    newId,
    random: () => Math.random(),
    kept: keepSettings(() => window.localStorage),
    updates: updatesOf(),
    build,
    browser: window,
  });

/** Older browsers of apps have no `randomUUID`, and all have random bytes. */
function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
