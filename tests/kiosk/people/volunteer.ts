import type { Locator, Page } from 'playwright-core';
import { assistLevelOf } from '../../../bff/contract/assist/steps.ts';
import type { OperationId } from '../../../bff/contract/paths.ts';
import type { AssistAct } from '../../../kiosk/client/wire.ts';
import { madeUpId } from '../../../kiosk/practice/made-up-id.ts';
import { GUARD_MS } from '../kit/display-size.ts';
import { wang } from '../kit/fake-bridge.ts';
import type { KioskSite } from '../kit/kiosk-site.ts';
import type { Walker } from './walker.ts';

const HELPER = '李小萌';
const SESSION = madeUpId('ast', 7);

/** What ends a journey: nobody but the person does it, and with their card once more. */
const LAST_STEPS: Readonly<Record<string, OperationId>> = {
  '对，挂这个号': 'bookAppointment',
  '是，取消预约': 'cancelAppointment',
  '对，用手机微信付': 'createPayment',
  '对，交给医生': 'submitPreconsult',
};

interface Together {
  readonly page: Page;
  readonly site: KioskSite;
  passes(milliseconds: number): Promise<void>;
}

/** The person presses help; a volunteer comes, and the person says yes on the glass. */
export async function callVolunteer(walker: Walker, site: KioskSite): Promise<void> {
  await walker.press('帮忙 Help');
  await walker.page.getByRole('alertdialog', { name: '已经叫人了' }).waitFor();
  site.gateway.changeHelp(({ call }) => ({
    call: call && { ...call, onTheirWay: HELPER },
    session: { id: SESSION, state: 'asked', helper: HELPER, acts: [] },
  }));
  await walker.page.getByRole('alertdialog', { name: `${HELPER}想帮您` }).waitFor();
  await walker.press('行，请帮我');
  await walker.page.getByText(`${HELPER}在帮您`).waitFor();
}

/** One press of the two. */
export async function pressTogether(together: Together, button: Locator, words: string): Promise<void> {
  const { page, site } = together;
  const helped = await page.getByText(`${HELPER}在帮您`).isVisible();
  const covered = await page.getByRole('alertdialog').isVisible();
  // Practising is alone, and what stands in front is the person's own.
  if (!helped || covered) return button.tap();
  if (await doesTheirPart(together, words)) return undefined;
  const last = LAST_STEPS[words];
  if (last === undefined) return button.tap();
  site.gateway.script.problems[last] = 'presence-required';
  await button.tap();
  await showsCardAgain(together);
  await taps(together, words);
}

const TRIES = 5;

/** Whether the volunteer chose it. As on their phone: where the screen has changed meanwhile nothing comes of it, and they look again. */
async function doesTheirPart(together: Together, words: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { version, fill, point } = await published(together, words);
    if (fill !== undefined && (await chooses(together, { kind: 'fill', version, target: fill }))) return true;
    if (fill === undefined && (point === undefined || (await points(together, { kind: 'point', version, target: point }))))
      return false;
  }
  throw new Error(`the volunteer's hand does not arrive at ${words}`);
}

const LOOKS = 20;
const LOOK_MS = 200;
/** How long they look for what comes of it. */
const ACT_MS = 1_500;

interface Seen {
  readonly version: number;
  readonly fill?: string;
  readonly point?: string;
}

/** What the volunteer sees of the glass, once it is what stands there: what is so called, or what they may only point at. */
async function published({ site, passes }: Together, words: string): Promise<Seen> {
  let version = 0;
  let first: string | undefined;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    await passes(LOOK_MS);
    const last = site.gateway.called('publishJourney').at(-1)?.given.body as Published | undefined;
    const level = assistLevelOf(last?.step ?? '');
    const named = last?.targets.find(({ label = '' }) => label.includes(words));
    if (last !== undefined && level === 'fill' && named !== undefined) return { version: last.version, fill: named.id };
    if (last !== undefined && level !== 'fill' && version === last.version)
      return { version, ...(last.targets[0] ? { point: last.targets[0].id } : {}) };
    version = last?.version ?? 0;
    first = last?.targets[0]?.id;
  }
  // What is the person's own has no words for a helper, and the ways of the frame are not theirs: they show the way with a hand.
  return { version, ...(first === undefined ? {} : { point: first }) };
}

interface Published {
  readonly version: number;
  readonly step: string;
  readonly targets: readonly { readonly id: string; readonly label?: string }[];
}

/** What the gateway would hand on from the helper's phone. */
function acts({ site }: Together, act: AssistAct): void {
  site.gateway.changeHelp((help) => ({
    ...help,
    session: help.session && { ...help.session, acts: [...help.session.acts, { sequence: help.session.acts.length + 1, act }] },
  }));
}

const comes = (what: Locator) =>
  what.waitFor({ timeout: ACT_MS }).then(
    () => true,
    () => false,
  );

function points(together: Together, act: AssistAct): Promise<boolean> {
  acts(together, act);
  return comes(together.page.locator('[data-pointed]'));
}

async function chooses(together: Together, act: AssistAct): Promise<boolean> {
  acts(together, act);
  const readBack = together.page.getByRole('alertdialog', { name: `${HELPER}帮您选了` });
  if (!(await comes(readBack))) return false;
  await together.passes(GUARD_MS);
  await readBack.getByRole('button').first().tap();
  await readBack.waitFor({ state: 'detached' });
  return true;
}

async function showsCardAgain(together: Together): Promise<void> {
  const { page, site } = together;
  await page.getByText('最后一步要您本人再放一次证件').waitFor();
  await taps(together, '再放一次证件');
  await page.getByRole('heading', { name: /请放证件|谁陪孩子来/ }).waitFor();
  await site.bridge.waits();
  site.bridge.put({ kind: 'card', card: wang });
  await taps(together, '对，是我');
  site.bridge.put({ kind: 'removed' });
}

async function taps({ page, passes }: Together, words: string): Promise<void> {
  const button = page.getByRole('button', { name: words }).first();
  await button.waitFor();
  await passes(GUARD_MS);
  await button.tap();
}
