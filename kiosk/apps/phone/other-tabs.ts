import { type KeptSettings, WHO_KEY } from './kept-settings.ts';

/** The other tabs of this browser, which have the same session. */
export interface OtherTabs {
  /** Whoever is signed in may be another now, or nobody. It does not say who. */
  tell(): void;
  stop(): void;
}

/** By a channel of the browser's own (`BroadcastChannel`, HTML); where there is none, by the events of its storage. */
export function followOtherTabs(kept: Pick<KeptSettings, 'tellOthers'>, heard: () => void): OtherTabs {
  const channel = openChannel();
  if (channel !== undefined) {
    channel.onmessage = () => heard();
    return { tell: () => channel.postMessage(''), stop: () => channel.close() };
  }
  const onStorage = ({ key, newValue }: StorageEvent) => {
    if (key === WHO_KEY && newValue !== null) heard();
  };
  window.addEventListener('storage', onStorage);
  return { tell: () => kept.tellOthers(), stop: () => window.removeEventListener('storage', onStorage) };
}

function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(WHO_KEY);
  } catch {
    return undefined;
  }
}
