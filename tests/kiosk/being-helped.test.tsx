// @vitest-environment happy-dom
// @vitest-environment-options {"url": "http://kiosk.example/kiosk/"}
import { screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssistAct } from '../../kiosk/client/wire.ts';
import { madeUpId } from '../../kiosk/practice/made-up-id.ts';
import { wang } from './kit/fake-bridge.ts';
import { type InDom, startInDom } from './kit/start-in-dom.ts';

let kiosk: InDom;

beforeEach(() => {
  kiosk = startInDom();
});
afterEach(() => kiosk.stop());

const SESSION = madeUpId('ast', 1);
const dialog = () => screen.queryByRole('alertdialog');
const band = () => kiosk.root.querySelector('.assist-band')?.textContent ?? '';
const called = (operation: Parameters<typeof kiosk.gateway.called>[0]) => kiosk.gateway.called(operation);
// What ends is ended again at each event of before that says otherwise: how often depends on the machine.
const published = () => called('publishJourney').map(({ given }) => given.body as PublishedBody);
interface PublishedBody {
  readonly version: number;
  readonly step: string;
  readonly targets: readonly { readonly id: string; readonly label?: string }[];
}

const LOOKS_MAX = 2_000;

/** Looks until it holds: not only when the page changes, since what the gateway was told changes nothing of it. */
async function until<T>(look: () => T): Promise<T> {
  for (let looks = 1; ; looks += 1) {
    try {
      return look();
    } catch (error) {
      if (looks === LOOKS_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const showsDialog = (words: RegExp) => until(() => expect(dialog()?.textContent).toMatch(words));

async function callsHelp(): Promise<void> {
  await kiosk.tap(/^(找人帮忙|帮忙 Help)$/);
  await showsDialog(/已经叫人了/);
}

/** Somebody says that they come, joins, and the person says yes. */
async function isHelped(): Promise<void> {
  await callsHelp();
  kiosk.gateway.changeHelp(({ call }) => ({
    call: call && { ...call, onTheirWay: '李小萌' },
    session: { id: SESSION, state: 'asked', helper: '李小萌', acts: [] },
  }));
  await showsDialog(/李小萌想帮您/);
  await kiosk.tap(/行，请帮我/);
  await until(() => expect(band()).toContain('李小萌在帮您'));
  if (dialog() !== null) await kiosk.tap(/回到刚才的地方/);
  await until(() => expect(dialog()).toBeNull());
}

let sequence = 0;
function acts(...given: readonly AssistAct[]): void {
  kiosk.gateway.changeHelp((help) => ({
    ...help,
    session: help.session && {
      ...help.session,
      acts: [...help.session.acts, ...given.map((act) => ({ sequence: ++sequence, act }))],
    },
  }));
}

/** The newest screen that the helper sees, once there is one that has these words. */
async function sees(label: RegExp): Promise<{ readonly version: number; readonly target: string }> {
  return until(() => {
    const last = published().at(-1);
    const target = last?.targets.find((one) => label.test(one.label ?? ''));
    if (last === undefined || target === undefined) throw new Error(`nobody was told of ${label}`);
    return { version: last.version, target: target.id };
  });
}

const button = (words: RegExp) => [...kiosk.root.querySelectorAll('button')].find((one) => words.test(one.textContent ?? ''));

describe('calling for help', () => {
  it('calling for help is one press, from the start and from any screen, and says where the person stands', async () => {
    await kiosk.sees(/放上身份证/);
    await callsHelp();
    expect(called('createHelpCall').map(({ body }) => body)).toEqual([{ step: 'language', language: 'zh', cause: 'pressed' }]);
    await kiosk.tap(/不用叫人了/);
    await until(() => expect(called('endHelpCall')).not.toEqual([]));
    await kiosk.toHome();
    await callsHelp();
    expect(called('createHelpCall').at(-1)?.body).toEqual({ step: 'home', language: 'zh', cause: 'pressed' });
  });

  it('calling for help shows who comes, and the digits by which they find this machine, new ones as they change', async () => {
    await kiosk.toHome();
    await callsHelp();
    expect(dialog()?.textContent).toContain('本部1楼2号窗口');
    expect(dialog()?.textContent).not.toContain('000 000');
    kiosk.gateway.changeHelp(({ call }) => ({
      call: call && { ...call, onTheirWay: '李小萌', join: { code: '482913', until: '2026-11-24T09:13:00+08:00' } },
    }));
    await showsDialog(/李小萌正在过来/);
    expect(dialog()?.textContent).toContain('482 913');
    expect(dialog()?.querySelector('svg.qr')).not.toBeNull();
    kiosk.gateway.changeHelp(({ call }) => ({
      call: call && { ...call, join: { code: '111222', until: '2026-11-24T09:13:30+08:00' } },
    }));
    await showsDialog(/111 222/);
  });

  it('calling for help goes on when its dialog is closed; a band says so, opens it again, and nobody is called twice', async () => {
    await kiosk.toHome();
    await callsHelp();
    await kiosk.tap(/回到刚才的地方/);
    await until(() => expect(band()).toContain('已经叫人了'));
    await kiosk.tap(/^看看$/);
    await showsDialog(/已经叫人了/);
    await kiosk.tap(/回到刚才的地方/);
    await kiosk.tap(/^找人帮忙$/);
    await showsDialog(/已经叫人了/);
    expect(called('createHelpCall')).toHaveLength(1);
    expect(called('endHelpCall')).toEqual([]);
  });

  it('calling for help ends with a number for the window where nobody comes', async () => {
    await kiosk.toHome();
    await callsHelp();
    kiosk.gateway.changeHelp(({ call }) => ({
      call: call && { ...call, stage: 'window', state: 'ended', outcome: 'ticket', ticket: 'A012', join: undefined },
    }));
    await showsDialog(/请去本部1楼2号窗口/);
    expect(dialog()?.textContent).toContain('A012');
    await kiosk.tap(/回到刚才的地方/);
    expect(band()).toContain('A012');
  });

  it.each(['rate-limited', 'device-refused', 'store-unavailable'] as const)(
    'calling for help says where a human is, as it always did, where the gateway answers with %s',
    async (code) => {
      await kiosk.toHome();
      kiosk.gateway.script.problems.createHelpCall = code;
      await kiosk.tap(/^找人帮忙$/);
      await showsDialog(/去哪里找人帮忙/);
      expect(dialog()?.textContent).toContain('本部1楼2号窗口');
      expect(band()).toBe('');
      await kiosk.tap(/回到刚才的地方/);
      await kiosk.sees(/今天办什么/);
    },
  );

  it('calling for help says where a human is where the gateway is away', async () => {
    await kiosk.toHome();
    kiosk.world.away = true;
    await kiosk.tap(/^找人帮忙$/);
    await showsDialog(/去哪里找人帮忙/);
    expect(dialog()?.textContent).toContain('本部1楼2号窗口');
    kiosk.world.away = false;
    await kiosk.tap(/回到刚才的地方/);
    await kiosk.sees(/今天办什么/);
  });

  it('three readings of a document that fail call by themselves, once a visit, and it is said', async () => {
    await kiosk.tap(/^中文/);
    await kiosk.sees(/请放证件/);
    const told = new Set<string>();
    for (let time = 1; time <= 3; time += 1) {
      const id = await until(() => {
        const waiting = kiosk.bridge.state.waiting.at(-1);
        if (waiting === undefined || told.has(waiting)) throw new Error('the reader is not asked again');
        return waiting;
      });
      told.add(id);
      expect(called('createHelpCall')).toEqual([]);
      kiosk.bridge.say({ type: 'document', id, state: 'failed', reason: 'unreadable' });
      if (time < 3) await kiosk.tap(/再放一次/);
    }
    await showsDialog(/读了三次/);
    await until(() => expect(called('createHelpCall')).toHaveLength(1));
    expect(called('createHelpCall')[0]?.body).toMatchObject({ cause: 'readings', step: 'document' });
  });
});

describe('calling for help in practice', () => {
  it('who practises sees how it goes, and nobody is called', async () => {
    await kiosk.tap(/先练习一下/);
    await kiosk.sees(/放上身份证/);
    await kiosk.tap(/^(找人帮忙|帮忙 Help)$/);
    await showsDialog(/没有真的叫人/);
    expect(called('createHelpCall')).toEqual([]);
    await kiosk.tap(/不用叫人了/);
    await until(() => expect(dialog()).toBeNull());
  });
});

describe('being helped', () => {
  it('a helper sees and does nothing before the person has said yes, and nothing after a no', async () => {
    await kiosk.toHome();
    await callsHelp();
    kiosk.gateway.changeHelp(({ call }) => ({
      ...(call && { call }),
      session: { id: SESSION, state: 'asked', helper: '李小萌', acts: [] },
    }));
    await showsDialog(/李小萌想帮您/);
    expect(published()).toEqual([]);
    await kiosk.tap(/^不用$/);
    await until(() => expect(called('endAssistSession')).not.toEqual([]));
    await until(() => expect(dialog()?.textContent).not.toContain('想帮您'));
    expect(called('acceptAssistSession')).toEqual([]);
    expect(published()).toEqual([]);
  });

  it('a helper is told where the journey stands and what can be pressed, a number for each screen', async () => {
    await kiosk.toHome();
    await isHelped();
    await sees(/给自己挂号/);
    await kiosk.tap(/给自己挂号/);
    await sees(/腰、腿/);
    const versions = published().map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((left, right) => left - right));
    expect(new Set(versions).size).toBe(versions.length);
    expect(published().at(-1)?.step).toBe('body-part');
  });

  it('what a helper points at has a ring until something is pressed', async () => {
    await kiosk.toHome();
    await isHelped();
    acts({ kind: 'point', ...(await sees(/给自己挂号/)) });
    await until(() => expect(button(/给自己挂号/)?.hasAttribute('data-pointed')).toBe(true));
    document.dispatchEvent(new Event('pointerdown'));
    expect(kiosk.root.querySelector('[data-pointed]')).toBeNull();
    await kiosk.sees(/今天办什么/);
  });

  it('what a helper chooses is read back, and is nothing before the person has said yes', async () => {
    await kiosk.toHome();
    await isHelped();
    acts({ kind: 'fill', ...(await sees(/给自己挂号/)) });
    await showsDialog(/李小萌帮您选了：给自己挂号。对吗/);
    await kiosk.sees(/今天办什么/);
    await kiosk.tap(/^不对$/);
    await until(() => expect(dialog()).toBeNull());
    await kiosk.sees(/今天办什么/);
    acts({ kind: 'fill', ...(await sees(/给自己挂号/)) });
    await showsDialog(/帮您选了/);
    await kiosk.tap(/^对$/);
    await kiosk.sees(/哪里不舒服/);
  });

  it('an act for a screen that is another one by now does nothing', async () => {
    await kiosk.toHome();
    await isHelped();
    const stale = await sees(/给自己挂号/);
    await kiosk.tap(/给自己挂号/);
    await sees(/腰、腿/);
    acts({ kind: 'point', ...stale }, { kind: 'fill', ...stale });
    acts({ kind: 'display', display: { text: 'large', contrast: 'high', reach: 'usual' } });
    await until(() => expect(document.documentElement.dataset.contrast).toBe('high'));
    expect(dialog()).toBeNull();
    expect(kiosk.root.querySelector('[data-pointed]')).toBeNull();
  });

  it('what a helper changes of letters and language is there at once, and is said', async () => {
    await kiosk.toHome();
    await isHelped();
    acts({ kind: 'display', display: { text: 'standard', contrast: 'usual', reach: 'usual' } });
    await until(() => expect(document.documentElement.dataset.text).toBe('standard'));
    await until(() => expect(band()).toContain('字变小了'));
    acts({ kind: 'language', language: 'en' });
    await kiosk.sees(/What do you need/);
    await until(() => expect(band()).toContain('now in English'));
  });

  it('a language that a helper changes undoes nothing that was done', async () => {
    await kiosk.toHome();
    await isHelped();
    await kiosk.toCheck();
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/挂好了/);
    acts({ kind: 'language', language: 'en' });
    await kiosk.sees(/booked/i);
    expect(called('bookAppointment')).toHaveLength(1);
  });

  it('"I go on by myself" is one press: it counts at once, and the journey stays as it is', async () => {
    await kiosk.toHome();
    await isHelped();
    await kiosk.tap(/给自己挂号/);
    const { version, target } = await sees(/腰、腿/);
    await kiosk.tap(/^我自己来$/);
    acts({ kind: 'fill', version, target });
    await until(() => expect(called('endAssistSession')).not.toEqual([]));
    // What was on its way meanwhile is answered once more, and with the same.
    for (const { body } of called('endAssistSession')) expect(body).toEqual({ outcome: 'alone' });
    await until(() => expect(dialog()).toBeNull());
    await kiosk.sees(/哪里不舒服/);
    await kiosk.tap(/腰、腿/);
    await kiosk.tap(/^骨科/);
    await kiosk.tap(/^9:30/);
    await kiosk.sees(/请核对/);
    await kiosk.wait(1);
    // What was on its way may yet arrive; of where the person goes now nothing is told.
    for (const { step } of published()) expect(['language', 'home', 'body-part', 'complaint']).toContain(step);
  });

  it.each([
    ['helped', '李小萌走了，请您接着办'],
    ['time-over', '帮忙的时间到了'],
    ['idle', '李小萌先走了'],
  ] as const)('help that ends as %s is told in a sentence, and the journey stays as it is', async (outcome, words) => {
    await kiosk.toHome();
    await isHelped();
    await kiosk.tap(/给自己挂号/);
    kiosk.gateway.changeHelp(({ session }) => ({ session: session && { ...session, state: 'ended', outcome, acts: [] } }));
    await until(() => expect(band()).toContain(words));
    await kiosk.sees(/哪里不舒服/);
    await kiosk.tap(/^知道了$/);
    await until(() => expect(band()).toBe(''));
  });
});

describe('one person after the other, with help', () => {
  it('who leaves ends their call and their help, and the next person begins without either', async () => {
    await kiosk.toHome();
    await isHelped();
    await kiosk.tap(/我办完了/);
    await kiosk.sees(/放上身份证/);
    await until(() => expect(called('endAssistSession')[0]?.body).toEqual({ outcome: 'patient-left' }));
    expect(called('endHelpCall')).not.toEqual([]);
    await kiosk.wait(1);
    expect(band()).toBe('');
    expect(document.documentElement.outerHTML).not.toContain('李小萌');
  });

  it('a screen that is cleared because nobody is there ends the call', async () => {
    await kiosk.toHome();
    await callsHelp();
    await kiosk.tap(/回到刚才的地方/);
    await kiosk.wait(60);
    await showsDialog(/您还在吗/);
    await kiosk.wait(30);
    await kiosk.sees(/放上身份证/);
    await until(() => expect(called('endHelpCall')).not.toEqual([]));
  });

  it('a call and a helper from before the page was loaded are ended, and nothing of them is shown', async () => {
    kiosk.gateway.script.help = {
      call: { id: madeUpId('hlp', 99), state: 'open', stage: 'volunteers', since: '2026-11-24T09:00:00+08:00', urgent: false },
      session: { id: SESSION, state: 'running', helper: '李小萌', acts: [] },
    };
    await kiosk.sees(/放上身份证/);
    await kiosk.wait(1);
    await until(() => expect(called('endAssistSession')[0]?.params.id).toBe(SESSION));
    await until(() => expect(called('endHelpCall')[0]?.params.id).toBe(madeUpId('hlp', 99)));
    expect(band()).toBe('');
  });

  it('a helper to whom the person before said yes sees nothing of the next one', async () => {
    await kiosk.toHome();
    await callsHelp();
    kiosk.gateway.changeHelp((help) => ({ ...help, session: { id: SESSION, state: 'running', helper: '李小萌', acts: [] } }));
    await until(() => expect(called('endAssistSession')).not.toEqual([]));
    expect(band()).not.toContain('李小萌');
    expect(published()).toEqual([]);
  });
});

describe('the last step after help', () => {
  it('asks for the card again where somebody helped, then the same question, and books once under a new key', async () => {
    await kiosk.toHome();
    await kiosk.toCheck();
    kiosk.gateway.script.problems.bookAppointment = 'presence-required';
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/还差一步：按“再放一次证件”/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    await kiosk.sees(/请核对/);
    await kiosk.tap(/对，挂这个号/);
    await kiosk.sees(/挂好了/);
    const keys = called('bookAppointment').map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
    expect(kiosk.gateway.appointments).toHaveLength(1);
  });

  it('asks for the card again before consent is taken back, and then the same question', async () => {
    await kiosk.toHome();
    await kiosk.tap(/我的信息/);
    await kiosk.tap(/谁看过/);
    await kiosk.tap(/不再同意使用/);
    kiosk.gateway.script.problems.withdrawConsent = 'presence-required';
    await kiosk.tap(/是，不再同意/);
    await kiosk.sees(/还差一步：按“再放一次证件”/);
    await kiosk.tap(/再放一次证件/);
    await kiosk.sees(/请放证件/);
    kiosk.bridge.put({ kind: 'card', card: wang });
    await kiosk.tap(/对，是我/);
    await kiosk.sees(/真的不再同意吗/);
    await kiosk.tap(/是，不再同意/);
    await kiosk.sees(/记下了，您不再同意/);
    expect(kiosk.gateway.script.withdrawn).toBe(true);
  });
});
