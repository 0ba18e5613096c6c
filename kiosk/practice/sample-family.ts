import type { Grant, Helped } from '../client/wire.ts';
import { madeUpFamily } from './family.ts';
import { madeUpId } from './made-up-id.ts';
import type { FamilyFacts } from './world.ts';

const WANG = '王*国';
const MING = '王*明';

const agreed = {
  at: '2026-11-20T09:30:00+08:00',
  channel: 'kiosk',
  evidence: 'document-read',
  device: '一楼大厅 3 号机',
  language: 'zh',
} as const;

/** His son books for him, and reads his reports. */
export const grantToSon: Grant = {
  id: madeUpId('grt', 1),
  role: 'helped',
  helpedName: WANG,
  helperName: MING,
  scope: ['appointments', 'results'],
  state: 'active',
  since: agreed.at,
  until: '2027-11-20T09:30:00+08:00',
  agreed,
};

/** His sister lets him do everything for her. */
export const grantOfSister: Grant = {
  ...grantToSon,
  id: madeUpId('grt', 2),
  role: 'helper',
  helpedId: madeUpId('pat', 12),
  helpedName: '李*芳',
  helperName: WANG,
  scope: ['appointments', 'results', 'money'],
  until: '2027-02-20T09:30:00+08:00',
  agreed: { at: agreed.at, channel: 'phone', evidence: 'bound-phone', language: 'zh' },
};

/** A card that nobody has taken yet. */
export const grantOnCard: Grant = {
  id: madeUpId('grt', 3),
  role: 'helped',
  helpedName: WANG,
  scope: ['appointments'],
  state: 'waiting',
  until: '2027-11-24T09:12:00+08:00',
  takeBy: '2026-12-01T09:12:00+08:00',
  agreed: { ...agreed, at: '2026-11-24T09:12:00+08:00' },
};

const revoked: Grant = {
  ...grantToSon,
  id: madeUpId('grt', 4),
  helperName: `W***** ${'阿*'.repeat(30)}`,
  state: 'revoked',
  revokedBy: 'helper',
  until: '2026-10-02T15:10:00+08:00',
};

const ended: Grant = { ...grantOfSister, id: madeUpId('grt', 5), state: 'ended', until: '2026-09-01T08:00:00+08:00' };

export const sampleGrants: readonly Grant[] = [grantOnCard, grantToSon, grantOfSister, revoked, ended];

export const sampleFamily: FamilyFacts = madeUpFamily(sampleGrants, MING);

/** For whom he may act by that. */
export const helpedSister: Helped = {
  patientId: madeUpId('pat', 12),
  name: '李*芳',
  sex: 'female',
  birthYear: 1950,
  scope: ['appointments', 'results', 'money'],
  until: grantOfSister.until,
  grantId: grantOfSister.id,
};

/** The same sister, who lets him book alone. */
export const helpedToBook: Helped = { ...helpedSister, scope: ['appointments'] };
