import type { Dependant, Result, Share } from '../../client/wire.ts';
import type { AnswerTypes } from '../../journey/answers.ts';
import { identified } from '../../practice/sample-answers.ts';
import { ownBrowser } from '../../practice/sample-browser.ts';
import { booked, hospitals, me } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { hostileReport, reports, sourcesAnswered } from '../../practice/sample-records.ts';
import { hostileShare, sampleShares, sampleSharing, shareByLink } from '../../practice/sample-shares.ts';
import { type Given, type State, settled } from '../../practice/state.ts';

const { wording } = sampleSharing;
const [report] = reports as unknown as readonly [Result];
const [withDoctor] = sampleShares as unknown as readonly [Share];
const central = hospitals.find(({ id }) => id === 'linjiang-central');
const toReports = {
  ...identified,
  home: 'reports',
  'report-for': 'alone',
  'reading-reports': { reports: [...reports, hostileReport], sources: sourcesAnswered, more: false },
} as const;
const toReport = { ...toReports, reports: report.id, 'reading-report': report, report: 'share' } as const;
const toShares: Given = { ...identified, home: 'information', information: 'shares' };
const terms = { wording, links: true };
const toWith: Given = { ...toReport, 'reading-shares': terms };
const toDoctor: Given = { ...toWith, 'share-with': 'doctor' };
const toDoctorParts: Given = {
  ...toDoctor,
  'share-hospital': { hospital: central?.id ?? '', hospitalName: central?.name ?? '' },
};
const toLink: Given = { ...toWith, 'share-with': 'link' };
const parts: AnswerTypes['share-parts'] = { results: 'one', lists: ['allergies'] };
const everything: AnswerTypes['share-parts'] = { results: 'all', lists: ['allergies', 'medications'] };
const toPasscode: Given = { ...toLink, 'share-parts': parts, 'share-long': 72 };
const passcode = { digits: '730418' };
const toAgree: Given = { ...toPasscode, 'share-passcode': passcode };
const agreed = { version: wording.version, language: 'zh', key: 'k' } as const;
const { label } = shareByLink.with as Extract<Share['with'], { readonly kind: 'link' }>;
const made: AnswerTypes['sharing'] = {
  share: { ...shareByLink, createdAt: '2026-11-24T09:12:00+08:00', until: '2026-11-27T09:12:00+08:00', reads: [] },
  receipt: {
    shareId: shareByLink.id,
    at: '2026-11-24T09:12:00+08:00',
    until: '2026-11-27T09:12:00+08:00',
    purpose: { zh: '给您选的人看', en: 'To be read by whom you choose' },
    receiver: label,
    version: wording.version,
    wordingHash: 'hash',
    language: 'zh',
    channel: 'kiosk',
    withdrawal: `/v1/shares/${shareByLink.id}/revoke`,
  },
  // As long as a true one: what is scanned is a code of this many squares.
  link: { shlink: `shlink:/eyJ${'7'.repeat(300)}`, viewer: `${'v'.repeat(40)}/view/#shlink:/eyJ${'7'.repeat(300)}` },
};
const toShared: Given = { ...toAgree, 'share-agree': agreed, sharing: made };
const shared = (change: Partial<AnswerTypes['sharing']>): Given => ({ ...toShared, sharing: { ...made, ...change } });
const toSharing: Given = { ...toAgree, 'share-agree': agreed };
const refusedBy = (because: 'too-many' | 'too-large' | 'nothing' | 'no-address'): Pick<State, 'answers' | 'world'> => ({
  answers: settled(toSharing),
  world: { sharing: { ...sampleSharing, because } },
});
const ofShare = (share: Share): Given => ({ ...toShares, shares: share });
const ownChild = me.dependants[0] as Dependant;
/** The switch that shows the code on the glass. */
const SHOW = '.screen-actions > .slip-ways:not(:last-child) > .action:first-child';

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'share-with', telling: true, answers: settled(toWith) },
  { name: 'share-with-no-links', answers: settled({ ...toWith, 'reading-shares': { wording, links: false } }) },
  { name: 'share-hospital', answers: settled(toDoctor) },
  { name: 'share-hospital-expected', telling: true, answers: settled(toDoctor), world: { appointments: [booked] } },
  { name: 'share-parts', telling: true, answers: settled(toDoctorParts) },
  {
    name: 'share-parts-all',
    answers: settled({ ...toReports, reports: { share: 'all' }, 'reading-shares': terms, 'share-with': 'link' }),
  },
  {
    name: 'share-parts-hostile',
    answers: settled({ ...toLink, reports: hostileReport.id, 'reading-report': hostileReport }),
  },
  { name: 'share-long-doctor', answers: settled({ ...toDoctorParts, 'share-parts': everything }) },
  { name: 'share-long', answers: settled({ ...toLink, 'share-parts': parts }) },
  { name: 'share-passcode', telling: true, answers: settled(toPasscode) },
  { name: 'share-passcode-own', answers: settled(toPasscode), pressed: '.choice-list > :nth-child(2) > .choice', typed: '7304' },
  {
    name: 'share-passcode-guessable',
    answers: settled(toPasscode),
    pressed: '.choice-list > :nth-child(2) > .choice',
    typed: '123456',
  },
  { name: 'share-agree', telling: true, answers: settled(toAgree) },
  { name: 'share-agree-no-passcode', answers: settled({ ...toPasscode, 'share-passcode': 'none' }) },
  { name: 'share-agree-doctor', answers: settled({ ...toDoctorParts, 'share-parts': everything, 'share-long': 168 }) },
  {
    name: 'share-presence',
    answers: settled(toSharing),
    world: { trouble: { createShare: problemOf('presence-required') } },
  },
  { name: 'share-refused-too-many', ...refusedBy('too-many') },
  { name: 'share-refused-too-large', ...refusedBy('too-large') },
  { name: 'share-refused-nothing', ...refusedBy('nothing') },
  { name: 'share-refused-no-address', ...refusedBy('no-address') },
  { name: 'shared', telling: true, answers: settled(toShared) },
  { name: 'shared-card-lies', answers: settled(toShared), cardLies: true },
  { name: 'shared-no-passcode', answers: settled({ ...toShared, 'share-passcode': 'none' }) },
  { name: 'shared-no-paper', telling: true, answers: settled(toShared), printer: 'out-of-paper' },
  { name: 'shared-on-glass', telling: true, answers: settled(toShared), pressed: SHOW },
  { name: 'shared-on-phone', answers: settled(toShared), onPhone: ownBrowser },
  { name: 'shared-on-phone-no-passcode', answers: settled({ ...toShared, 'share-passcode': 'none' }), onPhone: ownBrowser },
  { name: 'shared-on-phone-copied', answers: settled(toShared), onPhone: { ...ownBrowser, share: undefined } },
  { name: 'shared-lost', answers: settled(shared({ link: undefined })) },
  {
    name: 'shared-with-doctor',
    answers: settled({ ...toShared, 'share-with': 'doctor', sharing: { ...made, share: withDoctor, link: undefined } }),
  },
  { name: 'shares', telling: true, answers: settled(toShares) },
  { name: 'shares-none', answers: settled(toShares), world: { sharing: { ...sampleSharing, shares: [] } } },
  {
    name: 'shares-of-child',
    answers: settled({ ...toWith, 'report-for': ownChild, 'share-with': 'shares' }),
    world: { sharing: { ...sampleSharing, shares: [{ ...shareByLink, patientId: ownChild.patientId }] } },
  },
  { name: 'shares-hostile', answers: settled(toShares), world: { sharing: { ...sampleSharing, shares: [hostileShare] } } },
  { name: 'share', telling: true, answers: settled(ofShare(shareByLink)) },
  { name: 'share-with-doctor', answers: settled(ofShare(withDoctor)) },
  { name: 'share-ended', answers: settled(ofShare(sampleShares.at(-1) as Share)) },
  { name: 'share-hostile', answers: settled(ofShare(hostileShare)) },
  { name: 'share-stop', telling: true, answers: settled({ ...ofShare(shareByLink), share: 'stop' }) },
  {
    name: 'share-stopped',
    answers: settled({ ...ofShare(shareByLink), share: 'stop', 'share-stop': 'yes', 'share-stopping': shareByLink }),
  },
];
