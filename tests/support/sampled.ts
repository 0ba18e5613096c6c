/**
 * Whether every row of a matrix is walked. `npm test` takes the sample that the test's title or the comment beside it states; the full
 * counts are those of `npm run prove -- kiosk` and `npm run prove -- store`.
 */
export const FULL = process.env.ONEDOOR_FULL === '1';

/** One of `every` in the sample; where a matrix has two sides, `at` is the sum of both places, so that each row and column is seen. */
export const inSample = (at: number, every: number): boolean => FULL || at % every === 0;
