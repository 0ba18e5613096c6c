import { describe, expect, it } from 'vitest';
import { otherName } from '../../kiosk/apps/demo/other-name.ts';
import { GLASS, glassScale, PHONE, phoneScale } from '../../kiosk/apps/demo/sizes.ts';

describe('the other name of this machine', () => {
  it.each([
    ['http://127.0.0.1:8787/demo', 'http://localhost:8787'],
    ['http://localhost:8787/demo', 'http://127.0.0.1:8787'],
    ['http://localhost/demo', 'http://127.0.0.1'],
    ['http://192.0.2.7:8787/demo', undefined],
    ['http://[::1]:8787/demo', undefined],
    ['http://localhost.example:8787/demo', undefined],
  ])('the desk of the table at %s is opened at %s', (table, desk) => {
    expect(otherName(new URL(table))).toBe(desk);
  });
});

/** Frames, gaps and what lies inside the parts' edges, and the least that the other columns have (demo.css), px. */
const EDGES = 36 + 40 + 3 * 12 + 32;
const OTHERS = 13 * 15 + 24 * 15;

describe('how large kiosk and phone are drawn', () => {
  const windows = [1360, 1440, 1600, 1920, 2560].flatMap((innerWidth) =>
    [700, 768, 900, 1080, 1440].map((innerHeight) => ({ innerWidth, innerHeight })),
  );

  it.each(windows)('kiosk and phone leave room for the rest of the table in a window of %o', (view) => {
    const drawn = GLASS.width * glassScale(view) + PHONE.width * phoneScale(view);
    expect(drawn + EDGES + OTHERS).toBeLessThanOrEqual(view.innerWidth);
    expect(glassScale(view)).toBeGreaterThanOrEqual(0.32);
    expect(phoneScale(view)).toBeGreaterThanOrEqual(0.55);
  });

  it('on a narrow screen kiosk and phone are as wide as it at most', () => {
    const view = { innerWidth: 390, innerHeight: 800 };
    expect(GLASS.width * glassScale(view)).toBeLessThanOrEqual(390 - 68);
    expect(PHONE.width * phoneScale(view)).toBeLessThanOrEqual(390 - 72);
  });
});
