import type { FakeCard } from './fake-bridge.ts';
import type { KioskSite } from './kiosk-site.ts';
import { opaque } from './stand-in-city.ts';

/** A person of whom nothing looks like anything else. The whole number and name are only in what the bridge signed. */
export const canaryCard: FakeCard = {
  type: 'resident-id',
  maskedName: '龘*靐',
  maskedNumber: '987***********654X',
  signed: { number: '98765419870605654X', name: '龘金靐' },
};

const signedWords = Buffer.from(JSON.stringify(canaryCard.signed)).toString('base64url');
const PATIENT = 'pat_CanaryCanaryCanary0000';
const ANOTHER = 'pat_AnotherAnotherAnoth000';

/** What the page knows while the person is there. */
export const known = [canaryCard.maskedName, canaryCard.maskedNumber, PATIENT, signedWords] as const;
/** What it knows besides once something is booked. */
export const knownOnceBooked = [...known, opaque('apt', 1), '7K3M9'] as const;
/** What is typed for a child. */
export const child = { name: '龘小靐', number: '987654321', born: '19990807' } as const;

/** All of it, and what the page never knows. */
export const canary = [
  ...knownOnceBooked,
  '98765419870605654X',
  '龘金靐',
  'token-of-session',
  child.name,
  child.number,
  child.born,
  '1999-08-07',
] as const;

/** The gateway knows the person by that card, and by the cookie of their session. */
export function expectCanary({ gateway }: KioskSite): void {
  Object.assign(gateway.script, { sessions: true, self: PATIENT, patientName: canaryCard.maskedName });
}

export const anotherCard: FakeCard = { type: 'resident-id', maskedName: '李*', maskedNumber: '110***********002X' };

export function expectAnother({ gateway }: KioskSite): void {
  Object.assign(gateway.script, { self: ANOTHER, patientName: anotherCard.maskedName });
}

export function canariesIn(text: string): readonly string[] {
  return canary.filter((word) => text.includes(word));
}
