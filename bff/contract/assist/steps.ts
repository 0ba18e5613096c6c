/** What somebody who helps from another screen may do at a step: `see` where it stands, `fill` in what the patient says; or nothing, it is `hidden`. */
export type AssistLevel = 'see' | 'fill' | 'hidden';

/**
 * The steps of journeys that a helper may see or fill. One that is not here is hidden. The kiosk's rows say the same, and a test compares
 * the two: the gateway believes no page, so it looks here before anything goes from a kiosk to a helper, or back.
 */
export const assistSteps = {
  language: 'fill',
  document: 'see',
  'with-whom': 'see',
  opening: 'see',
  notice: 'see',
  'health-data': 'see',
  registering: 'see',
  refused: 'see',
  home: 'fill',
  'draft-code': 'see',
  'body-part': 'fill',
  department: 'fill',
  coverage: 'fill',
  elsewhere: 'fill',
  hospital: 'fill',
  slot: 'fill',
  check: 'see',
  booking: 'see',
  taken: 'fill',
  booked: 'see',
  slip: 'see',
  appointment: 'see',
  'cancel-check': 'see',
  cancelling: 'see',
  cancelled: 'see',
  'child-card': 'see',
  relationship: 'fill',
  'child-notice': 'see',
  'child-health-data': 'see',
  'registering-child': 'see',
  'reading-bills': 'see',
  bills: 'see',
  quoting: 'see',
  split: 'see',
  paying: 'see',
  'pay-code': 'see',
  stopping: 'see',
  paid: 'see',
  payment: 'see',
  'refund-check': 'see',
  refunding: 'see',
  refunded: 'see',
} as const satisfies Readonly<Record<string, Exclude<AssistLevel, 'hidden'>>>;

/** What a helper may do here. */
export function assistLevelOf(step: string): AssistLevel {
  return Object.hasOwn(assistSteps, step) ? assistSteps[step as keyof typeof assistSteps] : 'hidden';
}

/** What stands for a hidden step wherever a helper could read it. */
export const HIDDEN_STEP = 'hidden';
