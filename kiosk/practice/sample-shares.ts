import type { Share } from '../client/wire.ts';
import { madeUpId } from './made-up-id.ts';
import { reports } from './sample-records.ts';
import { madeUpSharing } from './shares.ts';
import type { SharingFacts } from './world.ts';

const WANG = madeUpId('pat', 1);
const CENTRAL = { hospital: 'linjiang-central', hospitalName: '临江市中心医院' } as const;
const [first] = reports;

const shareId = (number: number) => madeUpId('shr', number);

/** A daughter has read it twice, and somebody had a wrong passcode. */
export const shareByLink: Share = {
  id: shareId(1),
  patientId: WANG,
  with: { kind: 'link', label: '给家人看的检查结果', passcode: true, direct: false, triesLeft: 4 },
  parts: { results: [first?.id ?? ''], lists: ['allergies'] },
  createdAt: '2026-11-23T10:20:00+08:00',
  until: '2026-11-26T10:20:00+08:00',
  reads: [
    { at: '2026-11-24T08:05:00+08:00', outcome: 'read', who: '女儿', proved: false },
    { at: '2026-11-23T19:32:00+08:00', outcome: 'wrong-passcode', who: '老张', proved: false },
    { at: '2026-11-23T18:40:00+08:00', outcome: 'read', who: '女儿', proved: false },
  ],
};

const withDoctor: Share = {
  id: shareId(2),
  patientId: WANG,
  with: { kind: 'doctor', ...CENTRAL },
  parts: { results: 'all', lists: ['allergies', 'medications'] },
  createdAt: '2026-11-24T08:50:00+08:00',
  until: '2026-11-25T08:50:00+08:00',
  reads: [{ at: '2026-11-24T09:04:00+08:00', outcome: 'read', who: '赵立', proved: true }],
};

const ended: Share = {
  ...shareByLink,
  id: shareId(3),
  parts: { results: 'all', lists: [] },
  createdAt: '2026-10-01T09:00:00+08:00',
  until: '2026-10-31T09:00:00+08:00',
  endedAt: '2026-10-02T15:10:00+08:00',
  endedBecause: 'tries-used-up',
  reads: [],
};

/** What somebody shares, as a stranger may make it look. */
export const hostileShare: Share = {
  ...shareByLink,
  id: shareId(4),
  with: { kind: 'link', label: `<b>${'签'.repeat(37)}`, passcode: false, direct: false },
  reads: [
    { at: '2026-11-24T08:05:00+08:00', outcome: 'read', who: `<img src=x onerror=alert(1)>${'W'.repeat(172)}`, proved: false },
    { at: '2026-11-24T08:04:00+08:00', outcome: 'read', who: `\u202e\u2067${'مرحبا '.repeat(33)}`, proved: false },
    { at: '2026-11-24T08:03:00+08:00', outcome: 'refused', proved: false },
  ],
};

export const sampleShares: readonly Share[] = [withDoctor, shareByLink, ended];

export const sampleSharing: SharingFacts = madeUpSharing(sampleShares);
