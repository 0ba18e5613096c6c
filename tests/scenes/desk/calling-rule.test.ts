import { describe, expect, it } from 'vitest';
import { limits } from '../../../bff/platform/limits/limits.ts';
import { callingOrder, nextOf } from '../../../bff/scenes/desk/rules.ts';
import { seeded } from '../../support/seeded.ts';

const rowOf = (inARow: number) => ({ inARow, most: limits.priorityInARow.figure });

interface Person {
  readonly number: number;
  readonly priority: boolean;
  readonly cameAt: number;
  /** How many of the same class wait when they come, and they. */
  readonly rank: number;
  /** How many were called before they came. */
  readonly callsBefore: number;
}

interface Call {
  readonly person: Person;
  readonly at: number;
  /** Whether one of the others waited at that moment. */
  readonly otherWaited: boolean;
}

interface Hall {
  readonly clerks: number;
  readonly elders: number;
  /** Of those who are called, who is not there. */
  readonly notThere: number;
  /** Minutes of service at the most. */
  readonly longest: number;
  /** People a minute. */
  readonly rush: number;
  readonly minutes: number;
}

/** A day at a desk, minute by minute; the memory of the rule is read off the calls that were made. */
function day(hall: Hall, random: () => number): { readonly calls: readonly Call[]; readonly left: readonly Person[] } {
  const waiting: Person[] = [];
  const calls: Call[] = [];
  const busyUntil = Array.from({ length: hall.clerks }, () => 0);
  let number = 0;
  for (let minute = 0; minute < hall.minutes; minute += 1) {
    for (let arrivals = random() * 2 * hall.rush; arrivals > random(); arrivals -= 1) {
      const priority = random() < hall.elders;
      const rank = waiting.filter((one) => one.priority === priority).length + 1;
      number += 1;
      waiting.push({ number, priority, cameAt: minute, rank, callsBefore: calls.length });
    }
    for (const [clerk, until] of busyUntil.entries()) {
      let free = until;
      while (free <= minute) {
        const person = nextOf(waiting, rowOf(inARow(calls)));
        if (!person) break;
        calls.push({ person, at: minute, otherWaited: waiting.some(({ priority }) => !priority) });
        waiting.splice(waiting.indexOf(person), 1);
        if (random() >= hall.notThere) free = minute + 1 + Math.floor(random() * hall.longest);
      }
      busyUntil[clerk] = free;
    }
  }
  return { calls, left: waiting };
}

function inARow(calls: readonly Call[]): number {
  const last = calls.findLastIndex(({ person }) => !person.priority);
  return calls.length - 1 - last;
}

const HALLS: readonly Hall[] = [
  { clerks: 1, elders: 0.95, notThere: 0, longest: 6, rush: 0.4, minutes: 3_000 },
  { clerks: 3, elders: 0.95, notThere: 0.2, longest: 6, rush: 1.1, minutes: 3_000 },
  { clerks: 5, elders: 0.95, notThere: 0.05, longest: 9, rush: 0.8, minutes: 3_000 },
  { clerks: 2, elders: 0.5, notThere: 0.1, longest: 4, rush: 1, minutes: 2_000 },
  { clerks: 4, elders: 0.05, notThere: 0.1, longest: 4, rush: 2, minutes: 2_000 },
];
const SEEDS = Array.from({ length: 6 }, (_, n) => n + 1);
const DAYS = HALLS.flatMap((hall) => SEEDS.map((seed) => ({ hall, seed })));

/** What the page promises, in calls since somebody came: written from the promise, and not from the rule. */
const promised = ({ priority, rank }: Person) => (priority ? rank + Math.ceil(rank / 3) : 4 * rank);

describe('who is called next', () => {
  it('is called within the promised number of calls, whoever comes meanwhile: nobody starves, with 95 elders of a hundred and with five', () => {
    for (const { hall, seed } of DAYS) {
      const { calls, left } = day(hall, seeded(seed));
      expect(calls.length).toBeGreaterThan(300);
      for (const [index, { person }] of calls.entries())
        expect(index + 1 - person.callsBefore, `${seed}: ${person.number}`).toBeLessThanOrEqual(promised(person));
      for (const person of left)
        expect(calls.length - person.callsBefore, `${seed}: ${person.number} waits`).toBeLessThan(promised(person));
    }
  });

  it('waits no longer than the promised number of calls takes when every clerk takes the longest that one takes', () => {
    for (const { hall, seed } of DAYS) {
      const { calls } = day(hall, seeded(seed));
      for (const { person, at } of calls)
        expect(at - person.cameAt).toBeLessThanOrEqual(Math.ceil(promised(person) / hall.clerks) * hall.longest);
    }
  });

  it('is the one of their class who came first; and never a fourth with priority in a row while one of the others waits', () => {
    for (const { hall, seed } of DAYS) {
      const { calls } = day(hall, seeded(seed));
      for (const priority of [true, false]) {
        const numbers = calls.filter(({ person }) => person.priority === priority).map(({ person }) => person.number);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }
      for (const [index, { person, otherWaited }] of calls.entries()) {
        const before = calls.slice(Math.max(0, index - 3), index);
        const fourth = before.length === 3 && before.every((call) => call.person.priority);
        if (person.priority && otherWaited) expect(fourth, `${seed}: ${person.number}`).toBe(false);
        if (!person.priority && before.at(-1)?.person.priority === false)
          expect(calls.slice(index).some((call) => call.person.priority && call.person.callsBefore < index)).toBe(false);
      }
    }
  });

  it('stands in the order that is shown: who is called one after the other if nobody else comes', () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const waiting = Array.from({ length: 60 }, (_, number) => ({ number, priority: random() < 0.7 }));
      const already = Math.floor(random() * 6);
      const called: typeof waiting = [];
      let row = already;
      for (let rest = waiting; rest.length > 0; ) {
        const next = nextOf(rest, rowOf(row));
        if (!next) throw new Error('somebody waits and nobody is called');
        called.push(next);
        row = next.priority ? row + 1 : 0;
        rest = rest.filter((one) => one !== next);
      }
      expect(callingOrder(waiting, rowOf(already))).toEqual(called);
    }
    expect([nextOf([], rowOf(0)), callingOrder([], rowOf(9))]).toEqual([undefined, []]);
  });
});
