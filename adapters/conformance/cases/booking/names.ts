import { expect } from 'vitest';
import { type HospitalCase, PATIENT } from '../../case-context.ts';
import { expectOk } from '../../expectations.ts';

/** Names that are lost where a system thinks in GBK, in UTF-16 halves or in A to Z. */
export const NAMES = [
  { id: 'NAME-1', name: '䶮', why: 'a character of extension A' },
  { id: 'NAME-2', name: '𠮷田', why: 'a character outside the basic plane' },
  { id: 'NAME-3', name: '王㛃', why: 'a character that GBK does not have' },
  { id: 'NAME-4', name: '阿卜杜热合曼·买买提', why: 'the middle dot of a Uyghur name' },
  { id: 'NAME-5', name: 'O\'Brien <Zoë> & "Søn"|^~\\', why: 'characters that mean something to protocols' },
];

/** A name reaches the hospital as it is on the document, or the person is somebody else there. */
export const nameCases: readonly HospitalCase[] = NAMES.map(({ id, name, why }) => ({
  id,
  title: `stores ${name} exactly (${why})`,
  needs: ['booking'],
  async run({ facets, has, hospital, openSlot, newKey, newPatient, request, call }) {
    // Where people have files, a name belongs to the file of a document.
    const { document } = has('patients') ? newPatient() : PATIENT;
    const { ref } = await openSlot();
    const key = newKey();
    expectOk(await facets.booking.book(await request(key, ref, { ...PATIENT, document, name }), call()));
    expect((await hospital.bookings(key)).map((booking) => booking.patientName)).toEqual([name]);
  },
}));
