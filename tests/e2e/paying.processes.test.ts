import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { INSURED, type PayingCity, startPayingCity, UNINSURED } from './paying-city.ts';
import { agreedIn, type Fen, LOOK, moneyOf, Person } from './paying-person.ts';

let city: PayingCity;

beforeAll(async () => {
  city = await startPayingCity();
});
afterAll(() => city?.stop());

const come = (person: string) => Person.come(city, person);
const moneyNow = () => moneyOf(city);
const agreed = () => agreedIn(city);

it('with real processes: somebody pays two hospitals of two protocols with a code each, one of them with insurance, and hospitals, provider, insurer and `onedoor ledger` say the same of it', async () => {
  const before = await moneyNow();
  const person = await come('person-07');
  await city.charge('person-07', 'cough');
  await person.book();
  const { id } = await person.payAll('wechat-pay');
  for (const code of await person.codes(id)) await city.pay(code);
  const parts = await person.paid(id);
  const after = await agreed();
  for (const { hospital, settled } of parts) {
    const [was, is] = [before.get(hospital), after.get(hospital)];
    expect((is?.settled ?? 0) - (was?.settled ?? 0)).toBe(settled?.total.amount);
    expect((is?.byCode ?? 0) - (was?.byCode ?? 0)).toBe(settled?.cash.amount);
    expect((is?.owed ?? 0) - (was?.owed ?? 0)).toBe(settled?.fund.amount);
  }
  const funds = Object.fromEntries(parts.map(({ hospital, settled }) => [hospital, (settled?.fund.amount ?? 0) > 0]));
  expect(funds).toEqual({ [INSURED]: true, [UNINSURED]: false });
  // Each heard of it by a notice at its own address, which it took.
  for (const hospital of [INSURED, UNINSURED])
    await vi.waitFor(async () => expect(new Set(await city.notices(hospital))).toEqual(new Set([204])), LOOK);
});

it('with real processes: the gateway is killed while it does not know whether the hospital settled one payment, another is paid while it is dead, and both end after its restart', async () => {
  const [person, other] = await Promise.all([come('person-13'), come('person-20')]);
  await Promise.all([city.charge('person-13', 'teeth'), city.charge('person-20', 'diabetes')]);
  const [inDoubt, waiting] = [await person.payAll('wechat-pay'), await other.payAll('wechat-pay')];
  const [own, others] = [await person.codes(inDoubt.id), await other.codes(waiting.id)];
  await city.loseNextSettlement();
  for (const code of own) await city.pay(code);
  await vi.waitFor(() => expect(city.partStates(inDoubt.id)).toEqual(['settlement-unknown']), { ...LOOK, interval: 10 });
  await city.whileDead(async () => {
    for (const code of others) await city.pay(code);
  });
  for (const parts of [await person.paid(inDoubt.id), await other.paid(waiting.id)])
    expect(parts.map(({ settled }) => (settled?.fund.amount ?? 0) > 0)).toEqual([true]);
  await agreed();
});

it('with real processes: a line that insurance does not cover is taken back alone, and its money is back with whoever paid', async () => {
  const person = await come('person-17');
  await city.charge('person-17', 'cough');
  const { id } = await person.payAll('wechat-pay');
  for (const code of await person.codes(id)) await city.pay(code);
  await person.paid(id);
  const before = (await moneyNow()).get(INSURED);
  const back = await person.takesBack(id);
  const after = (await agreed()).get(INSURED);
  expect(back).toBeGreaterThan(0);
  const less = { settled: (before?.settled ?? 0) - back, byCode: (before?.byCode ?? 0) - back };
  expect(after).toEqual({ ...before, ...less });
});

it('with real processes: a cashier on duty takes cash by the code on the paper, and the hospital has the bill as paid', async () => {
  const before = (await moneyNow()).get(INSURED);
  const [cashier, person] = await Promise.all([city.cashier(), come('person-18')]);
  await city.charge('person-18', 'stomach');
  const { id, code } = await person.payAll('cash', false);
  const shown = await cashier(`/v1/desk/payments/${code}`);
  expect(shown).toMatchObject({ state: 'due' });
  expect(await cashier(`/v1/desk/payments/${code}/cash`, { amount: shown.due })).toMatchObject({ state: 'paid' });
  const [part] = await person.paid(id);
  const cash = (shown.due as Fen).amount;
  expect(part?.settled).toMatchObject({ total: { amount: cash }, cash: { amount: cash } });
  const after = (await agreed()).get(INSURED);
  expect(after).toEqual({ ...before, settled: (before?.settled ?? 0) + cash, inCash: (before?.inCash ?? 0) + cash });
});
