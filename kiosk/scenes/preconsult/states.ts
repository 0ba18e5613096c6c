import type { AnswerTypes } from '../../journey/answers.ts';
import { preconsult } from '../../practice/preconsult.ts';
import { identified } from '../../practice/sample-answers.ts';
import { me, sampleWorld } from '../../practice/sample-city.ts';
import { problemOf } from '../../practice/sample-problem.ts';
import { asked, type Given, type State, settled } from '../../practice/state.ts';
import { answeredWith, type Complaint, NOTHING_SAID, saying, type Triaging } from './said.ts';

/** What came of a complaint after these answers, as the made-up gateway says it. */
function triagingOf(complaint: Complaint, ...answers: readonly (readonly string[])[]): Triaging {
  const next = (triaging: Triaging): Triaging => {
    const world = { ...sampleWorld };
    const body = { patientId: me.patientId, language: 'zh' as const, complaint, answers: [...triaging.said] };
    const answered = preconsult.triage(world, { body } as Parameters<typeof preconsult.triage>[1]);
    return 'refused' in answered ? triaging : answeredWith(triaging, answered.body);
  };
  return answers.reduce((triaging, answer) => next(saying(triaging, answer)), next(NOTHING_SAID));
}

const toComplaint = { ...identified, home: 'triage' } as const;
const chest: Complaint = { kind: 'listed', code: 'chest' };
const palpitations: Complaint = { kind: 'listed', code: 'palpitations' };
const mood: Complaint = { kind: 'listed', code: 'mood' };
const other: Complaint = { kind: 'listed', code: 'other' };

/** Of somebody who is asked. */
const asking = (complaint: Complaint, ...answers: readonly (readonly string[])[]): State['answers'] => ({
  ...settled({ ...toComplaint, complaint }),
  'triage-questions': { settled: false, value: triagingOf(complaint, ...answers) },
});

/** Of somebody who was asked everything. */
const askedAll = (complaint: Complaint, ...answers: readonly (readonly string[])[]): Given => ({
  ...toComplaint,
  complaint,
  'triage-questions': triagingOf(complaint, ...answers),
});

const draft = (triaging: Triaging): AnswerTypes['triage-questions'] => {
  const { ended } = triaging;
  return ended === undefined ? triaging : { ...triaging, ended: { ...ended, content: { ...ended.content, approved: false } } };
};
const toSuggested = askedAll(other, ['none'], ['months']);

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'complaint', telling: true, answers: settled(toComplaint) },
  { name: 'complaint-draft', answers: settled(toComplaint), world: { triage: 'draft' } },
  { name: 'complaint-list', answers: settled(toComplaint), pressed: '.screen-actions > :nth-child(1)' },
  { name: 'complaint-initials', answers: settled(toComplaint), pressed: '.screen-actions > :nth-child(2)', typed: 'x' },
  { name: 'triage-topic', answers: asking({ kind: 'body', part: 'chest' }) },
  { name: 'triage-signs', telling: true, answers: asking({ kind: 'listed', code: 'headache' }) },
  { name: 'triage-signs-chosen', answers: asking(palpitations), pressed: '.signs > :nth-child(2) > button' },
  { name: 'triage-onset', telling: true, answers: asking(palpitations, ['none']) },
  { name: 'triage-quiet', telling: true, answers: asking(mood) },
  { name: 'triage-quiet-chosen', answers: asking(mood), pressed: '.signs > :nth-child(3) > button' },
  {
    name: 'triage-waiting',
    answers: asked({ ...toComplaint, complaint: chest }, 'triage-questions'),
    world: { trouble: { triage: 'silence' } },
  },
  {
    name: 'triage-not-approved',
    answers: asked({ ...toComplaint, complaint: chest }, 'triage-questions'),
    world: { trouble: { triage: problemOf('not-approved') } },
  },
  { name: 'suggested', telling: true, answers: settled(askedAll(palpitations, ['none'], ['months'], ['else'])) },
  { name: 'suggested-several', answers: settled(askedAll(chest, ['none'], ['months'])) },
  {
    name: 'suggested-instead',
    answers: settled({ ...askedAll(chest, ['none'], ['months']), home: 'book', 'body-part': 'unsure' }),
  },
  {
    name: 'suggested-draft',
    answers: settled({ ...toSuggested, 'triage-questions': draft(triagingOf(other, ['none'], ['months'])) }),
  },
  { name: 'red-flag', telling: true, answers: settled(askedAll(chest, ['none'], ['days'])) },
  {
    name: 'red-flag-draft',
    answers: settled({ ...askedAll(chest, ['chest-now']), 'triage-questions': draft(triagingOf(chest, ['chest-now'])) }),
    world: { hospitals: [] },
  },
  { name: 'red-flag-quiet', telling: true, answers: settled(askedAll(mood, ['not-live'])) },
  { name: 'red-flag-quiet-shown', answers: settled(askedAll(mood, ['not-live'])), pressed: '.screen-actions > :nth-child(1)' },
  { name: 'red-flag-quiet-violence', answers: settled(askedAll(mood, ['violence'])) },
  { name: 'ask-nurse', telling: true, answers: settled(askedAll(chest, ['unknown'], ['months'])) },
];
