import type * as z from 'zod';
import type { me } from '../../../bff/contract/identity/schemas.ts';
import type { access, consent } from '../../../bff/contract/oversight/schemas.ts';
import { opaque, STAND_IN_NOW, shanghai } from './stand-in-city.ts';

type Access = z.output<typeof access>;
type Consent = z.output<typeof consent>;
type Me = z.output<typeof me>;

const HOUR_MS = 3_600_000;

/** What is known about 王建国 besides the name on the card. */
export const standInDetails: Omit<Me, 'patientId' | 'name' | 'dependants'> = {
  sex: 'male',
  birthYear: 1946,
  level: 'document-read',
  proved: true,
  documents: [
    { type: 'resident-id', number: '110***********1234' },
    { type: 'hk-macau-travel-permit', number: 'H08****21' },
  ],
  phone: '138****0000',
  helps: [],
};

const told: readonly (Pick<Access, 'who' | 'action'> & Partial<Access> & { readonly hoursAgo: number })[] = [
  { hoursAgo: 0, who: 'you', action: 'patient.read', where: '一楼大厅 3 号机' },
  { hoursAgo: 0, who: 'you', action: 'session.open', where: '一楼大厅 3 号机' },
  {
    hoursAgo: 20,
    who: 'staff',
    name: '李梅',
    action: 'session.open',
    where: '本部门诊窗口',
    reason: '老人家忘了带手机，身份证也放在家里，请我在窗口帮他看一看明天上午骨科的预约，再帮他打印一张就诊凭条带回家给儿女看',
  },
  { hoursAgo: 21, who: 'gateway', action: 'claim.confirmed' },
  { hoursAgo: 21, who: 'gateway', action: 'claim.sent' },
  { hoursAgo: 21, who: 'you', action: 'appointment.book', where: '一楼大厅 3 号机' },
  { hoursAgo: 24 * 40, who: 'guardian', action: 'appointment.list' },
  { hoursAgo: 24 * 41, who: 'hospital', name: '临江市中心医院', action: 'not.known.yet' },
  { hoursAgo: 24 * 400, who: 'staff', action: 'patient.link', reason: '两份登记是同一个人' },
];

export const standInAccess: readonly Access[] = told.map(({ hoursAgo, ...access }) => ({
  ...access,
  at: shanghai(STAND_IN_NOW - hoursAgo * HOUR_MS),
}));

/** The newest first, as the gateway has them: both that stand, and one that was withdrawn before. */
export function standInConsents(): Consent[] {
  const given = { patientId: opaque('pat', 1), version: '2026-11-01', givenBy: 'self', channel: 'kiosk' } as const;
  const at = (hoursAgo: number) => shanghai(STAND_IN_NOW - hoursAgo * HOUR_MS);
  return [
    { ...given, id: opaque('con', 3), kind: 'privacy-notice', givenAt: at(30) },
    { ...given, id: opaque('con', 2), kind: 'health-data', givenAt: at(30) },
    { ...given, id: opaque('con', 1), kind: 'health-data', givenAt: at(900), withdrawnAt: at(800) },
  ];
}
