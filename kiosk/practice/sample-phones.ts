import { madeUpId } from './made-up-id.ts';
import type { PhonesFacts } from './world.ts';

const DEVICE = { device: '一楼大厅 3 号机', hospital: 'linjiang-first' } as const;

type BoundPhone = PhonesFacts['bound'][number];
type PersonSession = PhonesFacts['sessions'][number];

/** The phone that 王建国 carries. */
export const boundPhone: BoundPhone = {
  id: madeUpId('bph', 1),
  phone: '138****0000',
  boundAt: '2026-10-12T09:40:00+08:00',
  usedAt: '2026-11-24T07:15:00+08:00',
  expiresAt: '2027-10-12T09:40:00+08:00',
  at: DEVICE,
  byStaff: false,
  current: false,
};

/** One from before, which a clerk bound. */
const formerPhone: BoundPhone = {
  ...boundPhone,
  id: madeUpId('bph', 2),
  boundAt: '2025-12-03T14:05:00+08:00',
  usedAt: '2026-02-01T10:00:00+08:00',
  expiresAt: '2026-12-03T14:05:00+08:00',
  at: { device: '挂号窗口 2', hospital: 'linjiang-central' },
  byStaff: true,
};

const here: PersonSession = {
  id: madeUpId('ses', 1),
  openedAt: '2026-11-24T09:11:00+08:00',
  expiresAt: '2026-11-24T09:26:00+08:00',
  level: 'document-read',
  evidence: 'document-read',
  at: DEVICE,
  current: true,
  vouched: false,
};

const onPhone: PersonSession = {
  id: madeUpId('ses', 2),
  openedAt: '2026-11-24T07:15:00+08:00',
  expiresAt: '2026-11-24T19:15:00+08:00',
  level: 'phone-bound',
  evidence: 'bound-phone',
  current: false,
  vouched: false,
};

const byMessage: PersonSession = {
  ...onPhone,
  id: madeUpId('ses', 3),
  openedAt: '2026-11-24T08:58:00+08:00',
  level: 'phone-held',
  evidence: 'one-time-code',
};

const elsewhere: PersonSession = {
  ...here,
  id: madeUpId('ses', 4),
  openedAt: '2026-11-24T09:02:00+08:00',
  at: { device: '门诊大厅 1 号机', hospital: 'linjiang-central' },
  current: false,
};

const byStaff: PersonSession = {
  ...elsewhere,
  id: madeUpId('ses', 5),
  level: 'vouched-for',
  evidence: 'staff-present',
  vouched: true,
};

/** Two phones, and everything that can be open; at the machine where the pictures are taken. */
export const samplePhones: PhonesFacts = {
  sessions: [here, byMessage, elsewhere, byStaff, onPhone],
  bound: [boundPhone, formerPhone],
  waits: { phone: '138****0000', heldSince: '2024-03-18T10:00:00+08:00', digits: '62' },
  binding: { state: 'waiting', signedIn: true },
};

/** The same person on the phone by message, which is not bound. */
export const onOwnPhone: PhonesFacts = {
  ...samplePhones,
  sessions: [
    { ...byMessage, current: true },
    { ...here, current: false },
  ],
  bound: [formerPhone],
};
