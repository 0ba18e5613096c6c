import { describe, expect, it } from 'vitest';
import { atPort, otherName } from '../../kiosk/apps/demo/other-name.ts';
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

it('the patient’s phone on the table is under the name under which the table was opened, at a port of its own', () => {
  const at = (table: string) => atPort(new URL(table), 9000);
  expect(at('http://127.0.0.1:8787/demo')).toBe('http://127.0.0.1:9000');
  expect(at('http://localhost:8787/demo')).toBe('http://localhost:9000');
  expect(at('http://192.0.2.7:8787/demo')).toBeUndefined();
});

/** Frames, gaps and what lies inside the parts' edges, and the least that the other columns have (demo.css), px. */
const EDGES = 36 + 40 + 3 * 12 + 32;
const OTHERS = 13 * 15 + 24 * 15;
/** From here on both phones lie beside each other, each with its edges and its gap. */
const BOTH_PHONES = { from: 1900, edges: 52 };

describe('how large kiosk and phone are drawn', () => {
  const windows = [1360, 1440, 1600, 1920, 2560].flatMap((innerWidth) =>
    [700, 768, 900, 1080, 1440].map((innerHeight) => ({ innerWidth, innerHeight })),
  );

  it.each(windows)('kiosk and phone leave room for the rest of the table in a window of %o', (view) => {
    const phones = view.innerWidth < BOTH_PHONES.from ? 1 : 2;
    const drawn = GLASS.width * glassScale(view) + phones * PHONE.width * phoneScale(view) + (phones - 1) * BOTH_PHONES.edges;
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
