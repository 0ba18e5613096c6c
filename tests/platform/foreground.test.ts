import { expect, it } from 'vitest';
import { Foreground } from '../../bff/platform/foreground.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';

it('the foreground does pieces one after the other, at once when nobody waits', async () => {
  const foreground = new Foreground(new VirtualClock(0));
  const seen: string[] = [];
  const piece = (name: string) =>
    foreground.piece(async () => {
      seen.push(`${name} begins`);
      await settle();
      seen.push(`${name} ends`);
    });
  await Promise.all([piece('a'), piece('b')]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('the foreground leaves room before each piece while somebody waits for an answer, and never stands still', async () => {
  const clock = new VirtualClock(0);
  const foreground = new Foreground(clock);
  void foreground.answer(() => new Promise(() => {}));
  const at: number[] = [];
  const pieces = [1, 2, 3].map(() => foreground.piece(async () => void at.push(clock.now())));
  await clock.advance(60);
  await Promise.all(pieces);
  expect(at).toEqual([3, 6, 9]);
});

it('the foreground goes on after a piece that failed, and after an answer that failed', async () => {
  const foreground = new Foreground(new VirtualClock(0));
  await expect(foreground.answer(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  await expect(foreground.piece(() => Promise.reject(new Error('no piece')))).rejects.toThrow('no piece');
  expect(await foreground.piece(async () => 'next')).toBe('next');
});
