import type { Bills } from '../client/wire.ts';
import type { AnswerTypes } from '../journey/answers.ts';
import type { ChosenBills } from '../scenes/payments/money.ts';
import { sessionOf } from './identity.ts';
import { bills, payment, quotes } from './sample-bills.ts';
import { booked, halfHour, me, orthopaedics, sampleWorld } from './sample-city.ts';

/** What 王建国 answered, from the card to each place in a journey. */
export const document = {
  jws: 'a.b.c',
  type: 'resident-id',
  maskedName: me.name,
  maskedNumber: '110***********1234',
} as const;
/** Of a grandchild of six. */
export const childsCard = { ...document, maskedName: '王*雨', maskedNumber: '110***********2022', minor: true } as const;
export const session = sessionOf(sampleWorld);
export const started = { language: 'zh' } as const;
export const identified = { ...started, document, who: 'me', opening: session } as const;
export const agreed = { agreed: true, version: '2026-11-01', key: 'k' } as const;
export const toDepartment = { ...identified, home: 'book', 'body-part': 'back-joints' } as const;
export const toSlot = { ...toDepartment, department: { ...orthopaedics, here: true } } as const;
export const toCheck = { ...toSlot, slot: halfHour } as const;
export const toBooked = { ...toCheck, check: 'k' } as const;
export const toAppointment = { ...identified, home: 'mine', mine: booked } as const;
const readBills: Bills = { patientId: me.patientId, hospitals: [...bills] };
export const toBills = { ...identified, home: 'pay', 'pay-for': 'alone' as const, 'reading-bills': readBills };
export const chosen: ChosenBills = {
  bills: quotes.quotes.map(({ hospital, visitRef }) => ({ hospital, visitRef, billHash: `hash-of-${visitRef}` })),
  insurance: true,
  key: 'k',
};
export const toSplit = { ...toBills, bills: chosen, quoting: quotes };
const byPhone: AnswerTypes['split'] = { how: 'phone', key: 'k' };
export const toPayCode = { ...toSplit, split: byPhone, paying: payment };
