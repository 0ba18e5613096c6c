import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isEmbedded,
  isPasscode,
  judgeDirect,
  judgeLocation,
  judgeManifest,
  type LinkAnswer,
  type LinkFacts,
  linkExpiry,
  locationExpiry,
  passcodeAsTyped,
  type ShownPasscode,
} from '../../../bff/scenes/records/links/link-rules.ts';

const NOW = Date.parse('2026-11-24T09:00:00+08:00');
const HOUR = 3_600_000;
const living: LinkFacts = {
  expiresAt: NOW + HOUR,
  revoked: false,
  consentWithdrawn: false,
  passcode: true,
  direct: false,
  triesLeft: 5,
};
const asking = { now: NOW };
const shown = (passcode: ShownPasscode) => ({ now: NOW, passcode });

/** What whoever asks can see of an answer. */
const heard = (answer: LinkAnswer) =>
  answer.status === 404 ? { status: 404 } : answer.status === 401 ? { status: 401, left: answer.remainingAttempts } : answer;

const gone: readonly (readonly [name: string, link: LinkFacts | undefined])[] = [
  ['that never was', undefined],
  ['that was revoked', { ...living, revoked: true }],
  ['whose consent was withdrawn', { ...living, consentWithdrawn: true }],
  ['that is over', { ...living, expiresAt: NOW }],
  ['whose tries are used up', { ...living, triesLeft: 0 }],
];

describe.each(gone)('of a link %s', (_, link) => {
  it.each(['right', 'wrong', 'none'] as const)(
    'a request whose passcode is %s hears that nothing is there, and counts nothing',
    (passcode) => {
      expect(heard(judgeManifest(link, shown(passcode)))).toEqual({ status: 404 });
    },
  );

  it('a direct request, and one for a file that was handed out before, hear the same', () => {
    const direct = link && { ...link, direct: true };
    expect(heard(judgeDirect(direct, asking))).toEqual({ status: 404 });
    const location = link && { link, expiresAt: NOW + 1, used: false };
    expect(heard(judgeLocation(location, asking))).toEqual({ status: 404 });
  });

  it('whoever asks too often hears when to ask again, and nothing of the link', () => {
    const often = { now: NOW, waitSeconds: 30 };
    const answer = { status: 429, retryAfterSeconds: 30 };
    expect(judgeManifest(link, { ...often, passcode: 'right' })).toEqual(answer);
    expect(judgeDirect(link, often)).toEqual(answer);
    expect(judgeLocation(link && { link, expiresAt: NOW + 1, used: false }, often)).toEqual(answer);
  });
});

it('a link answers a manifest with the right passcode, and without one where it needs none', () => {
  expect(judgeManifest(living, shown('right'))).toEqual({ status: 200 });
  expect(judgeManifest({ ...living, passcode: false, triesLeft: 0 }, shown('none'))).toEqual({ status: 200 });
  expect(judgeManifest({ ...living, passcode: false }, shown('wrong'))).toEqual({ status: 200 });
});

it('a wrong passcode counts and hears how many are left; a request without one counts nothing', () => {
  expect(judgeManifest(living, shown('wrong'))).toEqual({ status: 401, remainingAttempts: 4, counts: true });
  expect(judgeManifest({ ...living, triesLeft: 1 }, shown('wrong'))).toEqual({
    status: 401,
    remainingAttempts: 0,
    counts: true,
  });
  expect(judgeManifest(living, shown('none'))).toEqual({ status: 401, remainingAttempts: 5, counts: false });
});

it('a link answers one kind of request alone', () => {
  expect(heard(judgeManifest({ ...living, passcode: false, direct: true }, shown('none')))).toEqual({ status: 404 });
  expect(heard(judgeDirect(living, asking))).toEqual({ status: 404 });
  expect(judgeDirect({ ...living, passcode: false, direct: true }, asking)).toEqual({ status: 200 });
});

