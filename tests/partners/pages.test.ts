import { expect, it } from 'vitest';
import { Pages, type Unended } from '../../bff/partners/pages.ts';

const bounds = { pagesMax: 50, rowsMax: 1_000, until: 10_000 };

/** Follows pages until there is a verdict or the last one. */
function follow(pageAt: (n: number) => { rows: number; next: string | undefined }, now = 0, first?: string): [number, Unended?] {
  const pages = new Pages(bounds, first);
  for (let n = 1; ; n += 1) {
    const page = pageAt(n);
    const why = pages.add(page, now);
    if (why) return [n, why];
    if (page.next === undefined) return [n];
  }
}

it('pages that end are followed to their end, up to the last page, row and cursor that are allowed', () => {
  expect(follow((n) => ({ rows: 20, next: n < 50 ? `p${n}` : undefined }))).toEqual([50]);
  expect(follow(() => ({ rows: 1_000, next: undefined }), 20_000)).toEqual([1]);
});

it.each([1, 2, 3, 7])('pages in a circle of %i are left when it closes, whatever the cursors look like', (length) => {
  const cursor = (n: number) => `${'x'.repeat(2_000)}${n % length}`;
  expect(follow((n) => ({ rows: 0, next: cursor(n) }), 0, cursor(0))).toEqual([length, 'a page that was there before']);
});

it('pages without end are left after a bound of pages, of rows, or of time', () => {
  expect(follow((n) => ({ rows: 0, next: `p${n}` }))).toEqual([50, 'too many pages']);
  expect(follow((n) => ({ rows: 100, next: `p${n}` }))).toEqual([11, 'too many rows']);
  expect(follow(() => ({ rows: 1_001, next: undefined }))).toEqual([1, 'too many rows']);
  expect(follow((n) => ({ rows: 1, next: `p${n}` }), 10_000)).toEqual([1, 'too long']);
});
