import { nothing } from '../terms.ts';
import { askedBinding, boundPhones, confirmedBinding, endedPhone, enteredBinding, input, phoneBinding } from './phone-schemas.ts';

/** A phone becomes somebody's own with their document, and is so no more. */
export const phoneOperations = {
  askPhoneBinding: {
    summary: 'Bind this browser to the person: a code for ten minutes, in place of one that this session asked for before',
    access: { by: ['patient'] },
    cost: 5,
    body: nothing,
    replies: { 201: askedBinding },
    problems: ['evidence-refused', 'device-refused'],
  },
  readPhoneBinding: {
    summary: 'How far the binding is, for the browser that asked for it, which is known by its cookie',
    access: { by: 'anyone' },
    params: input.bindingId,
    replies: { 200: phoneBinding },
    problems: ['not-found'],
  },
  enterPhoneBinding: {
    summary:
      "Enter the code that the phone shows, in the session of the person who showed their document at this device; a clerk does it in the person's session at the same device",
    access: { by: ['patient', 'clerk'], for: 'patient' },
    secret: true,
    body: input.enterBinding,
    replies: { 200: enteredBinding },
    problems: ['document-required', 'not-found'],
  },
  confirmPhoneBinding: {
    summary:
      'What was entered in this session is this phone: it is bound, and its session with it. Confirming it twice is no error',
    access: { by: ['patient', 'clerk'], for: 'patient' },
    params: input.bindingId,
    body: nothing,
    replies: { 200: confirmedBinding },
    problems: ['document-required', 'presence-required', 'not-found'],
  },
  listBoundPhones: {
    summary: 'Phones that are bound to this person, the last used first',
    access: { by: ['patient'] },
    replies: { 200: boundPhones },
    problems: [],
  },
  endBoundPhone: {
    summary:
      'A phone is bound to this person no longer and its number opens nothing of theirs; the sessions that it opened end, and the grants and links that were given in one',
    access: { by: ['patient'] },
    params: input.boundPhoneId,
    body: nothing,
    replies: { 200: endedPhone },
    problems: ['not-found'],
  },
} as const;
