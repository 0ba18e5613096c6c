import type { Share } from '../../../client/wire.ts';
import { hospitalName, shortened } from '../../../i18n/named.ts';
import type { Names } from '../../../shell/use-names.ts';
import type { Visit } from '../../../shell/visit.ts';
import { partsWords } from './parts-words.ts';
import { momentIn } from './until.ts';

/** Of a label; programs may write one as well. */
const LABEL_MAX = 24;
/** Of who somebody says they are. */
const WHO_MAX = 20;

/** With whom: a hospital's doctors, or whoever has the link, as it calls itself. */
export function whomOf({ with: receiver }: Share, { hospitals }: Names, { language, say }: Visit): string {
  if (receiver.kind === 'doctor') return say('share.doctors', { hospital: hospitalName(language, receiver, hospitals) });
  return receiver.label === '' ? say('share.link') : asGiven(receiver.label, LABEL_MAX);
}

/** `一份报告、过敏` */
export function partsOf({ parts: { results, lists } }: Share, visit: Visit): string {
  return partsWords({ results: results === 'all' ? 'all' : results.length, lists }, visit);
}

/** Until when, or why not any more. */
export function standingOf({ until, endedAt, endedBecause }: Share, { services, language, say }: Visit): string {
  if (endedAt === undefined || endedBecause === undefined)
    return say('share-long.until', { when: momentIn(language, until, services.now()) });
  return say(`ended.${endedBecause}`, { when: momentIn(language, endedAt, services.now()) });
}

/** Who asked: a member of staff who was signed in, or what somebody says of themselves. */
export function whoOf({ who, proved }: Share['reads'][number], { say }: Visit): string {
  if (who === undefined) return say('read.nobody');
  return say(proved ? 'read.staff' : 'read.says', { name: asGiven(who, WHO_MAX) });
}

/** What a stranger wrote is shortened, and turns no sentence around it, whichever way its script runs. */
function asGiven(text: string, most: number): string {
  return `\u2068${shortened(text.replaceAll(/[\u2066-\u2069\u202a-\u202e]/g, ''), most)}\u2069`;
}
