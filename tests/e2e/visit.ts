import type { KioskHand } from './real-bridge.ts';
import type { RealKiosk } from './real-kiosk.ts';

/** What the kiosk says, as somebody who uses it reads it. */
export const WORDS = {
  zh: {
    start: '中文',
    put: '请放证件',
    lies: '上面还有一张证件',
    who: '对吗',
    yes: '对，是我',
    agree: '我看过了，同意',
    health: '您看病的信息',
    agreeHealth: '同意用于看病',
    home: '今天办什么',
    book: '给自己挂号',
    byName: '按科室名字',
    more: '看更多',
    department: '骨科',
    which: '看哪个科',
    notHere: '骨科不在这家医院',
    times: '哪天几点来',
    check: '请核对',
    yesBook: '对，挂这个号',
    booked: '挂好了',
  },
  en: {
    start: 'English',
    put: 'Put down your document',
    lies: 'A document still lies there',
    who: 'Are you',
    yes: 'Yes, that is me',
    agree: 'I have read this and agree',
    health: 'Information about your health',
    agreeHealth: 'I agree, for my treatment',
    home: 'What do you need',
    book: 'Book a doctor',
    byName: 'By name',
    more: 'Show more',
    department: 'Orthopaedics',
    which: 'Which department',
    notHere: 'Orthopaedics: not in this hospital',
    times: 'Which day and time',
    check: 'Check, then book',
    yesBook: 'Yes, book this',
    booked: 'You are booked',
  },
} as const;

export type Words = (typeof WORDS)[keyof typeof WORDS];

/** From the first screen to the home screen; the first time, with both agreements. */
export async function identify(city: KioskHand, at: RealKiosk, words: Words, id: string): Promise<void> {
  // Until the card of the person before is taken, the start asks for that.
  await at.sees('放上身份证');
  await at.press(words.start);
  await at.sees(words.put);
  await putDownCard(city, at, words, id);
  await at.press(words.yes);
  await at.press(words.agree);
  await at.sees(words.health);
  await at.press(words.agreeHealth);
  await at.sees(words.home);
}

/** A card that lies there before the reader asks is taken for somebody else's: one takes it and lays it down again. */
export async function putDownCard(city: KioskHand, at: RealKiosk, words: Words, id: string): Promise<void> {
  const asked = at.page.getByRole('heading', { name: words.who }).first();
  const lies = at.page.getByRole('heading', { name: words.lies }).first();
  for (let tries = 0; tries < 4; tries += 1) {
    // A hand takes longer than the page takes to ask the reader.
    await at.page.waitForTimeout(400);
    await city.putDown(id);
    await asked.or(lies).first().waitFor();
    if (await asked.isVisible()) return;
    // Taken away, it is asked for again by itself.
    await city.takeAway();
    await at.sees(words.put);
  }
  throw new Error('the card is not read');
}

/** One that the hospital of the kiosk has. */
export const OF_THIS_HOSPITAL = '神经内科';

/** `by`: the list of names stands there already. */
export async function toDepartment(
  at: RealKiosk,
  words: Words,
  department: string = words.department,
  by: 'choice' | 'open' = 'choice',
): Promise<void> {
  if (by === 'choice') await at.press(words.byName);
  await at.sees(words.which);
  while (!(await at.page.getByRole('button', { name: department }).isVisible())) await at.press(words.more);
  await at.press(department);
}

/** Somebody whom the gateway knows already. */
export async function identifyAgain(city: KioskHand, at: RealKiosk, id: string): Promise<void> {
  await at.sees('放上身份证');
  await at.press(WORDS.zh.start);
  await at.sees(WORDS.zh.put);
  await putDownCard(city, at, WORDS.zh, id);
  await at.press(WORDS.zh.yes);
  await at.sees(WORDS.zh.home);
}
