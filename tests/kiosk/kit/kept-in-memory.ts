import { type KeptSettings, keepSettings } from '../../../kiosk/apps/phone/kept-settings.ts';

/** What a browser's storage keeps of a phone, in memory; somebody has touched it just now. */
export function keptInMemory(now: number): KeptSettings {
  const stored = new Map<string, string>();
  const kept = keepSettings(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }));
  kept.touch(now);
  return kept;
}
