import * as z from 'zod';
import { hospitalId, instant, opaqueId } from '../terms.ts';

const bindingId = opaqueId('phb');
const code = z.string().regex(/^[0-9]{8}$/);
const digits = z
  .string()
  .regex(/^[0-9]{2}$/)
  .meta({ description: 'Shown on both screens: who compares them knows that the code was not of another phone.' });
const maskedPhone = z.string().meta({ description: 'Masked.' });

export const askedBinding = z.object({ id: bindingId, code, digits, expiresAt: instant }).meta({
  id: 'AskedPhoneBinding',
  description:
    'The code is entered at a kiosk by the person with their document, or told a clerk. The secret by which the browser is known afterwards comes as a cookie that no page sees.',
});

export const phoneBinding = z
  .object({
    state: z.enum(['waiting', 'entered', 'bound']),
    signedIn: z.boolean().meta({
      description:
        'Once it is bound: whether the session in which it was asked for goes on. It has ended where the document took over what was only claimed of it; a new code then opens one that is bound.',
    }),
  })
  .meta({ id: 'PhoneBinding' });

export const enteredBinding = z
  .object({
    id: bindingId,
    phone: maskedPhone,
    heldSince: instant.meta({ description: 'Since when this phone opens the registration.' }),
    digits,
    expiresAt: instant,
  })
  .meta({ id: 'EnteredPhoneBinding' });

const boundPhoneId = opaqueId('bph');

export const confirmedBinding = z.object({ id: boundPhoneId }).meta({ id: 'ConfirmedPhoneBinding' });

export const boundPhones = z
  .object({
    items: z.array(
      z
        .object({
          id: boundPhoneId,
          phone: maskedPhone,
          boundAt: instant,
          usedAt: instant.meta({ description: 'When a session was last opened on it.' }),
          expiresAt: instant.meta({ description: 'When it has to be bound anew.' }),
          at: z.object({ device: z.string(), hospital: hospitalId }).optional().meta({ description: 'Where it was bound.' }),
          byStaff: z.boolean().meta({ description: 'A clerk confirmed it.' }),
          current: z.boolean().meta({ description: 'The browser that asks.' }),
        })
        .meta({ id: 'BoundPhone' }),
    ),
  })
  .meta({
    id: 'BoundPhones',
    description:
      'A session that was opened with a code sees those with the same phone; one for which staff vouched sees none; one that shows a document, or is on a bound phone, sees all.',
  });

export const endedPhone = z
  .object({
    phone: maskedPhone,
    signedOut: z.boolean().meta({ description: 'This session was opened with that number, and has ended with it.' }),
  })
  .meta({
    id: 'EndedBoundPhone',
    description:
      "The number opens no session as this person until it is shown with the document or by a clerk again, and is no longer in `readMe`. Where it was the person's only one, messages reach no phone.",
  });

/** What comes in. */
export const input = {
  bindingId: z.strictObject({ id: bindingId }),
  enterBinding: z.strictObject({ code }),
  boundPhoneId: z.strictObject({ id: boundPhoneId }),
};
