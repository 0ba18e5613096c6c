import { madeUpFamily } from '../../../kiosk/practice/family.ts';
import { bills } from '../../../kiosk/practice/sample-bills.ts';
import { preparing, sampleDevice, sampleWorld } from '../../../kiosk/practice/sample-city.ts';
import { everyMessage } from '../../../kiosk/practice/sample-messages.ts';
import { samplePhones } from '../../../kiosk/practice/sample-phones.ts';
import { sampleRecords } from '../../../kiosk/practice/sample-records.ts';
import { madeUpSharing } from '../../../kiosk/practice/shares.ts';
import { usualPreferences } from '../../../kiosk/practice/usual-preferences.ts';
import type { Facts } from '../../../kiosk/practice/world.ts';
import { opaque, STAND_IN_NOW, standInDepartments, standInHospitals, standInSlots } from './stand-in-city.ts';
import { standInAccess, standInConsents, standInDetails } from './stand-in-person.ts';

/** The machine of the pictures, in the same hall. */
export const standInDevice = sampleDevice;

export const unprepared: Facts['onSlip'] = { ...preparing, fasting: false, preparation: undefined };

/** 临江 as 王建国 finds it, and nothing booked yet. Each is a world of its own. */
export function standInWorld(): Facts {
  return {
    now: () => STAND_IN_NOW,
    device: standInDevice,
    hospitals: standInHospitals,
    away: [],
    departments: standInDepartments,
    slots: standInSlots,
    me: { patientId: opaque('pat', 1), name: '王*国', ...standInDetails, dependants: [] },
    registered: true,
    tookOver: [],
    // A test holds these against the gateway's own words.
    notice: sampleWorld.notice,
    consents: standInConsents(),
    withdrawn: false,
    access: standInAccess,
    appointments: [],
    messages: everyMessage,
    messagePreferences: usualPreferences,
    bills,
    quotes: [],
    payments: [],
    takenBack: [],
    records: sampleRecords,
    sharing: madeUpSharing([]),
    phones: samplePhones,
    family: madeUpFamily([], '王*明'),
    reportsAsked: 0,
    // Whoever shows a code pays it as soon as somebody looks.
    paying: { insured: { 'linjiang-first': { fund: 60, account: 20 } }, paidAfterMs: 0, confirmedAfterMs: 0 },
    draft: undefined,
    help: {},
    helper: '李小萌',
    calls: 0,
    triage: 'approved',
    preconsults: [],
    hearing: { delivery: 'acknowledged' },
    helpComes: true,
    flagged: [],
    booking: 'booked',
    refusal: {},
    knowBy: '2026-11-24T15:30:00+08:00',
    confirmed: undefined,
    onSlip: unprepared,
  };
}
