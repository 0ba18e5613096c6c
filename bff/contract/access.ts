/**
 * Everybody who calls or will ever call: who they are, and what their request has to show. `null`: no request can show it yet, so
 * nobody has the role, and whoever claims it is refused. A scene that brings a new way of showing oneself gives it here.
 */
export const roles = {
  patient: { shows: 'session', who: 'the person whose session it is' },
  guardian: { shows: 'session', who: 'the person whose session it is, for a child for whom they may act' },
  device: { shows: 'device-proof', who: 'an enrolled device' },
  volunteer: { shows: 'staff-session', who: 'a volunteer who helps at the devices of their hospital' },
  clerk: { shows: 'staff-session', who: 'a clerk at a window or at the desk, who sees documents' },
  cashier: { shows: 'staff-session', who: 'a cashier' },
  finance: { shows: 'staff-session', who: "the hospital's finance office" },
  reviewer: { shows: 'staff-session', who: 'a reviewer of requests' },
  clinician: { shows: 'staff-session', who: 'a doctor or nurse who treats people at their hospital' },
  'hospital-it': { shows: 'staff-session', who: "the hospital's own engineers" },
  'hospital-system': { shows: null, who: "a system of the hospital's" },
} as const satisfies Record<string, { readonly shows: Credential | null; readonly who: string }>;

/**
 * What a request shows: the session of a person; the key of an enrolled device; the session of a member of staff, at the very device
 * where it was opened.
 */
export type Credential = 'session' | 'device-proof' | 'staff-session';

export type Role = keyof typeof roles;

/** The roles of people who work at a hospital and sign in as such. */
export type StaffRole = { [R in Role]: (typeof roles)[R]['shows'] extends 'staff-session' ? R : never }[Role];

/** Every member of staff, whatever they do. */
export const anyStaff = [
  'volunteer',
  'clerk',
  'cashier',
  'finance',
  'reviewer',
  'clinician',
  'hospital-it',
] as const satisfies readonly StaffRole[];

/**
 * What a device is: a kiosk in a hall, whose bridge reads documents; the phone of a member of staff; a computer at a desk. The last two
 * are browsers with a key of their own, and nobody believes a document that they say to have read.
 */
export const deviceKinds = ['kiosk', 'phone', 'desk'] as const;

export type DeviceKind = (typeof deviceKinds)[number];

/**
 * Who may call an operation: anyone, or whoever has one of the roles. `for: 'patient'`: they do it for a patient, whose session has to
 * come with it, opened at the same device; where the patient may call too, their own session is that.
 *
 * Whose appointment, consent or child it is about is looked up by the use case; this says only who may ask.
 */
export type Access = { readonly by: 'anyone' } | { readonly by: readonly [Role, ...Role[]]; readonly for?: 'patient' };

/** What any of those who may call shows. */
export function credentialsOf(access: Access): ReadonlySet<Credential> {
  if (access.by === 'anyone') return new Set();
  const shown = access.by.map((role): Credential | null => roles[role].shows);
  if (access.for !== undefined) shown.push('session');
  return new Set(shown.filter((one) => one !== null));
}
