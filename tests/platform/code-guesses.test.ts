import { expect, it } from 'vitest';
import { CodeGuesses } from '../../bff/platform/http/code-guesses.ts';
import { limits } from '../../bff/platform/limits/limits.ts';

const [OF_ADDRESS, IN_ALL] = [limits.guessesOfAddress.figure, limits.guesses.figure];

it('codes that lead to nothing stop their address, and all of its /64, until the minute is over', () => {
  let now = 0;
  const guesses = new CodeGuesses(() => now);
  for (let guess = 0; guess < OF_ADDRESS; guess += 1) {
    expect(guesses.allowed('2001:db8::1').allowed).toBe(true);
    guesses.wrong(`2001:db8::${guess}`);
  }
  const stopped = guesses.allowed('2001:db8::ffff');
  expect([stopped.allowed, stopped.headers['retry-after']]).toEqual([false, '60']);
  expect(guesses.allowed('203.0.113.7').allowed).toBe(true);
  now = 60_000;
  expect(guesses.allowed('2001:db8::1').allowed).toBe(true);
});

it('codes that lead to nothing from many addresses stop everybody until the minute is over', () => {
  let now = 0;
  const guesses = new CodeGuesses(() => now);
  const address = (guess: number) => `10.${Math.floor(guess / 256)}.${guess % 256}.1`;
  for (let guess = 0; guess < IN_ALL; guess += 1) {
    expect(guesses.allowed(address(guess)).allowed).toBe(true);
    guesses.wrong(address(guess));
  }
  expect(guesses.allowed('203.0.113.7').allowed).toBe(false);
  now = 60_000;
  expect(guesses.allowed('203.0.113.7').allowed).toBe(true);
});
