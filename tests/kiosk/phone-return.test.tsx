// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://phone.example/phone/"}
import { waitFor } from '@testing-library/preact';
import { options } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPhone } from '../../kiosk/apps/phone/start-phone.tsx';
import { paymentByLink } from '../../kiosk/practice/sample-bills.ts';
import { keptInMemory } from './kit/kept-in-memory.ts';
import { STAND_IN_NOW } from './kit/stand-in-city.ts';
import { createStandInGateway } from './kit/stand-in-gateway.ts';

const usual = options.requestAnimationFrame;
const root = document.createElement('div');
let phone: ReturnType<typeof startPhone> | undefined;

beforeEach(() => {
  document.body.append(root);
  options.requestAnimationFrame = (effects) => void setTimeout(effects, 0);
});
afterEach(() => {
  phone?.stop();
  root.remove();
  options.requestAnimationFrame = usual;
  history.replaceState(null, '', '/phone/');
});

/** The page as it is opened at this address, by somebody whose session lives. */
function open(address: string, payments: (typeof paymentByLink)[]) {
  history.replaceState(null, '', address);
  const gateway = createStandInGateway();
  gateway.script.payments = payments;
  gateway.script.paying = { ...gateway.script.paying, paidAfterMs: 3_600_000 };
  let count = 0;
  phone = startPhone({
    root,
    origin: 'http://phone.example',
    now: () => STAND_IN_NOW,
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
    random: () => 0.5,
    kept: keptInMemory(STAND_IN_NOW),
    updates: undefined,
    // As fast as a test presses.
    tapGuardMs: 0,
    build: 'dev',
    browser: { crypto },
    fetch: async (input, init) => gateway.handle(new Request(input, init)),
  });
  return gateway;
}

const sees = (words: string) => waitFor(() => expect(root.textContent).toContain(words), { timeout: 30_000 });
const made = { ...paymentByLink, createdAt: new Date(STAND_IN_NOW - 60_000).toISOString() };

describe('the phone’s page after paying', () => {
  it('stands at the payment as the gateway has it, and the address of the page says nothing of it any more', async () => {
    const gateway = open('/phone/#payment', [made]);
    await sees('在这个手机上付钱');
    expect([location.pathname, location.hash]).toEqual(['/phone/', '']);
    expect(gateway.called('readPayment').map(({ params }) => params.id)).toContain(made.id);
  });

  it('is the usual page where nothing was paid, and without the fragment nobody is asked for payments', async () => {
    open('/phone/#payment', []);
    await sees('今天办什么');
    expect(location.hash).toBe('');
    phone?.stop();
    const gateway = open('/phone/', [made]);
    await sees('今天办什么');
    expect(gateway.called('listPayments')).toEqual([]);
  });

  it('comes to the payment too where the page still stood open, and where it comes back from the browser’s memory', async () => {
    open('/phone/', [made]);
    await sees('今天办什么');
    history.replaceState(null, '', '/phone/#payment');
    window.dispatchEvent(new Event('hashchange'));
    await sees('在这个手机上付钱');
    expect(location.hash).toBe('');
    phone?.stop();
    open('/phone/', [made]);
    await sees('今天办什么');
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await sees('在这个手机上付钱');
  });
});
