import type { AnswerTypes } from '../../journey/answers.ts';
import { identified } from '../../practice/sample-answers.ts';
import { me } from '../../practice/sample-city.ts';
import {
  grantOfSister,
  grantOnCard,
  grantToSon,
  helpedSister,
  sampleFamily,
  sampleGrants,
} from '../../practice/sample-family.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { type Given, type State, settled } from '../../practice/state.ts';
import type { Refusal } from '../../practice/world.ts';

const { scopes, months, wording } = sampleFamily;
const code = '48120937';
const toFamily: Given = { ...identified, home: 'information', information: 'family' };
const toHow: Given = { ...toFamily, family: 'let' };
const toCode: Given = { ...toHow, 'grant-how': 'digits' };
const taken = { helperName: '王*明', helperProved: true, expiresAt: '2026-11-24T09:27:00+08:00', scopes, months, wording };
const toHelper: Given = { ...toCode, 'invitation-code': { code, taken } };
const hostile = { ...taken, helperName: `W***** ${'阿*'.repeat(40)}` };
const unproved = { ...taken, helperPhone: '138****1234', helperProved: false };
const toScope: Given = { ...toHelper, 'grant-helper': 'yes' };
const held = { ...taken, scopes: ['appointments' as const] };
const everything: AnswerTypes['grant-scope'] = ['appointments', 'results', 'money'];
const toLong: Given = { ...toScope, 'grant-scope': everything };
const toAgree: Given = { ...toLong, 'grant-long': months.usual };
const agreed = { version: wording.version, language: 'zh', key: 'k' } as const;
const toGranting: Given = { ...toAgree, 'grant-agree': agreed };
const toGranted: Given = { ...toGranting, granting: { grant: { ...grantToSon, scope: [...everything] } } };
const toOffer: Given = {
  ...toHow,
  'grant-how': 'card',
  'grant-terms': { scopes, months, wording },
  'grant-scope': ['appointments'],
  'grant-long': 3,
};
const toOffered: Given = { ...toOffer, 'grant-agree': agreed, granting: { grant: grantOnCard, code: '7KQ2M9XD' } };
const toOfferCode: Given = { ...toFamily, family: 'card' };
const toGrants: Given = { ...toFamily, family: 'grants' };
const toHelpHow: Given = { ...toFamily, family: 'help' };
const refused = (name: string, refusal: Refusal): State => ({
  name: `grant-refused-${name}`,
  answers: settled(toGranting),
  world: { family: { ...sampleFamily, refusal } },
});
/** The switch that shows the code on the glass. */
const SHOW = '.screen-actions > .action:nth-child(2)';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'family', telling: true, answers: settled(toFamily) },

  { name: 'grant-how', answers: settled(toHow) },
  { name: 'invitation-code', telling: true, answers: settled(toCode), typed: '48120937' },
  { name: 'grant-helper', telling: true, answers: settled(toHelper) },
  { name: 'grant-helper-long', answers: settled({ ...toCode, 'invitation-code': { code, taken: hostile } }) },
  { name: 'grant-helper-unproved', answers: settled({ ...toCode, 'invitation-code': { code, taken: unproved } }) },
  { name: 'grant-scope', telling: true, answers: settled(toScope) },
  {
    name: 'grant-scope-held',
    answers: settled({ ...toScope, 'invitation-code': { code, taken: held } }),
  },
  { name: 'grant-long', answers: settled(toLong) },
  { name: 'grant-agree', telling: true, answers: settled(toAgree) },
  { name: 'grant-agree-card', answers: settled(toOffer) },
  refused('oneself', { because: 'oneself' }),
  refused('under-age', { because: 'under-age' }),
  refused('too-many', { because: 'too-many', role: 'helped', most: 3 }),
  refused('too-many-helped', { because: 'too-many', role: 'helper', most: 5 }),
  refused('too-long', { because: 'too-long', most: 36 }),
  refused('waiting', { because: 'waiting' }),
  {
    name: 'grant-gone',
    answers: settled(toGranting),
    world: { trouble: { createGrant: problemOf('not-found') } },
  },
  { name: 'granted', telling: true, answers: settled(toGranted) },
  { name: 'granted-card-lies', answers: settled(toGranted), cardLies: true },
  { name: 'granted-no-paper', answers: settled(toGranted), printer: 'out-of-paper' },
  { name: 'offered', telling: true, answers: settled(toOffered) },
  { name: 'offered-no-paper', answers: settled(toOffered), printer: 'out-of-paper' },
  { name: 'offered-on-glass', telling: true, answers: settled(toOffered), pressed: SHOW },
  { name: 'help-how', answers: settled(toHelpHow) },
  { name: 'inviting', answers: settled({ ...toHelpHow, 'help-how': 'invite' }) },
  { name: 'offer-code', telling: true, answers: settled(toOfferCode), typed: '7KQ2M9' },
  { name: 'helping', telling: true, answers: settled({ ...toOfferCode, 'offer-code': grantOfSister }) },
  { name: 'grants', telling: true, answers: settled(toGrants) },
  { name: 'grants-none', answers: settled(toGrants), world: { family: { ...sampleFamily, grants: [] } } },
  ...sampleGrants.map(
    (grant): State => ({ name: `grant-${grant.state}-${grant.role}`, answers: settled({ ...toGrants, grants: grant }) }),
  ),
  { name: 'grant-stop', telling: true, answers: settled({ ...toGrants, grants: grantToSon, grant: 'stop' }) },
  {
    name: 'grant-stopped',
    answers: settled({ ...toGrants, grants: grantToSon, grant: 'stop', 'grant-stop': 'yes', 'grant-stopping': grantToSon }),
  },
  {
    name: 'for-whom-helped',
    telling: true,
    answers: settled({ ...identified, home: 'child' }),
    world: { me: { ...me, helps: [helpedSister] } },
  },
  {
    name: 'report-for-helped',
    answers: settled({ ...identified, home: 'reports' }),
    world: { me: { ...me, helps: [helpedSister] } },
  },
  {
    name: 'pay-for-helped',
    answers: settled({ ...identified, home: 'pay' }),
    world: { me: { ...me, helps: [helpedSister] } },
  },
];