it('an address of a file answers once, in its time, and dies with its link', () => {
  const location = { link: living, expiresAt: NOW + 1, used: false };
  expect(judgeLocation(location, asking)).toEqual({ status: 200 });
  expect(judgeLocation({ ...location, used: true }, asking)).toEqual({ status: 404, because: 'used' });
  expect(judgeLocation({ ...location, expiresAt: NOW }, asking)).toEqual({ status: 404, because: 'expired' });
  expect(judgeLocation({ ...location, link: { ...living, revoked: true } }, asking)).toEqual({
    status: 404,
    because: 'revoked',
  });
  expect(locationExpiry(NOW, NOW + 48 * HOUR) - NOW).toBeLessThanOrEqual(HOUR);
  expect(locationExpiry(NOW, NOW + 1_000)).toBe(NOW + 1_000);
});

/** One row as a database keeps it: what was decided from older facts does not hold, and is decided again. */
function row(tries: number) {
  let triesLeft = tries;
  return {
    read: () => ({ ...living, triesLeft }),
    commit(decidedOn: number, answer: LinkAnswer): boolean {
      if (triesLeft !== decidedOn) return false;
      if (answer.status === 401 && answer.counts) triesLeft -= 1;
      return true;
    },
  };
}

it('of any number of requests at once five wrong passcodes are answered, and none that comes to its turn after them is right', () => {
  const passcodes = fc.array(fc.constantFrom<ShownPasscode>('right', 'wrong', 'none'), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(passcodes, fc.infiniteStream(fc.nat({ max: 1_000 })), (requests, chance) => {
      const link = row(5);
      const answers: LinkAnswer[] = [];
      // Each waits with what it has read and decided; whoever's turn it is commits, or reads again.
      const waiting = requests.map((passcode) => ({ passcode, facts: link.read() }));
      while (waiting.length > 0) {
        const turn = Number(chance.next().value) % waiting.length;
        const request = waiting[turn];
        if (request === undefined) continue;
        const answer = judgeManifest(request.facts, shown(request.passcode));
        if (link.commit(request.facts.triesLeft, answer)) {
          answers.push(answer);
          waiting.splice(turn, 1);
        } else request.facts = link.read();
      }
      const counted = answers.filter((answer) => answer.status === 401 && answer.counts);
      expect(counted).toHaveLength(Math.min(5, requests.filter((passcode) => passcode === 'wrong').length));
      const last = answers.findIndex((answer) => answer.status === 401 && answer.counts && answer.remainingAttempts === 0);
      if (last >= 0) expect(answers.slice(last + 1).every(({ status }) => status === 404)).toBe(true);
    }),
  );
});

it('a link lives three days unless its owner says otherwise, and never longer than thirty', () => {
  expect(linkExpiry(NOW)).toBe(NOW + 72 * HOUR);
  expect(linkExpiry(NOW, HOUR)).toBe(NOW + HOUR);
  expect(linkExpiry(NOW, 30 * 24 * HOUR)).toBe(NOW + 30 * 24 * HOUR);
  expect(linkExpiry(NOW, 30 * 24 * HOUR + 1)).toBe('too-long');
  for (const short of [0, -1, Number.NaN]) expect(linkExpiry(NOW, short)).toBe('too-short');
});

it.each([
  ['135790', true],
  ['１３５７９０', true],
  ['我的孙女小明', true],
  ['orange', true],
  ['13579', false],
  ['1357901', false],
  ['小明小明', false],
  ['     ', false],
  ['line\nline', false],
  ['x'.repeat(65), false],
])('the passcode %j may be chosen: %s', (text, may) => {
  expect(isPasscode(text)).toBe(may);
});

it('a passcode is the same however wide an input method writes it', () => {
  expect(passcodeAsTyped(' １３５７９０ ')).toBe('135790');
});

it('a file stands in the manifest where whoever asks takes it, and is fetched otherwise', () => {
  expect(isEmbedded(100, 100)).toBe(true);
  expect(isEmbedded(101, 100)).toBe(false);
  expect(isEmbedded(1, 0)).toBe(false);
  expect(isEmbedded(64 * 1_024)).toBe(true);
  expect(isEmbedded(64 * 1_024 + 1)).toBe(false);
  expect(isEmbedded(2 * 1_024 * 1_024, Number.MAX_SAFE_INTEGER)).toBe(false);
});
