import { expect, it } from 'vitest';
import { type Access, anyStaff, type Role, roles, type StaffRole } from '../../bff/contract/access.ts';
import { operations } from '../../bff/contract/operations.ts';
import { type Present, refuseAccess } from '../../bff/platform/http/access.ts';
import { ROLE_POLICY } from './authorization-policy.ts';

const device = { id: 'dev_1', kind: 'kiosk', hospitalId: 'north', thumbprint: 'print' } as const;
const here = {
  patientId: 'pat_1',
  tokenHash: 'hash',
  deviceId: device.id,
  evidence: 'document-read',
  phoneId: null,
  seesFrom: 0,
  served: false,
} as const;
const elsewhere = { ...here, deviceId: null };
const nothing: Present = { caller: undefined, staff: undefined, device: undefined };

function staffAs(role: StaffRole): Present {
  const staff = {
    staffId: 'stf_1',
    role,
    name: '李',
    hospitalId: 'north',
    deviceId: device.id,
    tokenHash: 'hash',
    locked: false,
  };
  return { ...nothing, staff, device };
}

/** What the requests of each role show. A role that nobody can have yet shows nothing. */
const SHOWING: Readonly<Record<Role, Present>> = {
  patient: { ...nothing, caller: elsewhere },
  guardian: { ...nothing, caller: elsewhere },
  device: { ...nothing, device },
  volunteer: staffAs('volunteer'),
  clerk: staffAs('clerk'),
  cashier: staffAs('cashier'),
  finance: staffAs('finance'),
  reviewer: staffAs('reviewer'),
  clinician: staffAs('clinician'),
  'hospital-it': staffAs('hospital-it'),
  'hospital-system': nothing,
};

const CODES = {
  may: undefined,
  '401': 'unauthenticated',
  '403': 'device-refused',
  '404': 'not-found',
  '409': 'document-required',
} as const;

const told = (access: Access, present: Present) => refuseAccess({ access }, present)?.problem;

it('what each role may do is written down for every role and every operation', () => {
  expect(ROLE_POLICY.map(({ operation }) => operation).sort()).toEqual(Object.keys(operations).sort());
  for (const { verdicts } of ROLE_POLICY) expect(Object.keys(verdicts)).toEqual(Object.keys(roles));
});

it.each(ROLE_POLICY.map((row) => [row.operation, row] as const))(
  '%s is open to the roles that it is for, and to no other',
  (operation, row) => {
    const answers = Object.entries(SHOWING).map(([role, present]) => [role, told(operations[operation].access, present)]);
    expect(answers).toEqual(Object.entries(row.verdicts).map(([role, verdict]) => [role, CODES[verdict]]));
  },
);

it('a role that nobody can show is refused, whatever else a request shows', () => {
  const everything = { caller: here, device, staff: staffAs('hospital-it').staff };
  for (const present of [nothing, ...Object.values(SHOWING), everything])
    expect(told({ by: ['hospital-system'] }, present)).toBe('unauthenticated');
});

it('every role of staff is one of the staff, and opens nothing that is for another role', () => {
  expect([...anyStaff].sort()).toEqual((Object.keys(roles) as Role[]).filter((role) => SHOWING[role].staff).sort());
  for (const role of anyStaff) {
    for (const other of anyStaff) expect(told({ by: [role] }, staffAs(other))).toBe(role === other ? undefined : 'not-found');
  }
});

it('what is done for a patient needs the session of the patient too, opened where the one who helps stands', () => {
  const access: Access = { by: ['volunteer', 'clerk'], for: 'patient' };
  const volunteer = staffAs('volunteer');
  expect(told(access, { ...volunteer, caller: here })).toBeUndefined();
  expect(told(access, volunteer)).toBe('unauthenticated');
  expect(told(access, { ...volunteer, caller: elsewhere })).toBe('unauthenticated');
  expect(told(access, { ...volunteer, caller: { ...here, deviceId: 'dev_2' } })).toBe('unauthenticated');
  expect(told(access, { ...nothing, device, caller: here })).toBe('unauthenticated');
  expect(told(access, { ...staffAs('cashier'), caller: here })).toBe('not-found');
});

it('what only a clerk may do is done for whom a clerk serves, and not in a session that somebody opened for themselves', () => {
  const clerk = staffAs('clerk');
  expect(told({ by: ['clerk'], for: 'patient' }, { ...clerk, caller: here })).toBe('unauthenticated');
  expect(told({ by: ['clerk'], for: 'patient' }, { ...clerk, caller: { ...here, served: true } })).toBeUndefined();
});

it('what a clerk opened at a desk is the clerk’s to use, beside whom the person stands, and nobody’s own', () => {
  const served = { ...nothing, device, caller: { ...here, served: true } };
  expect(told({ by: ['patient'] }, served)).toBe('unauthenticated');
  expect(told({ by: ['guardian'] }, served)).toBe('unauthenticated');
  const both: Access = { by: ['patient', 'clerk'], for: 'patient' };
  expect(told(both, served)).toBe('unauthenticated');
  expect(told({ by: ['patient'] }, { ...served, ...staffAs('clerk'), caller: served.caller })).toBe('unauthenticated');
  expect(told(both, { ...staffAs('clerk'), caller: served.caller })).toBeUndefined();
});
