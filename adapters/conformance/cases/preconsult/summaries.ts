import { expect } from 'vitest';
import type { BookRequest } from '../../../port/booking.ts';
import type { DeliverSummary, Summary, SummarySection } from '../../../port/preconsult.ts';
import type { Patient } from '../../../port/terms.ts';
import type { CaseContext } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';
import type { Telling } from '../../probe.ts';

const AT = Date.parse('2031-02-03T09:30:00+08:00');

const line = (text: string, { abnormal = false, unsure = false } = {}) => ({ text, abnormal, unsure });

export const SECTIONS: readonly SummarySection[] = [
  { code: 'present-illness', lines: [line('心慌，每次几分钟', { abnormal: true }), line('大约两个月', { unsure: true })] },
  { code: 'allergies', lines: [line('青霉素：皮疹', { abnormal: true, unsure: true })] },
  { code: 'family-history', lines: [line('没有')] },
];

/** What somebody said: other words make another summary. */
export function summaryOf(chiefComplaint = '心慌两个月', more: Partial<Summary> = {}): Summary {
  return {
    at: AT,
    language: 'zh',
    saidBy: { who: 'patient' },
    chiefComplaint,
    sections: SECTIONS,
    response: {
      resourceType: 'QuestionnaireResponse',
      questionnaire: 'urn:onedoor:questionnaire:general|1',
      status: 'completed',
      item: [{ linkId: 'complaint', answer: [{ valueString: chiefComplaint }] }],
    },
    noDiagnosis: '以上是就诊前的自述，不是诊断。',
    ...more,
  };
}

/** A booking that stands, and whose it is. */
export type Visit = Pick<DeliverSummary, 'booking' | 'patient' | 'patientRef'>;

/** Books a slot of its own for somebody of whom no other case knows, unless told. */
export async function bookVisit(context: CaseContext, whom?: Patient): Promise<Visit> {
  const { facets, newKey, newPatient, openSlot, request, call } = context;
  const wanted = await request(newKey(), (await openSlot()).ref, whom ?? newPatient());
  const { key, ref } = expectOk(await facets.booking.book(wanted, call()));
  const { patient, patientRef } = wanted;
  return { booking: { key, ref }, patient, ...(patientRef === undefined ? {} : { patientRef }) };
}

/** Hands over a summary for a booking, under a key of its own unless told. */
export async function delivered(
  context: CaseContext,
  visit: Visit,
  more: Partial<DeliverSummary> = {},
): Promise<DeliverSummary & { readonly ref: string }> {
  const request = { ...visit, key: context.newKey(), summary: summaryOf(), ...more };
  const { ref } = expectOk(await context.facets.preconsult.deliver(request, context.call()));
  return { ...request, ref };
}

/** What the doctor sees of a booking are the summaries under these keys, and no other. */
export async function expectShown({ summaries }: CaseContext, { booking }: Visit, keys: readonly string[]): Promise<void> {
  expect((await summaries.shown(booking.ref)).map(({ key }) => key)).toEqual(keys);
}

/** Arguments about a booking that no hospital has. */
export function neverTold({ newKey }: CaseContext, { patient, patientRef }: BookRequest): Telling {
  const visit = { patient, ...(patientRef === undefined ? {} : { patientRef }) };
  const booking = { key: newKey(), ref: 'never-existed' };
  return {
    deliver: { ...visit, booking, key: newKey(), summary: summaryOf() },
    delivered: { key: newKey(), bookingRef: booking.ref },
  };
}

/** A summary that can be handed over, and one of another booking that was. */
export async function told(context: CaseContext): Promise<Telling> {
  const { key, booking } = await delivered(context, await bookVisit(context));
  return {
    deliver: { ...(await bookVisit(context)), key: context.newKey(), summary: summaryOf() },
    delivered: { key, bookingRef: booking.ref },
  };
}
