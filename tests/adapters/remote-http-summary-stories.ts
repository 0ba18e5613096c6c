import { expect } from 'vitest';
import { facetsOf } from '../../adapters/conformance/facets.ts';
import type { HospitalAdapter } from '../../adapters/port/hospital.ts';
import type { DeliverSummary, Summary } from '../../adapters/port/preconsult.ts';
import type { Call, Patient } from '../../adapters/port/terms.ts';

export interface RemoteStory {
  /** The golden file, without its number and `.json`. */
  readonly file: string;
  readonly note: string;
  readonly act: (adapter: HospitalAdapter, call: Call) => Promise<unknown>;
  readonly answer: unknown;
}

const ok = (value: unknown) => ({ ok: true, value });
const rejected = (reason: string) => ({ ok: false, failure: { kind: 'rejected', reason } });

/** What the doctor says once the summary stands, as the workstation takes it. */
export const GOLDEN_CORRECTION = {
  key: 'sm-0002',
  what: 'corrected',
  corrections: [{ code: 'allergies', text: '未发现药物过敏。' }],
} as const;

const line = (text: string, { abnormal = false, unsure = false } = {}) => ({ text, abnormal, unsure });

const summaryOf = (chiefComplaint: string): Summary => ({
  at: Date.parse('2027-02-28T08:55:00+08:00'),
  language: 'zh',
  saidBy: { who: 'relative', relationship: '祖母' },
  chiefComplaint,
  sections: [
    { code: 'present-illness', lines: [line('咳嗽三天，夜里重', { abnormal: true }), line('昨天吐过一次', { unsure: true })] },
    { code: 'allergies', lines: [line('不知道', { unsure: true })] },
  ],
  response: {
    resourceType: 'QuestionnaireResponse',
    questionnaire: 'urn:onedoor:questionnaire:fever-and-cough|1',
    status: 'completed',
    item: [{ linkId: 'cough', answer: [{ valueCoding: { code: 'yes', display: '有' } }] }],
  },
  noDiagnosis: '以上是就诊前的自述，不是诊断。',
});

/** Exchanges about what was said before the visit of the child's booking, and of the booking that was cancelled. */
export function summaryStories(patient: Patient, child: Patient): readonly RemoteStory[] {
  const visit = { booking: { key: 'bk-0003', ref: 'booking-2' }, patient: child, patientRef: 'patient-1' };
  const deliver =
    (key: string, more: Partial<DeliverSummary> = {}) =>
    (adapter: HospitalAdapter, call: Call) =>
      facetsOf(adapter).preconsult.deliver({ ...visit, key, summary: summaryOf('咳嗽三天'), ...more }, call);
  const first = { key: 'sm-0001', ref: 'summary-1', withdrawn: false };
  const second = { key: 'sm-0002', ref: 'summary-2', withdrawn: false };
  const later = { replaces: 'sm-0001', summary: summaryOf('咳嗽三天，低热') };
  const find = (key: string) => (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).preconsult.find(key, call);
  const withdraw = (adapter: HospitalAdapter, call: Call) => facetsOf(adapter).preconsult.withdraw('sm-0002', call);
  return [
    { file: 'deliver', note: 'The doctor sees it: 201.', act: deliver('sm-0001'), answer: ok(first) },
    {
      file: 'deliver-repeated',
      note: 'The same again: 200 and the receipt that stands.',
      act: deliver('sm-0001'),
      answer: ok(first),
    },
    {
      file: 'deliver-key-reused',
      note: 'The key with another summary.',
      act: deliver('sm-0001', { summary: summaryOf('咳嗽五天') }),
      answer: rejected('key-reused'),
    },
    {
      file: 'deliver-booking-over',
      note: 'The booking was cancelled: nothing is shown for it.',
      act: (adapter, call) =>
        facetsOf(adapter).preconsult.deliver(
          { booking: { key: 'bk-0001', ref: 'booking-1' }, patient, key: 'sm-0009', summary: summaryOf('咳嗽三天') },
          call,
        ),
      answer: rejected('booking-over'),
    },
    {
      file: 'deliver-booking-unknown',
      note: "Key and reference name two bookings: another person's, perhaps.",
      act: deliver('sm-0009', { booking: { key: 'bk-0003', ref: 'booking-1' } }),
      answer: rejected('booking-unknown'),
    },
    {
      file: 'deliver-later',
      note: 'A later version: the doctor sees it in place of the former one.',
      act: deliver('sm-0002', later),
      answer: ok(second),
    },
    {
      file: 'deliver-out-of-order',
      note: 'It replaces one that does not stand any more.',
      act: deliver('sm-0003', later),
      answer: rejected('summary-changed'),
    },
    { file: 'summary', note: 'The question after an unknown outcome.', act: find('sm-0002'), answer: ok(second) },
    {
      file: 'summary-absent',
      note: 'No summary under this key: 404 under the signature of the hospital.',
      act: find('sm-0003'),
      answer: ok(null),
    },
    {
      file: 'summary-answers',
      note: 'From the beginning. The doctor has corrected a part meanwhile.',
      act: (adapter, call) => facetsOf(adapter).preconsult.answers(undefined, call),
      answer: ok({ answers: [GOLDEN_CORRECTION], cursor: expect.stringMatching(/^since:/), more: false }),
    },
    { file: 'withdraw', note: 'Nobody sees it any more.', act: withdraw, answer: ok(null) },
    { file: 'withdraw-repeated', note: 'Withdrawn already: a success.', act: withdraw, answer: ok(null) },
    {
      file: 'deliver-withdrawn',
      note: 'What comes after its withdrawal is refused.',
      act: deliver('sm-0002', later),
      answer: rejected('key-reused'),
    },
    {
      file: 'summary-withdrawn',
      note: 'The key is known for ever; what was said is not kept.',
      act: find('sm-0002'),
      answer: ok({ ...second, withdrawn: true }),
    },
  ];
}
