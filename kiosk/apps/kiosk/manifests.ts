import { appointments } from '../../scenes/appointments/manifest.ts';
import { assist } from '../../scenes/assist/manifest.ts';
import { dependants } from '../../scenes/dependants/manifest.ts';
import { directory } from '../../scenes/directory/manifest.ts';
import { family } from '../../scenes/family/manifest.ts';
import { homeOf } from '../../scenes/home/manifest.ts';
import { identity } from '../../scenes/identity/manifest.ts';
import { messages } from '../../scenes/messages/manifest.ts';
import { oversight } from '../../scenes/oversight/manifest.ts';
import { paid } from '../../scenes/paid/manifest.ts';
import { payments } from '../../scenes/payments/manifest.ts';
import { phones } from '../../scenes/phones/manifest.ts';
import { preconsult } from '../../scenes/preconsult/manifest.ts';
import { questionnaires } from '../../scenes/questionnaires/manifest.ts';
import { records } from '../../scenes/records/manifest.ts';
import { shares } from '../../scenes/shares/manifest.ts';
import { slips } from '../../scenes/slips/manifest.ts';
import { slots } from '../../scenes/slots/manifest.ts';
import type { Manifest } from '../../shell/manifest.ts';

/** What one can come for, in the order in which the home screen offers it. */
const offering = [
  directory,
  appointments,
  dependants,
  preconsult,
  payments,
  records,
  oversight,
  slots,
  slips,
  questionnaires,
] as const satisfies readonly Manifest[];

/** The scenes of the kiosk. A new one is a line here. */
export const manifests: readonly Manifest[] = [
  identity,
  homeOf(offering),
  ...offering,
  paid,
  shares,
  messages,
  phones,
  family,
  assist,
];
