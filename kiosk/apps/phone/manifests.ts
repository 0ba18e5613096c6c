import { appointments } from '../../scenes/appointments/manifest.ts';
import { dependants } from '../../scenes/dependants/manifest.ts';
import { directory } from '../../scenes/directory/manifest.ts';
import { familyOffered } from '../../scenes/family/manifest.ts';
import { homeOf } from '../../scenes/home/manifest.ts';
import { messages } from '../../scenes/messages/manifest.ts';
import { oversight } from '../../scenes/oversight/manifest.ts';
import { paid } from '../../scenes/paid/manifest.ts';
import { payments } from '../../scenes/payments/manifest.ts';
import { phones } from '../../scenes/phones/manifest.ts';
import { preconsult } from '../../scenes/preconsult/manifest.ts';
import { questionnaires } from '../../scenes/questionnaires/manifest.ts';
import { records } from '../../scenes/records/manifest.ts';
import { registration } from '../../scenes/registration/manifest.ts';
import { shares } from '../../scenes/shares/manifest.ts';
import { signIn } from '../../scenes/sign-in/manifest.ts';
import { slips } from '../../scenes/slips/manifest.ts';
import { slots } from '../../scenes/slots/manifest.ts';
import type { Manifest } from '../../shell/manifest.ts';

/** At a kiosk messages are reached from what one is told of oneself; a phone is where they are expected. */
const offeredMessages: Manifest = {
  ...messages,
  offers: [{ key: 'messages', leadsTo: 'messages', title: 'home.messages', group: 'mine', picture: 'letter' }],
};

/** What one can come for, in the order in which the home screen offers it. */
const offering = [
  directory,
  appointments,
  dependants,
  preconsult,
  payments,
  records,
  offeredMessages,
  familyOffered,
  oversight,
  slots,
  slips,
  questionnaires,
] as const satisfies readonly Manifest[];

/** The scenes of the phone: those of the kiosk, behind an arrival of its own. */
export const manifests: readonly Manifest[] = [signIn, registration, homeOf(offering), ...offering, paid, shares, phones];
