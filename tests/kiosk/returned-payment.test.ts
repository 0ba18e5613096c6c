import { describe, expect, it } from 'vitest';
import { manifests } from '../../kiosk/apps/phone/manifests.ts';
import { returnedIn } from '../../kiosk/apps/phone/returned-payment.ts';
import { answerOf } from '../../kiosk/journey/answers.ts';
import { positionOf } from '../../kiosk/journey/path.ts';
import { makeWorldServices } from '../../kiosk/practice/practice-services.ts';
import { identified } from '../../kiosk/practice/sample-answers.ts';
import { payment, paymentAtWindow, paymentByLink, paymentFromHome } from '../../kiosk/practice/sample-bills.ts';
import { me, SAMPLE_NOW, sampleDevice, sampleWorld } from '../../kiosk/practice/sample-city.ts';
import type { World } from '../../kiosk/practice/world.ts';
import { resumed } from '../../kiosk/scenes/sign-in/answers.ts';
import { makeScenes } from '../../kiosk/shell/scenes.ts';

const scenes = makeScenes(manifests);
await scenes.load(...manifests.map(({ name }) => name));

/** Where somebody stands who comes back, with these payments made, the oldest first. */
async function standingWith(payments: World['payments'], world: Partial<World> = {}, laterMs = 0, whose = me) {
  const options = { now: () => SAMPLE_NOW + laterMs, newId: () => 'key-1', random: () => 0.5 };
  const services = makeWorldServices({ ...sampleWorld, me: whose, ...world, payments }, sampleDevice, options);
  const standing = await returnedIn(services, whose);
  if (standing === undefined) return undefined;
  const answers = { ...resumed(identified.opening), ...standing };
  return { at: positionOf(scenes.rows, answers), payment: answerOf(answers, 'payment')?.payment.id, answers };
}

const HOUR_MS = 3_600_000;
const idOf = (letter: string) => `pay_${letter.repeat(30)}`;
const made = (given: typeof payment, letter: string, createdMsAgo = 60_000) => ({
  ...given,
  id: idOf(letter),
  createdAt: new Date(SAMPLE_NOW - createdMsAgo).toISOString(),
});
const ended = { ...paymentByLink, parts: paymentByLink.parts.map((part) => ({ ...part, state: 'paid' as const })) };

describe('back from the provider’s page', () => {
  it('one stands at the payment that is open, though others ended since, and goes back to the bills from it', async () => {
    const found = await standingWith([made(paymentByLink, 'a'), made(ended, 'b')]);
    expect([found?.at, found?.payment]).toEqual(['pay-code', idOf('a')]);
    expect(answerOf(found?.answers ?? {}, 'reading-bills')?.hospitals.length).toBeGreaterThan(0);
  });

  it('one stands at the payment that ended just now, and at none that ended long ago', async () => {
    expect((await standingWith([made(ended, 'a')]))?.payment).toBe(idOf('a'));
    expect(await standingWith([made(ended, 'a', HOUR_MS + 1)])).toBeUndefined();
    expect(await standingWith([])).toBeUndefined();
  });

  it('one stands at no payment that waits at a window, for somebody at home or for another screen', async () => {
    const others = [made(paymentAtWindow, 'a'), made(paymentFromHome, 'b'), made(payment, 'c')];
    expect(await standingWith(others)).toBeUndefined();
    expect((await standingWith([made(paymentByLink, 'd'), ...others]))?.payment).toBe(idOf('d'));
  });

  it('what a child owes is stood at as the child’s', async () => {
    const child = me.dependants[0];
    const ofChild = { ...made(paymentByLink, 'a'), patientId: child?.patientId ?? '' };
    expect(answerOf((await standingWith([ofChild]))?.answers ?? {}, 'pay-for')).toEqual(child);
  });

  it('what a grown-up owes is stood at as theirs, where they let one pay for them', async () => {
    const mother = {
      patientId: 'pat_mother',
      name: '李*英',
      sex: 'female',
      birthYear: 1950,
      until: '2027-11-24T09:00:00+08:00',
    } as const;
    const ofMother = { ...made(paymentByLink, 'a'), patientId: mother.patientId };
    const letPay = { ...mother, grantId: 'grt_1', scope: ['money' as const] };
    const standing = await standingWith([ofMother], {}, 0, { ...me, helps: [letPay] });
    expect(answerOf(standing?.answers ?? {}, 'pay-for')).toEqual(letPay);
  });

  it('nothing is said of a payment where the bills do not come, and where nobody answers that is no answer', async () => {
    const refused = { trouble: { listPayments: 'no-answer' } } as Partial<World>;
    await expect(standingWith([made(paymentByLink, 'a')], refused)).rejects.toThrow();
  });
});
