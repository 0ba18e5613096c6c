import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowEnrolment, listDevices, revokeDevice } from '../../bff/scenes/identity/devices.ts';
import { type OwnDevice, type OwnDeviceOptions, openOwnDevice } from '../../kiosk/client/device/own-device.ts';
import type { KeptDevice, OwnDeviceStore } from '../../kiosk/client/device/own-device-store.ts';
import { type QuietGateway, startQuietGateway } from '../security/quiet-gateway.ts';
import { ORIGIN } from '../support/test-device.ts';
import { HOSPITAL } from '../support/test-gateway.ts';

/** What a browser keeps, as all of its tabs see it. */
function keptInMemory(): OwnDeviceStore & { readonly kept: () => KeptDevice | undefined } {
  let kept: KeptDevice | undefined;
  return {
    kept: () => kept,
    async update(change) {
      kept = change(kept) ?? kept;
      return kept;
    },
  };
}

let site: QuietGateway;
let browser: ReturnType<typeof keptInMemory>;
let lost: 'request' | 'answer' | undefined;

beforeEach(async () => {
  site = await startQuietGateway('sqlite', { patients: 0 });
  browser = keptInMemory();
  lost = undefined;
});
afterEach(() => site.stop());

let ids = 0;
const optionsOf = (more: Partial<OwnDeviceOptions> = {}): OwnDeviceOptions => ({
  origin: ORIGIN,
  now: site.clock.now,
  newId: () => `an-id-that-nobody-guesses-${++ids}`,
  store: browser,
  async fetch(input, init) {
    if (lost === 'request') throw new TypeError('no route');
    const headers = { ...(init.headers as Record<string, string>), host: 'localhost' };
    const response = await site.gateway.request(input, { ...init, headers });
    // The gateway of the test stands at the time of its own clock.
    const answered = new Response(response.body, response);
    answered.headers.set('date', new Date(site.clock.now()).toUTCString());
    if (lost === 'answer') throw new TypeError('the line broke');
    return answered;
  },
  ...more,
});
const openTab = (more?: Partial<OwnDeviceOptions>) => openOwnDevice(optionsOf(more));

async function newCode(): Promise<string> {
  const place = {
    kind: 'phone',
    hospitalId: HOSPITAL,
    campusRef: 'main',
    floor: '1F',
    name: '志愿者手机',
    helpWindow: '3号窗口',
    micrometresPerPx: 248,
  } as const;
  return (await allowEnrolment(site.gateway.onedoor.dependencies, place, 'req_test')).code;
}
const enrol = (tab: OwnDevice, code: string): Promise<OwnDevice> => {
  if (!('enrol' in tab)) throw new Error(`nothing to enrol: ${tab.state}`);
  return tab.enrol(code);
};
const devices = () => listDevices(site.gateway.onedoor.dependencies);
async function read(tab: OwnDevice): Promise<number | string> {
  if (tab.state !== 'enrolled') return tab.state;
  const answer = await tab.client('readDevice', {});
  return answer.ok ? answer.status : answer.problem.code;
}

describe('a browser that is a device of its own', () => {
  it('a browser that is no device yet becomes one with a code, once, and is it whenever it is opened again', async () => {
    const tab = await openTab();
    expect(tab.state).toBe('not-enrolled');
    const enrolled = await enrol(tab, await newCode());
    expect(enrolled).toMatchObject({ state: 'enrolled', record: { kind: 'phone', name: '志愿者手机', hospital: HOSPITAL } });
    await site.clock.leap(24 * 3_600_000);
    expect(await read(await openTab())).toBe(200);
    expect(await devices()).toHaveLength(1);
  });

  it('the key of a browser that is a device can not be taken out of it', async () => {
    await enrol(await openTab(), await newCode());
    const { privateKey } = browser.kept()?.pair ?? {};
    expect(privateKey?.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', privateKey as CryptoKey)).rejects.toThrow();
  });

  it('two tabs of one browser are one device, whichever asks when, for hours: it is never suspended', async () => {
    const first = await enrol(await openTab(), await newCode());
    const second = await openTab();
    for (let round = 0; round < 30; round += 1) {
      expect(await Promise.all([read(first), read(second)])).toEqual([200, 200]);
      // Past the life of an assertion now and then, and less than that else.
      await site.clock.leap((round % 4) * 110_000);
    }
    const third = await openTab();
    expect([await read(third), await read(first), await read(second)]).toEqual([200, 200, 200]);
    expect((await devices()).map(({ state }) => state)).toEqual(['active']);
  });

  it('two tabs that are given one code at the same moment are one device', async () => {
    const [one, other] = [await openTab(), await openTab()];
    const code = await newCode();
    const both = await Promise.all([enrol(one, code), enrol(other, code)]);
    expect(await Promise.all(both.map(read))).toEqual([200, 200]);
    expect(await devices()).toHaveLength(1);
  });

  it('a tab that is given another code after another tab has enrolled the browser is that device, and uses up no code', async () => {
    const late = await openTab();
    await enrol(await openTab(), await newCode());
    expect(await read(await enrol(late, await newCode()))).toBe(200);
    expect(await devices()).toHaveLength(1);
  });

  it('an enrolment whose answer was lost is finished with the same code, as the same device', async () => {
    const tab = await openTab();
    const code = await newCode();
    lost = 'answer';
    expect((await enrol(tab, code)).state).toBe('away');
    lost = undefined;
    expect(await read(await enrol(await openTab(), code))).toBe(200);
    expect(await devices()).toHaveLength(1);
  });

  it('a code that works no more is refused, and the next one enrols', async () => {
    const code = await newCode();
    await site.clock.leap(600_001);
    const refused = await enrol(await openTab(), code);
    expect(refused.state).toBe('code-refused');
    expect((await enrol(refused, 'no code')).state).toBe('code-refused');
    expect(await read(await enrol(refused, await newCode()))).toBe(200);
  });

  it('a browser whose device was revoked says so, and becomes another device with another code', async () => {
    await enrol(await openTab(), await newCode());
    const [{ id = '' } = {}] = await devices();
    await revokeDevice(site.gateway.onedoor.dependencies, { id, reason: 'lost', requestId: 'req_test' });
    const refused = await openTab();
    expect(refused.state).toBe('refused');
    expect(await read(await enrol(refused, await newCode()))).toBe(200);
    expect((await devices()).map(({ state }) => state).sort()).toEqual(['active', 'revoked']);
  });

  it('a browser that can not reach the gateway is not taken for one that is no device', async () => {
    await enrol(await openTab(), await newCode());
    lost = 'request';
    expect((await openTab()).state).toBe('away');
  });

  it('a browser whose clock is wrong by an hour works all the same', async () => {
    const wrong = { now: () => site.clock.now() - 3_600_000 };
    const tab = await enrol(await openTab(wrong), await newCode());
    expect(await read(tab)).toBe(200);
  });
});
