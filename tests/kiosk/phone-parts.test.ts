import { describe, expect, it } from 'vitest';
import { keepSettings } from '../../kiosk/apps/phone/kept-settings.ts';
import { makeUpdates } from '../../kiosk/apps/phone/updates.ts';
import { isLongUntouched, UNTOUCHED_MS } from '../../kiosk/apps/phone/use-untouched.ts';
import { endedAfter } from '../../kiosk/client/deadline.ts';

/** A worker's container in which a newer one waits. */
function waitingNewer({ controlled = true } = {}) {
  const told: unknown[] = [];
  const listeners: (() => void)[] = [];
  let reloads = 0;
  const registration = {
    waiting: { postMessage: (message: unknown) => void told.push(message) },
    installing: null,
    addEventListener: () => undefined,
    update: async () => undefined,
    unregister: async () => true,
  };
  const container = {
    controller: controlled ? {} : null,
    register: async () => registration,
    addEventListener: (_: string, listener: () => void) => void listeners.push(listener),
  };
  const updates = makeUpdates({
    container: container as never,
    caches: { keys: async () => [], delete: async () => true },
    url: '/phone/sw.js',
    every: () => undefined,
    reload: () => {
      reloads += 1;
    },
  });
  return {
    updates,
    told,
    reloads: () => reloads,
    takesOver: () => {
      for (const tell of listeners) tell();
    },
  };
}

describe('a newer page of the phone', () => {
  it('is not asked to take over while something is under way, and is at rest', async () => {
    const { updates, told } = waitingNewer();
    await Promise.resolve();
    updates.mayTakeOver(false);
    expect(told).toEqual([]);
    updates.mayTakeOver(true);
    expect(told).toEqual(['take-over']);
  });

  it('that takes over later than it was asked to loads the page anew only once nothing is under way', async () => {
    const { updates, takesOver, reloads } = waitingNewer();
    await Promise.resolve();
    updates.mayTakeOver(true);
    updates.mayTakeOver(false);
    takesOver();
    expect(reloads()).toBe(0);
    updates.mayTakeOver(true);
    expect(reloads()).toBe(1);
  });

  it('does not load a page anew that had no worker before', async () => {
    const { updates, takesOver, reloads, told } = waitingNewer({ controlled: false });
    await Promise.resolve();
    updates.mayTakeOver(true);
    takesOver();
    expect({ told, reloads: reloads() }).toEqual({ told: [], reloads: 0 });
  });
});

describe('what a phone keeps', () => {
  const storage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };

  it('settings, the last touch and an untold sign-out outlive the page, and “forget” leaves nothing', () => {
    const box = storage();
    const first = keepSettings(() => box);
    first.write({ language: 'en', elder: true, contrast: false });
    first.touch(1_000);
    first.leave('forget');
    const second = keepSettings(() => box);
    expect([second.read().elder, second.touchedAt(), second.leaving()]).toEqual([true, 1_000, 'forget']);
    second.leave(undefined);
    expect(first.leaving()).toBeUndefined();
    second.forget();
    expect(box.kept.size).toBe(0);
  });

  it('where the storage refuses, settings and an untold sign-out hold as long as the page, and the last touch is not known', () => {
    const refusing = keepSettings(() => {
      throw new Error('refused');
    });
    refusing.write({ language: 'en', elder: true, contrast: false });
    refusing.touch(1_000);
    refusing.leave('sign-out');
    expect([refusing.read().elder, refusing.touchedAt(), refusing.leaving()]).toEqual([true, undefined, 'sign-out']);
  });

  it('whoever opens the page five minutes after the last touch, or nobody knows how long, is asked who they are', () => {
    expect(isLongUntouched(undefined, 0)).toBe(true);
    expect(isLongUntouched(0, UNTOUCHED_MS)).toBe(true);
    expect(isLongUntouched(1, UNTOUCHED_MS)).toBe(false);
  });
});

it('a deadline ends what takes longer in a browser that has no AbortSignal.timeout', async () => {
  const { timeout } = AbortSignal;
  Object.defineProperty(AbortSignal, 'timeout', { value: undefined, configurable: true, writable: true });
  try {
    const signal = endedAfter(1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    expect(signal.aborted).toBe(true);
  } finally {
    Object.defineProperty(AbortSignal, 'timeout', { value: timeout, configurable: true, writable: true });
  }
});
