import type { Bills, Department, Device, Hospital, Slot } from '../client/wire.ts';
import { addDays, dayOf } from '../i18n/when.ts';
import { madeUpFamily } from './family.ts';
import { madeUpId } from './made-up-id.ts';
import { madeUpPhones } from './phones.ts';
import { practiceRecords } from './practice-records.ts';
import { madeUpSharing } from './shares.ts';
import { usualPreferences } from './usual-preferences.ts';
import type { World } from './world.ts';

const DAYS = 3;
const CONFIRMING_MS = 600_000;
const HALF_HOURS = ['08:30', '09:00', '09:30', '10:00', '14:00', '14:30'];

/** A department that can be practised with. The codes are those of 卫医发〔1994〕27号, so that everything behaves as it does in earnest. */
const department = (
  code: string,
  name: string,
  englishName: string,
  initials: string,
  bodyParts: Department['bodyParts'],
  hospitals: readonly string[],
) => ({ code, name, englishName, aliases: [], initials, bodyParts, firstFor: [], hospitals: [...hospitals] });

/** A city that does not exist, around the machine that does: its windows are real, so that the way to a person is. */
export function practiceWorld(device: Device, now: () => number): World {
  const hospitals: readonly Hospital[] = [
    hospitalOf(device.hospital, '练习医院', 'Practice Hospital', device.campus),
    hospitalOf('practice-two', '第二练习医院', 'Second Practice Hospital', '本部'),
  ];
  const ids = hospitals.map(({ id }) => id);
  const all: Department['bodyParts'] = ['eyes', 'ear-nose-throat', 'mouth', 'skin', 'women', 'children', 'mind', 'whole-body'];
  const departments = [
    department('A04.03', '骨科', 'Orthopaedics', 'gk', ['back-joints'], ids),
    department('A03.04', '心内科', 'Cardiology', 'xnk', ['chest'], ids),
    department('A03.02', '消化内科', 'Gastroenterology', 'xhnk', ['belly'], ids),
    department('A03.03', '神经内科', 'Neurology', 'sjnk', ['head'], ids),
    department('A02', '全科', 'General Practice', 'qk', all, ids),
  ];
  const patient = { patientId: madeUpId('pat', 1), name: '练**' };
  return {
    now,
    device,
    hospitals,
    away: [],
    departments,
    slots: departments.flatMap((one, index) => slotsOf(one, hospitals, index, dayOf(now()))),
    me: {
      ...patient,
      sex: 'unknown',
      birthYear: 1946,
      level: 'document-read',
      proved: true,
      documents: [{ type: 'resident-id', number: '000***********0000' }],
      phone: '000****0000',
      dependants: [],
      helps: [],
    },
    // Every department can be practised with.
    registered: true,
    tookOver: [],
    notice: {
      version: '2026-01-01',
      texts: {
        'privacy-notice': { zh: { title: '', paragraphs: [] }, en: { title: '', paragraphs: [] } },
        'health-data': { zh: { title: '', paragraphs: [] }, en: { title: '', paragraphs: [] } },
      },
      withoutConsent: { zh: '', en: '' },
    },
    consents: [],
    withdrawn: false,
    access: [],
    appointments: [],
    messages: [],
    messagePreferences: usualPreferences,
    bills: billsOf(hospitals, dayOf(now())),
    quotes: [],
    payments: [],
    takenBack: [],
    paying: { insured: { [device.hospital]: { fund: 60, account: 20 } }, paidAfterMs: 6_000, confirmedAfterMs: 2_000 },
    records: practiceRecords(hospitals, dayOf(now()), { ...patient, birthYear: 1946 }),
    sharing: madeUpSharing([]),
    phones: madeUpPhones(now(), device),
    family: madeUpFamily([], '练**'),
    reportsAsked: 0,
    draft: undefined,
    help: {},
    helper: '练习志愿者',
    calls: 0,
    onSlip: {
      code: '0000000000',
      qr: 'PRACTICE',
      bring: [{ zh: '身份证', en: 'ID card' }],
      fasting: false,
      queueRule: { zh: '这是练习，不用去医院。', en: 'This is practice. You need not go.' },
    },
    triage: 'draft',
    preconsults: [],
    hearing: { delivery: 'acknowledged' },
    helpComes: true,
    flagged: [],
    booking: 'booked',
    refusal: {},
    knowBy: new Date(now() + CONFIRMING_MS).toISOString(),
    confirmed: undefined,
    trouble: {},
  };
}

function hospitalOf(id: string, name: string, englishName: string, campus: string): Hospital {
  return {
    id,
    name,
    englishName,
    campuses: [{ name: campus, address: name }],
    dutyDesk: { name, phone: '0000-00000000' },
    can: { book: true, cancel: true, hear: true },
    asksDocument: false,
    reachable: true,
    closures: [],
  };
}

/** Two bills at two hospitals; the first has insurance that pays for some of it. */
function billsOf([first, second]: readonly Hospital[], today: string): Bills['hospitals'] {
  const yuan = (amount: number) => ({ amount: amount * 100, currency: 'CNY' }) as const;
  const line = (name: string, amount: number) =>
    ({ name, quantity: '1', price: yuan(amount), amount: yuan(amount), class: 'a', ownShare: 0 }) as const;
  const billOf = ({ id, name }: Hospital, department: string, lines: readonly ReturnType<typeof line>[]) => ({
    hospital: id,
    hospitalName: name,
    state: 'read' as const,
    visits: [
      {
        visitRef: `practice-${id}`,
        at: `${addDays(today, -1)}T09:30:00+08:00`,
        department,
        lines: [...lines],
        total: yuan(lines.reduce((sum, { amount }) => sum + amount.amount / 100, 0)),
        billHash: 'practice',
        beingPaid: false,
      },
    ],
  });
  return [
    ...(first ? [billOf(first, '骨科', [line('练习用的检查', 80), line('练习用的药', 20)])] : []),
    ...(second ? [billOf(second, '全科', [line('练习用的药', 15)])] : []),
  ];
}

/** Three days of half hours at both hospitals, from tomorrow on: nobody has to hurry. */
function slotsOf(
  { code, name }: Department,
  hospitals: readonly Hospital[],
  departmentAt: number,
  today: string,
): readonly Slot[] {
  return hospitals.flatMap((hospital, hospitalAt) =>
    Array.from({ length: DAYS }, (_, ahead) => addDays(today, ahead + 1)).flatMap((day, dayAt) =>
      HALF_HOURS.map((time, timeAt): Slot => {
        const number = ((departmentAt * 10 + hospitalAt) * 10 + dayAt) * 10 + timeAt + 1;
        const start = `${day}T${time}:00+08:00`;
        return {
          id: madeUpId('slt', number),
          start,
          end: new Date(Date.parse(start) + 30 * 60_000).toISOString(),
          free: 1 + (timeAt % 3),
          price: { amount: 1000, currency: 'CNY' },
          department: { code, name },
          practitioner: { id: `practice.doctor-${departmentAt + 1}`, name: '练医生', title: '主治医师' },
          place: {
            hospital: hospital.id,
            hospitalName: hospital.name,
            campus: hospital.campuses[0]?.name ?? '',
            address: hospital.name,
            floor: '2F',
            room: '201',
          },
          ageSeconds: 0,
        };
      }),
    ),
  );
}
